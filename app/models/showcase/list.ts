import type { Prisma } from "#prisma/generated/client.ts";
import type { ShowcaseStatus } from "#prisma/generated/enums.ts";
import { db } from "#app/db/client.ts";
import { isUuid } from "#app/lib/ids.ts";

export interface ShowcaseSearch {
  /** Left out: drafts and published ones. */
  status?: ShowcaseStatus | undefined;
  makerId?: string | undefined;
  tag?: string | undefined;
  /** Words in title, story or the maker's name. */
  search?: string | undefined;
  /** From 1. */
  page?: number | undefined;
}

const showcasesPerPage = 24;

export const showcaseParts = {
  maker: { select: { id: true, number: true, name: true, makes: true, place: true, photoId: true } },
  photos: { include: { blob: true }, orderBy: { position: "asc" } },
  thread: { select: { id: true, number: true, postCount: true, lastPostAt: true, closedAt: true } },
} as const satisfies Prisma.ShowcaseInclude;

/** With maker, photos (the first is the one to show large) and thread. */
export type ListedShowcase = Prisma.ShowcaseGetPayload<{ include: typeof showcaseParts }>;

export interface ShowcasePage {
  showcases: ListedShowcase[];
  total: number;
  page: number;
  pages: number;
}

/** The newest first, drafts before what is published. */
export async function listShowcases(communityId: string, wanted: ShowcaseSearch = {}): Promise<ShowcasePage> {
  const where = showcaseFilter(communityId, wanted);
  const total = await db().showcase.count({ where });
  const pages = Math.max(1, Math.ceil(total / showcasesPerPage));
  const page = Math.min(Math.max(1, Math.trunc(wanted.page ?? 1)), pages);

  const showcases = await db().showcase.findMany({
    where,
    include: showcaseParts,
    orderBy: [{ publishedAt: { sort: "desc", nulls: "first" } }, { number: "desc" }],
    skip: (page - 1) * showcasesPerPage,
    take: showcasesPerPage,
  });
  return { showcases, total, page, pages };
}

export async function showcaseById(communityId: string, id: string): Promise<ListedShowcase | null> {
  return isUuid(id) ? db().showcase.findFirst({ where: { id, communityId }, include: showcaseParts }) : null;
}

function showcaseFilter(communityId: string, { status, makerId, tag, search }: ShowcaseSearch) {
  // `contains` becomes ILIKE, in which % and _ would stand for anything.
  const words = search
    ?.trim()
    .slice(0, 100)
    .replace(/[\\%_]/g, "\\$&");
  const contains = { contains: words ?? "", mode: "insensitive" } as const;
  return {
    communityId,
    status: status ?? { not: "archived" },
    ...(makerId ? { makerId } : {}),
    ...(tag ? { tags: { has: tag.toLowerCase() } } : {}),
    ...(words ? { OR: [{ title: contains }, { story: contains }, { maker: { name: contains } }] } : {}),
  } satisfies Prisma.ShowcaseWhereInput;
}
