import type { Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";

/*
 * A letter of a paused digest is put off by a thousand years, and comes back by as many: it keeps its own hour, and
 * what leases letters (models/delivery/lease) need not know of digests at all.
 */

/** Every letter of this digest that has not been handed over. */
export async function parkLetters(tx: Tx, digestId: string): Promise<number> {
  return tx.$executeRaw`
    UPDATE delivery SET not_before = not_before + interval '1000 years'
    WHERE digest_id = ${digestId}::uuid AND status IN ('prepared', 'deferred') AND not_before < ${inCenturies()}`;
}

/** Back to their own hours. What has become too old meanwhile is not sent: its `notAfter` says so. */
export async function unparkLetters(tx: Tx, digestId: string): Promise<number> {
  return tx.$executeRaw`
    UPDATE delivery SET not_before = not_before - interval '1000 years'
    WHERE digest_id = ${digestId}::uuid AND status IN ('prepared', 'deferred') AND not_before >= ${inCenturies()}`;
}

/** Those that were in a worker's hands when their digest was paused, and came back because their server said later. */
export async function parkReturned(tx: Tx): Promise<number> {
  return tx.$executeRaw`
    UPDATE delivery SET not_before = not_before + interval '1000 years'
    FROM digest
    WHERE digest.paused_at IS NOT NULL AND digest.status = 'paused' AND delivery.digest_id = digest.id
      AND delivery.status IN ('prepared', 'deferred') AND not_before < ${inCenturies()}`;
}

/** Nothing is written for such a day but what is parked. */
function inCenturies(): Date {
  return new Date(now().getTime() + 500 * 365 * 86_400_000);
}
