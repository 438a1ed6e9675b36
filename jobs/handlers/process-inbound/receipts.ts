import type { Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { links } from "#app/lib/links.ts";
import { prepareDelivery } from "#app/models/delivery.ts";
import { memberToken } from "#app/models/membership/links.ts";
import { mayBeAnswered } from "#app/models/rejection.ts";
import type { Author } from "#jobs/handlers/process-inbound/author.ts";
import type { KeptAttachments } from "#app/models/attachment/keep.ts";
import type { Letter } from "#jobs/handlers/process-inbound/open-letter.ts";
import { wordsFor, type Done } from "#jobs/handlers/process-inbound/receipt-words.ts";

const WEEK = 7 * 86_400_000;

export interface Receipt extends Done {
  asked: string | null;
  /** The word that takes it back, where one does. */
  undo: string | null;
  /** Of what of the message, where one message gets more than one receipt. */
  part?: string;
}

/** Says what was done, to the address that asked; never to a machine. */
export async function sendReceipt(
  tx: Tx,
  { inbound, message }: Letter,
  author: Author,
  receipt: Receipt,
): Promise<void> {
  const address = message.from[0]?.address;
  if (address === undefined || !mayBeAnswered(message, inbound.envelopeFrom)) return;
  const { done, sentence, asked, undo, part } = receipt;
  await prepareDelivery(tx, {
    communityId: author.communityId,
    kind: "receipt",
    letterKey: `receipt:${inbound.id}${part === undefined ? "" : `:${part}`}`,
    address,
    membershipId: author.id,
    facts: {
      done,
      sentence,
      asked,
      undo: undo === null ? null : { word: undo, url: links.preferences(memberToken(author, "preferences")) },
    },
    urgency: 0,
    notAfter: new Date(now().getTime() + WEEK),
  });
}

export async function tellRefusedFiles(
  tx: Tx,
  letter: Letter,
  author: Author,
  { refused }: KeptAttachments,
): Promise<void> {
  if (refused.length === 0) return;
  const names = refused.map((name) => name.replaceAll(/[\p{Cc}\p{Cf}]/gu, "").slice(0, 80)).join(", ");
  await sendReceipt(tx, letter, author, { ...wordsFor(author).filesRefused(names), asked: null, undo: null });
}
