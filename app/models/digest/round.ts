import { now } from "#app/lib/clock.ts";
import { localDate, nextDigestAt, zonedInstant } from "#app/lib/local-time.ts";
import type { Community, Digest, Membership } from "#prisma/generated/client.ts";

/** Why a community's digest is written now. */
export type Occasion =
  /** The hour of some of its members has come. */
  | { kind: "hour" }
  /** The instant has come that its owner chose; with `local`, each gets it when their own clock shows that. Not before `from`: an ok that came late begins it anew. */
  | { kind: "schedule"; at: Date; local: string | null; from: Date | null }
  /** Its owner sends it now. `evenToday`: also to who has had one today. */
  | { kind: "publish"; evenToday: boolean };

/** One writing of a community's digest: at most one at a time (issue.ts locks the community). */
export interface Round {
  at: Date;
  occasion: Occasion;
  /** Nothing leaves before. */
  holdsUntil: Date;
}

export function beginRound(community: Pick<Community, "holdMinutes">, occasion: Occasion, at = now()): Round {
  return { at, occasion, holdsUntil: new Date(at.getTime() + community.holdMinutes * 60_000) };
}

type Rhythm = Pick<Membership, "digestRhythm" | "digestWeekday" | "digestHour" | "timeZone">;
export type Due = Rhythm & Pick<Membership, "nextDigestAt">;

/**
 * When a member's letter is due in this round. At their hour: the latest that has passed or comes within the hold
 * window, for the edition is frozen that much before, to arrive on the hour. (After a sleep of days only the latest
 * counts: the earlier ones are gone.)
 */
export function dueIn({ occasion, at, holdsUntil }: Round): (member: Due) => Date {
  const zoneInstants = remember((timeZone: string) =>
    occasion.kind === "schedule" ? scheduledIn(occasion, timeZone) : at,
  );
  const caughtUp = rememberRhythms((member, from) => latestHour(member, from, holdsUntil));
  return (member) => {
    if (occasion.kind === "publish") return at;
    if (occasion.kind === "schedule") return zoneInstants(member.timeZone);
    const { nextDigestAt: from } = member;
    if (from === null) return at;
    return at.getTime() - from.getTime() < LONG_AGO ? from : (caughtUp(member, from) ?? from);
  };
}

function scheduledIn({ at, local, from }: Extract<Occasion, { kind: "schedule" }>, timeZone: string): Date {
  const instant = local === null ? at : zonedInstant(local, timeZone);
  return from && from > instant ? from : instant;
}

/** The next hour after this round of those whose hour it was. */
export function nextHourAfter(round: Round): (member: Due, due: Date) => Date | null {
  const nextOf = rememberRhythms((member, from) =>
    nextDigestAt(member.digestRhythm, member.digestWeekday, member.digestHour, member.timeZone, from),
  );
  return (member, due) => nextOf(member, due > round.at ? due : round.at);
}

/** The local day of an instant, reckoned once for each zone. */
export function daysByZone(): (at: Date, timeZone: string) => string {
  const known = new Map<string, string>();
  return (at, timeZone) => {
    const key = `${timeZone} ${String(at.getTime())}`;
    const day = known.get(key) ?? localDate(at, timeZone);
    known.set(key, day);
    return day;
  };
}

/** Within it a digest's hour cannot have come twice. */
const LONG_AGO = 20 * 3_600_000;
const LONGEST = 40 * 86_400_000;

function latestHour(member: Rhythm, from: Date, until: Date): Date | null {
  const { digestRhythm, digestWeekday, digestHour, timeZone } = member;
  const next = (after: Date) => nextDigestAt(digestRhythm, digestWeekday, digestHour, timeZone, after);
  // A stored hour from long ago, or of a rhythm that has none any more: only the last weeks matter.
  let hour = until.getTime() - from.getTime() > LONGEST ? next(new Date(until.getTime() - LONGEST)) : from;
  for (let later = hour && next(hour); later && later <= until; later = next(later)) hour = later;
  return hour;
}

/** Members of one zone and rhythm have the same hours: they are reckoned once. */
function rememberRhythms(reckon: (member: Rhythm, from: Date) => Date | null) {
  const known = new Map<string, Date | null>();
  return (member: Rhythm, from: Date): Date | null => {
    const { digestRhythm, digestWeekday, digestHour, timeZone } = member;
    const key = [digestRhythm, digestWeekday, digestHour, timeZone, from.getTime()].join();
    const answer = known.has(key) ? (known.get(key) ?? null) : reckon(member, from);
    known.set(key, answer);
    return answer;
  };
}

function remember<Answer>(reckon: (key: string) => Answer): (key: string) => Answer {
  const known = new Map<string, Answer>();
  return (key) => {
    const answer = known.get(key) ?? reckon(key);
    known.set(key, answer);
    return answer;
  };
}

/** Why a draft does not go out at its members' hours; null: it does. */
export type Waiting = "held" | "scheduled" | "needs-ok";

export function whyWaits(
  draft: Pick<Digest, "heldAt" | "scheduledAt" | "approvedAt">,
  community: Pick<Community, "proofRequired">,
): Waiting | null {
  if (draft.heldAt) return "held";
  if (community.proofRequired && !draft.approvedAt) return "needs-ok";
  return draft.scheduledAt ? "scheduled" : null;
}
