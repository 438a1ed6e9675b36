import type { Tx } from "#app/db/transaction.ts";
import { type GivenAnswer, LATE_MS, type News, pairOf, type Reader, tellingInstants } from "./contents.ts";

const DAY = 86_400_000;
/** Older than this is no news, to whomever. */
const OLDEST_NEWS_DAYS = 60;
const MOST_POSTS = 3000;

/**
 * What may be new to these readers at this instant: at most eight queries, however many they are. `today`: when it is
 * told, where that is later (an approved draft tells only what was new when it was shown).
 */
export async function readNews(
  tx: Tx,
  communityId: string,
  readers: readonly Reader[],
  at: Date,
  today: Date = at,
): Promise<News> {
  const since = oldestTold(readers, at);
  const readerIds = readers.map(({ id }) => id);

  const found = await tx.post.findMany({
    where: {
      communityId,
      createdAt: { gt: new Date(since.getTime() - LATE_MS), lte: at },
      removedAt: null,
      source: { not: "archive" },
    },
    select: { id: true, threadId: true, authorId: true, createdAt: true },
    orderBy: { createdAt: "desc" },
    take: MOST_POSTS,
  });
  const showcases = await tx.showcase.findMany({
    where: { communityId, status: "published", publishedAt: { gt: since, lte: at } },
    select: { id: true, makerId: true, publishedAt: true },
    orderBy: { publishedAt: "asc" },
  });
  const events = await tx.event.findMany({
    where: {
      communityId,
      status: "published",
      publishedAt: { lte: at },
      startsAt: { gt: today, lte: new Date(at.getTime() + 21 * DAY) },
    },
    select: { id: true, organizerId: true, startsAt: true, publishedAt: true },
  });
  const newcomers = await tx.membership.findMany({
    where: {
      communityId,
      status: { in: ["active", "paused"] },
      role: { not: "follower" },
      joinedAt: { gt: since, lte: at },
    },
    select: { id: true, joinedAt: true },
    orderBy: { joinedAt: "asc" },
  });

  const posts = found.reverse().map(({ createdAt, ...post }) => ({ ...post, at: createdAt }));
  const toldAtOnce = await readToldAtOnce(tx, readerIds, since);
  const toldLate = await readToldLate(tx, readers, posts);
  return {
    posts,
    showcases: showcases.map(({ publishedAt, ...showcase }) => ({ ...showcase, at: publishedAt ?? since })),
    events: events.map(({ publishedAt, ...event }) => ({
      ...event,
      tellAt: tellingInstants({ startsAt: event.startsAt, publishedAt: publishedAt ?? since }).filter(
        (instant) => instant <= at,
      ),
    })),
    newcomers: newcomers.map(({ id, joinedAt }) => ({ memberId: id, at: joinedAt ?? since })),
    muted: await readMuted(tx, readerIds),
    toldBefore: new Set([...toldAtOnce, ...toldLate]),
    answers: await readAnswers(
      tx,
      readerIds,
      events.map(({ id }) => id),
    ),
  };
}

async function readAnswers(
  tx: Tx,
  readerIds: string[],
  eventIds: string[],
): Promise<Map<string, GivenAnswer>> {
  if (eventIds.length === 0) return new Map();
  const answers = await tx.rsvp.findMany({
    where: { eventId: { in: eventIds }, membershipId: { in: readerIds } },
    select: { eventId: true, membershipId: true, answer: true, waiting: true },
  });
  return new Map(
    answers.map(({ eventId, membershipId, answer, waiting }) => [
      pairOf(eventId, membershipId),
      waiting ? "waiting" : answer,
    ]),
  );
}

function oldestTold(readers: readonly Reader[], at: Date): Date {
  const oldest = readers.reduce((least, { toldUntil }) => Math.min(least, toldUntil.getTime()), at.getTime());
  return new Date(Math.max(oldest, at.getTime() - OLDEST_NEWS_DAYS * DAY));
}

async function readMuted(tx: Tx, readerIds: string[]): Promise<Set<string>> {
  const mutes = await tx.$queryRaw<{ threadId: string; membershipId: string }[]>`
    SELECT thread_id AS "threadId", membership_id AS "membershipId" FROM thread_preference
    WHERE membership_id = ANY(${readerIds}::uuid[]) AND wish = 'mute'`;
  return new Set(mutes.map(({ threadId, membershipId }) => pairOf(threadId, membershipId)));
}

async function readToldAtOnce(tx: Tx, readerIds: string[], since: Date): Promise<string[]> {
  const letters = await tx.$queryRaw<{ postId: string; membershipId: string }[]>`
    SELECT post_id AS "postId", membership_id AS "membershipId" FROM delivery
    WHERE membership_id = ANY(${readerIds}::uuid[]) AND created_at > ${new Date(since.getTime() - LATE_MS)}
      AND kind = 'instant_post' AND post_id IS NOT NULL AND status NOT IN ('cancelled', 'suppressed', 'bounced')`;
  return letters.map(({ postId, membershipId }) => pairOf(postId, membershipId));
}

/** Posts that stand shortly before what a reader was told last: those that their last digest had. Rarely any. */
async function readToldLate(tx: Tx, readers: readonly Reader[], posts: News["posts"]): Promise<string[]> {
  const unclear = new Set<number>();
  for (const told of new Set(readers.map(({ toldUntil }) => toldUntil.getTime()))) {
    if (posts.some(({ at }) => at.getTime() > told - LATE_MS && at.getTime() <= told)) unclear.add(told);
  }
  const unsure = readers.filter(({ toldUntil }) => unclear.has(toldUntil.getTime())).map(({ id }) => id);
  if (unsure.length === 0) return [];

  const letters = await tx.$queryRaw<{ postId: string; membershipId: string }[]>`
    SELECT DISTINCT told.id AS "postId", delivery.membership_id AS "membershipId"
    FROM delivery JOIN membership ON membership.id = delivery.membership_id
    CROSS JOIN LATERAL jsonb_array_elements(
      CASE jsonb_typeof(delivery.facts) WHEN 'array' THEN delivery.facts ELSE '[]'::jsonb END) AS entry
    CROSS JOIN LATERAL jsonb_array_elements_text(entry -> 'postIds') AS told (id)
    WHERE delivery.membership_id = ANY(${unsure}::uuid[]) AND delivery.kind = 'digest'
      AND delivery.created_at >= membership.told_until - interval '1 minute'
      AND delivery.status NOT IN ('cancelled', 'suppressed')`;
  return letters.map(({ postId, membershipId }) => pairOf(postId, membershipId));
}
