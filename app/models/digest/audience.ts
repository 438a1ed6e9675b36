import type { Tx } from "#app/db/transaction.ts";
import { nextDigestAt } from "#app/lib/local-time.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import type { DigestRhythm, MembershipStatus, Role } from "#prisma/generated/enums.ts";
import type { Reader } from "./contents.ts";

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
}

/** Why someone gets none. The first that is true is counted. */
const exclusions = {
  follower: ({ role }) => role === "follower",
  paused: ({ status }) => status === "paused",
  off: ({ digestRhythm }) => digestRhythm === "off",
  "no-address": ({ address }) => address === null,
  suppressed: ({ isSuppressed }) => isSuppressed,
  "too-late": (candidate, at) => candidate.nextDigestAt !== null && staleAfter(candidate, at) <= at,
} as const satisfies Record<string, (candidate: Candidate, at: Date) => boolean>;

export type Exclusion = keyof typeof exclusions | "nothing-new" | "already-told";

/** candidates = prepared + the sum of those excluded. Stored with the digest, and checked before it is. */
export interface Audience {
  candidates: number;
  prepared: number;
  excluded: Partial<Record<Exclusion, number>>;
}

const HOUR = 3_600_000;
/** How long a digest may wait for a mail server before it is stale. */
const freshHours = { daily: 20, weekly: 72, monthly: 72, on_publish: 72, off: 72 } as const satisfies Record<
  DigestRhythm,
  number
>;

/** Everyone whose hour has come by `at`; with `everyone`, all who belong to the community. One query. */
export async function readCandidates(
  tx: Tx,
  communityId: string,
  { at, everyone }: { at: Date; everyone: boolean },
): Promise<Candidate[]> {
  return tx.$queryRaw<Candidate[]>`
    SELECT membership.id, membership.told_until AS "toldUntil", membership.joined_at AS "joinedAt",
      address.address::text, membership.role::text, membership.status::text,
      membership.digest_rhythm::text AS "digestRhythm", membership.digest_weekday AS "digestWeekday",
      membership.digest_hour AS "digestHour", membership.time_zone AS "timeZone",
      membership.next_digest_at AS "nextDigestAt", (suppression.id IS NOT NULL) AS "isSuppressed"
    FROM membership
    LEFT JOIN LATERAL (
      SELECT address FROM email_address WHERE email_address.person_id = membership.person_id
      ORDER BY is_primary DESC, created_at LIMIT 1
    ) address ON true
    LEFT JOIN suppression
      ON suppression.community_id = membership.community_id AND suppression.address = address.address
    WHERE membership.community_id = ${communityId}::uuid AND membership.status IN ('active', 'paused')
      AND (${everyone} OR membership.next_digest_at <= ${at})
    ORDER BY membership.number`;
}

/** Who is left, and how many are not, by reason. */
export function excludeCandidates(
  candidates: readonly Candidate[],
  { at, everyone }: { at: Date; everyone: boolean },
) {
  const readers: Candidate[] = [];
  const excluded = new Map<Candidate, Exclusion>();
  for (const candidate of candidates) {
    const reason = reasonsToExclude.find((name) => {
      if (name === "too-late" && everyone) return false;
      return exclusions[name](candidate, at);
    });
    if (reason) excluded.set(candidate, reason);
    else readers.push(candidate);
  }
  return { readers, excluded };
}

/**
 * After this instant a digest that has not been sent is not sent any more: 20 hours after a daily one's hour, three
 * days after any other's. A worker that slept for two days tells the news at the next hour instead.
 */
export function staleAfter({ digestRhythm, nextDigestAt: due }: Candidate, at: Date): Date {
  const from = due && due <= at ? due : at;
  return new Date(from.getTime() + freshHours[digestRhythm] * HOUR);
}

/** Those whose hour had come get a next one; those who were told something or had nothing to be told move on. */
export async function advanceMembers(
  tx: Tx,
  { candidates, told, at }: { candidates: readonly Candidate[]; told: ReadonlySet<string>; at: Date },
): Promise<void> {
  const nextOf = nextDigests(at);
  const rows = candidates.map((candidate) => ({
    id: candidate.id,
    next: candidate.nextDigestAt && candidate.nextDigestAt <= at ? nextOf(candidate) : candidate.nextDigestAt,
    told: told.has(candidate.id),
  }));

  await tx.$executeRaw`
    UPDATE membership SET next_digest_at = new.next,
      told_until = CASE WHEN new.told THEN greatest(membership.told_until, ${at}) ELSE membership.told_until END
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

/** Members of one zone and rhythm have the same next hour: it is reckoned once. */
function nextDigests(at: Date): (candidate: Candidate) => Date | null {
  const known = new Map<string, Date | null>();
  return ({ digestRhythm, digestWeekday, digestHour, timeZone }) => {
    const key = [digestRhythm, digestWeekday, digestHour, timeZone].join();
    const next = known.has(key)
      ? (known.get(key) ?? null)
      : nextDigestAt(digestRhythm, digestWeekday, digestHour, timeZone, at);
    known.set(key, next);
    return next;
  };
}
