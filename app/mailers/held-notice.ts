import { links } from "#app/lib/links.ts";
import type { Delivery } from "#app/models/delivery.ts";
import { heldForLetters } from "#app/models/delivery/held-messages.ts";
import { heldNotice } from "#emails/templates/held-notice.ts";
import { composeForMembers, factId } from "./compose-each.ts";
import { type Composition, finishLetter, letterProps, replyAddress } from "./letter.ts";

/** To one who may decide about a held message, with an address that is good for this and nothing else. */
export async function composeHeldNotices(deliveries: readonly Delivery[]): Promise<Map<string, Composition>> {
  const messages = await heldForLetters(deliveries.map((delivery) => factId(delivery, "inboundMessageId")));

  return composeForMembers(deliveries, (facts) => {
    const message = messages.get(factId(facts.delivery, "inboundMessageId"));
    if (message?.status !== "held") return { cancelled: "somebody settled it" };

    const replyTo = replyAddress(facts.community, facts.member, "judge", message.number);
    const draft = heldNotice({
      ...letterProps(facts),
      receivedAt: message.receivedAt,
      sender: message.sender,
      written: factId(facts.delivery, "written") || message.preview,
      name: message.seems,
      url: links.console(facts.community.slug, `/held/${message.id}`),
    });
    return finishLetter(facts, draft, { replyTo });
  });
}
