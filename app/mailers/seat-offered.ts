import { now } from "#app/lib/clock.ts";
import { links } from "#app/lib/links.ts";
import type { Delivery } from "#app/models/delivery.ts";
import { unsubscribeUrl } from "#app/models/membership/links.ts";
import { seatToken } from "#app/models/membership/seats.ts";
import { seatOffered } from "#emails/templates/seat-offered.ts";
import { composeForMembers } from "./compose-each.ts";
import { finishLetter, letterProps, type Composition } from "./letter.ts";

/** "A seat is free, and held for you." */
export function composeSeatOffers(deliveries: readonly Delivery[]): Promise<Map<string, Composition>> {
  return composeForMembers(deliveries, (facts) => {
    const { member } = facts;
    const heldUntil = member.status === "waiting" ? member.seatHeldUntil : null;
    if (heldUntil === null || heldUntil <= now()) return { cancelled: "no seat is held for them now" };

    const draft = seatOffered({
      ...letterProps(facts),
      url: links.confirmJoin(seatToken(member)),
      declineUrl: unsubscribeUrl(member),
      heldUntil,
    });
    return finishLetter(facts, draft);
  });
}
