import { db } from "#app/db/client.ts";
import { isUuid } from "#app/lib/ids.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { deliveryCounts } from "../delivery/progress.ts";
import { type Audience, readAudience } from "./audience.ts";
import { ISSUED } from "./list.ts";

const parts = {
  thread: { select: { id: true, postCount: true } },
  items: {
    include: {
      thread: { select: { id: true, subject: true } },
      showcase: { select: { id: true, title: true } },
      event: { select: { id: true, title: true } },
    },
    orderBy: [{ position: "asc" }, { number: "asc" }],
  },
} as const satisfies Prisma.DigestInclude;

export type ReportedDigest = Omit<Prisma.DigestGetPayload<{ include: typeof parts }>, "audience"> & {
  audience: Audience;
};

/** An issue that went out: what it told, whom it reached, whom not and why, how its letters do. */
export async function digestReport(
  communityId: string,
  id: string,
): Promise<{ digest: ReportedDigest; letters: Awaited<ReturnType<typeof deliveryCounts>> } | null> {
  if (!isUuid(id)) return null;
  const digest = await db().digest.findFirst({
    where: { id, communityId, status: ISSUED },
    include: parts,
  });
  if (!digest) return null;
  return {
    digest: { ...digest, audience: readAudience(digest.audience) },
    letters: await deliveryCounts(id),
  };
}

/** When the digest goes out by itself next, and how many it can reach; each gets it at their own hour. */
export async function nextIssue(communityId: string): Promise<{ at: Date | null; readers: number }> {
  const [next] = await db().$queryRaw<{ at: Date | null; readers: number }[]>`
    SELECT min(membership.next_digest_at) AS at, count(*)::int AS readers
    FROM membership JOIN LATERAL (
      SELECT address FROM email_address WHERE email_address.person_id = membership.person_id
      ORDER BY is_primary DESC, created_at LIMIT 1
    ) primary_one ON true
    WHERE membership.community_id = ${communityId}::uuid AND membership.status = 'active'
      AND membership.role <> 'follower' AND membership.digest_rhythm <> 'off'
      AND NOT EXISTS (
        SELECT FROM suppression
        WHERE suppression.community_id = membership.community_id AND suppression.address = primary_one.address)`;
  return next ?? { at: null, readers: 0 };
}

/** The letters of several issues by state, in one query. */
export async function deliveryCountsOf(
  digestIds: readonly string[],
): Promise<Map<string, Record<string, number>>> {
  const counted = await db().delivery.groupBy({
    by: ["digestId", "status"],
    where: { digestId: { in: [...digestIds] } },
    _count: true,
  });
  const counts = new Map<string, Record<string, number>>();
  for (const { digestId, status, _count } of counted) {
    if (digestId !== null) counts.set(digestId, { ...counts.get(digestId), [status]: _count });
  }
  return counts;
}
