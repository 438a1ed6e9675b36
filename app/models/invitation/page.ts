import { asPage, keysetSql, type Turn } from "#app/db/keyset.ts";
import { db } from "#app/db/client.ts";
import { likeWords } from "#app/db/like-words.ts";
import { now } from "#app/lib/clock.ts";
import { withFates, type ListedInvitation } from "#app/models/invitation.ts";
import { Prisma } from "#prisma/generated/client.ts";

const isTaken = Prisma.sql`i.seats_taken >= i.seats`;
const isRevoked = Prisma.sql`NOT ${isTaken} AND i.revoked_at IS NOT NULL`;
const cameBack = Prisma.sql`EXISTS (
  SELECT FROM delivery d WHERE d.letter_key = 'invitation:' || i.id AND d.address = i.address
    AND d.status IN ('bounced', 'suppressed'))`;

/** Where an invitation stands. Whether its letter was opened is not known, and not asked: nothing of ours tracks. */
export const invitationStates = {
  open: () => Prisma.sql`NOT ${isTaken} AND i.revoked_at IS NULL AND i.expires_at > ${now()}`,
  bounced: () => Prisma.sql`NOT ${isTaken} AND i.revoked_at IS NULL AND ${cameBack}`,
  accepted: () => isTaken,
  expired: () => Prisma.sql`NOT ${isTaken} AND i.revoked_at IS NULL AND i.expires_at <= ${now()}`,
  revoked: () => isRevoked,
} as const;

export type InvitationFilter = keyof typeof invitationStates;

export interface InvitationSearch extends Turn {
  search?: string | undefined;
  state?: InvitationFilter | undefined;
}

const PAGE = 40;

/** The newest first, page by page; three queries, however many. */
export async function pageOfInvitations(
  communityId: string,
  { search, state, ...turn }: InvitationSearch = {},
): Promise<{ invitations: ListedInvitation[]; next: string | null; previous: string | null }> {
  const order = {
    value: Prisma.sql`i.created_at`,
    number: Prisma.sql`i.number`,
    direction: "desc",
    kind: "time",
  } as const;
  const { where, orderBy } = keysetSql(order, turn);
  const words = [Prisma.sql`i.address::text`, Prisma.sql`i.name`, Prisma.sql`i.note`];
  const found = await db().$queryRaw<{ id: string; number: number; value: Date }[]>`
    SELECT i.id::text, i.number, i.created_at AS value FROM invitation i
    WHERE i.community_id = ${communityId}::uuid AND ${where} AND ${likeWords(search, words)}
      AND ${state ? invitationStates[state]() : Prisma.sql`TRUE`}
    ORDER BY ${orderBy} LIMIT ${PAGE + 1}`;
  const { rows, ...neighbours } = asPage(found, PAGE, turn, (row) => row);
  const invitations = await db().invitation.findMany({
    where: { id: { in: rows.map(({ id }) => id) } },
    include: { inviter: { select: { name: true } } },
    orderBy: [{ createdAt: "desc" }, { number: "desc" }],
  });
  return { invitations: await withFates(communityId, invitations), ...neighbours };
}
