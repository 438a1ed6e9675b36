import { db } from "#app/db/client.ts";
import type { Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import type { Outcome } from "#app/models/inbound-message.ts";
import type { InboundMessage, Membership } from "#prisma/generated/client.ts";

/** What became of a message of somebody's, for taking it back. */
export interface PastAct {
  inboundMessageId: string;
  outcome: Outcome;
}

type Who = Pick<Membership, "id" | "communityId">;

const DAY = 86_400_000;

/** What this member did by mail, the latest first; of the receipt that is answered, or of the last days. */
export async function lastActs(
  { id, communityId }: Who,
  { before, receiptIds, days }: { before: string; receiptIds: readonly string[]; days: number },
): Promise<PastAct[]> {
  const told = await actsOfReceipts(communityId, receiptIds);
  const since = new Date(now().getTime() - days * DAY);
  const messages = await db().inboundMessage.findMany({
    where: {
      communityId,
      membershipId: id,
      status: "accepted",
      id: told.length > 0 ? { in: told, not: before } : { not: before },
      ...(told.length > 0 ? {} : { settledAt: { gte: since } }),
    },
    orderBy: [{ settledAt: "desc" }, { id: "desc" }],
    take: 50,
  });
  return messages.flatMap(asAct);
}

/** Told in the message itself, so that a second "undo" goes one further back. */
export async function noteTakenBack(tx: Tx, { inboundMessageId, outcome }: PastAct): Promise<void> {
  await tx.inboundMessage.update({
    where: { id: inboundMessageId },
    data: { outcome: [...outcome, { kind: "taken-back" }] },
  });
}

/** A receipt's letter key names the message that it answers. */
async function actsOfReceipts(communityId: string, messageIds: readonly string[]): Promise<string[]> {
  if (messageIds.length === 0) return [];
  const receipts = await db().delivery.findMany({
    where: { communityId, kind: "receipt", messageId: { in: messageIds.slice(0, 20) } },
    select: { letterKey: true },
  });
  return receipts.map(({ letterKey }) => letterKey.split(":")[1] ?? "");
}

function asAct({ id, outcome }: InboundMessage): PastAct[] {
  if (!Array.isArray(outcome)) return [];
  const acts = outcome as unknown as Outcome;
  return acts.some(({ kind }) => kind === "taken-back") ? [] : [{ inboundMessageId: id, outcome: acts }];
}
