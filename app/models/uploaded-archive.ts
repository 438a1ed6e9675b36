import { db } from "#app/db/client.ts";
import { transaction } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { isUuid, newId } from "#app/lib/ids.ts";
import { Refusal } from "#app/lib/refusal.ts";
import { enqueue } from "#app/outbox/enqueue.ts";
import type { ArchiveImport } from "#prisma/generated/client.ts";
import { record } from "./audit.ts";
import { keepParts } from "./kept-parts.ts";
import { insistMay, type Actor } from "./roles.ts";

const LISTED = 10;

/** An archive of mail as an mbox file, plain or gzipped. A worker makes threads of it. @throws Refusal "archive-odd", "archive-running" */
export async function bringArchive(
  actor: Actor,
  { filename, bytes }: { filename: string; bytes: Uint8Array },
): Promise<ArchiveImport> {
  insistMay(actor, "edit-community");
  if (!looksLikeArchive(bytes)) throw new Refusal("archive-odd");
  const id = newId();
  const { parts, byteSize } = await keepParts(id, [bytes]);
  const communityId = actor.community.id;

  return transaction(async (tx) => {
    // One at a time: what an archive made is known by the numbers of its posts.
    await tx.$queryRaw`SELECT 1 FROM community WHERE id = ${communityId}::uuid FOR NO KEY UPDATE`;
    const running = await tx.archiveImport.count({
      where: { communityId, status: { in: ["waiting", "running"] } },
    });
    if (running > 0) throw new Refusal("archive-running");
    const brought = await tx.archiveImport.create({
      data: {
        ...{ id, communityId, membershipId: actor.membership.id, filename: filename.slice(0, 200) },
        ...{ byteSize, parts, createdAt: now() },
      },
    });
    await enqueue(tx, "import-archive", { archiveId: id });
    return brought;
  });
}

/** The newest first. */
export function listArchives(communityId: string) {
  return db().archiveImport.findMany({
    where: { communityId },
    orderBy: { createdAt: "desc" },
    take: LISTED,
    include: { membership: { select: { name: true } } },
  });
}

/**
 * Takes out again what it brought: its posts, threads that are empty then, and people who were made for it. What
 * members have answered since stays, and with it the thread. Returns how many posts went.
 * @throws Refusal "not-found", "already-settled"
 */
export async function undoArchive(actor: Actor, id: string): Promise<number> {
  insistMay(actor, "edit-community");
  if (!isUuid(id)) throw new Refusal("not-found");
  const communityId = actor.community.id;

  return transaction(async (tx) => {
    const found = await tx.archiveImport.findFirst({ where: { id, communityId } });
    if (!found) throw new Refusal("not-found");
    const { afterPost, uptoPost } = found;
    if (found.status !== "done" || afterPost === null || uptoPost === null)
      throw new Refusal("already-settled");
    const { count } = await tx.archiveImport.updateMany({
      where: { id, status: "done" },
      data: { status: "undone", undoneAt: now() },
    });
    if (count === 0) throw new Refusal("already-settled");

    const made = { communityId, source: "archive" as const, number: { gt: afterPost, lte: uptoPost } };
    const posts = await tx.post.findMany({
      where: made,
      select: { threadId: true, authorId: true, inboundMessageId: true },
    });
    await tx.post.deleteMany({ where: made });
    const messages = posts.flatMap(({ inboundMessageId }) => inboundMessageId ?? []);
    await tx.inboundMessage.deleteMany({ where: { id: { in: messages }, ingress: "archive" } });
    await tidyThreads(tx, [...new Set(posts.map(({ threadId }) => threadId))]);
    await tx.membership.deleteMany({
      where: {
        ...{ id: { in: [...new Set(posts.map(({ authorId }) => authorId))] }, communityId, status: "left" },
        ...{ joinedAt: null, posts: { none: {} } },
      },
    });
    await record(tx, {
      ...{ communityId, actorId: actor.person.id, act: "archive.undone", subjectId: id },
      details: { posts: posts.length },
    });
    return posts.length;
  });
}

async function tidyThreads(tx: Parameters<typeof record>[0], ids: string[]): Promise<void> {
  await tx.thread.deleteMany({ where: { id: { in: ids }, kind: "discussion", posts: { none: {} } } });
  await tx.$executeRaw`
    UPDATE thread SET post_count = left_over.posts, last_post_at = coalesce(left_over.last, last_post_at)
    FROM (SELECT thread.id, count(post.id)::int AS posts, max(post.created_at) AS last
      FROM thread LEFT JOIN post ON post.thread_id = thread.id AND post.removed_at IS NULL
      WHERE thread.id = ANY(${ids}::uuid[]) GROUP BY thread.id) left_over
    WHERE thread.id = left_over.id`;
}

/** "From " begins an mbox (RFC 4155); a gzipped one by its magic (RFC 1952). */
function looksLikeArchive(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, 64));
  const isGzip = head[0] === 0x1f && head[1] === 0x8b;
  return isGzip || /^(?:\uFEFF)?\s*From /.test(head.toString("utf8"));
}
