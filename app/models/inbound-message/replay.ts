import { isDeepStrictEqual } from "node:util";
import { db } from "#app/db/client.ts";
import { transaction } from "#app/db/transaction.ts";
import { record } from "#app/models/audit.ts";
import { contentOf } from "#app/models/post.ts";
import { enqueue } from "#app/outbox/enqueue.ts";
import { parseMessage } from "#emails/reading/parse-message.ts";
import { readReply } from "#emails/reading/reply-text.ts";
import type { Prisma } from "#prisma/generated/client.ts";

/** One message that a better reader would read otherwise. */
export interface ReplayChange {
  inboundMessageId: string;
  number: number;
  subject: string | null;
  change:
    | { kind: "words"; postId: string; before: string; after: string }
    /** It was set aside, or nothing new was found in it: it is read once more, whole. */
    | { kind: "read-again"; because: "shunted" | "no-new-words"; error: string | null };
}

export interface ReplayReport {
  read: number;
  changes: number;
  /** Left alone: their words were edited by somebody, or the post was removed. */
  keptForEdits: number;
  /** Left alone: one mail that was parted into several posts. */
  parted: number;
  /** Their bytes were forgotten (the community keeps them for so many days). */
  forgotten: number;
}

const BATCH = 50;

/**
 * Reads the stored inbox again. Without `apply` it only tells what would change. Applied, a post's words become what is
 * read now, unless somebody has edited them; what was set aside goes back to be read. Applied twice it changes nothing
 * the second time.
 */
export async function replayInbound(
  { communityId, since, apply }: { communityId?: string; since?: Date; apply: boolean },
  tell: (change: ReplayChange) => void = () => undefined,
): Promise<ReplayReport> {
  const report: ReplayReport = { read: 0, changes: 0, keptForEdits: 0, parted: 0, forgotten: 0 };
  for (let after = 0; ;) {
    const batch = await nextMessages({ communityId, since, after });
    for (const message of batch) {
      report.read += 1;
      const found = await compare(message);
      if (typeof found === "string") {
        if (found !== "same") report[found] += 1;
        continue;
      }
      report.changes += 1;
      tell(found.change);
      if (apply) await found.apply();
    }
    after = batch.at(-1)?.number ?? after;
    if (batch.length < BATCH) return report;
  }
}

const parts = {
  posts: {
    select: { id: true, text: true, html: true, folded: true, editedAt: true, removedAt: true, source: true },
  },
} as const satisfies Prisma.InboundMessageInclude;

type Stored = Prisma.InboundMessageGetPayload<{ include: typeof parts }>;

function nextMessages({
  communityId,
  since,
  after,
}: {
  communityId: string | undefined;
  since: Date | undefined;
  after: number;
}): Promise<Stored[]> {
  return db().inboundMessage.findMany({
    where: {
      number: { gt: after },
      ...(communityId === undefined ? {} : { communityId }),
      ...(since === undefined ? {} : { receivedAt: { gte: since } }),
      OR: [{ status: { in: ["accepted", "shunted"] } }, { status: "held", reason: "no-new-words" }],
    },
    include: parts,
    orderBy: { number: "asc" },
    take: BATCH,
  });
}

type Found = { change: ReplayChange; apply: () => Promise<void> };

async function compare(stored: Stored): Promise<Found | "same" | "keptForEdits" | "parted" | "forgotten"> {
  if (stored.status === "shunted") return again(stored, "shunted");
  if (stored.rawForgottenAt !== null) return "forgotten";
  const reply = readReply(await parseMessage(stored.raw));
  if (stored.status === "held") {
    return reply.text.trim() === "" ? "same" : again(stored, "no-new-words");
  }

  const [post, ...others] = stored.posts;
  if (!post) return "same";
  if (others.length > 0 || (Array.isArray(stored.outcome) && stored.outcome.some(isPartOfDigest)))
    return "parted";
  const words = contentOf({
    text: reply.text.replaceAll("\0", ""),
    html: reply.html?.replaceAll("\0", "") ?? null,
    folded: reply.spans.flatMap(({ kind, text }) =>
      kind === "new" || text.trim() === "" ? [] : [{ kind, text: text.replaceAll("\0", "") }],
    ),
  });
  const { text: before, html, folded } = post;
  // Without new words it was a subject or pictures that made the post: those stay.
  if (words.text === "" || isDeepStrictEqual(words, { text: before, html, folded })) return "same";
  if (post.editedAt !== null || post.removedAt !== null || stored.editedText !== null) return "keptForEdits";
  return {
    change: {
      ...named(stored),
      change: { kind: "words", postId: post.id, before, after: words.text },
    },
    apply: () => rewrite(stored, post.id, words),
  };
}

function named({ id, number, subject }: Stored) {
  return { inboundMessageId: id, number, subject };
}

function isPartOfDigest(said: unknown): boolean {
  return typeof said === "object" && said !== null && "digestId" in said;
}

function again(stored: Stored, because: "shunted" | "no-new-words"): Found {
  return {
    change: { ...named(stored), change: { kind: "read-again", because, error: stored.error } },
    apply: () =>
      transaction(async (tx) => {
        const { count } = await tx.inboundMessage.updateMany({
          where: { id: stored.id, status: stored.status },
          data: { status: "received", attempts: 0, reason: null, error: null, settledAt: null },
        });
        if (count === 1) await enqueue(tx, "process-inbound", { inboundMessageId: stored.id });
      }),
  };
}

/** The words before are kept, as with any edit; but it is no edit of a person's, so that the next replay may go on. */
function rewrite(stored: Stored, postId: string, words: ReturnType<typeof contentOf>): Promise<void> {
  const before = stored.posts[0];
  return transaction(async (tx) => {
    const { count } = await tx.post.updateMany({
      where: { id: postId, editedAt: null, removedAt: null },
      data: words,
    });
    if (count === 0) return;
    await record(tx, {
      communityId: stored.communityId,
      actorId: null,
      act: "post.read-again",
      subjectId: postId,
      details: { text: before?.text ?? "", html: before?.html ?? null },
    });
  });
}
