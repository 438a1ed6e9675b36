import { db } from "#app/db/client.ts";
import { transaction, type Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { log } from "#app/lib/log.ts";
import { Refusal } from "#app/lib/refusal.ts";
import type { Digest } from "#prisma/generated/client.ts";
import { record } from "../audit.ts";
import { insistMay, type Actor } from "../roles.ts";
import { ensureDraft } from "./draft-row.ts";
import { beginRound, type Occasion, whyWaits } from "./round.ts";
import { isMissed, letScheduleLapse } from "./schedule.ts";
import { findEdition, type IssuedRun, lockCommunity, writeRound, writeUnlessLetters } from "./write-round.ts";

export type { IssuedRun } from "./write-round.ts";

/**
 * Freezes a digest for every member whose hour comes within the hold window, and for everybody where a schedule's
 * instant does; community by community, each in one transaction with a constant number of statements. A community
 * that fails does not keep the others waiting, nor does a big one: those with the fewest readers come first, several
 * side by side, and after a while what is left waits for the next run, which begins with the small ones anew.
 */
export async function issueDueDigests(at: Date = now()): Promise<IssuedRun[]> {
  const runs: IssuedRun[] = [];
  const failures: unknown[] = [];
  await inLanes(await communitiesDue(at), async ({ id, isScheduled, isDue }) => {
    for (const issue of [...(isScheduled ? [issueScheduled] : []), ...(isDue ? [issueAtHours] : [])]) {
      try {
        const run = await transaction((tx) => issue(tx, id, at));
        if (run) runs.push(run);
      } catch (error) {
        log.error({ communityId: id, error }, "a digest could not be issued");
        failures.push(error);
      }
    }
  });
  if (failures.length > 0) throw new AggregateError(failures, "some digests could not be issued");
  return runs;
}

export interface Publishing {
  /** Also to those who have had a digest today; else what is new comes with their next one. */
  evenToday?: boolean;
  /** Without the hold window, in which it can be stopped. */
  atOnce?: boolean;
}

/**
 * The draft goes out now, to everyone active who has news: held, scheduled or without an ok, for sending it by hand is
 * an ok. `actor` null: the house itself, to all and at once. @throws Refusal "nothing-new"
 */
export async function publishDigest(
  actor: Actor | null,
  communityId: string,
  { evenToday = actor === null, atOnce = actor === null }: Publishing = {},
): Promise<IssuedRun & { digest: Digest }> {
  if (actor) insistMay(actor, "publish-digest");
  if (actor && actor.community.id !== communityId) throw new Refusal("not-found");

  return transaction(async (tx) => {
    const community = await lockCommunity(tx, communityId);
    const draft = await ensureDraft(tx, communityId);
    const holdMinutes = atOnce ? 0 : community.holdMinutes;
    const round = beginRound({ holdMinutes }, { kind: "publish", evenToday });
    const run = await writeRound(tx, { community, edition: draft, round });
    if (!run.digest) throw new Refusal("nothing-new");
    await record(tx, {
      communityId,
      actorId: actor?.person.id ?? null,
      act: "digest.published",
      subjectId: run.digest.id,
    });
    return { ...run, digest: run.digest };
  });
}

/** Members' own hours: today's edition goes on, or the draft goes out, unless it waits for its owner. */
async function issueAtHours(tx: Tx, communityId: string, at: Date): Promise<IssuedRun | null> {
  const community = await lockCommunity(tx, communityId);
  const round = beginRound(community, { kind: "hour" }, at);
  const edition = await findEdition(tx, community, round);
  // Whose hour comes while it waits stays due, if there is news for them: they get it as soon as it may go.
  const waits = edition.status === "draft" && whyWaits(edition, community) !== null;
  return writeUnlessLetters(tx, { community, edition, round, mayIssue: !waits });
}

/** A schedule's instant, for everybody. When it was missed, the owner chooses anew. */
async function issueScheduled(tx: Tx, communityId: string, at: Date): Promise<IssuedRun | null> {
  const community = await lockCommunity(tx, communityId);
  const draft = await ensureDraft(tx, communityId);
  if (draft.scheduledAt === null || whyWaits(draft, community) !== "scheduled") return null;
  if (isMissed(draft, at)) {
    await letScheduleLapse(tx, draft, at);
    return null;
  }

  const { scheduledAt, scheduledLocal: local, approvedAt: from } = draft;
  const occasion: Occasion = { kind: "schedule", at: scheduledAt, local, from };
  const run = await writeRound(tx, { community, edition: draft, round: beginRound(community, occasion, at) });
  // Nobody had news: then there is no letter, and the draft goes on by itself.
  if (!run.digest) {
    await tx.digest.update({ where: { id: draft.id }, data: { scheduledAt: null, scheduledLocal: null } });
  }
  return run;
}

/** Where a member's hour or a schedule's instant has come; those with the fewest to write to first. */
async function communitiesDue(at: Date): Promise<{ id: string; isScheduled: boolean; isDue: boolean }[]> {
  return db().$queryRaw`
    WITH due AS (
      SELECT community_id AS id, count(*) AS readers
      FROM membership JOIN community ON community.id = community_id
      WHERE next_digest_at <= ${new Date(at.getTime() + LONGEST_HOLD)} AND status IN ('active', 'paused')
        AND next_digest_at <= ${at}::timestamptz + make_interval(mins => community.hold_minutes)
      GROUP BY community_id
    ),
    scheduled AS (
      SELECT digest.community_id AS id,
        (SELECT count(*) FROM membership WHERE membership.community_id = digest.community_id) AS readers
      FROM digest JOIN community ON community.id = digest.community_id
      WHERE digest.status = 'draft' AND digest.held_at IS NULL AND scheduled_at IS NOT NULL
        AND scheduled_at <= ${at}::timestamptz + make_interval(mins => community.hold_minutes)
    )
    SELECT id, scheduled.id IS NOT NULL AS "isScheduled", due.id IS NOT NULL AS "isDue"
    FROM due FULL JOIN scheduled USING (id)
    ORDER BY greatest(due.readers, scheduled.readers), id`;
}

/** Enough to keep the database busy while one of them is being chosen. */
const LANES = 3;
const ENOUGH_MS = 50_000;

/** Each item once, in order, several side by side. Nothing new is begun after fifty seconds. */
async function inLanes<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const began = performance.now();
  const waiting = items.values();
  const lanes = Array.from({ length: LANES }, async () => {
    for (const item of waiting) {
      await work(item);
      if (performance.now() - began > ENOUGH_MS) return;
    }
  });
  await Promise.all(lanes);
}

/** As the schema's check has it: so far the index of hours is looked through. */
const LONGEST_HOLD = 120 * 60_000;
