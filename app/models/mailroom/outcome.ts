import { db } from "#app/db/client.ts";
import { isUuid } from "#app/lib/ids.ts";
import { holdWords } from "#app/models/rejection.ts";
import type { InboundStatus } from "#prisma/generated/enums.ts";

/** What came of a letter that was written in the mailroom. */
export interface SentOutcome {
  id: string;
  status: InboundStatus;
  /** Nothing more will come of it by itself. */
  settled: boolean;
  /** Why it was held, rejected or ignored. */
  why: string | null;
  from: string;
  to: string;
  subject: string | null;
  community: { slug: string; name: string; accent: string } | null;
  results: Result[];
}

interface Result {
  kind: string;
  /** The thread that it belongs to, where there is one. */
  thread: { id: string; subject: string } | null;
  /** An emoji, a command's name, an answer. */
  word: string | null;
}

/** null: there is no such message. */
export async function outcomeOf(inboundId: string): Promise<SentOutcome | null> {
  if (!isUuid(inboundId)) return null;
  const message = await db().inboundMessage.findUnique({
    where: { id: inboundId },
    omit: { raw: true },
    include: { community: { select: { slug: true, name: true, accent: true } } },
  });
  if (!message) return null;

  const { id, status, reason, envelopeFrom, recipient, subject, community } = message;
  return {
    id,
    status,
    settled: status !== "received" && status !== "processing",
    why: holdWords(reason),
    from: envelopeFrom,
    to: recipient,
    subject,
    community,
    results: await readResults(message.outcome, message.communityId),
  };
}

async function readResults(outcome: unknown, communityId: string | null): Promise<Result[]> {
  const parts = (Array.isArray(outcome) ? outcome : []) as Record<string, unknown>[];
  const threadIdOf = (part: Record<string, unknown>) =>
    text(part.kind === "thread" ? part.id : part.threadId);
  const ids = parts.map(threadIdOf).filter(isUuid);
  const threads = await db().thread.findMany({
    where: { id: { in: ids }, ...(communityId ? { communityId } : {}) },
    select: { id: true, subject: true },
  });
  const threadOf = new Map(threads.map((thread) => [thread.id, thread]));

  return parts.map((part) => ({
    kind: text(part.kind),
    thread: threadOf.get(threadIdOf(part)) ?? null,
    word: text(part.emoji ?? part.name ?? part.answer) || null,
  }));
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
