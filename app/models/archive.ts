import { db } from "#app/db/client.ts";
import { now } from "#app/lib/clock.ts";
import { threadWithPosts, type Conversation } from "#app/models/thread/conversation.ts";
import { SEATED_ROLES } from "#app/models/roles.ts";
import type { Prisma } from "#prisma/generated/client.ts";

/* What a member reads of their own community, by the numbers that stand in addresses. Nobody else gets so far. */

const DAY = 86_400_000;
const PIECES_PER_PAGE = 24;
const MEMBERS_PER_PAGE = 60;

/** A conversation without what was removed from it. */
export async function threadToRead(
  communityId: string,
  number: number,
  page: number,
): Promise<Conversation | null> {
  const thread = await db().thread.findFirst({
    where: { communityId, number, removedAt: null },
    select: { id: true },
  });
  const conversation = thread && (await threadWithPosts(communityId, thread.id, { page }));
  if (!conversation || conversation.thread.removedAt) return null;
  return { ...conversation, posts: conversation.posts.filter(({ removedAt }) => removedAt === null) };
}

/** The digests that came to this member, the latest first. */
export async function digestsToRead(membershipId: string) {
  const letters = await db().delivery.findMany({
    where: { membershipId, kind: "digest", sentAt: { not: null }, digest: { issue: { not: null } } },
    select: { sentAt: true, digest: { select: { id: true, issue: true } } },
    orderBy: { sentAt: "desc" },
    take: 200,
  });
  return letters.flatMap(({ sentAt, digest }) =>
    sentAt && digest?.issue ? [{ id: digest.id, issue: digest.issue, sentAt }] : [],
  );
}

const pieceParts = {
  maker: { select: { id: true, number: true, name: true, photoId: true } },
  thread: { select: { number: true, postCount: true, removedAt: true } },
  photos: {
    select: { alt: true, blob: { select: { id: true, width: true, height: true, preview: true } } },
    orderBy: { position: "asc" },
  },
} as const satisfies Prisma.ShowcaseInclude;

export type PieceToRead = Prisma.ShowcaseGetPayload<{ include: typeof pieceParts }>;

/** What hangs among the members, the newest first; of one maker, or of all. */
export async function piecesToRead(
  communityId: string,
  { makerId, page: wanted = 1 }: { makerId?: string; page?: number } = {},
): Promise<{ pieces: PieceToRead[]; page: number; pages: number }> {
  const where = { communityId, status: "published", ...(makerId && { makerId }) } as const;
  const pages = Math.max(1, Math.ceil((await db().showcase.count({ where })) / PIECES_PER_PAGE));
  const page = Math.min(Math.max(1, wanted), pages);
  const pieces = await db().showcase.findMany({
    where,
    include: pieceParts,
    orderBy: [{ publishedAt: "desc" }, { number: "desc" }],
    skip: (page - 1) * PIECES_PER_PAGE,
    take: PIECES_PER_PAGE,
  });
  return { pieces, page, pages };
}

export function pieceToRead(communityId: string, number: number): Promise<PieceToRead | null> {
  return db().showcase.findFirst({
    where: { communityId, number, status: "published" },
    include: pieceParts,
  });
}

/** What is to come and what was within a year, each with what this member said. */
export async function eventsToRead(communityId: string, membershipId: string, take = 200) {
  const events = await db().event.findMany({
    where: {
      communityId,
      status: { in: ["published", "cancelled"] },
      publishedAt: { not: null },
      endsAt: { gt: new Date(now().getTime() - 365 * DAY) },
    },
    include: {
      organizer: { select: { name: true } },
      rsvps: { where: { membershipId }, select: { answer: true, waiting: true } },
    },
    orderBy: [{ startsAt: "asc" }, { number: "asc" }],
    take,
  });
  return events.map(({ rsvps, ...event }) => ({ ...event, mine: rsvps[0] ?? null }));
}

const memberColumns = {
  id: true,
  number: true,
  name: true,
  makes: true,
  place: true,
  story: true,
  links: true,
  photoId: true,
  joinedAt: true,
} as const satisfies Prisma.MembershipSelect;

/** Who is here, by name: a private directory, without any address. */
export async function membersToRead(communityId: string, { page: wanted = 1 }: { page?: number } = {}) {
  const where = belonging(communityId);
  const total = await db().membership.count({ where });
  const pages = Math.max(1, Math.ceil(total / MEMBERS_PER_PAGE));
  const page = Math.min(Math.max(1, wanted), pages);
  const members = await db().membership.findMany({
    where,
    select: memberColumns,
    orderBy: [{ name: "asc" }, { number: "asc" }],
    skip: (page - 1) * MEMBERS_PER_PAGE,
    take: MEMBERS_PER_PAGE,
  });
  return { members, total, page, pages };
}

/** One of them, with the threads that they wrote in last. */
export async function memberToRead(communityId: string, number: number) {
  const member = await db().membership.findFirst({
    where: { ...belonging(communityId), number },
    select: memberColumns,
  });
  if (!member) return null;
  const threads = await db().thread.findMany({
    where: {
      communityId,
      removedAt: null,
      kind: { not: "digest" },
      posts: { some: { authorId: member.id, removedAt: null } },
    },
    select: { number: true, subject: true },
    orderBy: { lastPostAt: "desc" },
    take: 8,
  });
  return { member, threads };
}

function belonging(communityId: string): Prisma.MembershipWhereInput {
  return { communityId, status: { in: ["active", "paused"] }, role: { in: [...SEATED_ROLES] } };
}
