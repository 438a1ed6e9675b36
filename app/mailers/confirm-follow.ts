import { now } from "#app/lib/clock.ts";
import { links } from "#app/lib/links.ts";
import type { Delivery } from "#app/models/delivery.ts";
import { confirmFollowToken, followRequestsById } from "#app/models/membership/following.ts";
import { confirmFollow } from "#emails/templates/confirm-follow.ts";
import { composeForCommunities, factId } from "./compose-each.ts";
import { finishLetter, letterProps, type Composition } from "./letter.ts";
import { knownLocale } from "./locale.ts";

/** "Is this address yours, and do you want to follow?" */
export async function composeConfirmFollow(
  deliveries: readonly Delivery[],
): Promise<Map<string, Composition>> {
  const requests = await followRequestsById(
    deliveries.map((delivery) => factId(delivery, "followRequestId")),
  );

  return composeForCommunities(deliveries, (facts) => {
    const request = requests.get(factId(facts.delivery, "followRequestId"));
    if (!request || request.confirmedAt || request.expiresAt <= now())
      return { cancelled: "nothing to confirm" };

    const props = letterProps(facts);
    const draft = confirmFollow({
      ...props,
      locale: knownLocale(request.locale),
      timeZone: request.timeZone ?? props.timeZone,
      url: links.confirmFollow(facts.community.slug, confirmFollowToken(request)),
      expiresAt: request.expiresAt,
    });
    return finishLetter(facts, draft, { toName: request.name, replyTo: null });
  });
}
