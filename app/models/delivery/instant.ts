import type { Tx } from "#app/db/transaction.ts";
import { db } from "#app/db/client.ts";
import { now } from "#app/lib/clock.ts";
import type { Post, Prisma } from "#prisma/generated/client.ts";
import { prepareDeliveries } from "./prepare.ts";

const FRESH_DAYS = 3;

/**
 * A letter at once for everyone who asked for that: not for the author, not in threads they have muted. Written in
 * the post's own transaction, two statements, however many they are.
 */
export async function prepareInstantLetters(tx: Tx, post: Post): Promise<void> {
  const readers = await tx.$queryRaw<{ id: string; address: string }[]>`
    SELECT membership.id, address.address::text
    FROM membership
    CROSS JOIN LATERAL (
      SELECT address FROM email_address WHERE email_address.person_id = membership.person_id
      ORDER BY is_primary DESC, created_at LIMIT 1
    ) address
    WHERE membership.community_id = ${post.communityId}::uuid AND membership.status = 'active'
      AND membership.role <> 'follower' AND membership.instant_posts AND membership.id <> ${post.authorId}::uuid
      AND NOT EXISTS (
        SELECT FROM thread_mute
        WHERE thread_mute.thread_id = ${post.threadId}::uuid AND thread_mute.membership_id = membership.id
      )`;

  await prepareDeliveries(
    tx,
    readers.map(({ id, address }) => ({
      communityId: post.communityId,
      kind: "instant_post" as const,
      letterKey: `post:${post.id}`,
      address,
      membershipId: id,
      postId: post.id,
      facts: {},
      urgency: 5,
      notAfter: new Date(now().getTime() + FRESH_DAYS * 86_400_000),
    })),
  );
}

const parts = {
  author: { select: { id: true, name: true, photoId: true } },
  attachments: {
    where: { blob: { mediaType: { startsWith: "image/" } } },
    include: { blob: true },
    orderBy: { position: "asc" },
  },
  thread: {
    select: {
      id: true,
      number: true,
      subject: true,
      posts: { select: { id: true }, orderBy: { createdAt: "asc" }, take: 1 },
    },
  },
} as const satisfies Prisma.PostInclude;

export type InstantPost = Prisma.PostGetPayload<{ include: typeof parts }>;

/** The posts that these letters are about, by id: those that were removed meanwhile are not among them. */
export async function instantPosts(postIds: readonly string[]): Promise<Map<string, InstantPost>> {
  const posts = await db().post.findMany({
    where: { id: { in: [...new Set(postIds)] }, removedAt: null },
    include: parts,
  });
  return new Map(posts.map((post) => [post.id, post]));
}
