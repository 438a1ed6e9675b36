import { db } from "#app/db/client.ts";
import { asPage, keysetSql, type Order, type Page, type Turn } from "#app/db/keyset.ts";
import { likePatterns } from "#app/db/like-words.ts";
import { Prisma } from "#prisma/generated/client.ts";
import type { PostSource, ThreadKind } from "#prisma/generated/enums.ts";

/** What can be looked for beside words. Left out: everything that is in sight. */
export const threadStates = {
  open: Prisma.sql`thread.closed_at IS NULL`,
  closed: Prisma.sql`thread.closed_at IS NOT NULL`,
  /** Nobody but who began it has said anything. */
  unanswered: Prisma.sql`thread.post_count > 0 AND NOT EXISTS (
    SELECT FROM post WHERE post.thread_id = thread.id AND post.removed_at IS NULL
      AND post.author_id IS DISTINCT FROM thread.started_by_id)`,
  public: Prisma.sql`thread.public_at IS NOT NULL`,
  removed: Prisma.sql`thread.removed_at IS NOT NULL`,
} as const;

export type ThreadState = keyof typeof threadStates;

const orders = {
  latest: { value: Prisma.sql`thread.last_post_at`, direction: "desc", kind: "time" },
  newest: { value: Prisma.sql`thread.created_at`, direction: "desc", kind: "time" },
  oldest: { value: Prisma.sql`thread.last_post_at`, direction: "asc", kind: "time" },
  longest: { value: Prisma.sql`thread.post_count`, direction: "desc", kind: "count" },
} as const satisfies Record<string, Omit<Order, "number">>;

export type ThreadSort = keyof typeof orders;
export const threadSorts = Object.keys(orders) as ThreadSort[];

export interface ThreadSearch extends Turn {
  /** Words, all of which stand in the subject or in one post. */
  search?: string | undefined;
  kind?: ThreadKind | undefined;
  state?: ThreadState | undefined;
  sort?: ThreadSort | undefined;
}

interface ListedThread {
  id: string;
  number: number;
  kind: ThreadKind;
  subject: string;
  postCount: number;
  lastPostAt: Date;
  closedAt: Date | null;
  publicAt: Date | null;
  removedAt: Date | null;
  createdAt: Date;
  /** The newest post, or with a search the newest that has the words. */
  lastPost: {
    id: string;
    authorId: string;
    authorName: string;
    authorPhotoId: string | null;
    at: Date;
    source: PostSource;
  } | null;
  excerpt: string;
  /** How many people spoke here. */
  voices: number;
}

export interface ThreadPage extends Omit<Page<ListedThread>, "rows"> {
  threads: ListedThread[];
  total: number;
}

const PAGE = 30;

/**
 * The newest talk first, or as it is sorted. Threads of showcases, events and digests appear once somebody has spoken
 * in them. Two queries, and the hundredth page costs what the first does.
 */
export async function listThreads(communityId: string, wanted: ThreadSearch = {}): Promise<ThreadPage> {
  const filter = threadFilter(communityId, wanted);
  const order = { ...orders[wanted.sort ?? "latest"], number: Prisma.sql`thread.number` };
  const [total, found] = await Promise.all([
    countThreads(filter),
    threadRows(filter, keysetSql(order, wanted), likePatterns(wanted.search)),
  ]);
  const { rows, ...neighbours } = asPage(found, PAGE, wanted, (row) => row);
  return { threads: rows.map(asListed), total, ...neighbours };
}

function threadFilter(communityId: string, { search, kind, state }: ThreadSearch): Prisma.Sql {
  const patterns = likePatterns(search);
  return Prisma.join(
    [
      Prisma.sql`thread.community_id = ${communityId}::uuid AND thread.merged_into_id IS NULL`,
      kind ? Prisma.sql`thread.kind = ${kind}::"ThreadKind"` : spokenIn(state),
      ...(state === "removed" ? [] : [Prisma.sql`thread.removed_at IS NULL`]),
      ...(state ? [threadStates[state]] : []),
      ...(patterns.length > 0 ? [withWords(communityId, patterns)] : []),
    ],
    " AND ",
  );
}

function spokenIn(state: ThreadState | undefined): Prisma.Sql {
  return state === "removed"
    ? Prisma.sql`TRUE`
    : Prisma.sql`(thread.kind = 'discussion' OR thread.post_count > 0)`;
}

/** Two trigram indexes answer this, one each (an OR over both tables would use neither). */
function withWords(communityId: string, patterns: readonly string[]): Prisma.Sql {
  const all = (column: Prisma.Sql) =>
    Prisma.join(
      patterns.map((pattern) => Prisma.sql`${column} ILIKE ${pattern}`),
      " AND ",
    );
  return Prisma.sql`thread.id IN (
    SELECT id FROM thread WHERE community_id = ${communityId}::uuid AND ${all(Prisma.sql`subject`)}
    UNION
    SELECT thread_id FROM post
    WHERE community_id = ${communityId}::uuid AND removed_at IS NULL AND ${all(Prisma.sql`text`)})`;
}

async function countThreads(filter: Prisma.Sql): Promise<number> {
  const counted = await db().$queryRaw<
    { total: number }[]
  >`SELECT count(*)::int AS total FROM thread WHERE ${filter}`;
  return counted[0]?.total ?? 0;
}

interface ThreadRow extends Omit<ListedThread, "lastPost" | "excerpt"> {
  /** What the list is ordered by. */
  value: Date | number;
  postId: string | null;
  authorId: string;
  authorName: string;
  authorPhotoId: string | null;
  postAt: Date;
  source: PostSource;
  words: string | null;
}

function threadRows(
  filter: Prisma.Sql,
  { where, orderBy, value }: ReturnType<typeof keysetSql>,
  patterns: readonly string[],
): Promise<ThreadRow[]> {
  const [first] = patterns;
  const nearest = first ? Prisma.sql`(post.text ILIKE ${first}) DESC,` : Prisma.empty;
  return db().$queryRaw<ThreadRow[]>`
    WITH shown AS (
      SELECT thread.*, ${value} AS value, row_number() OVER (ORDER BY ${orderBy}) AS place
      FROM thread WHERE ${filter} AND ${where} ORDER BY ${orderBy} LIMIT ${PAGE + 1}
    )
    SELECT shown.id, shown.number, shown.kind, shown.subject, shown.post_count AS "postCount", shown.value,
      shown.last_post_at AS "lastPostAt", shown.closed_at AS "closedAt", shown.created_at AS "createdAt",
      shown.public_at AS "publicAt", shown.removed_at AS "removedAt",
      last.id AS "postId", last.author_id AS "authorId", author.name AS "authorName",
      author.photo_id AS "authorPhotoId", last.created_at AS "postAt", last.source, last.words,
      (SELECT count(DISTINCT author_id)::int FROM post
       WHERE thread_id = shown.id AND removed_at IS NULL) AS voices
    FROM shown
    LEFT JOIN LATERAL (
      SELECT post.id, post.author_id, post.created_at, post.source, left(post.text, 600) AS words
      FROM post WHERE post.thread_id = shown.id AND post.removed_at IS NOT DISTINCT FROM shown.removed_at
      ORDER BY ${nearest} post.created_at DESC, post.number DESC LIMIT 1
    ) last ON true
    LEFT JOIN membership author ON author.id = last.author_id
    ORDER BY shown.place`;
}

function asListed(row: ThreadRow): ListedThread {
  const { postId, authorId, authorName, authorPhotoId, postAt, source, words, ...thread } = row;
  const lastPost = postId ? { id: postId, authorId, authorName, authorPhotoId, at: postAt, source } : null;
  return { ...thread, lastPost, excerpt: excerptOf(words ?? "") };
}

const excerptLength = 160;

/** The beginning of what was said, on one line, cut between words. */
export function excerptOf(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  if (line.length <= excerptLength) return line;
  return line.slice(0, excerptLength).replace(/\s+\S*$/, "") + "…";
}

/** Where a post may be taken to, or a thread go on: open ones in sight, the newest talk first. */
export function threadsToJoin(
  communityId: string,
  exceptId: string,
): Promise<{ id: string; subject: string; publicAt: Date | null }[]> {
  return db().thread.findMany({
    where: { communityId, id: { not: exceptId }, closedAt: null, removedAt: null, mergedIntoId: null },
    select: { id: true, subject: true, publicAt: true },
    orderBy: [{ lastPostAt: "desc" }, { number: "desc" }],
    take: 200,
  });
}
