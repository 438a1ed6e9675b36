import { db } from "#app/db/client.ts";
import { transaction, type Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { type Delivery, Prisma } from "#prisma/generated/client.ts";
import {
  type Allowance,
  allowanceOf,
  BULK_URGENCY,
  countTaken,
  type LimitedWay,
  uncount,
} from "./allowance.ts";
import { forgetWindows, openWindow } from "./window.ts";

/** What a worker holds: the row, and whether its address has been suppressed since it was written. */
export type LeasedDelivery = Delivery & { isSuppressed: boolean };

const LEASE_MINUTES = 5;
const FIRST_HOME = "00000000-0000-0000-0000-000000000000";

/** The community that this process served last: the next round begins behind it. */
let servedLast = FIRST_HOME;

/**
 * Takes up to `count` letters that are due, for this worker alone, for five minutes. The most urgent class first;
 * within it communities take turns, so that none waits for a big one. Reads index entries of those it takes only:
 * it costs the same whether a hundred letters wait or a million. (The house's own letters, of no community, stand
 * under the last UUID there is, spelled out so that the index `delivery_due_idx` fits.)
 */
export async function leaseDeliveries(worker: string, count: number): Promise<LeasedDelivery[]> {
  return inOrder(await inTurn((tx) => chooseAndTake(tx, worker, { count, allowance: unlimited })));
}

/**
 * The same for one way out and a worker with a window (delivery/window), within the way's limits: what they hold back
 * is not taken; it stays due, and no attempt is used up. `paceMs`: only the pace of seconds holds it back, and in so
 * many milliseconds there is room again.
 */
export async function leaseForWay(
  worker: string,
  count: number,
  way: LimitedWay,
  { urgentOnly = false }: { urgentOnly?: boolean } = {},
): Promise<{ leased: LeasedDelivery[]; paceMs: number | null }> {
  let paceMs: number | null = null;
  const leased = await inTurn(async (tx) => {
    const whole = await allowanceOf(tx, way);
    const allowance = urgentOnly ? { ...whole, bulk: 0 } : whole;
    ({ paceMs } = allowance);
    if (allowance.letters <= 0) return [];
    await openWindow(tx, worker);
    const taken = await chooseAndTake(tx, worker, { count, allowance });
    await countTaken(tx, way, addressesOf(taken));
    return taken;
  });
  return { leased: inOrder(leased), paceMs };
}

/** A graceful stop hands back what was not begun: it is due again at once, and does not count for the way's limits. */
export async function releaseLeases(worker: string, way?: LimitedWay): Promise<number> {
  return transaction(async (tx) => {
    const released = await tx.$queryRaw<{ address: string }[]>`
      UPDATE delivery SET status = 'prepared', leased_until = NULL, leased_by = NULL
      WHERE status = 'leased' AND leased_by = ${worker}
        AND NOT EXISTS (SELECT 1 FROM sending_window WHERE worker = ${worker} AND delivery.id = ANY(letters))
      RETURNING address::text`;
    if (way) await uncount(tx, way, addressesOf(released));
    return released.length;
  });
}

/**
 * A worker died. What was in its window may have reached the mail server or not: nobody can know, so it is not sent
 * again by itself. The rest of what it held was not begun, and is due again. (A worker without a window is none of
 * ours: all that it held is in doubt.)
 */
export async function recoverLeases(): Promise<number> {
  const at = now();
  const recovered = await db().$executeRaw`
    UPDATE delivery SET
      status = CASE WHEN begun THEN 'uncertain' ELSE 'prepared' END::"DeliveryStatus",
      leased_until = NULL,
      leased_by = CASE WHEN begun THEN leased_by END,
      response = CASE WHEN begun THEN 'the sender stopped while it was sending this' ELSE response END
    FROM (
      SELECT held.id, coalesce(held.id = ANY(sending_window.letters), true) AS begun
      FROM delivery held LEFT JOIN sending_window ON sending_window.worker = held.leased_by
      WHERE held.status = 'leased' AND held.leased_until < ${at}
    ) lost
    WHERE delivery.id = lost.id AND delivery.status = 'leased'`;
  await forgetWindows(at);
  return recovered;
}

const unlimited: Allowance = {
  letters: Infinity,
  bulk: Infinity,
  domains: new Map(),
  perDomain: Infinity,
  paceMs: null,
};

/** Two workers that choose at once would choose the same rows, and the second would find them taken. */
async function inTurn(take: (tx: Tx) => Promise<LeasedDelivery[]>): Promise<LeasedDelivery[]> {
  const leased = await transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('lease deliveries', 0))`;
    return take(tx);
  });
  servedLast = leased.at(-1)?.communityId ?? FIRST_HOME;
  return leased;
}

function inOrder(leased: LeasedDelivery[]): LeasedDelivery[] {
  return leased.sort((a, b) => a.urgency - b.urgency || a.notBefore.getTime() - b.notBefore.getTime());
}

type Dated = "notBefore" | "notAfter" | "createdAt" | "leasedUntil" | "sentAt" | "sentAgainAt";
type LeasedText = Omit<LeasedDelivery, Dated | "facts"> & {
  facts: string;
  notBefore: string;
  notAfter: string;
  createdAt: string;
  leasedUntil: string | null;
  sentAt: string | null;
  sentAgainAt: string | null;
};

/** All rows come as one text: turned into values column by column, they would cost more than writing the letters. */
function readLeased(text: string): LeasedDelivery[] {
  const facts = new Map<string, LeasedDelivery["facts"]>();
  return (JSON.parse(text) as LeasedText[]).map((row) => {
    // Members who are told the same share what they are told.
    const known = facts.get(row.facts) ?? (JSON.parse(row.facts) as LeasedDelivery["facts"]);
    facts.set(row.facts, known);
    return {
      ...row,
      facts: known,
      notBefore: new Date(row.notBefore),
      notAfter: new Date(row.notAfter),
      createdAt: new Date(row.createdAt),
      leasedUntil: dateOf(row.leasedUntil),
      sentAt: dateOf(row.sentAt),
      sentAgainAt: dateOf(row.sentAgainAt),
    };
  });
}

function dateOf(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}

function addressesOf(letters: readonly { address: string }[]): string[] {
  return letters.map(({ address }) => address);
}

async function chooseAndTake(
  tx: Tx,
  worker: string,
  { count: most, allowance }: { count: number; allowance: Allowance },
): Promise<LeasedDelivery[]> {
  const after = servedLast;
  const count = Math.min(most, allowance.letters);
  const bulk = Math.min(count, allowance.bulk);
  const isFree = freeDomains(allowance);
  const at = now();
  const until = new Date(at.getTime() + LEASE_MINUTES * 60_000);
  const [found] = await tx.$queryRaw<{ letters: string }[]>`
    WITH RECURSIVE class AS (
      SELECT urgency, CASE WHEN urgency >= ${BULK_URGENCY} THEN ${bulk}::int ELSE ${count}::int END AS count
      FROM delivery
      WHERE status IN ('prepared', 'deferred') AND not_before <= ${at} ${isFree}
      ORDER BY urgency LIMIT 1
    ),
    -- Steps from one community to the next in the index, beginning behind the one that was served last.
    home AS (
      SELECT class.urgency, half.id, half.until, half.turn
      FROM class, (VALUES (${after}::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid, 0), (${FIRST_HOME}::uuid, ${after}::uuid, 1000000))
        AS half (id, until, turn)
      UNION ALL
      SELECT home.urgency, next.id, home.until, home.turn + 1
      FROM home CROSS JOIN LATERAL (
        SELECT coalesce(community_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid) AS id FROM delivery
        WHERE status IN ('prepared', 'deferred') AND urgency = home.urgency AND not_before <= ${at} ${isFree}
          AND coalesce(community_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid) > home.id
          AND coalesce(community_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid) <= home.until
        ORDER BY coalesce(community_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid) LIMIT 1
      ) next
      WHERE home.turn % 1000000 < ${count}
    ),
    chosen AS (
      SELECT due.id, due.address, due.place, home.turn
      FROM home CROSS JOIN LATERAL (
        SELECT id, address, row_number() OVER (ORDER BY not_before, id) AS place FROM delivery
        WHERE status IN ('prepared', 'deferred') AND urgency = home.urgency AND not_before <= ${at} ${isFree}
          AND coalesce(community_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid) = home.id
        ORDER BY not_before, id LIMIT ${count}
      ) due
      WHERE home.turn % 1000000 > 0
      ORDER BY due.place, home.turn
      LIMIT (SELECT count FROM class)
    ),
    held AS (
      SELECT delivery.id, chosen.turn FROM delivery JOIN ${withinDomains(allowance)} USING (id)
      WHERE delivery.status IN ('prepared', 'deferred')
      FOR UPDATE OF delivery SKIP LOCKED
    ),
    taken AS (
      UPDATE delivery SET status = 'leased', leased_by = ${worker}, leased_until = ${until}
      FROM held WHERE delivery.id = held.id
      RETURNING delivery.*, held.turn
    )
    SELECT coalesce(json_agg(letter), '[]')::text AS letters FROM (SELECT taken.id, number, taken.community_id AS "communityId", kind::text, letter_key AS "letterKey",
      taken.address::text, membership_id AS "membershipId", digest_id AS "digestId", post_id AS "postId", facts::text,
      status::text, urgency, attempts, not_before AS "notBefore", not_after AS "notAfter",
      leased_until AS "leasedUntil", leased_by AS "leasedBy", message_id AS "messageId", response,
      sent_at AS "sentAt", sent_again_at AS "sentAgainAt", taken.created_at AS "createdAt",
      (suppression.id IS NOT NULL AND kind NOT IN ('sign_in', 'confirm_join', 'confirm_follow', 'confirm_inquiry')) AS "isSuppressed"
    FROM taken LEFT JOIN suppression
      ON suppression.community_id = taken.community_id AND suppression.address = taken.address
    ORDER BY taken.turn, not_before, taken.id) AS letter`;
  return readLeased(found?.letters ?? "[]");
}

/** Domains that may have nothing now are passed over wherever letters are looked for. */
function freeDomains({ domains }: Allowance): Prisma.Sql {
  const held = [...domains].filter(([, room]) => room <= 0).map(([domain]) => domain);
  return held.length === 0
    ? Prisma.empty
    : Prisma.sql`AND lower(split_part(address::text, '@', 2)) <> ALL(${held}::text[])`;
}

/** Of those that may have some, no more than that. */
function withinDomains({ domains, perDomain }: Allowance): Prisma.Sql {
  if (perDomain === Infinity) return Prisma.sql`chosen`;
  const known = [...domains].filter(([, room]) => room > 0);
  return Prisma.sql`(
    SELECT id, turn FROM (
      SELECT chosen.id, chosen.turn, coalesce(room.letters, ${perDomain}::int) AS letters, row_number() OVER (
        PARTITION BY lower(split_part(chosen.address::text, '@', 2)) ORDER BY chosen.place, chosen.turn) AS place
      FROM chosen LEFT JOIN unnest(${known.map(([domain]) => domain)}::text[], ${known.map(([, room]) => room)}::int[])
        AS room (domain, letters) ON room.domain = lower(split_part(chosen.address::text, '@', 2))
    ) ranked WHERE place <= letters) AS chosen`;
}
