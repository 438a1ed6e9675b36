import { z } from "zod";
import type { Delivery } from "#app/models/delivery.ts";
import { receipt } from "#emails/templates/receipt.ts";
import { composeForCommunities } from "./compose-each.ts";
import { type Composition, finishLetter, letterProps } from "./letter.ts";

/** Frozen by whoever did what was asked: in the words of the receiver's language. */
const frozen = z.object({
  done: z.string(),
  sentence: z.string(),
  asked: z.string().nullable().default(null),
  undo: z
    .object({ word: z.string(), url: z.string(), until: z.coerce.date().nullable().default(null) })
    .nullable()
    .default(null),
  page: z.object({ words: z.string(), url: z.string() }).optional(),
  /** Where an answer ("undo") goes; the community's address when left out. */
  replyTo: z.string().optional(),
});

/** "Done, and this is how to take it back." Facts: see `frozen`. */
export function composeReceipts(deliveries: readonly Delivery[]): Promise<Map<string, Composition>> {
  return composeForCommunities(deliveries, (facts) => {
    const { replyTo, ...done } = frozen.parse(facts.delivery.facts);
    const draft = receipt({ ...letterProps(facts), ...done });
    return finishLetter(facts, draft, replyTo === undefined ? {} : { replyTo });
  });
}
