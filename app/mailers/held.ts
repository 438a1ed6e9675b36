import { links } from "#app/lib/links.ts";
import type { Delivery } from "#app/models/delivery.ts";
import { heldForLetters } from "#app/models/delivery/held-messages.ts";
import { memberToken } from "#app/models/membership/links.ts";
import { held } from "#emails/templates/held.ts";
import { composeForMembers, factId, factId as factText } from "./compose-each.ts";
import { type Composition, finishLetter, letterProps, replyAddress } from "./letter.ts";

/** "Was this you?", to the address that we know. Facts: `{ inboundMessageId, sender, written }`. */
export async function composeHeld(deliveries: readonly Delivery[]): Promise<Map<string, Composition>> {
  const messages = await heldForLetters(deliveries.map((delivery) => factId(delivery, "inboundMessageId")));

  return composeForMembers(deliveries, (facts) => {
    const message = messages.get(factId(facts.delivery, "inboundMessageId"));
    if (message?.status !== "held") return { cancelled: "somebody settled it" };

    const replyTo = replyAddress(facts.community, facts.member, "held", message.number);
    const draft = held({
      ...letterProps(facts),
      receivedAt: message.receivedAt,
      sender: factText(facts.delivery, "sender") || message.sender,
      written: factText(facts.delivery, "written") || message.preview,
      url: links.held(memberToken(facts.member, "held", message.number)),
    });
    return finishLetter(facts, draft, { replyTo });
  });
}
