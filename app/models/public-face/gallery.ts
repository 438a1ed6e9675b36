import { db } from "#app/db/client.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import {
  isPublic,
  personColumns,
  publicPerson,
  type PublicPerson,
  publicShowcase,
  type PublicShowcase,
  showcaseColumns,
} from "./parts.ts";

const PIECES_PER_PAGE = 24;
const MAKERS_PER_PAGE = 24;
const MOST_CHOICES = 60;

export interface GallerySearch {
  tag?: string | undefined;
  /** The maker's number. */
  maker?: number | undefined;
  /** Only what can be had: there, or made to order. */
  available?: boolean;
  /** From 1. */
  page?: number;
}

export interface Gallery {
  showcases: PublicShowcase[];
  total: number;
  page: number;
  pages: number;
  /** What can be asked for. */
  makers: { number: number; name: string }[];
  tags: string[];
}

/** The wall for everybody, the newest first, twenty-four a page, with what it can be searched by. */
export async function publicGallery(communityId: string, wanted: GallerySearch = {}): Promise<Gallery> {
  const where: Prisma.ShowcaseWhereInput = {
    communityId,
    ...isPublic.showcase,
    ...(wanted.tag && { tags: { has: wanted.tag } }),
    ...(wanted.maker && { maker: { number: wanted.maker } }),
    ...(wanted.available && { stock: { not: "sold" } }),
  };
  const [total, makers, tags] = await Promise.all([
    db().showcase.count({ where }),
    makersWithWork(communityId),
    tagsOfAll(communityId),
  ]);
  const pages = Math.max(1, Math.ceil(total / PIECES_PER_PAGE));
  const page = Math.min(Math.max(1, wanted.page ?? 1), pages);
  const found = await db().showcase.findMany({
    where,
    select: showcaseColumns,
    orderBy: [{ publishedAt: "desc" }, { number: "desc" }],
    skip: (page - 1) * PIECES_PER_PAGE,
    take: PIECES_PER_PAGE,
  });
  return { showcases: found.map(publicShowcase), total, page, pages, makers, tags };
}

export interface ListedMaker extends PublicPerson {
  /** How many pieces everybody may see, and the latest three with a picture. */
  pieces: number;
  latest: Pick<PublicShowcase, "number" | "title" | "photos">[];
}

/** Who shows work, or themselves, to everybody; by name as people order names. Three queries, however many. */
export async function publicMakers(
  communityId: string,
  { page: wanted = 1, take = MAKERS_PER_PAGE }: { page?: number; take?: number } = {},
): Promise<{ makers: ListedMaker[]; total: number; page: number; pages: number }> {
  const where = isMaker(communityId);
  const total = await db().membership.count({ where });
  const pages = Math.max(1, Math.ceil(total / take));
  const page = Math.min(Math.max(1, wanted), pages);
  const found = await db().membership.findMany({
    where,
    select: {
      ...personColumns,
      _count: { select: { showcases: { where: isPublic.showcase } } },
      showcases: {
        where: { ...isPublic.showcase, photos: { some: {} } },
        select: { number: true, title: true, photos: { ...showcaseColumns.photos, take: 1 } },
        orderBy: [{ publishedAt: "desc" }, { number: "desc" }],
        take: 3,
      },
    },
    orderBy: [{ name: "asc" }, { number: "asc" }],
    skip: (page - 1) * take,
    take,
  });
  const makers = found.map(({ _count, showcases, ...person }) => ({
    ...publicPerson(person),
    pieces: _count.showcases,
    latest: showcases,
  }));
  return { makers, total, page, pages };
}

/** Who has work on the public wall, or shows themselves: with as much of a profile as they show. */
export async function publicMaker(
  communityId: string,
  number: number,
): Promise<{ maker: PublicPerson; showcases: PublicShowcase[] } | null> {
  const found = await db().membership.findFirst({
    where: { number, ...isMaker(communityId) },
    select: personColumns,
  });
  if (!found) return null;
  const showcases = await db().showcase.findMany({
    where: { communityId, makerId: found.id, ...isPublic.showcase },
    select: showcaseColumns,
    orderBy: [{ publishedAt: "desc" }, { number: "desc" }],
    take: 100,
  });
  return { maker: publicPerson(found), showcases: showcases.map(publicShowcase) };
}

/** Work that is public stays its maker's, also when they have left; a profile is there while they belong. */
function isMaker(communityId: string): Prisma.MembershipWhereInput {
  return {
    communityId,
    OR: [
      { showcases: { some: isPublic.showcase } },
      {
        profilePublicAt: { not: null },
        status: { in: ["active", "paused"] },
        role: { not: "follower" },
      },
    ],
  };
}

function makersWithWork(communityId: string) {
  return db().membership.findMany({
    where: { communityId, showcases: { some: isPublic.showcase } },
    select: { number: true, name: true },
    orderBy: { name: "asc" },
    take: MOST_CHOICES,
  });
}

/** The commonest first. */
async function tagsOfAll(communityId: string): Promise<string[]> {
  const rows = await db().$queryRaw<{ tag: string }[]>`
    SELECT tag FROM showcase, unnest(tags) AS tag
    WHERE community_id = ${communityId}::uuid AND status = 'published' AND public_at IS NOT NULL
    GROUP BY tag ORDER BY count(*) DESC, tag LIMIT ${MOST_CHOICES}`;
  return rows.map(({ tag }) => tag);
}
