import { db } from "#app/db/client.ts";
import type { Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";

/** After so long a letter of another kind that was taken shows that the mailbox is well again. */
const QUIET_DAYS = 30;

/**
 * They wrote to us: whoever writes from an address can be written to. What counted against it counts no more, and a
 * pause because of several soft failures ends. (That an address does not exist, and complaints, are for the owner to
 * take back.) One statement.
 */
export async function proveAlive(tx: Tx, communityId: string, address: string): Promise<void> {
  const at = now();
  await tx.$executeRaw`
    WITH cleared AS (
      UPDATE bounce SET cleared_at = ${at}
      WHERE community_id = ${communityId}::uuid AND address = ${address}::citext AND cleared_at IS NULL
    ),
    ended AS (
      DELETE FROM suppression
      WHERE community_id = ${communityId}::uuid AND address = ${address}::citext AND reason = 'soft_bounces'
      RETURNING id
    )
    INSERT INTO audit_entry (id, community_id, act, subject_id, details, at)
    SELECT gen_random_uuid(), ${communityId}::uuid, 'suppression.ended', ended.id::text,
      '{"reason": "soft_bounces", "proof": "reply"}', ${at} FROM ended`;
}

/**
 * For the clock: to a paused address only what its person asks for on a page still goes (a sign-in, a confirmation). One
 * that was taken thirty days after the last failure clears it. Returns how many addresses.
 */
export async function clearProvenAddresses(): Promise<number> {
  const at = now();
  return db().$executeRaw`
    WITH failing AS (
      SELECT community_id, address, max(at) AS last FROM bounce
      WHERE cleared_at IS NULL AND class <> 'delayed'
      GROUP BY community_id, address HAVING max(at) < ${daysBefore(at, QUIET_DAYS)}
    ),
    proven AS (
      SELECT community_id, address FROM failing
      WHERE EXISTS (
        SELECT FROM delivery
        WHERE delivery.address = failing.address AND delivery.kind IN ('sign_in', 'confirm_join', 'confirm_follow', 'confirm_inquiry')
          AND delivery.status = 'sent' AND delivery.sent_at > failing.last + make_interval(days => ${QUIET_DAYS}::int)
      )
    ),
    cleared AS (
      UPDATE bounce SET cleared_at = ${at} FROM proven
      WHERE bounce.community_id = proven.community_id AND bounce.address = proven.address AND bounce.cleared_at IS NULL
    ),
    ended AS (
      DELETE FROM suppression USING proven
      WHERE suppression.community_id = proven.community_id AND suppression.address = proven.address
        AND suppression.reason = 'soft_bounces'
      RETURNING suppression.id, suppression.community_id
    )
    INSERT INTO audit_entry (id, community_id, act, subject_id, details, at)
    SELECT gen_random_uuid(), community_id, 'suppression.ended', id::text,
      '{"reason": "soft_bounces", "proof": "accepted"}', ${at} FROM ended`;
}

function daysBefore(at: Date, days: number): Date {
  return new Date(at.getTime() - days * 86_400_000);
}
