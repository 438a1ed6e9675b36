import { db } from "#app/db/client.ts";
import { transaction, type Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import type { Delivery } from "#prisma/generated/client.ts";

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
  const leased = await transaction(async (tx) => {
    // Two workers that choose at once would choose the same rows, and the second would find them taken.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('lease deliveries', 0))`;
    return chooseAndTake(tx, worker, count, servedLast);
  });

  servedLast = leased.at(-1)?.communityId ?? FIRST_HOME;
  return leased.sort((a, b) => a.urgency - b.urgency || a.notBefore.getTime() - b.notBefore.getTime());
}

/** A graceful stop hands back what was not given to the mail server: it is due again at once. */
export async function releaseLeases(worker: string): Promise<number> {
  return db().$executeRaw`
    UPDATE delivery SET status = 'prepared', leased_until = NULL, leased_by = NULL
    WHERE status = 'leased' AND leased_by = ${worker}`;
}

/**
 * A worker died, and what it held may have reached the mail server or not. Nobody can know, so it is not sent
 * again by itself: at most as many as one worker leases at a time.
 */
export async function recoverLeases(): Promise<number> {
  return db().$executeRaw`
    UPDATE delivery SET status = 'uncertain', leased_until = NULL,
      response = 'the sender stopped while it was sending this'
    WHERE status = 'leased' AND leased_until < ${now()}`;
}

function chooseAndTake(tx: Tx, worker: string, count: number, after: string): Promise<LeasedDelivery[]> {
  const at = now();
  const until = new Date(at.getTime() + LEASE_MINUTES * 60_000);
  return tx.$queryRaw<LeasedDelivery[]>`
    WITH RECURSIVE class AS (
      SELECT urgency FROM delivery
      WHERE status IN ('prepared', 'deferred') AND not_before <= ${at}
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
        WHERE status IN ('prepared', 'deferred') AND urgency = home.urgency AND not_before <= ${at}
          AND coalesce(community_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid) > home.id
          AND coalesce(community_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid) <= home.until
        ORDER BY coalesce(community_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid) LIMIT 1
      ) next
      WHERE home.turn % 1000000 < ${count}
    ),
    chosen AS (
      SELECT due.id, home.turn
      FROM home CROSS JOIN LATERAL (
        SELECT id, row_number() OVER (ORDER BY not_before, id) AS place FROM delivery
        WHERE status IN ('prepared', 'deferred') AND urgency = home.urgency AND not_before <= ${at}
          AND coalesce(community_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid) = home.id
        ORDER BY not_before, id LIMIT ${count}
      ) due
      WHERE home.turn % 1000000 > 0
      ORDER BY due.place, home.turn
      LIMIT ${count}
    ),
    held AS (
      SELECT delivery.id, chosen.turn FROM delivery JOIN chosen USING (id)
      WHERE delivery.status IN ('prepared', 'deferred')
      FOR UPDATE OF delivery SKIP LOCKED
    ),
    taken AS (
      UPDATE delivery SET status = 'leased', leased_by = ${worker}, leased_until = ${until}
      FROM held WHERE delivery.id = held.id
      RETURNING delivery.*, held.turn
    )
    SELECT taken.id, number, taken.community_id AS "communityId", kind::text, letter_key AS "letterKey",
      taken.address::text, membership_id AS "membershipId", digest_id AS "digestId", post_id AS "postId", facts,
      status::text, urgency, attempts, not_before AS "notBefore", not_after AS "notAfter",
      leased_until AS "leasedUntil", leased_by AS "leasedBy", message_id AS "messageId", response,
      sent_at AS "sentAt", taken.created_at AS "createdAt",
      (suppression.id IS NOT NULL AND kind NOT IN ('sign_in', 'confirm_join', 'confirm_follow')) AS "isSuppressed"
    FROM taken LEFT JOIN suppression
      ON suppression.community_id = taken.community_id AND suppression.address = taken.address
    ORDER BY taken.turn, not_before, taken.id`;
}
