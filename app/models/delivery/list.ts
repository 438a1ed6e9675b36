import { db } from "#app/db/client.ts";
import type { Delivery, Prisma } from "#prisma/generated/client.ts";
import { DeliveryStatus, type LetterKind } from "#prisma/generated/enums.ts";

export type ListedDelivery = Delivery & { membership: { id: string; name: string } | null };

const PAGE = 50;

/** A community's letters, the latest first, fifty a page; pages count from 1. */
export async function listDeliveries(
  communityId: string,
  wish: {
    status?: DeliveryStatus;
    kind?: LetterKind;
    digestId?: string;
    membershipId?: string;
    page?: number;
  } = {},
): Promise<{ deliveries: ListedDelivery[]; total: number }> {
  const { page = 1, ...filters } = wish;
  const where: Prisma.DeliveryWhereInput = { communityId, ...filters };
  const [deliveries, total] = await Promise.all([
    db().delivery.findMany({
      where,
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      skip: (page - 1) * PAGE,
      take: PAGE,
      include: { membership: { select: { id: true, name: true } } },
    }),
    db().delivery.count({ where }),
  ]);
  return { deliveries, total };
}

/** How a digest is doing: its letters by state. */
export async function deliveryCounts(digestId: string): Promise<Record<DeliveryStatus, number>> {
  const counted = await db().delivery.groupBy({ by: ["status"], where: { digestId }, _count: true });
  const byStatus = new Map(counted.map(({ status, _count }) => [status, _count]));
  return Object.fromEntries(
    Object.values(DeliveryStatus).map((status) => [status, byStatus.get(status) ?? 0]),
  ) as Record<DeliveryStatus, number>;
}
