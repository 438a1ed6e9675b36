import type { Tx } from "#app/db/transaction.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import type { DigestRhythm, MembershipStatus, Role } from "#prisma/generated/enums.ts";
import type { Reader } from "./contents.ts";
import { daysByZone, dueIn, nextHourAfter, type Round } from "./round.ts";

/** Somebody who might get a digest now. */
export interface Candidate extends Reader {
  address: string | null;
  role: Role;
  status: MembershipStatus;
  isSuppressed: boolean;
  digestRhythm: DigestRhythm;
  digestWeekday: number;
  digestHour: number;
  timeZone: string;
  nextDigestAt: Date | null;
  /** When their letter of this round is due, and the local day that it is for. */
  due: Date;
  day: string;
  /** The local day of the digest that they had last; null: they never had one. */
  lastDay: string | null;
}

/**
 * Why someone gets none. The first that is true is counted. Nobody has more than one digest on a local day of theirs,
 * also not when one is sent by hand: what it would have told comes with their next one, unless the owner wants it
 * sent to them too.
 */
const exclusions = {
  follower: ({ role }) => role === "follower",
  paused: ({ status }) => status === "paused",
  off: ({ digestRhythm }) => digestRhythm === "off",
  "no-address": ({ address }) => address === null,
  suppressed: ({ isSuppressed }) => isSuppressed,
  "too-late": ({ due, digestRhythm }, { at }) => hoursAfter(due, HOURS[digestRhythm].late) <= at,
  "had-one-today": ({ day, lastDay }, { occasion }) =>
    day === lastDay && !(occasion.kind === "publish" && occasion.evenToday),
} as const satisfies Record<string, (candidate: Candidate, round: Round) => boolean>;

/** `stopped`: their hour came after the day's digest had been stopped. */
export type Exclusion = keyof typeof exclusions | "nothing-new" | "already-told" | "stopped";

/** candidates = prepared + the sum of those excluded. Stored with the digest, and checked before it is. */
export interface Audience {
  candidates: number;
  prepared: number;
  excluded: Partial<Record<Exclusion, number>>;
}

/**
 * `late`: so long after its hour a digest is still written, when nothing ran at the hour. `stale`: so long after its
 * hour one that was written may wait for a mail server. A worker that slept for two days tells the news at the next hour.
 */
const HOURS = {
  daily: { late: 12, stale: 20 },
  weekly: { late: 48, stale: 72 },
  monthly: { late: 48, stale: 72 },
  on_publish: { late: 48, stale: 72 },
  off: { late: 48, stale: 72 },
} as const satisfies Record<DigestRhythm, { late: number; stale: number }>;

const hoursAfter = (at: Date, hours: number) => new Date(at.getTime() + hours * 3_600_000);

/** What the database knows of a candidate; the rest is reckoned for the round. */
type Row = Omit<Candidate, "due" | "day" | "lastDay"> & { lastDay: string | null; lastAt: Date | null };

/** Everyone whose hour comes by the end of the hold; of other occasions, all who belong to the community. One query. */
export async function readCandidates(tx: Tx, communityId: string, round: Round): Promise<Candidate[]> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT membership.id, membership.told_until AS "toldUntil", membership.joined_at AS "joinedAt",
      address.address::text, membership.role::text, membership.status::text,
      membership.digest_rhythm::text AS "digestRhythm", membership.digest_weekday AS "digestWeekday",
      membership.digest_hour AS "digestHour", membership.time_zone AS "timeZone",
      membership.next_digest_at AS "nextDigestAt", (suppression.id IS NOT NULL) AS "isSuppressed",
      last.day AS "lastDay", last.at AS "lastAt"
    FROM membership
    LEFT JOIN LATERAL (
      SELECT address FROM email_address WHERE email_address.person_id = membership.person_id
      ORDER BY is_primary DESC, created_at LIMIT 1
    ) address ON true
    LEFT JOIN LATERAL (
      SELECT facts #>> '{0,day}' AS day, created_at AS at FROM delivery
      WHERE delivery.membership_id = membership.id AND kind = 'digest' AND delivery.status NOT IN ('cancelled', 'suppressed')
      ORDER BY created_at DESC LIMIT 1
    ) last ON true
    LEFT JOIN suppression
      ON suppression.community_id = membership.community_id AND suppression.address = address.address
    WHERE membership.community_id = ${communityId}::uuid AND membership.status IN ('active', 'paused')
      AND (${round.occasion.kind !== "hour"} OR membership.next_digest_at <= ${round.holdsUntil})
    ORDER BY membership.number`;

  const dueOf = dueIn(round);
  const dayOf = daysByZone();
  return rows.map(({ lastAt, ...row }) => {
    const due = dueOf(row);
    const lastDay = row.lastDay ?? (lastAt && dayOf(lastAt, row.timeZone));
    return { ...row, lastDay, due, day: dayOf(due, row.timeZone) };
  });
}

/** Who is left, and how many are not, by reason. */
export function excludeCandidates(candidates: readonly Candidate[], round: Round) {
  const readers: Candidate[] = [];
  const excluded = new Map<Candidate, Exclusion>();
  for (const candidate of candidates) {
    const reason = reasonsToExclude.find((name) => exclusions[name](candidate, round));
    if (reason) excluded.set(candidate, reason);
    else readers.push(candidate);
  }
  return { readers, excluded };
}

/** After this instant a digest that has not been sent is not sent any more. */
export function staleAfter({ digestRhythm, due }: Pick<Candidate, "digestRhythm" | "due">): Date {
  return hoursAfter(due, HOURS[digestRhythm].stale);
}

/**
 * Those whose hour had come get a next one; those who were told something or had nothing to be told move on, up to
 * where the news of this round ends.
 */
export async function advanceMembers(
  tx: Tx,
  {
    candidates,
    settled,
    round,
    newsUntil,
  }: { candidates: readonly Candidate[]; settled: ReadonlySet<string>; round: Round; newsUntil: Date },
): Promise<void> {
  const nextOf = nextHourAfter(round);
  const isOver = ({ nextDigestAt: hour, due }: Candidate) =>
    hour !== null && hour <= (round.occasion.kind === "hour" && due > round.at ? due : round.at);
  const rows = candidates.map((candidate) => ({
    id: candidate.id,
    next: isOver(candidate) ? nextOf(candidate, candidate.due) : candidate.nextDigestAt,
    told: settled.has(candidate.id),
  }));

  await tx.$executeRaw`
    UPDATE membership SET next_digest_at = new.next,
      told_until = CASE WHEN new.told THEN greatest(membership.told_until, ${newsUntil}) ELSE membership.told_until END
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS new (id uuid, next timestamptz, told boolean)
    WHERE membership.id = new.id`;
}

/** Adds one run's audience to an edition's. @throws when the equation does not hold */
export function sumAudience(before: Prisma.JsonValue, run: Audience): Audience {
  const earlier = readAudience(before);
  const excluded = { ...earlier.excluded };
  for (const [reason, count] of Object.entries(run.excluded) as [Exclusion, number][]) {
    excluded[reason] = (excluded[reason] ?? 0) + count;
  }
  const sum = {
    candidates: earlier.candidates + run.candidates,
    prepared: earlier.prepared + run.prepared,
    excluded,
  };

  const left = Object.values(excluded).reduce((total, count) => total + count, 0);
  if (sum.candidates !== sum.prepared + left) throw new Error("a digest's audience does not add up");
  return sum;
}

export function readAudience(stored: Prisma.JsonValue): Audience {
  return { candidates: 0, prepared: 0, excluded: {}, ...(stored as Partial<Audience> | null) };
}

const reasonsToExclude = Object.keys(exclusions) as (keyof typeof exclusions)[];
