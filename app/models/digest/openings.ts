import { db } from "#app/db/client.ts";
import type { Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import type { Digest } from "#prisma/generated/client.ts";
import { excludeCandidates, readCandidates } from "./audience.ts";
import { pairOf, type Reader } from "./contents.ts";
import { beginRound } from "./round.ts";

/** The owner's letter on top of an edition: it is known by its edition. */
export type Opening = Pick<Digest, "id">;

/** After this an opening is old: who has not had it by then does not get it. */
const TOLD_FOR_DAYS = 8;

/**
 * Each member is told an opening once, in their next digest: that of its own edition, or, when it has none, the
 * newest of the last eight days that they were not sent and that is not older than their membership. (A daily
 * reader's hour uses up the draft; the weekly readers get its opening with their own edition.)
 * Two queries, however many readers; none when the edition has an opening of its own.
 */
export async function openingsFor(
  tx: Tx,
  edition: Pick<Digest, "id" | "communityId" | "opening">,
  readers: readonly Reader[],
  at: Date,
): Promise<(reader: Reader) => Opening | null> {
  if (edition.opening.trim() !== "") {
    return () => edition;
  }

  const recent = await recentOpenings(tx, edition.communityId, at);
  const sent = await readSent(tx, readers, recent);
  return ({ id, joinedAt }) =>
    recent.find(
      (opening) => (joinedAt === null || opening.issuedAt > joinedAt) && !sent.has(pairOf(opening.id, id)),
    ) ?? null;
}

/** The opening that this member's next letter will carry. */
export async function openingFor(draft: Digest, reader: Reader): Promise<Opening | null> {
  return (await openingsFor(db(), draft, [reader], now()))(reader);
}

/** The opening that somebody's next letter will carry although the draft has none; null when all have had theirs. */
export async function openingStillToTell(draft: Digest): Promise<Opening | null> {
  const at = now();
  const round = beginRound({ holdMinutes: 0 }, { kind: "publish", evenToday: true }, at);
  const candidates = await readCandidates(db(), draft.communityId, round);
  const { readers } = excludeCandidates(candidates, round);
  const openingOf = await openingsFor(db(), draft, readers, at);
  for (const reader of readers) {
    const opening = openingOf(reader);
    if (opening) return opening;
  }
  return null;
}

type Recent = Opening & { issuedAt: Date };

/** The newest first. */
async function recentOpenings(tx: Tx, communityId: string, at: Date): Promise<Recent[]> {
  const since = new Date(at.getTime() - TOLD_FOR_DAYS * 86_400_000);
  const editions = await tx.digest.findMany({
    where: {
      communityId,
      status: { in: ["issued", "paused"] },
      opening: { not: "" },
      issuedAt: { gt: since, lte: at },
    },
    select: { id: true, opening: true, issuedAt: true },
    orderBy: { issue: "desc" },
  });
  return editions.flatMap(({ id, opening, issuedAt }) =>
    issuedAt === null || opening.trim() === "" ? [] : [{ id, issuedAt }],
  );
}

/** Who was sent which of them: with its own edition, or with a later one (as that one's facts say). */
async function readSent(tx: Tx, readers: readonly Reader[], recent: readonly Recent[]): Promise<Set<string>> {
  const oldest = recent.at(-1)?.issuedAt;
  if (!oldest) return new Set();
  // The day is for a run that was asked for another instant than now: its letters are written now.
  const since = new Date(oldest.getTime() - 86_400_000);

  const sent = await tx.$queryRaw<{ digestId: string; membershipId: string }[]>`
    SELECT coalesce(delivery.facts #>> '{0,openingOf}', delivery.digest_id::text) AS "digestId",
      delivery.membership_id AS "membershipId"
    FROM delivery
    WHERE delivery.membership_id = ANY(${readers.map(({ id }) => id)}::uuid[]) AND delivery.kind = 'digest'
      AND delivery.created_at >= ${since} AND delivery.status NOT IN ('cancelled', 'suppressed')`;
  return new Set(sent.map(({ digestId, membershipId }) => pairOf(digestId, membershipId)));
}
