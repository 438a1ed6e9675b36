import { db } from "#app/db/client.ts";
import type { Community, Delivery, Membership, Person } from "#prisma/generated/client.ts";

export type LetterCommunity = Community;

/** The member a letter is written to. */
export type LetterMember = Membership & { person: Person };

/** One delivery with those it concerns. Both may be missing: a sign-in belongs to no community. */
export interface LetterFacts {
  delivery: Delivery;
  community: LetterCommunity | null;
  member: LetterMember | null;
}

/** In whose name and to whom a batch of letters is written: two queries, however many letters. */
export async function letterFacts(deliveries: readonly Delivery[]): Promise<LetterFacts[]> {
  const [communities, members] = await Promise.all([
    db().community.findMany({ where: { id: { in: idsOf(deliveries, "communityId") } } }),
    db().membership.findMany({
      where: { id: { in: idsOf(deliveries, "membershipId") } },
      include: { person: true },
    }),
  ]);
  const communityById = new Map(communities.map((community) => [community.id, community]));
  const memberById = new Map(members.map((member) => [member.id, member]));

  return deliveries.map((delivery) => ({
    delivery,
    community: communityById.get(delivery.communityId ?? "") ?? null,
    member: memberById.get(delivery.membershipId ?? "") ?? null,
  }));
}

function idsOf(deliveries: readonly Delivery[], key: "communityId" | "membershipId"): string[] {
  return [...new Set(deliveries.flatMap((delivery) => delivery[key] ?? []))];
}
