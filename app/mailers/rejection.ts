import { z } from "zod";
import type { Delivery } from "#app/models/delivery.ts";
import { rejection } from "#emails/templates/rejection.ts";
import { composeForCommunities } from "./compose-each.ts";
import { type Composition, finishLetter, letterProps } from "./letter.ts";

/** Frozen by models/rejection: reason and advice in the receiver's language, and what they wrote. */
const frozen = z.object({
  receivedAt: z.coerce.date(),
  subject: z.string(),
  reason: z.string(),
  advice: z.string().nullable(),
  written: z.string(),
});

/** What someone wrote was not taken: why, and their text back. */
export function composeRejections(deliveries: readonly Delivery[]): Promise<Map<string, Composition>> {
  return composeForCommunities(deliveries, (facts) => {
    const draft = rejection({ ...letterProps(facts), ...frozen.parse(facts.delivery.facts) });
    return finishLetter(facts, draft);
  });
}
