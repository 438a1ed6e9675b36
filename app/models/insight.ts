import { db } from "#app/db/client.ts";
import { now } from "#app/lib/clock.ts";

/* What is told here is what people did openly: wrote, reacted, answered, came and left. Nobody is watched reading. */

export interface Week {
  /** Its Monday, `2026-11-23`. */
  week: string;
}

export interface Insight {
  /** Members at the end of each week. */
  members: (Week & { here: number; came: number })[];
  /** How many different people did so. */
  takingPart: (Week & { wrote: number; reacted: number; answered: number })[];
  /** Hours until somebody else answered, the middle of the week's threads; null: none was answered. */
  firstReply: (Week & { hours: number | null; threads: number; unanswered: number })[];
  letters: (Week & { sent: number; bounced: number })[];
  /** Threads of the last weeks that nobody answered, the oldest first. */
  unanswered: { id: string; subject: string; by: string | null; at: Date }[];
  /** Who brought whom, those who brought most first. */
  growth: { id: string; name: string; invited: number; further: number }[];
}

const WEEKS = 26;

/** Six statements, one a plot, over half a year. */
export async function insightOf(communityId: string, timeZone: string): Promise<Insight> {
  const [members, takingPart, firstReply, letters, unanswered, growth] = await Promise.all([
    membersByWeek(communityId, timeZone),
    takingPartByWeek(communityId, timeZone),
    firstReplyByWeek(communityId, timeZone),
    lettersByWeek(communityId, timeZone),
    unansweredThreads(communityId),
    growthByInviter(communityId),
  ]);
  return { members, takingPart, firstReply, letters, unanswered, growth };
}

function membersByWeek(communityId: string, timeZone: string): Promise<Insight["members"]> {
  return db().$queryRaw<Insight["members"]>`
    WITH week AS (
      SELECT monday, monday + interval '7 days' AS until FROM generate_series(
        date_trunc('week', ${now()}::timestamptz AT TIME ZONE ${timeZone}) - make_interval(weeks => ${WEEKS - 1}::int),
        date_trunc('week', ${now()}::timestamptz AT TIME ZONE ${timeZone}), interval '7 days') AS monday
    ), stay AS (
      SELECT joined_at AT TIME ZONE ${timeZone} AS came, 
        CASE WHEN status IN ('left', 'removed') THEN coalesce(ended_at, joined_at) AT TIME ZONE ${timeZone} END AS went
      FROM membership
      WHERE community_id = ${communityId}::uuid AND role <> 'follower' AND joined_at IS NOT NULL
    )
    SELECT to_char(monday, 'YYYY-MM-DD') AS week,
      count(*) FILTER (WHERE came < until AND (went IS NULL OR went >= until))::int AS here,
      count(*) FILTER (WHERE came >= monday AND came < until)::int AS came
    FROM week LEFT JOIN stay ON came < until GROUP BY monday ORDER BY monday`;
}

function takingPartByWeek(communityId: string, timeZone: string): Promise<Insight["takingPart"]> {
  return db().$queryRaw<Insight["takingPart"]>`
    WITH week AS (
      SELECT monday FROM generate_series(
        date_trunc('week', ${now()}::timestamptz AT TIME ZONE ${timeZone}) - make_interval(weeks => ${WEEKS - 1}::int),
        date_trunc('week', ${now()}::timestamptz AT TIME ZONE ${timeZone}), interval '7 days') AS monday
    ), since AS (SELECT min(monday) AT TIME ZONE ${timeZone} AS at FROM week), act AS (
      SELECT 'wrote' AS kind, author_id AS who, created_at AS at FROM post
        WHERE community_id = ${communityId}::uuid AND removed_at IS NULL AND created_at >= (SELECT at FROM since)
      UNION ALL
      SELECT 'reacted', membership_id, created_at FROM reaction
        WHERE community_id = ${communityId}::uuid AND created_at >= (SELECT at FROM since)
      UNION ALL
      SELECT 'answered', membership_id, answered_at FROM rsvp
        WHERE community_id = ${communityId}::uuid AND answered_at >= (SELECT at FROM since)
    )
    SELECT to_char(monday, 'YYYY-MM-DD') AS week,
      count(DISTINCT who) FILTER (WHERE kind = 'wrote')::int AS wrote,
      count(DISTINCT who) FILTER (WHERE kind = 'reacted')::int AS reacted,
      count(DISTINCT who) FILTER (WHERE kind = 'answered')::int AS answered
    FROM week LEFT JOIN act ON date_trunc('week', act.at AT TIME ZONE ${timeZone}) = monday
    GROUP BY monday ORDER BY monday`;
}

function firstReplyByWeek(communityId: string, timeZone: string): Promise<Insight["firstReply"]> {
  return db().$queryRaw<Insight["firstReply"]>`
    WITH week AS (
      SELECT monday FROM generate_series(
        date_trunc('week', ${now()}::timestamptz AT TIME ZONE ${timeZone}) - make_interval(weeks => ${WEEKS - 1}::int),
        date_trunc('week', ${now()}::timestamptz AT TIME ZONE ${timeZone}), interval '7 days') AS monday
    ), begun AS (
      SELECT first.created_at AS at, reply.at AS replied FROM thread
      JOIN LATERAL (
        SELECT author_id, created_at FROM post WHERE thread_id = thread.id AND removed_at IS NULL
        ORDER BY created_at, number LIMIT 1
      ) first ON true
      LEFT JOIN LATERAL (
        SELECT min(created_at) AS at FROM post
        WHERE thread_id = thread.id AND removed_at IS NULL AND author_id <> first.author_id
      ) reply ON true
      WHERE thread.community_id = ${communityId}::uuid AND thread.kind = 'discussion'
        AND thread.created_at >= (SELECT min(monday) AT TIME ZONE ${timeZone} FROM week)
    )
    SELECT to_char(monday, 'YYYY-MM-DD') AS week,
      (percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM replied - at) / 3600)
        FILTER (WHERE replied IS NOT NULL))::float AS hours,
      count(begun.at)::int AS threads,
      count(begun.at) FILTER (WHERE replied IS NULL)::int AS unanswered
    FROM week LEFT JOIN begun ON date_trunc('week', begun.at AT TIME ZONE ${timeZone}) = monday
    GROUP BY monday ORDER BY monday`;
}

function lettersByWeek(communityId: string, timeZone: string): Promise<Insight["letters"]> {
  return db().$queryRaw<Insight["letters"]>`
    WITH week AS (
      SELECT monday FROM generate_series(
        date_trunc('week', ${now()}::timestamptz AT TIME ZONE ${timeZone}) - make_interval(weeks => ${WEEKS - 1}::int),
        date_trunc('week', ${now()}::timestamptz AT TIME ZONE ${timeZone}), interval '7 days') AS monday
    ), letter AS (
      SELECT date_trunc('week', created_at AT TIME ZONE ${timeZone}) AS monday,
        count(*) FILTER (WHERE status = 'sent') AS sent, count(*) FILTER (WHERE status = 'bounced') AS bounced
      FROM delivery WHERE community_id = ${communityId}::uuid
        AND created_at >= (SELECT min(monday) AT TIME ZONE ${timeZone} FROM week)
      GROUP BY 1
    )
    SELECT to_char(week.monday, 'YYYY-MM-DD') AS week, coalesce(sent, 0)::int AS sent, coalesce(bounced, 0)::int AS bounced
    FROM week LEFT JOIN letter ON letter.monday = week.monday ORDER BY week.monday`;
}

const SHOWN = 10;
/** Younger than this, and somebody may still be thinking. */
const PATIENCE_DAYS = 2;

function unansweredThreads(communityId: string): Promise<Insight["unanswered"]> {
  const day = 86_400_000;
  return db().$queryRaw<Insight["unanswered"]>`
    SELECT thread.id, thread.subject, author.name AS by, thread.created_at AS at
    FROM thread LEFT JOIN membership author ON author.id = thread.started_by_id
    WHERE thread.community_id = ${communityId}::uuid AND thread.kind = 'discussion' AND thread.closed_at IS NULL
      AND thread.created_at > ${new Date(now().getTime() - 8 * 7 * day)}
      AND thread.created_at < ${new Date(now().getTime() - PATIENCE_DAYS * day)}
      AND (SELECT count(DISTINCT author_id) FROM post WHERE thread_id = thread.id AND removed_at IS NULL) = 1
    ORDER BY thread.created_at LIMIT ${SHOWN}`;
}

function growthByInviter(communityId: string): Promise<Insight["growth"]> {
  return db().$queryRaw<Insight["growth"]>`
    WITH RECURSIVE tree AS (
      SELECT invited_by_id AS root, id, 1 AS depth FROM membership
      WHERE community_id = ${communityId}::uuid AND invited_by_id IS NOT NULL AND joined_at IS NOT NULL
      UNION ALL
      SELECT tree.root, membership.id, tree.depth + 1 FROM membership JOIN tree ON membership.invited_by_id = tree.id
      WHERE membership.joined_at IS NOT NULL AND tree.depth < 20
    )
    SELECT inviter.id, inviter.name, count(*) FILTER (WHERE depth = 1)::int AS invited,
      count(*) FILTER (WHERE depth > 1)::int AS further
    FROM tree JOIN membership inviter ON inviter.id = tree.root
    GROUP BY inviter.id, inviter.name ORDER BY count(*) DESC, inviter.name LIMIT ${SHOWN}`;
}
