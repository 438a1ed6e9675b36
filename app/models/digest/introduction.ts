import { db } from "#app/db/client.ts";
import type { Tx } from "#app/db/transaction.ts";
import type { Digest, Prisma } from "#prisma/generated/client.ts";
import type { Candidate } from "./audience.ts";

/** How an edition introduces the place to those whose first digest it is; frozen with it, words are read when it is drawn. */
export interface Introduction {
  /** Some of those who are here, those who spoke lately first. */
  memberIds: string[];
  memberCount: number;
  /** What was talked about most in the weeks before, the best first. */
  threads: { id: string; posts: number; voices: number }[];
}

const SHOWN_MEMBERS = 8;
const SHOWN_THREADS = 3;
const WEEKS = 6;
/** Who came longer ago knows the place, whether they had a digest or not. */
const NEW_DAYS = 120;
const DAY = 86_400_000;

/** Whether it is a newcomer's first digest. */
export function isFirst({ lastDay, joinedAt, due }: Candidate): boolean {
  return lastDay === null && joinedAt !== null && due.getTime() - joinedAt.getTime() < NEW_DAYS * DAY;
}

/** Freezes the edition's introduction, once. Two queries. */
export async function introduceTo(
  tx: Tx,
  edition: Pick<Digest, "id" | "communityId" | "introduction">,
  at: Date,
): Promise<void> {
  if (edition.introduction !== null) return;
  const since = new Date(at.getTime() - WEEKS * 7 * DAY);
  const people = await tx.$queryRaw<{ id: string; total: number }[]>`
    SELECT membership.id, (count(*) OVER ())::int AS total
    FROM membership LEFT JOIN LATERAL (
      SELECT max(created_at) AS at FROM post
      WHERE post.author_id = membership.id AND post.created_at > ${since} AND removed_at IS NULL
    ) said ON true
    WHERE community_id = ${edition.communityId}::uuid AND status IN ('active', 'paused') AND role <> 'follower'
    ORDER BY (membership.role = 'owner') DESC, said.at DESC NULLS LAST, membership.number LIMIT ${SHOWN_MEMBERS}`;
  const threads = await tx.$queryRaw<Introduction["threads"]>`
    SELECT thread.id, count(*)::int AS posts, count(DISTINCT post.author_id)::int AS voices
    FROM post JOIN thread ON thread.id = post.thread_id
    WHERE post.community_id = ${edition.communityId}::uuid AND post.created_at > ${since} AND post.created_at <= ${at}
      AND post.removed_at IS NULL AND thread.kind <> 'digest'
    GROUP BY thread.id HAVING count(DISTINCT post.author_id) > 1
    ORDER BY voices DESC, posts DESC, max(post.created_at) DESC LIMIT ${SHOWN_THREADS}`;
  const introduction: Introduction = {
    memberIds: people.map(({ id }) => id),
    memberCount: people[0]?.total ?? 0,
    threads,
  };
  await tx.digest.update({ where: { id: edition.id }, data: { introduction: { ...introduction } } });
}

/** What it was frozen with, in words: two queries, none where there is no introduction. Who has left is not named any more. */
export async function introductionWords(communityId: string, stored: Prisma.JsonValue) {
  const frozen = stored as unknown as Introduction | null;
  if (!frozen) return null;
  const ids = frozen.threads.map(({ id }) => id);
  const [members, threads] = await Promise.all([
    db().membership.findMany({
      where: { communityId, id: { in: frozen.memberIds }, status: { in: ["active", "paused"] } },
      select: { id: true, name: true, makes: true },
    }),
    db().thread.findMany({ where: { communityId, id: { in: ids } }, select: { id: true, subject: true } }),
  ]);
  const memberById = new Map(members.map((member) => [member.id, member]));
  const subjects = new Map(threads.map(({ id, subject }) => [id, subject]));
  return {
    memberCount: frozen.memberCount,
    people: frozen.memberIds.flatMap((id) => memberById.get(id) ?? []),
    threads: frozen.threads.flatMap(({ id, posts, voices }) => {
      const title = subjects.get(id);
      return title === undefined ? [] : [{ title, posts, voices }];
    }),
  };
}
