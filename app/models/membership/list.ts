import { db } from "#app/db/client.ts";
import type { Membership, Suppression } from "#prisma/generated/client.ts";
import { Prisma } from "#prisma/generated/client.ts";
import type { MembershipStatus, Role } from "#prisma/generated/enums.ts";

const PAGE = 50;

export interface MemberSearch {
  /** Words in name, address, what they make, or place. */
  search?: string;
  /** Left out: everyone who belongs (active or paused). */
  status?: MembershipStatus;
  role?: Role;
  /** From 1, fifty a page. */
  page?: number;
}

export interface ListedMember extends Membership {
  address: string;
  suppression: Suppression | null;
  lastPostAt: Date | null;
  invitedByName: string | null;
}

/** By name, as people order names; the waiting list in its order. Three queries, however many members. */
export async function listMembers(
  communityId: string,
  search: MemberSearch = {},
): Promise<{ members: ListedMember[]; total: number }> {
  const rows = await db().$queryRaw<Row[]>(findRows(communityId, search));
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

  const members = rows.flatMap(({ id, address, lastPostAt }) => {
    const found = membershipById.get(id);
    if (!found) return [];
    const { invitedBy, ...membership } = found;
    const suppression = suppressionOf.get(address.toLowerCase()) ?? null;
    return [{ ...membership, address, suppression, lastPostAt, invitedByName: invitedBy?.name ?? null }];
  });
  return { members, total: Number(rows[0]?.total ?? 0) };
}

interface Row {
  id: string;
  address: string;
  lastPostAt: Date | null;
  total: bigint;
}

function findRows(communityId: string, { search = "", status, role, page = 1 }: MemberSearch): Prisma.Sql {
  const words = search.trim().split(/\s+/).filter(Boolean).slice(0, 8);
  const conditions = [
    Prisma.sql`m.community_id = ${communityId}::uuid`,
    status
      ? Prisma.sql`m.status = ${status}::"MembershipStatus"`
      : Prisma.sql`m.status IN ('active', 'paused')`,
    ...(role ? [Prisma.sql`m.role = ${role}::"Role"`] : []),
    ...words.map(containing),
  ];
  return Prisma.sql`
    SELECT m.id, coalesce(a.address::text, '') AS address, count(*) OVER () AS total,
           (SELECT max(p.created_at) FROM post p WHERE p.author_id = m.id AND p.removed_at IS NULL) AS "lastPostAt"
      FROM membership m
      LEFT JOIN LATERAL (
        SELECT e.address FROM email_address e WHERE e.person_id = m.person_id
         ORDER BY e.is_primary DESC, e.created_at LIMIT 1
      ) a ON true
     WHERE ${Prisma.join(conditions, " AND ")}
     ORDER BY m.waiting_since NULLS LAST, m.name COLLATE "unicode", m.id
     LIMIT ${PAGE} OFFSET ${(Math.max(1, page) - 1) * PAGE}`;
}

function containing(word: string): Prisma.Sql {
  const pattern = `%${word.replace(/[\\%_]/g, "\\$&")}%`;
  return Prisma.sql`(m.name ILIKE ${pattern} OR m.makes ILIKE ${pattern} OR m.place ILIKE ${pattern}
    OR a.address::text ILIKE ${pattern})`;
}
