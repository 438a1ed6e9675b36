import { z } from "zod";
import { transaction, type Tx } from "#app/db/transaction.ts";
import { isUuid } from "#app/lib/ids.ts";
import { Refusal } from "#app/lib/refusal.ts";
import { record } from "#app/models/audit.ts";
import { recountThread } from "#app/models/post/counters.ts";
import { insistMay, type Actor } from "#app/models/roles.ts";
import type { Thread } from "#prisma/generated/client.ts";
import { lockThread, lockThreads } from "./lock.ts";

/**
 * One thread goes on in another: its posts, who follows or has muted it, and whatever answers a letter about it from
 * now on. Everybody may read the result only if everybody could read both. `unmergeThread` undoes it.
 * @throws Refusal "not-allowed", "not-found", "same-thing", "thread-bound"
 */
export async function mergeThreads(actor: Actor, fromId: string, intoId: string): Promise<void> {
  insistMay(actor, "moderate-threads");
  await transaction(async (tx) => {
    const [from, into] = await lockThreads(tx, actor, fromId, intoId);
    if (from.kind !== "discussion") throw new Refusal("thread-bound");
    if (!inSight(from) || !inSight(into)) throw new Refusal("not-found");

    const posts = await movePosts(tx, fromId, intoId);
    await takeWishesAlong(tx, fromId, intoId);
    await takeDraftsAlong(tx, fromId, intoId);
    const followers = await pointOnwards(tx, fromId, intoId);
    const publicAt = from.publicAt && into.publicAt;
    await tx.thread.update({ where: { id: intoId }, data: { publicAt } });
    for (const id of [fromId, intoId].toSorted()) await recountThread(tx, id);

    const details = {
      into: intoId,
      posts,
      followers,
      publicAt: from.publicAt?.toISOString() ?? null,
      intoPublicAt: into.publicAt?.toISOString() ?? null,
    };
    await record(tx, { ...by(actor), act: "thread.merged", subjectId: fromId, details });
  });
}

/** The posts that came with it go back, as far as they are still where it was merged into. @throws Refusal "not-found" */
export async function unmergeThread(actor: Actor, id: string): Promise<void> {
  insistMay(actor, "moderate-threads");
  await transaction(async (tx) => {
    const { mergedIntoId } = await lockThread(tx, actor, id);
    if (mergedIntoId === null) return;
    const merged = await mergerOf(tx, id);
    await tx.post.updateMany({
      where: { id: { in: merged.posts }, threadId: mergedIntoId },
      data: { threadId: id },
    });
    await tx.thread.updateMany({ where: { id: { in: merged.followers } }, data: { mergedIntoId: id } });
    await tx.thread.update({ where: { id }, data: { mergedIntoId: null, publicAt: merged.publicAt } });
    await tx.thread.update({ where: { id: mergedIntoId }, data: { publicAt: merged.intoPublicAt } });
    for (const changed of [id, mergedIntoId].toSorted()) await recountThread(tx, changed);
    await record(tx, { ...by(actor), act: "thread.unmerged", subjectId: id });
  });
}

/**
 * From this post on, the talk becomes a thread of its own, for the same readers. Merging it back undoes it.
 * @throws Refusal "not-allowed", "not-found" (also for the first post: all of it would go)
 */
export async function splitThread(actor: Actor, postId: string, subject: string): Promise<Thread> {
  insistMay(actor, "moderate-threads");
  const communityId = actor.community.id;
  if (!isUuid(postId)) throw new Refusal("not-found");
  return transaction(async (tx) => {
    const post = await tx.post.findFirst({ where: { id: postId, communityId, removedAt: null } });
    if (!post) throw new Refusal("not-found");
    const from = await lockThread(tx, actor, post.threadId);
    const before = { threadId: from.id, createdAt: { lt: post.createdAt } };
    if ((await tx.post.count({ where: before })) === 0) throw new Refusal("not-found");

    const thread = await tx.thread.create({
      data: {
        communityId,
        subject,
        startedById: post.authorId,
        publicAt: from.publicAt,
        createdAt: post.createdAt,
        lastPostAt: post.createdAt,
      },
    });
    await tx.$executeRaw`
      UPDATE post SET thread_id = ${thread.id}::uuid,
        in_reply_to_id = (SELECT answered.id FROM post answered WHERE answered.id = post.in_reply_to_id
          AND (answered.created_at, answered.number) >= (${post.createdAt}, ${post.number}))
      WHERE thread_id = ${from.id}::uuid AND (created_at, number) >= (${post.createdAt}, ${post.number})`;
    await tx.$executeRaw`
      INSERT INTO thread_preference (membership_id, thread_id, wish, created_at)
      SELECT membership_id, ${thread.id}::uuid, wish, created_at FROM thread_preference
      WHERE thread_id = ${from.id}::uuid`;
    for (const id of [from.id, thread.id].toSorted()) await recountThread(tx, id);
    const details = { from: from.id, post: postId };
    await record(tx, { ...by(actor), act: "thread.split", subjectId: thread.id, details });
    return thread;
  });
}

function inSight({ removedAt, mergedIntoId }: Thread): boolean {
  return removedAt === null && mergedIntoId === null;
}

async function movePosts(tx: Tx, fromId: string, intoId: string): Promise<string[]> {
  const moved = await tx.post.updateManyAndReturn({
    where: { threadId: fromId },
    data: { threadId: intoId },
    select: { id: true },
  });
  return moved.map(({ id }) => id);
}

/** What somebody said of the thread that stays counts more. */
async function takeWishesAlong(tx: Tx, fromId: string, intoId: string): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO thread_preference (membership_id, thread_id, wish, created_at)
    SELECT membership_id, ${intoId}::uuid, wish, created_at FROM thread_preference WHERE thread_id = ${fromId}::uuid
    ON CONFLICT DO NOTHING`;
}

/** A digest that waits has one entry for both; one that was sent stays as it was. */
async function takeDraftsAlong(tx: Tx, fromId: string, intoId: string): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM digest_item USING digest
    WHERE digest.id = digest_item.digest_id AND digest.status = 'draft' AND digest_item.thread_id = ${fromId}::uuid
      AND EXISTS (SELECT FROM digest_item other
        WHERE other.digest_id = digest.id AND other.thread_id = ${intoId}::uuid)`;
  await tx.$executeRaw`
    UPDATE digest_item SET thread_id = ${intoId}::uuid FROM digest
    WHERE digest.id = digest_item.digest_id AND digest.status = 'draft' AND digest_item.thread_id = ${fromId}::uuid`;
}

/** What was merged into it before goes on where it goes on: one step is enough, always. */
async function pointOnwards(tx: Tx, fromId: string, intoId: string): Promise<string[]> {
  await tx.thread.update({ where: { id: fromId }, data: { mergedIntoId: intoId, publicAt: null } });
  const followers = await tx.thread.updateManyAndReturn({
    where: { mergedIntoId: fromId },
    data: { mergedIntoId: intoId },
    select: { id: true },
  });
  return followers.map(({ id }) => id);
}

const merger = z.object({
  posts: z.array(z.string()),
  followers: z.array(z.string()),
  publicAt: z.coerce.date().nullable(),
  intoPublicAt: z.coerce.date().nullable(),
});

async function mergerOf(tx: Tx, id: string): Promise<z.infer<typeof merger>> {
  const entry = await tx.auditEntry.findFirst({
    where: { act: "thread.merged", subjectId: id },
    orderBy: [{ at: "desc" }, { id: "desc" }],
  });
  return merger.parse(entry?.details);
}

function by(actor: Actor) {
  return { communityId: actor.community.id, actorId: actor.person.id };
}
