import type { Post, Prisma } from "#prisma/generated/client.ts";
import type { PostSource } from "#prisma/generated/enums.ts";
import { transaction, type Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { isUuid } from "#app/lib/ids.ts";
import { Refusal } from "#app/lib/refusal.ts";
import { addAttachments, type NewAttachment } from "./attachment.ts";
import { record } from "./audit.ts";
import { prepareInstantLetters } from "./delivery/instant.ts";
import { withoutTokens } from "./leaked-tokens.ts";
import type { FoldedPart } from "./thread/conversation.ts";
import { actorMay, type Actor } from "./roles.ts";

import { safeHtml } from "./post/safe-html.ts";

export { removePost, restorePost, type Withdrawn } from "./post/removal.ts";
export { latestUndoable, undoPost } from "./post/undo.ts";

export interface NewPost {
  communityId: string;
  threadId: string;
  authorId: string;
  text: string;
  /** Safe HTML, or null when there was only text. */
  html: string | null;
  folded: readonly FoldedPart[];
  source: PostSource;
  client?: string | null;
  inboundMessageId?: string | null;
  /** Which of several answers of one message this is: 0, 1 … */
  answer?: number;
  inReplyToId?: string | null;
  attachments?: readonly NewAttachment[];
}

/**
 * Says something in a thread. The same answer of the same inbound message is filed once: a second call gives the
 * post of the first. What answers a thread that was merged into another one is said there.
 * @throws Refusal `not-found` (thread or author of another community), `thread-closed`, `nothing-written`
 */
export async function postReply(tx: Tx, said: NewPost): Promise<Post> {
  const thread = await lockThread(tx, said);
  const reply = { ...said, threadId: thread.id };
  const filed = await filedBefore(tx, reply);
  if (filed) return filed;
  if (thread.closedAt) throw new Refusal("thread-closed");
  if (reply.text.trim() === "" && !reply.attachments?.length) throw new Refusal("nothing-written");

  const post = await tx.post.create({ data: await asRow(tx, reply) });
  await addAttachments(tx, post, reply.attachments ?? []);
  await tx.thread.update({
    where: { id: post.threadId },
    data: { postCount: { increment: 1 }, lastPostAt: post.createdAt },
  });
  await prepareInstantLetters(tx, post);
  return post;
}

/** The author's own words in new words; the old ones stay in the audit log, and `revertPost` brings them back. */
export async function editPost(actor: Actor, id: string, text: string): Promise<Post> {
  const words = withoutTokens(text.trim());
  if (words === "") throw new Refusal("nothing-written");

  return transaction(async (tx) => {
    const post = await lockPost(tx, actor, id);
    if (post.text === words) return post;
    await record(tx, {
      communityId: post.communityId,
      actorId: actor.person.id,
      act: "post.edited",
      subjectId: id,
      details: { text: post.text, html: post.html },
    });
    return tx.post.update({ where: { id }, data: { text: words, html: null, editedAt: now() } });
  });
}

/** Undoes the latest edit. */
export async function revertPost(actor: Actor, id: string): Promise<Post> {
  return transaction(async (tx) => {
    const post = await lockPost(tx, actor, id);
    const edits = await tx.auditEntry.findMany({
      where: { communityId: post.communityId, act: "post.edited", subjectId: id },
      orderBy: [{ at: "desc" }, { id: "desc" }],
      take: 1,
    });
    const before = edits[0]?.details as { text?: string; html?: string | null } | undefined;
    if (before?.text === undefined || !post.editedAt) throw new Refusal("not-found");

    await record(tx, {
      communityId: post.communityId,
      actorId: actor.person.id,
      act: "post.reverted",
      subjectId: id,
      details: { text: post.text, html: post.html },
    });
    return tx.post.update({
      where: { id },
      data: { text: before.text, html: before.html ?? null, editedAt: null },
    });
  });
}

/** One's own, or anybody's for who moderates. */
async function lockPost(tx: Tx, actor: Actor, id: string): Promise<Post> {
  const communityId = actor.community.id;
  if (!isUuid(id)) throw new Refusal("not-found");
  await tx.$queryRaw`SELECT id FROM post WHERE id = ${id}::uuid AND community_id = ${communityId}::uuid FOR UPDATE`;
  const post = await tx.post.findFirst({ where: { id, communityId, removedAt: null } });
  if (!post) throw new Refusal("not-found");
  if (post.authorId !== actor.membership.id && !actorMay(actor, "moderate-threads"))
    throw new Refusal("not-allowed");
  return post;
}

type Place = Pick<NewPost, "communityId" | "threadId" | "authorId">;

/** Posts of one thread queue up here, in the thread that stands, so that its counter, its order and the check for a second filing hold. */
async function lockThread(
  tx: Tx,
  { communityId, threadId, authorId }: Place,
): Promise<{ id: string; closedAt: Date | null }> {
  const found = await tx.$queryRaw<Locked[]>`
    SELECT thread.id, thread.closed_at AS "closedAt", thread.removed_at AS "removedAt",
      thread.merged_into_id AS "mergedIntoId"
    FROM thread JOIN membership ON membership.community_id = thread.community_id
    WHERE thread.id = ${threadId}::uuid AND thread.community_id = ${communityId}::uuid
      AND membership.id = ${authorId}::uuid
    FOR NO KEY UPDATE OF thread`;
  const [thread] = found;
  if (!thread || thread.removedAt) throw new Refusal("not-found");
  if (thread.mergedIntoId === null) return thread;
  return lockThread(tx, { communityId, threadId: thread.mergedIntoId, authorId });
}

interface Locked {
  id: string;
  closedAt: Date | null;
  removedAt: Date | null;
  mergedIntoId: string | null;
}

function filedBefore(tx: Tx, { communityId, inboundMessageId, answer = 0 }: NewPost): Promise<Post | null> {
  if (!inboundMessageId) return Promise.resolve(null);
  return tx.post.findFirst({ where: { communityId, inboundMessageId, answer } });
}

async function asRow(tx: Tx, reply: NewPost): Promise<Prisma.PostUncheckedCreateInput> {
  return {
    communityId: reply.communityId,
    threadId: reply.threadId,
    authorId: reply.authorId,
    inReplyToId: await sameThread(tx, reply),
    ...contentOf(reply),
    source: reply.source,
    client: reply.client ?? null,
    inboundMessageId: reply.inboundMessageId ?? null,
    answer: reply.answer ?? 0,
    createdAt: now(),
  };
}

/** The words as they are kept: safe, and without what was a secret of the author's. */
export function contentOf(reply: Pick<NewPost, "text" | "html" | "folded">) {
  return {
    text: withoutTokens(reply.text.trim()),
    html: safeHtml(reply.html === null ? null : withoutTokens(reply.html)),
    folded: reply.folded.map(({ kind, text }) => ({ kind, text: withoutTokens(text) })),
  };
}

/** An answer to a post that has been moved to another thread answers the thread. */
async function sameThread(tx: Tx, { inReplyToId, threadId }: NewPost): Promise<string | null> {
  if (!inReplyToId) return null;
  const answered = await tx.post.findFirst({ where: { id: inReplyToId, threadId }, select: { id: true } });
  return answered?.id ?? null;
}
