import type { Tx } from "#app/db/transaction.ts";
import { db } from "#app/db/client.ts";
import { afterQuietHours, type QuietHours } from "#app/lib/quiet-hours.ts";
import type { Post, Prisma } from "#prisma/generated/client.ts";
import { type Addressee, prepareForAudience } from "./audience.ts";
import { pairOf } from "../digest/contents.ts";

const FRESH_MS = 3 * 86_400_000;
const MINUTE = 60_000;

/**
 * A letter at once for everyone who asked for that: for each post, or for this thread's. Not for the author, not in
 * threads they have muted. Written in the post's own transaction, a constant number of statements, to be sent when the
 * community's grace is over (until then the author can change or undo the post) and the reader's night is.
 * The author who wishes so follows the thread from now on.
 */
export async function prepareInstantLetters(tx: Tx, post: SaidPost): Promise<void> {
  const readers = await whoAsked(tx, post);
  await prepareForAudience(
    tx,
    {
      communityId: post.communityId,
      kind: "instant_post",
      letterKey: `post:${post.id}`,
      postId: post.id,
      facts: {},
      urgency: 5,
      notAfter: new Date(Math.max(0, ...readers.map((reader) => dueFor(reader, post).getTime())) + FRESH_MS),
    },
    readers.map((reader) => ({ ...reader, notBefore: dueFor(reader, post) })),
  );
}

/** Until then the author can take the post back before anybody got it. */
export async function graceEndsAt(
  tx: Tx,
  { communityId, createdAt }: Pick<Post, "communityId" | "createdAt">,
): Promise<Date> {
  const { instantGraceMinutes } = await tx.community.findUniqueOrThrow({
    where: { id: communityId },
    select: { instantGraceMinutes: true },
  });
  return afterGrace(createdAt, instantGraceMinutes);
}

/** What waits of a post that is taken out of sight is not sent. Returns how many, and how many are sent already. */
export async function withdrawInstantLetters(
  tx: Tx,
  postId: string,
): Promise<{ withdrawn: number; sent: number }> {
  const { count: withdrawn } = await tx.delivery.updateMany({
    where: { postId, kind: "instant_post", status: { in: ["prepared", "deferred"] } },
    data: { status: "cancelled", response: POST_REMOVED },
  });
  const sent = await tx.delivery.count({
    where: { postId, kind: "instant_post", status: { in: ["leased", "sent", "uncertain"] } },
  });
  return { withdrawn, sent };
}

/** The post is back: so are the letters that were only withdrawn because of it. */
export async function restoreInstantLetters(tx: Tx, postId: string): Promise<void> {
  await tx.delivery.updateMany({
    where: { postId, kind: "instant_post", status: "cancelled", response: POST_REMOVED },
    data: { status: "prepared", response: null },
  });
}

/** Why a letter about a post was cancelled: by this the ones to restore are known. */
export const POST_REMOVED = "the post was removed";

type SaidPost = Pick<Post, "id" | "communityId" | "threadId" | "authorId" | "createdAt">;
type Reader = Addressee & QuietHours & { grace: number };

function whoAsked(tx: Tx, { communityId, threadId, authorId, createdAt }: SaidPost): Promise<Reader[]> {
  return tx.$queryRaw<Reader[]>`
    WITH now_followed AS (
      INSERT INTO thread_preference (membership_id, thread_id, wish, created_at)
      SELECT id, ${threadId}::uuid, 'follow', ${createdAt} FROM membership WHERE id = ${authorId}::uuid AND follows_own
      ON CONFLICT DO NOTHING
    ),
    asked AS (
      SELECT id FROM membership WHERE community_id = ${communityId}::uuid AND instant_posts
      UNION
      SELECT membership_id FROM thread_preference WHERE thread_id = ${threadId}::uuid AND wish = 'follow'
    )
    SELECT membership.id AS "membershipId", address.address::text, (suppression.id IS NOT NULL) AS "isSuppressed",
      CASE
        WHEN membership.id = ${authorId}::uuid THEN 'author'
        WHEN membership.status = 'paused' THEN 'paused'
        WHEN preference.wish = 'mute' THEN 'muted'
      END AS exclusion,
      membership.time_zone AS "timeZone", membership.quiet_hours AS "quietHours",
      membership.quiet_from AS "quietFrom", membership.quiet_until AS "quietUntil",
      community.instant_grace_minutes AS grace
    FROM asked JOIN membership USING (id)
    JOIN community ON community.id = membership.community_id
    LEFT JOIN thread_preference preference
      ON preference.membership_id = membership.id AND preference.thread_id = ${threadId}::uuid
    LEFT JOIN LATERAL (
      SELECT address FROM email_address WHERE email_address.person_id = membership.person_id
      ORDER BY is_primary DESC, created_at LIMIT 1
    ) address ON true
    LEFT JOIN suppression
      ON suppression.community_id = membership.community_id AND suppression.address = address.address
    WHERE membership.community_id = ${communityId}::uuid AND membership.status IN ('active', 'paused')
      AND membership.role <> 'follower'`;
}

function dueFor({ grace, ...night }: Reader, { createdAt }: SaidPost): Date {
  return afterQuietHours(afterGrace(createdAt, grace), night);
}

function afterGrace(at: Date, minutes: number): Date {
  return new Date(at.getTime() + minutes * MINUTE);
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

/** The posts that these letters are about, by id, as they stand now: those that were removed are not among them. */
export async function instantPosts(postIds: readonly string[]): Promise<Map<string, InstantPost>> {
  const posts = await db().post.findMany({
    where: { id: { in: [...new Set(postIds)] }, removedAt: null },
    include: parts,
  });
  return new Map(posts.map((post) => [post.id, post]));
}

/** Who has muted which of these threads since their letters were written: `pairOf(threadId, membershipId)`. */
export async function mutedSince(
  threadIds: readonly string[],
  membershipIds: readonly string[],
): Promise<Set<string>> {
  const muted = await db().threadPreference.findMany({
    where: { membershipId: { in: [...membershipIds] }, threadId: { in: [...threadIds] }, wish: "mute" },
    select: { threadId: true, membershipId: true },
  });
  return new Set(muted.map(({ threadId, membershipId }) => pairOf(threadId, membershipId)));
}
