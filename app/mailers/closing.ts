import type { Delivery } from "#app/models/delivery.ts";
import { closing } from "#emails/templates/closing.ts";
import { composeForMembers } from "./compose-each.ts";
import { type Composition, finishLetter, letterProps, ownersAddress } from "./letter.ts";

/** That the community closes, or is open again: what was true when its owner pressed the button. */
export function composeClosings(deliveries: readonly Delivery[]): Promise<Map<string, Composition>> {
  return composeForMembers(deliveries, (facts) => {
    const { ownerName, deletesAt } = factsOf(facts.delivery);
    const draft = closing({ ...letterProps(facts), ownerName, deletesAt });
    return finishLetter(facts, draft, { replyTo: ownersAddress(facts.community) });
  });
}

function factsOf({ facts }: Delivery): { ownerName: string; deletesAt: Date | null } {
  const { ownerName, deletesAt } = facts as { ownerName: string; deletesAt: string | null };
  return { ownerName, deletesAt: deletesAt === null ? null : new Date(deletesAt) };
}
