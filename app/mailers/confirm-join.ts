import { now } from "#app/lib/clock.ts";
import { links } from "#app/lib/links.ts";
import type { Delivery } from "#app/models/delivery.ts";
import { confirmJoinToken, joinRequestsById } from "#app/models/membership/joining.ts";
import { confirmJoin } from "#emails/templates/confirm-join.ts";
import { composeForCommunities, factId } from "./compose-each.ts";
import { finishLetter, letterProps, type Composition } from "./letter.ts";

/** "Is this address yours?" */
export async function composeConfirmJoin(deliveries: readonly Delivery[]): Promise<Map<string, Composition>> {
  const requests = await joinRequestsById(deliveries.map((delivery) => factId(delivery, "joinRequestId")));

  return composeForCommunities(deliveries, (facts) => {
    const request = requests.get(factId(facts.delivery, "joinRequestId"));
    if (!request || request.confirmedAt || request.expiresAt <= now())
      return { cancelled: "nothing to confirm" };

    const props = letterProps(facts);
    const draft = confirmJoin({
      ...props,
      timeZone: request.timeZone ?? props.timeZone,
      url: links.confirmJoin(confirmJoinToken(request)),
      expiresAt: request.expiresAt,
    });
    return finishLetter(facts, draft, { toName: request.name, replyTo: null });
  });
}
