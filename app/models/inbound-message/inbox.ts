import { asPage, keysetSql, type Page, type Turn } from "#app/db/keyset.ts";
import { db } from "#app/db/client.ts";
import { likeWords } from "#app/db/like-words.ts";
import { Prisma } from "#prisma/generated/client.ts";
import type { InboundStatus } from "#prisma/generated/enums.ts";
import { likelyMembers, type LikelyMember } from "./likely.ts";
import { shownInbound, withWords, type ListedInbound } from "./list.ts";

/** Where a message stands, as the console sorts them. */
export const inboxStates = {
  waiting: ["held", "shunted"],
  "not-taken": ["rejected"],
  "set-aside": ["ignored"],
  taken: ["accepted", "received", "processing"],
} as const satisfies Record<string, readonly InboundStatus[]>;

export type InboxState = keyof typeof inboxStates;

export interface InboxSearch extends Turn {
  state?: InboxState | undefined;
  /** Words in name, address or subject. */
  search?: string | undefined;
  /** A key of the reasons table. */
  reason?: string | undefined;
}

export interface InboxMessage extends ListedInbound {
  /** In whose name it would be let pass. */
  likely: LikelyMember | null;
}

const PAGE = 40;

/** What came in: what waits in the order in which it came, everything else the latest first. A constant number of queries. */
export async function listInbox(
  communityId: string,
  { state = "waiting", search, reason, ...turn }: InboxSearch = {},
): Promise<Page<InboxMessage>> {
  const order = {
    value: Prisma.sql`received_at`,
    number: Prisma.sql`number`,
    direction: state === "waiting" ? "asc" : "desc",
    kind: "time",
  } as const;
  const { where, orderBy } = keysetSql(order, turn);
  const statuses = Prisma.join(inboxStates[state].map((status) => Prisma.sql`${status}::"InboundStatus"`));
  const found = await db().$queryRaw<{ id: string; number: number; value: Date }[]>`
    SELECT id::text, number, received_at AS value FROM inbound_message
    WHERE community_id = ${communityId}::uuid AND status IN (${statuses}) AND ${where}
      AND ${reason === undefined ? Prisma.sql`TRUE` : Prisma.sql`reason = ${reason}`}
      AND ${likeWords(search, [Prisma.sql`from_name`, Prisma.sql`from_address::text`, Prisma.sql`subject`])}
    ORDER BY ${orderBy} LIMIT ${PAGE + 1}`;
  const { rows, ...neighbours } = asPage(found, PAGE, turn, (row) => row);
  return { rows: await messagesOf(communityId, rows), ...neighbours };
}

/** The next one that waits after this one, else the first. */
export async function nextHeld(communityId: string, id: string): Promise<string | null> {
  const [next] = await db().$queryRaw<{ id: string }[]>`
    SELECT next.id::text FROM inbound_message next
    LEFT JOIN inbound_message this ON this.id = ${id}::uuid
    WHERE next.community_id = ${communityId}::uuid AND next.status IN ('held', 'shunted') AND next.id <> ${id}::uuid
    ORDER BY ((next.received_at, next.number) > (this.received_at, this.number)) DESC, next.received_at, next.number
    LIMIT 1`;
  return next?.id ?? null;
}

async function messagesOf(communityId: string, rows: readonly { id: string }[]): Promise<InboxMessage[]> {
  const found = await db().inboundMessage.findMany({
    where: { communityId, id: { in: rows.map(({ id }) => id) } },
    select: shownInbound,
  });
  const likely = await likelyMembers(communityId, found);
  const byId = new Map(found.map((message) => [message.id, withWords(message)]));
  return rows.flatMap(({ id }) => {
    const message = byId.get(id);
    return message ? [{ ...message, likely: likely.get(id) ?? null }] : [];
  });
}
