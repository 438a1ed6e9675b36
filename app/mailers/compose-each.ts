import type { Delivery } from "#app/models/delivery.ts";
import {
  type LetterCommunity,
  letterFacts,
  type LetterFacts,
  type LetterMember,
} from "#app/models/delivery/facts.ts";
import type { Composition } from "./letter.ts";

export type CommunityFacts = LetterFacts & { community: LetterCommunity };
export type MemberFacts = CommunityFacts & { member: LetterMember };

/** One letter in a community's name for each delivery; without a community (it was deleted meanwhile) there is none. */
export async function composeForCommunities(
  deliveries: readonly Delivery[],
  write: (facts: CommunityFacts) => Composition | Promise<Composition>,
): Promise<Map<string, Composition>> {
  const composed = new Map<string, Composition>();
  for (const { community, ...facts } of await letterFacts(deliveries)) {
    const letter = community ? await write({ ...facts, community }) : { cancelled: "the community is gone" };
    composed.set(facts.delivery.id, letter);
  }
  return composed;
}

/** The same for letters to somebody who is, was, or waits to be a member. */
export function composeForMembers(
  deliveries: readonly Delivery[],
  write: (facts: MemberFacts) => Composition | Promise<Composition>,
): Promise<Map<string, Composition>> {
  return composeForCommunities(deliveries, ({ member, ...facts }) =>
    member ? write({ ...facts, member }) : { cancelled: "the member is gone" },
  );
}

/** The id that a delivery was frozen with, as `invitationId`; "" when it has none. */
export function factId({ facts }: Pick<Delivery, "facts">, name: string): string {
  const value =
    typeof facts === "object" && facts !== null && !Array.isArray(facts) ? facts[name] : undefined;
  return typeof value === "string" ? value : "";
}
