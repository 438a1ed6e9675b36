import { db } from "#app/db/client.ts";
import { now } from "#app/lib/clock.ts";
import type { Membership } from "#prisma/generated/client.ts";

/** Looks within this time are one visit. */
const ONE_VISIT = 30 * 60_000;

/**
 * Since when things are new to this member: their visit before this one; null on their first. Like a session's last
 * sight it is bookkeeping of looking, and nothing else depends on it.
 */
export async function beginVisit(
  membership: Pick<Membership, "id" | "visitedAt" | "visitedBefore">,
): Promise<Date | null> {
  const { id, visitedAt, visitedBefore } = membership;
  const at = now();
  if (visitedAt && at.getTime() - visitedAt.getTime() < ONE_VISIT) return visitedBefore;
  await db().membership.updateMany({
    where: { id, visitedAt },
    data: { visitedAt: at, visitedBefore: visitedAt },
  });
  return visitedAt;
}
