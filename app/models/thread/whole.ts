import { db } from "#app/db/client.ts";
import type { Prisma } from "#prisma/generated/client.ts";

const MOST_POSTS = 200;

const postParts = {
  author: { select: { id: true, name: true, photoId: true } },
  attachments: {
    where: { blob: { mediaType: { startsWith: "image/" } } },
    include: { blob: true },
    orderBy: { position: "asc" },
  },
} as const satisfies Prisma.PostInclude;

export type WholeThreadPost = Prisma.PostGetPayload<{ include: typeof postParts }>;

export interface WholeThread {
  id: string;
  number: number;
  communityId: string;
  subject: string;
  /** The newest ones, the oldest of them first. */
  posts: WholeThreadPost[];
  /** All that can be read, also those that are not here. */
  total: number;
}

/** Threads with what was said in them, for letters that tell all of it; by id. */
export async function wholeThreads(ids: readonly string[]): Promise<Map<string, WholeThread>> {
  const threads = await db().thread.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: {
      id: true,
      number: true,
      communityId: true,
      subject: true,
      posts: {
        where: { removedAt: null },
        include: postParts,
        orderBy: [{ createdAt: "desc" }, { number: "desc" }],
        take: MOST_POSTS,
      },
      _count: { select: { posts: { where: { removedAt: null } } } },
    },
  });
  return new Map(
    threads.map(({ _count, posts, ...thread }) => [
      thread.id,
      { ...thread, posts: posts.toReversed(), total: _count.posts },
    ]),
  );
}
