import { Prisma } from "#prisma/generated/client.ts";
import type { ShowcaseStatus, Stock } from "#prisma/generated/enums.ts";
import { db } from "#app/db/client.ts";
import { asPage, keysetSql, type Order, type Turn } from "#app/db/keyset.ts";
import { likeWords } from "#app/db/like-words.ts";
import { isUuid } from "#app/lib/ids.ts";

export const showcaseSorts = ["newest", "title", "cheapest"] as const;
export type ShowcaseSort = (typeof showcaseSorts)[number];

export interface ShowcaseSearch extends Turn {
  /** Left out: drafts and published ones. `submitted`: those that wait for a curator's look. */
  status?: ShowcaseStatus | "submitted" | undefined;
  stock?: Stock | undefined;
  makerId?: string | undefined;
  tag?: string | undefined;
  /** Words in title, story or the maker's name. */
  search?: string | undefined;
  sort?: ShowcaseSort | undefined;
}

const showcasesPerPage = 24;

export const showcaseParts = {
  maker: { select: { id: true, number: true, name: true, makes: true, place: true, photoId: true } },
  photos: { include: { blob: true, whole: true }, orderBy: [{ position: "asc" }, { id: "asc" }] },
  thread: { select: { id: true, number: true, postCount: true, lastPostAt: true, closedAt: true } },
} as const satisfies Prisma.ShowcaseInclude;

/** With maker, photos (the first is the one to show large) and thread. */
export type ListedShowcase = Prisma.ShowcaseGetPayload<{ include: typeof showcaseParts }>;

export interface ShowcasePage {
  showcases: ListedShowcase[];
  total: number;
  /** For `after` and `before`; null where there is no such page. */
  next: string | null;
  previous: string | null;
}

/** No price told counts as dearer than any. */
const dearest = 999_999_999;

const orders: Record<ShowcaseSort, Order> = {
  newest: {
    value: Prisma.sql`COALESCE(showcase.published_at, showcase.created_at)`,
    number: Prisma.sql`showcase.number`,
    direction: "desc",
    kind: "time",
  },
  title: {
    value: Prisma.sql`showcase.title`,
    number: Prisma.sql`showcase.number`,
    direction: "asc",
    kind: "words",
  },
  cheapest: {
    value: Prisma.sql`LEAST(COALESCE(showcase.price_minor, ${dearest}), ${dearest})`,
    number: Prisma.sql`showcase.number`,
    direction: "asc",
    kind: "count",
  },
};

const valueOf: Record<ShowcaseSort, (row: ListedShowcase) => Date | number | string> = {
  newest: ({ publishedAt, createdAt }) => publishedAt ?? createdAt,
  title: ({ title }) => title,
  cheapest: ({ priceMinor }) => Math.min(priceMinor ?? dearest, dearest),
};

/** The newest first, unless another order is asked for. Three queries, whatever page. */
export async function listShowcases(communityId: string, wanted: ShowcaseSearch = {}): Promise<ShowcasePage> {
  const sort = wanted.sort ?? "newest";
  const where = showcaseFilter(communityId, wanted);
  const keyset = keysetSql(orders[sort], wanted);
  const [counted, found] = await Promise.all([
    db().$queryRaw<{ total: number }[]>`
      SELECT count(*)::int AS total FROM showcase JOIN membership maker ON maker.id = showcase.maker_id
      WHERE ${where}`,
    db().$queryRaw<{ id: string }[]>`
      SELECT showcase.id FROM showcase JOIN membership maker ON maker.id = showcase.maker_id
      WHERE ${where} AND ${keyset.where} ORDER BY ${keyset.orderBy} LIMIT ${showcasesPerPage + 1}`,
  ]);
  const rows = await inOrder(found.map(({ id }) => id));
  const { rows: showcases, ...turns } = asPage(rows, showcasesPerPage, wanted, (row) => ({
    number: row.number,
    value: valueOf[sort](row),
  }));
  return { showcases, total: counted[0]?.total ?? 0, ...turns };
}

export async function showcaseById(communityId: string, id: string): Promise<ListedShowcase | null> {
  return isUuid(id) ? db().showcase.findFirst({ where: { id, communityId }, include: showcaseParts }) : null;
}

async function inOrder(ids: readonly string[]): Promise<ListedShowcase[]> {
  const found = await db().showcase.findMany({ where: { id: { in: [...ids] } }, include: showcaseParts });
  const byId = new Map(found.map((showcase) => [showcase.id, showcase]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

function showcaseFilter(communityId: string, wanted: ShowcaseSearch): Prisma.Sql {
  const { status, stock, makerId, tag, search } = wanted;
  const conditions = [
    Prisma.sql`showcase.community_id = ${communityId}::uuid`,
    statusIs(status),
    likeWords(search, [Prisma.sql`showcase.title`, Prisma.sql`showcase.story`, Prisma.sql`maker.name`]),
  ];
  if (stock) conditions.push(Prisma.sql`showcase.stock = ${stock}::"Stock"`);
  if (makerId !== undefined)
    conditions.push(isUuid(makerId) ? Prisma.sql`showcase.maker_id = ${makerId}::uuid` : Prisma.sql`FALSE`);
  if (tag) conditions.push(Prisma.sql`${tag.toLowerCase()} = ANY(showcase.tags)`);
  return Prisma.join(conditions, " AND ");
}

function statusIs(status: ShowcaseSearch["status"]): Prisma.Sql {
  if (status === undefined) return Prisma.sql`showcase.status <> 'archived'`;
  if (status === "submitted")
    return Prisma.sql`showcase.status = 'draft' AND showcase.submitted_at IS NOT NULL`;
  return Prisma.sql`showcase.status = ${status}::"ShowcaseStatus"`;
}
