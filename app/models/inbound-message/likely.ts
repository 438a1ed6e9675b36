import { db } from "#app/db/client.ts";
import type { InboundMessage } from "#prisma/generated/client.ts";

export interface LikelyMember {
  id: string;
  name: string;
}

type Written = Pick<InboundMessage, "id" | "fromAddress"> & { membership: LikelyMember | null };

/** Who seems to have written these, by message id: whom the sealed address names, else whose address it is. One query. */
export async function likelyMembers(
  communityId: string,
  messages: readonly Written[],
): Promise<Map<string, LikelyMember>> {
  const addresses = messages.flatMap(({ fromAddress }) => fromAddress ?? []);
  const known = await db().emailAddress.findMany({
    where: { address: { in: addresses }, person: { memberships: { some: belongs(communityId) } } },
    select: {
      address: true,
      person: { select: { memberships: { where: belongs(communityId), select: { id: true, name: true } } } },
    },
  });
  const byAddress = new Map(
    known.map(({ address, person }) => [address.toLowerCase(), person.memberships[0]]),
  );
  return new Map(
    messages.flatMap(({ id, fromAddress, membership }) => {
      const likely = membership ?? byAddress.get(fromAddress?.toLowerCase() ?? "");
      return likely ? [[id, likely] as const] : [];
    }),
  );
}

function belongs(communityId: string) {
  return { communityId, status: { in: ["active" as const, "paused" as const] } };
}
