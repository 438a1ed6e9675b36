import type { Prisma } from "#prisma/generated/client.ts";
import { db } from "#app/db/client.ts";
import { isUuid } from "#app/lib/ids.ts";
import { editsOf, type Edit } from "#app/models/post/history.ts";

const postsPerPage = 100;

const author = {
  select: { id: true, number: true, name: true, photoId: true, role: true, status: true },
} as const;

const threadParts = {
  startedBy: author,
  showcase: { select: { id: true, number: true, title: true, status: true } },
  event: { select: { id: true, number: true, title: true, status: true, startsAt: true, timeZone: true } },
  digest: { select: { id: true, number: true, issue: true, issuedAt: true } },
} as const satisfies Prisma.ThreadInclude;

const postParts = {
  author,
  inReplyTo: { select: { id: true, number: true, author: { select: { id: true, name: true } } } },
  attachments: { include: { blob: true }, orderBy: { position: "asc" } },
  reactions: {
    select: { emoji: true, membership: { select: { id: true, name: true } } },
    orderBy: { createdAt: "asc" },
  },
} as const satisfies Prisma.PostInclude;

type ThreadParts = Prisma.ThreadGetPayload<{ include: typeof threadParts }>;
type PostParts = Prisma.PostGetPayload<{ include: typeof postParts }>;

export interface FoldedPart {
  kind: string;
  text: string;
}

interface ConversationPost extends Omit<PostParts, "reactions" | "folded"> {
  folded: FoldedPart[];
  /** What it said before each of its edits, the first one first. */
  edits: Edit[];
  /** One entry for each emoji, with those who gave it. */
  reactions: { emoji: string; people: { id: string; name: string }[] }[];
}

export interface Conversation {
  thread: ThreadParts;
  /** In the order they were said. Removed ones are here too, marked by `removedAt`. */
  posts: ConversationPost[];
  page: number;
  pages: number;
}

/** A thread as a conversation, in a number of queries that does not grow with it. One that was merged is the one that it went on in. */
export async function threadWithPosts(
  communityId: string,
  id: string,
  { page: wantedPage = 1 }: { page?: number } = {},
): Promise<Conversation | null> {
  if (!isUuid(id)) return null;
  const thread = await db().thread.findFirst({ where: { id, communityId }, include: threadParts });
  if (!thread) return null;
  if (thread.mergedIntoId) return threadWithPosts(communityId, thread.mergedIntoId, { page: wantedPage });

  const total = await db().post.count({ where: { threadId: id } });
  const pages = Math.max(1, Math.ceil(total / postsPerPage));
  const page = Math.min(Math.max(1, Math.trunc(wantedPage)), pages);
  const posts = await db().post.findMany({
    where: { threadId: id, communityId },
    include: postParts,
    orderBy: [{ createdAt: "asc" }, { number: "asc" }],
    skip: (page - 1) * postsPerPage,
    take: postsPerPage,
  });

  const edits = await editsOf(
    communityId,
    posts.map((post) => post.id),
  );

  return {
    thread,
    posts: posts.map((post) => asConversationPost(post, edits.get(post.id) ?? [])),
    page,
    pages,
  };
}

function asConversationPost(post: PostParts, edits: Edit[]): ConversationPost {
  const reactions = new Map<string, { id: string; name: string }[]>();
  for (const { emoji, membership } of post.reactions) {
    reactions.set(emoji, [...(reactions.get(emoji) ?? []), membership]);
  }
  return {
    ...post,
    edits,
    folded: foldedParts(post.folded),
    reactions: [...reactions].map(([emoji, people]) => ({ emoji, people })),
  };
}

/** The column is JSON: only what has the shape is shown. */
function foldedParts(folded: Prisma.JsonValue): FoldedPart[] {
  if (!Array.isArray(folded)) return [];
  return folded.flatMap((part) => {
    const { kind, text } = (part ?? {}) as { kind?: unknown; text?: unknown };
    return typeof kind === "string" && typeof text === "string" ? [{ kind, text }] : [];
  });
}
