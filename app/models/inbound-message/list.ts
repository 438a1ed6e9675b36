import { db } from "#app/db/client.ts";
import { isUuid } from "#app/lib/ids.ts";
import { withoutTokens } from "#app/models/leaked-tokens.ts";
import { foreseeNotice, holdWords, type ForeseenNotice } from "#app/models/rejection.ts";
import { likelyMembers, type LikelyMember } from "./likely.ts";
import { parseMessage, type ReadMessage } from "#emails/reading/parse-message.ts";
import { readReply, type ReplySpan } from "#emails/reading/reply-text.ts";
import type { InboundMessage, Prisma } from "#prisma/generated/client.ts";

export const shownInbound = {
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

export type ListedInbound = Prisma.InboundMessageGetPayload<{ select: typeof shownInbound }> & {
  /** Why, in words for the console. */
  why: string | null;
};

/** What waits for somebody to decide, the oldest first. */
export async function listHeld(communityId: string): Promise<ListedInbound[]> {
  const rows = await db().inboundMessage.findMany({
    where: { communityId, status: { in: ["held", "shunted"] } },
    select: shownInbound,
    orderBy: { receivedAt: "asc" },
    take: 200,
  });
  return rows.map(withWords);
}

export function countHeld(communityId: string): Promise<number> {
  return db().inboundMessage.count({ where: { communityId, status: { in: ["held", "shunted"] } } });
}

export interface ReadInbound {
  message: InboundMessage & { why: string | null; membership: { id: string; name: string } | null };
  read: Pick<ReadMessage, "from" | "to" | "cc" | "subject" | "date" | "text" | "defects"> & {
    attachments: { filename: string; mediaType: string; byteSize: number }[];
  };
  /** Everything that was written, in order: what is new, and what was folded and why. */
  spans: ReplySpan[];
  /** Its new words, as somebody edited them before, or as they came. */
  words: string;
  /** Who seems to have written it. */
  likely: LikelyMember | null;
  /** What its sender would be told, if somebody decided not to take it. */
  notice: ForeseenNotice;
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
  const reply = readReply(read);
  const [likely, notice] = await Promise.all([
    likelyMembers(communityId, [message]),
    foreseeNotice(message, read),
  ]);
  // Whoever judges it is not meant to get what its quotes would let them do in somebody's name.
  return {
    message: { ...message, recipient: withoutTokens(message.recipient), why: holdWords(message.reason) },
    read: {
      from: read.from,
      to: withoutTheirs(read.to),
      cc: withoutTheirs(read.cc),
      subject: withoutTokens(read.subject),
      date: read.date,
      text: read.text === null ? null : withoutTokens(read.text),
      defects: read.defects,
      attachments: read.attachments.map(({ filename, mediaType, content }) => ({
        filename,
        mediaType,
        byteSize: content.byteLength,
      })),
    },
    spans: reply.spans.map((span) => ({ ...span, text: withoutTokens(span.text) })),
    words: message.editedText ?? withoutTokens(reply.text).trim(),
    likely: likely.get(id) ?? null,
    notice,
    source: withoutTokens(Buffer.from(message.raw).toString("utf8").slice(0, 200_000)),
  };
}

function withoutTheirs(people: ReadMessage["to"]): ReadMessage["to"] {
  return people.map((one) => ({ ...one, address: withoutTokens(one.address) }));
}

/** For the console: why, and to whom without what only its sender was given. */
export function withWords<Row extends { reason: string | null; recipient: string }>(
  row: Row,
): Row & { why: string | null } {
  return { ...row, recipient: withoutTokens(row.recipient), why: holdWords(row.reason) };
}
