import type { Delivery } from "#app/models/delivery.ts";
import { unsubscribeUrl } from "#app/models/membership/links.ts";
import { placesInWaitingLists } from "#app/models/membership/seats.ts";
import { waitingList } from "#emails/templates/waiting-list.ts";
import { composeForMembers } from "./compose-each.ts";
import { finishLetter, letterProps, type Composition } from "./letter.ts";

/** "The community is full, and this is your place." */
export async function composeWaitingList(deliveries: readonly Delivery[]): Promise<Map<string, Composition>> {
  const places = await placesInWaitingLists([
    ...new Set(deliveries.flatMap(({ communityId }) => communityId ?? [])),
  ]);

  return composeForMembers(deliveries, (facts) => {
    const place = places.get(facts.member.id);
    if (place === undefined) return { cancelled: "they do not wait now" };

    const draft = waitingList({
      ...letterProps(facts),
      place,
      memberLimit: facts.community.memberLimit,
      leaveUrl: unsubscribeUrl(facts.member),
    });
    return finishLetter(facts, draft);
  });
}
