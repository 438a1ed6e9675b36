import { db } from "#app/db/client.ts";

/** A held message as the letter about it tells. */
export interface HeldForLetter {
  id: string;
  number: number;
  status: string;
  receivedAt: Date;
  sender: string;
  preview: string;
  /** The member in whose name it seems to be. */
  seems: string | null;
}

/** By id: one query for a whole batch. */
export async function heldForLetters(ids: readonly string[]): Promise<Map<string, HeldForLetter>> {
  const messages = await db().inboundMessage.findMany({
    where: { id: { in: ids.filter((id) => id !== "") } },
    select: {
      id: true,
      number: true,
      status: true,
      receivedAt: true,
      fromAddress: true,
      envelopeFrom: true,
      preview: true,
      membership: { select: { name: true } },
    },
  });
  return new Map(
    messages.map(({ fromAddress, envelopeFrom, preview, membership, ...message }) => [
      message.id,
      {
        ...message,
        sender: fromAddress ?? envelopeFrom,
        preview: preview ?? "",
        seems: membership?.name ?? null,
      },
    ]),
  );
}
