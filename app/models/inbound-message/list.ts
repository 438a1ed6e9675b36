import { db } from "#app/db/client.ts";
import { isUuid } from "#app/lib/ids.ts";
import { holdWords } from "#app/models/rejection.ts";
import { parseMessage, type ReadMessage } from "#emails/reading/parse-message.ts";
import { readReply, type ReplySpan } from "#emails/reading/reply-text.ts";
import type { InboundMessage, Prisma } from "#prisma/generated/client.ts";
import type { InboundStatus } from "#prisma/generated/enums.ts";

const PAGE = 50;

const shown = {
  id: true,
  number: true,
  ingress: true,
  recipient: true,
  status: true,
  reason: true,
  fromAddress: true,
  fromName: true,
  subject: true,
  preview: true,
  error: true,
  attempts: true,
  outcome: true,
  receivedAt: true,
  settledAt: true,
  membership: { select: { id: true, name: true } },
} as const satisfies Prisma.InboundMessageSelect;

export type ListedInbound = Prisma.InboundMessageGetPayload<{ select: typeof shown }> & {
  /** Why, in words for the console. */
  why: string | null;
};

/** What waits for somebody to decide, the oldest first. */
export async function listHeld(communityId: string): Promise<ListedInbound[]> {
  const rows = await db().inboundMessage.findMany({
    where: { communityId, status: { in: ["held", "shunted"] } },
    select: shown,
    orderBy: { receivedAt: "asc" },
    take: 200,
  });
  return rows.map(withWords);
}

export function countHeld(communityId: string): Promise<number> {
  return db().inboundMessage.count({ where: { communityId, status: { in: ["held", "shunted"] } } });
}

/** Everything that came in, the latest first, fifty a page; pages count from 1. */
export async function listInbound(
  communityId: string,
  { status, page = 1 }: { status?: InboundStatus; page?: number } = {},
): Promise<{ messages: ListedInbound[]; total: number }> {
  const where = { communityId, ...(status ? { status } : {}) };
  const [rows, total] = await Promise.all([
    db().inboundMessage.findMany({
      where,
      select: shown,
      orderBy: { receivedAt: "desc" },
      skip: (page - 1) * PAGE,
      take: PAGE,
    }),
    db().inboundMessage.count({ where }),
  ]);
  return { messages: rows.map(withWords), total };
}

export interface ReadInbound {
  message: InboundMessage & { why: string | null; membership: { id: string; name: string } | null };
  read: Pick<ReadMessage, "from" | "to" | "cc" | "subject" | "date" | "text" | "defects"> & {
    attachments: { filename: string; mediaType: string; byteSize: number }[];
  };
  /** Everything that was written, in order: what is new, and what was folded and why. */
  spans: ReplySpan[];
  /** The raw message as text, for showing; cut at 200,000 characters. */
  source: string;
}

/** One message, read again from its raw bytes. null: not here, or another community's. */
export async function inboundById(communityId: string, id: string): Promise<ReadInbound | null> {
  if (!isUuid(id)) return null;
  const message = await db().inboundMessage.findFirst({
    where: { id, communityId },
    include: { membership: { select: { id: true, name: true } } },
  });
  if (!message) return null;

  const read = await parseMessage(message.raw);
  return {
    message: { ...message, why: holdWords(message.reason) },
    read: {
      from: read.from,
      to: read.to,
      cc: read.cc,
      subject: read.subject,
      date: read.date,
      text: read.text,
      defects: read.defects,
      attachments: read.attachments.map(({ filename, mediaType, content }) => ({
        filename,
        mediaType,
        byteSize: content.byteLength,
      })),
    },
    spans: readReply(read).spans,
    source: Buffer.from(message.raw).toString("utf8").slice(0, 200_000),
  };
}

function withWords<Row extends { reason: string | null }>(row: Row): Row & { why: string | null } {
  return { ...row, why: holdWords(row.reason) };
}
