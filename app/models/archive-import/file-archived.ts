import { leanDb } from "#app/db/client.ts";
import { transaction, type Tx } from "#app/db/transaction.ts";
import { newId } from "#app/lib/ids.ts";
import type { Authors } from "#app/models/archive-import/authors.ts";
import type { Archived } from "#app/models/archive-import/read-archived.ts";
import type { Threads } from "#app/models/archive-import/threads.ts";
import { addAttachments } from "#app/models/attachment.ts";
import type { KeptAttachments } from "#app/models/attachment/keep.ts";
import { recountThread } from "#app/models/post/counters.ts";
import { tidySubject } from "#app/models/thread.ts";
import type { Community, Prisma } from "#prisma/generated/client.ts";

/** Files a batch in one commit; what was filed before (or stands in it twice) is left out. */
export async function fileArchived(
  community: Community,
  batch: readonly Archived[],
  authors: Authors,
  threads: Threads,
): Promise<{ posts: number; known: number }> {
  const fresh = await notFiled(batch);
  if (fresh.length === 0) return { posts: 0, known: batch.length };

  await threads.recall(fresh);
  const rows: Row[] = [];
  for (const archived of fresh) {
    const authorId = await authors.idOf(archived.author);
    const files = await archived.keepFiles();
    rows.push({
      archived,
      authorId,
      files,
      ...threads.threadOf(archived),
      postId: newId(),
      inboundId: newId(),
    });
  }
  await transaction((tx) => write(tx, community.id, rows));
  return { posts: rows.length, known: batch.length - fresh.length };
}

interface Row {
  archived: Archived;
  authorId: string;
  files: KeptAttachments;
  threadId: string;
  isNew: boolean;
  postId: string;
  inboundId: string;
}

async function notFiled(batch: readonly Archived[]): Promise<Archived[]> {
  const fingerprints = new Map(batch.map((archived) => [archived.fingerprint, archived]));
  const { rows } = await leanDb().query<{ fingerprint: string }>({
    name: "filed-before",
    text: "SELECT fingerprint FROM inbound_message WHERE fingerprint = ANY($1::text[])",
    values: [[...fingerprints.keys()]],
  });
  for (const { fingerprint } of rows) fingerprints.delete(fingerprint);
  return [...fingerprints.values()];
}

async function write(tx: Tx, communityId: string, rows: readonly Row[]): Promise<void> {
  await tx.thread.createMany({
    data: rows
      .filter(({ isNew }) => isNew)
      .map(({ threadId, archived }) => ({
        id: threadId,
        communityId,
        subject: tidySubject(archived.subject),
        createdAt: archived.at,
        lastPostAt: archived.at,
      })),
  });
  await tx.inboundMessage.createMany({ data: rows.map((row) => asInbound(communityId, row)) });
  await tx.post.createMany({ data: rows.map((row) => asPost(communityId, row)) });
  for (const { postId, files } of rows) await addAttachments(tx, { id: postId, communityId }, files.kept);
  for (const threadId of [...new Set(rows.map((row) => row.threadId))].toSorted()) {
    await recountThread(tx, threadId);
    await beginWithFirst(tx, threadId);
  }
}

function asInbound(communityId: string, row: Row): Prisma.InboundMessageCreateManyInput {
  const { archived, inboundId, authorId, postId, threadId, isNew } = row;
  const { raw, fingerprint, recipient, author, subject, messageId, answers, at, words } = archived;
  const said = { kind: "post", id: postId, threadId };
  return {
    ...{
      id: inboundId,
      communityId,
      ingress: "archive",
      envelopeFrom: author.address,
      recipient,
      fingerprint,
    },
    raw: Uint8Array.from(raw),
    status: "accepted",
    ...{ fromAddress: author.address, fromName: author.name.slice(0, 200), subject: subject.slice(0, 500) },
    messageId: messageId?.slice(0, 998) ?? null,
    preview: words.text
      .replaceAll(/\s+/g, " ")
      .slice(0, 300)
      .replace(/[\uD800-\uDBFF]$/, ""),
    outcome: isNew ? [{ kind: "thread", id: threadId }, said] : [said],
    membershipId: authorId,
    // Whatever this answers belongs here, should it come later.
    waitsFor: answers[0]?.slice(0, 998) ?? null,
    ...{ receivedAt: at, settledAt: at },
  };
}

function asPost(communityId: string, row: Row): Prisma.PostCreateManyInput {
  const { archived, inboundId, authorId, postId, threadId } = row;
  const { at, words } = archived;
  return {
    ...{ id: postId, communityId, threadId, authorId, inboundMessageId: inboundId },
    ...words,
    folded: words.folded.map(({ kind, text }) => ({ kind, text })),
    ...{ source: "archive", createdAt: at },
  };
}

/** A thread begins with its earliest message, however late in the file that stands. */
async function beginWithFirst(tx: Tx, threadId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE thread SET created_at = first.created_at, started_by_id = first.author_id
    FROM (SELECT created_at, author_id FROM post WHERE thread_id = ${threadId}::uuid
      ORDER BY created_at, number LIMIT 1) first
    WHERE thread.id = ${threadId}::uuid
      AND (thread.created_at > first.created_at OR thread.started_by_id IS NULL)`;
}
