import { currentSigner } from "#app/models/dkim-key/signer.ts";

/** The DKIM header lines of a letter, by the keys of the domain that it is from; null where there are none. */
export async function signatureOf({
  raw,
  messageId,
}: {
  raw: Buffer;
  messageId: string;
}): Promise<Buffer | null> {
  // Every letter's id is on the domain that it is from (emails/writing/message-id).
  const domain = messageId.slice(messageId.lastIndexOf("@") + 1).replace(/>$/, "");
  const signer = await currentSigner(domain);
  return signer ? signer.sign(raw) : null;
}
