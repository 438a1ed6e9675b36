import { db } from "#app/db/client.ts";
import { asPage, keysetSql, type Order, type Turn } from "#app/db/keyset.ts";
import { likeWords } from "#app/db/like-words.ts";
import { now } from "#app/lib/clock.ts";
import type { Membership, Suppression } from "#prisma/generated/client.ts";
import { Prisma } from "#prisma/generated/client.ts";
import type { DigestRhythm, MembershipStatus, Role } from "#prisma/generated/enums.ts";

const PAGE = 50;
const QUIET_FOR = 60 * 86_400_000;

const lastPost = Prisma.sql`(SELECT max(p.created_at) FROM post p WHERE p.author_id = m.id AND p.removed_at IS NULL)`;

const orders = {
  name: { value: Prisma.sql`m.name`, direction: "asc", kind: "words" },
  joined: { value: Prisma.sql`coalesce(m.joined_at, m.created_at)`, direction: "desc", kind: "time" },
  wrote: { value: Prisma.sql`coalesce(${lastPost}, 'epoch')`, direction: "desc", kind: "time" },
  silent: { value: Prisma.sql`coalesce(${lastPost}, 'epoch')`, direction: "asc", kind: "time" },
  waiting: { value: Prisma.sql`coalesce(m.waiting_since, m.created_at)`, direction: "asc", kind: "time" },
} as const satisfies Record<string, Omit<Order, "number">>;

export type MemberSort = Exclude<keyof typeof orders, "waiting">;
export const memberSorts = ["name", "joined", "wrote", "silent"] as const satisfies MemberSort[];

/** Who needs a look. */
export const memberCares = ["failing", "quiet"] as const;

export interface MemberSearch extends Turn {
  /** Words in name, address, what they make, or place. */
  search?: string | undefined;
  /** Left out: everyone who belongs (active or paused). */
  status?: MembershipStatus | undefined;
  role?: Role | undefined;
  rhythm?: DigestRhythm | undefined;
  /** failing: letters to them come back. quiet: nothing was heard of them for sixty days. */
  care?: (typeof memberCares)[number] | undefined;
  /** Who waits stands in line, whatever is said here. */
  sort?: MemberSort | undefined;
}

export interface ListedMember extends Membership {
  address: string;
  suppression: Suppression | null;
  lastPostAt: Date | null;
  invitedByName: string | null;
}

export interface MemberPage {
  members: ListedMember[];
  total: number;
  next: string | null;
  previous: string | null;
}

/** By name, as people order names; the waiting list in its order. Four queries, however many members. */
export async function listMembers(communityId: string, search: MemberSearch = {}): Promise<MemberPage> {
  const order = orders[search.status === "waiting" ? "waiting" : (search.sort ?? "name")];
  const keyset = keysetSql({ ...order, number: Prisma.sql`m.number` }, search);
  const filter = filterOf(communityId, search);
  const [found, total] = await Promise.all([rowsOf(filter, keyset), countOf(filter)]);
  const { rows, ...neighbours } = asPage(found, PAGE, search, (row) => row);
  return { members: await membersOf(communityId, rows), total, ...neighbours };
}

interface Row {
  id: string;
  number: number;
  value: Date | string;
  address: string;
  lastPostAt: Date | null;
}

function rowsOf(filter: Prisma.Sql, { where, orderBy, value }: ReturnType<typeof keysetSql>): Promise<Row[]> {
  return db().$queryRaw<Row[]>`
    SELECT m.id::text, m.number, ${value} AS value, coalesce(a.address::text, '') AS address, ${lastPost} AS "lastPostAt"
    ${filter} AND ${where} ORDER BY ${orderBy} LIMIT ${PAGE + 1}`;
}

async function countOf(filter: Prisma.Sql): Promise<number> {
  const [counted] = await db().$queryRaw<{ total: number }[]>`SELECT count(*)::int AS total ${filter}`;
  return counted?.total ?? 0;
}

function filterOf(communityId: string, { search, status, role, rhythm, care }: MemberSearch): Prisma.Sql {
  const words = [Prisma.sql`m.name`, Prisma.sql`m.makes`, Prisma.sql`m.place`, Prisma.sql`a.address::text`];
  return Prisma.sql`
    FROM membership m
    LEFT JOIN LATERAL (
      SELECT e.address FROM email_address e WHERE e.person_id = m.person_id
      ORDER BY e.is_primary DESC, e.created_at LIMIT 1
    ) a ON true
    WHERE m.community_id = ${communityId}::uuid AND m.merged_into_id IS NULL
      AND ${
        status
          ? Prisma.sql`m.status = ${status}::"MembershipStatus"`
          : Prisma.sql`m.status IN ('active', 'paused')`
      }
      AND ${role ? Prisma.sql`m.role = ${role}::"Role"` : Prisma.sql`TRUE`}
      AND ${rhythm ? Prisma.sql`m.digest_rhythm = ${rhythm}::"DigestRhythm"` : Prisma.sql`TRUE`}
      AND ${care ? cares[care]() : Prisma.sql`TRUE`}
      AND ${likeWords(search, words)}`;
}

const cares = {
  failing: () => Prisma.sql`(
    EXISTS (SELECT FROM suppression s WHERE s.community_id = m.community_id AND s.address = a.address)
    OR EXISTS (SELECT FROM bounce b WHERE b.community_id = m.community_id AND b.address = a.address
      AND b.cleared_at IS NULL AND b.class <> 'delayed'))`,
  quiet: () => {
    const since = new Date(now().getTime() - QUIET_FOR);
    return Prisma.sql`(m.joined_at < ${since}
      AND NOT EXISTS (SELECT FROM post p WHERE p.author_id = m.id AND p.created_at >= ${since})
      AND NOT EXISTS (SELECT FROM reaction r WHERE r.membership_id = m.id AND r.created_at >= ${since})
      AND NOT EXISTS (SELECT FROM rsvp v WHERE v.membership_id = m.id AND v.answered_at >= ${since}))`;
  },
};

async function membersOf(communityId: string, rows: readonly Row[]): Promise<ListedMember[]> {
  const [memberships, suppressions] = await Promise.all([
    db().membership.findMany({
      where: { id: { in: rows.map(({ id }) => id) } },
      include: { invitedBy: { select: { name: true } } },
    }),
    db().suppression.findMany({
      where: { communityId, address: { in: rows.map(({ address }) => address) } },
    }),
  ]);
  const membershipById = new Map(memberships.map((membership) => [membership.id, membership]));
  const suppressionOf = new Map(
    suppressions.map((suppression) => [suppression.address.toLowerCase(), suppression]),
  );
  return rows.flatMap(({ id, address, lastPostAt }) => {
    const found = membershipById.get(id);
    if (!found) return [];
    const { invitedBy, ...membership } = found;
    const suppression = suppressionOf.get(address.toLowerCase()) ?? null;
    return [{ ...membership, address, suppression, lastPostAt, invitedByName: invitedBy?.name ?? null }];
  });
}
