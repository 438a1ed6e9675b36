import { currentSigner } from "#app/models/dkim-key/signer.ts";
import { type Outgoing, piecesOf } from "#jobs/transport.ts";

/** The DKIM header lines of a letter, by the keys of the domain that it is from; null where there are none. */
export async function signatureOf(letter: Outgoing): Promise<Buffer | null> {
  const { messageId } = letter;
  // Every letter's id is on the domain that it is from (emails/writing/message-id).
  const domain = messageId.slice(messageId.lastIndexOf("@") + 1).replace(/>$/, "");
  const signer = await currentSigner(domain);
  return signer ? signer.sign(piecesOf(letter)) : null;
}
