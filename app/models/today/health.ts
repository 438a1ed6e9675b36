import { db } from "#app/db/client.ts";
import { now } from "#app/lib/clock.ts";

/** How mail is doing, in figures for one line. */
export interface Health {
  /** Letters of the last seven days. */
  sent: number;
  cameBack: number;
  /** Due for more than a quarter of an hour, and not gone. */
  late: number;
  /** When mail last came in; null: never. */
  heardAt: Date | null;
}

const WEEK = 7 * 86_400_000;
const LATE = 15 * 60_000;

/** One query. */
export async function healthOf(communityId: string): Promise<Health> {
  const at = now();
  const [health] = await db().$queryRaw<Health[]>`
    SELECT
      (SELECT count(*)::int FROM delivery WHERE community_id = ${communityId}::uuid AND status = 'sent'
        AND created_at > ${new Date(at.getTime() - WEEK)}) AS sent,
      (SELECT count(*)::int FROM bounce WHERE community_id = ${communityId}::uuid AND class <> 'delayed'
        AND at > ${new Date(at.getTime() - WEEK)}) AS "cameBack",
      (SELECT count(*)::int FROM delivery WHERE community_id = ${communityId}::uuid
        AND status IN ('prepared', 'deferred') AND not_before < ${new Date(at.getTime() - LATE)}
        AND created_at > ${new Date(at.getTime() - 4 * WEEK)}) AS late,
      (SELECT max(received_at) FROM inbound_message WHERE community_id = ${communityId}::uuid) AS "heardAt"`;
  return health ?? { sent: 0, cameBack: 0, late: 0, heardAt: null };
}
