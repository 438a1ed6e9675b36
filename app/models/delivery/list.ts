import { db } from "#app/db/client.ts";
import type { Delivery, Prisma } from "#prisma/generated/client.ts";
import type { DeliveryStatus, LetterKind } from "#prisma/generated/enums.ts";

export type ListedDelivery = Delivery & { membership: { id: string; name: string } | null };

export interface DeliverySearch {
  status?: DeliveryStatus;
  kind?: LetterKind;
  digestId?: string;
  membershipId?: string;
  /** A part of a name or an address. */
  search?: string;
  page?: number;
}

export const DELIVERIES_A_PAGE = 50;
/** Nobody turns so many pages; counting further would read a whole history. */
const COUNTED_AT_MOST = 20_000;

/**
 * A community's letters, the latest first, fifty a page; pages count from 1. `total` is counted up to 20,000 and is one
 * more when there are more than that.
 */
export async function listDeliveries(
  communityId: string,
  { page = 1, search, ...filters }: DeliverySearch = {},
): Promise<{ deliveries: ListedDelivery[]; total: number }> {
  const where: Prisma.DeliveryWhereInput = { communityId, ...filters, ...namedLike(search) };
  const [deliveries, total] = await Promise.all([
    db().delivery.findMany({
      where,
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      skip: (page - 1) * DELIVERIES_A_PAGE,
      take: DELIVERIES_A_PAGE,
      include: { membership: { select: { id: true, name: true } } },
    }),
    db().delivery.count({ where, take: COUNTED_AT_MOST + 1 }),
  ]);
  return { deliveries, total };
}

function namedLike(search: string | undefined): Prisma.DeliveryWhereInput {
  if (search === undefined) return {};
  const like = { contains: search, mode: "insensitive" } as const;
  return { OR: [{ address: like }, { membership: { name: like } }] };
}
