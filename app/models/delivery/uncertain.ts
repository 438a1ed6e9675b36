import { db } from "#app/db/client.ts";
import { transaction, type Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { isUuid } from "#app/lib/ids.ts";
import { Refusal } from "#app/lib/refusal.ts";
import { enqueue } from "#app/outbox/enqueue.ts";
import { record } from "../audit.ts";
import { insistMay, type Actor } from "../roles.ts";

/*
 * A letter that was in flight when its sender died: the server has it, or not. By default nobody sends it again but the
 * owner, who can ask. It keeps its Message-ID, so that a mail program that gets both shows one.
 */

/** The owner asked for it: it has a day, even where its time was over. */
const FRESH_MS = 86_400_000;

/** How many of a community's letters may or may not have arrived. */
export function countUncertain(communityId: string): Promise<number> {
  return db().delivery.count({ where: { communityId, status: "uncertain" } });
}

/** Sends one letter once more. @throws Refusal "not-allowed", "not-found" (or it is not uncertain any more) */
export async function sendAgain(actor: Actor, id: string): Promise<void> {
  insistMay(actor, "publish-digest");
  if (!isUuid(id)) throw new Refusal("not-found");
  if ((await again(actor, { id })) === 0) throw new Refusal("not-found");
}

/** The same for all of the community's; returns how many. */
export async function sendAllAgain(actor: Actor): Promise<number> {
  insistMay(actor, "publish-digest");
  return again(actor, {});
}

/**
 * For the clock, and only in communities that wish it: what is uncertain is sent once more, never twice, and never when
 * its time is over. Returns how many.
 */
export async function sendUncertainAgain(): Promise<number> {
  return transaction(async (tx) => {
    const at = now();
    const count = await tx.$executeRaw`
      UPDATE delivery SET status = 'prepared', not_before = ${at}, sent_again_at = ${at}
      FROM community
      WHERE delivery.status = 'uncertain' AND community.id = delivery.community_id
        AND community.sends_uncertain_again AND delivery.sent_again_at IS NULL AND delivery.not_after > ${at}`;
    if (count > 0) await enqueue(tx, "send-deliveries", {});
    return count;
  });
}

function again(actor: Actor, those: { id?: string }): Promise<number> {
  const communityId = actor.community.id;
  return transaction(async (tx) => {
    const sent = await prepareAgain(tx, communityId, those);
    if (sent === 0) return 0;
    await record(tx, {
      communityId,
      actorId: actor.person.id,
      act: "delivery.sent-again",
      ...(those.id !== undefined && { subjectId: those.id }),
      details: { count: sent },
    });
    await enqueue(tx, "send-deliveries", {});
    return sent;
  });
}

async function prepareAgain(tx: Tx, communityId: string, those: { id?: string }): Promise<number> {
  const at = now();
  const uncertain = { ...those, communityId, status: "uncertain" } as const;
  const fresh = new Date(at.getTime() + FRESH_MS);
  await tx.delivery.updateMany({
    where: { ...uncertain, notAfter: { lt: fresh } },
    data: { notAfter: fresh },
  });
  const { count } = await tx.delivery.updateMany({
    where: uncertain,
    data: { status: "prepared", notBefore: at, sentAgainAt: at, leasedBy: null },
  });
  return count;
}
