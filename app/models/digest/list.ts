import { db } from "#app/db/client.ts";
import { isUuid } from "#app/lib/ids.ts";
import type { Digest, Prisma } from "#prisma/generated/client.ts";
import { type Audience, readAudience } from "./audience.ts";
import { type DigestWithItems, itemsInOrder } from "./draft-row.ts";

export type ListedDigest = Omit<Digest, "audience"> & { audience: Audience; itemCount: number };

const PAGE = 30;

/** All that a draft can have become. */
export const ISSUED = { in: ["issued", "paused", "stopped"] } satisfies Prisma.EnumDigestStatusFilter;

/** Issues that went out, or were stopped; the latest first; pages count from 1. */
export async function listDigests(
  communityId: string,
  { page = 1 }: { page?: number } = {},
): Promise<{ digests: ListedDigest[]; total: number }> {
  const where = { communityId, status: ISSUED };
  const [digests, total] = await Promise.all([
    db().digest.findMany({
      where,
      orderBy: { issue: "desc" },
      skip: (page - 1) * PAGE,
      take: PAGE,
      include: { _count: { select: { items: true } } },
    }),
    db().digest.count({ where }),
  ]);
  const listed = digests.map(({ _count, audience, ...digest }) => ({
    ...digest,
    audience: readAudience(audience),
    itemCount: _count.items,
  }));
  return { digests: listed, total };
}

/** Null when it is another community's. */
export async function digestById(communityId: string, id: string): Promise<DigestWithItems | null> {
  if (!isUuid(id)) return null;
  return db().digest.findFirst({
    where: { id, communityId },
    include: itemsInOrder,
  });
}
