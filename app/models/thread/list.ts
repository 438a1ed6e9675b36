import { Prisma } from "#prisma/generated/client.ts";
import type { PostSource, ThreadKind } from "#prisma/generated/enums.ts";
import { db } from "#app/db/client.ts";

export interface ThreadSearch {
  /** Words in subjects or posts. */
  search?: string | undefined;
  kind?: ThreadKind | undefined;
  /** From 1. */
  page?: number | undefined;
}

interface ListedThread {
  id: string;
  number: number;
  kind: ThreadKind;
  subject: string;
  postCount: number;
  lastPostAt: Date;
  closedAt: Date | null;
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

export interface ThreadPage {
  threads: ListedThread[];
  total: number;
  page: number;
  pages: number;
}

const threadsPerPage = 30;

/** The newest talk first. Threads of showcases, events and digests appear once somebody has spoken in them. */
export async function listThreads(communityId: string, wanted: ThreadSearch = {}): Promise<ThreadPage> {
  const filter = threadFilter(communityId, wanted);
  const total = await countThreads(filter);
  const pages = Math.max(1, Math.ceil(total / threadsPerPage));
  const page = Math.min(Math.max(1, Math.trunc(wanted.page ?? 1)), pages);

  const rows = total === 0 ? [] : await threadRows(filter, searchPattern(wanted.search), page);
  return { threads: rows.map(asListed), total, page, pages };
}

function threadFilter(communityId: string, { search, kind }: ThreadSearch): Prisma.Sql {
  const pattern = searchPattern(search);
  return Prisma.join(
    [
      Prisma.sql`thread.community_id = ${communityId}::uuid`,
      kind
        ? Prisma.sql`thread.kind = ${kind}::"ThreadKind"`
        : Prisma.sql`(thread.kind = 'discussion' OR thread.post_count > 0)`,
      ...(pattern ? [withWords(communityId, pattern)] : []),
    ],
    " AND ",
  );
}

/** Two trigram indexes answer this, one each (an OR over both tables would use neither). */
function withWords(communityId: string, pattern: string): Prisma.Sql {
  return Prisma.sql`thread.id IN (
    SELECT id FROM thread WHERE community_id = ${communityId}::uuid AND subject ILIKE ${pattern}
    UNION
    SELECT thread_id FROM post
    WHERE community_id = ${communityId}::uuid AND removed_at IS NULL AND text ILIKE ${pattern})`;
}

async function countThreads(filter: Prisma.Sql): Promise<number> {
  const counted = await db().$queryRaw<
    { total: number }[]
  >`SELECT count(*)::int AS total FROM thread WHERE ${filter}`;
  return counted[0]?.total ?? 0;
}

interface ThreadRow {
  id: string;
  number: number;
  kind: ThreadKind;
  subject: string;
  postCount: number;
  lastPostAt: Date;
  closedAt: Date | null;
  createdAt: Date;
  postId: string | null;
  authorId: string;
  authorName: string;
  authorPhotoId: string | null;
  postAt: Date;
  source: PostSource;
  words: string | null;
  voices: number;
}

function threadRows(filter: Prisma.Sql, pattern: string | null, page: number): Promise<ThreadRow[]> {
  const nearest = pattern ? Prisma.sql`(post.text ILIKE ${pattern}) DESC,` : Prisma.empty;
  return db().$queryRaw<ThreadRow[]>`
    WITH shown AS (
      SELECT * FROM thread WHERE ${filter}
      ORDER BY last_post_at DESC, number DESC
      LIMIT ${threadsPerPage} OFFSET ${(page - 1) * threadsPerPage}
    )
    SELECT shown.id, shown.number, shown.kind, shown.subject, shown.post_count AS "postCount",
      shown.last_post_at AS "lastPostAt", shown.closed_at AS "closedAt", shown.created_at AS "createdAt",
      last.id AS "postId", last.author_id AS "authorId", author.name AS "authorName",
      author.photo_id AS "authorPhotoId", last.created_at AS "postAt", last.source, last.words,
      (SELECT count(DISTINCT author_id)::int FROM post
       WHERE thread_id = shown.id AND removed_at IS NULL) AS voices
    FROM shown
    LEFT JOIN LATERAL (
      SELECT post.id, post.author_id, post.created_at, post.source, left(post.text, 600) AS words
      FROM post WHERE post.thread_id = shown.id AND post.removed_at IS NULL
      ORDER BY ${nearest} post.created_at DESC, post.number DESC LIMIT 1
    ) last ON true
    LEFT JOIN membership author ON author.id = last.author_id
    ORDER BY shown.last_post_at DESC, shown.number DESC`;
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

/** What is typed is looked for as it stands: `%` and `_` are ordinary characters here. */
function searchPattern(search: string | undefined): string | null {
  const words = search?.replace(/\s+/g, " ").trim().slice(0, 100) ?? "";
  return words === "" ? null : `%${words.replace(/[\\%_]/g, "\\$&")}%`;
}
