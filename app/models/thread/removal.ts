import { transaction, type Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { Refusal } from "#app/lib/refusal.ts";
import { record } from "#app/models/audit.ts";
import { restoreInstantLetters, withdrawInstantLetters } from "#app/models/delivery/instant.ts";
import { recountThread } from "#app/models/post/counters.ts";
import { insistMay, type Actor } from "#app/models/roles.ts";
import { lockThread } from "./lock.ts";

/**
 * Takes a whole thread out of sight, for a reason that its page tells. Nothing is deleted; letters that still wait are
 * not sent, and who answers it by mail gets their words back. Removing twice changes nothing.
 * @throws Refusal "not-allowed", "not-found", "thread-bound"
 */
export async function removeThread(actor: Actor, id: string, reason = ""): Promise<void> {
  insistMay(actor, "moderate-threads");
  await transaction(async (tx) => {
    const thread = await lockThread(tx, actor, id);
    if (thread.removedAt) return;
    if (thread.kind !== "discussion" || thread.mergedIntoId) throw new Refusal("thread-bound");

    const gone = { removedAt: now(), removalReason: reason.trim() || null };
    const posts = await postsOf(tx, id, null);
    await tx.post.updateMany({ where: { id: { in: posts } }, data: gone });
    for (const post of posts) await withdrawInstantLetters(tx, post);
    await tx.thread.update({ where: { id }, data: { ...gone, publicAt: null } });
    await recountThread(tx, id);
    const details = { reason: gone.removalReason, publicAt: thread.publicAt?.toISOString() ?? null };
    await record(tx, { ...by(actor), act: "thread.removed", subjectId: id, details });
  });
}

/** Back with the posts that went with it; what had been removed before stays so. @throws Refusal */
export async function restoreThread(actor: Actor, id: string): Promise<void> {
  insistMay(actor, "moderate-threads");
  await transaction(async (tx) => {
    const thread = await lockThread(tx, actor, id);
    if (!thread.removedAt) return;

    const back = { removedAt: null, removalReason: null };
    const posts = await postsOf(tx, id, thread.removedAt);
    await tx.post.updateMany({ where: { id: { in: posts } }, data: back });
    for (const post of posts) await restoreInstantLetters(tx, post);
    await tx.thread.update({ where: { id }, data: { ...back, publicAt: await wasPublicAt(tx, id) } });
    await recountThread(tx, id);
    await record(tx, { ...by(actor), act: "thread.restored", subjectId: id });
  });
}

/** Those that went at this moment: with the thread. */
async function postsOf(tx: Tx, threadId: string, removedAt: Date | null): Promise<string[]> {
  const posts = await tx.post.findMany({ where: { threadId, removedAt }, select: { id: true } });
  return posts.map(({ id }) => id);
}

async function wasPublicAt(tx: Tx, id: string): Promise<Date | null> {
  const entry = await tx.auditEntry.findFirst({
    where: { act: "thread.removed", subjectId: id },
    orderBy: [{ at: "desc" }, { id: "desc" }],
  });
  const { publicAt } = (entry?.details ?? {}) as { publicAt?: string | null };
  return publicAt ? new Date(publicAt) : null;
}

function by(actor: Actor) {
  return { communityId: actor.community.id, actorId: actor.person.id };
}
