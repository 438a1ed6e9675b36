import type { Membership, Person } from "#prisma/generated/client.ts";

/**
 * What a member's addresses and links are sealed under. The person raises theirs for all communities, those who look
 * after a community raise its own part; both only grow, so that no sum ever comes again.
 */
export function keyVersionOf({
  person,
  lettersRevoked,
}: Pick<Membership, "lettersRevoked"> & { person: Pick<Person, "keyVersion"> }): number {
  return person.keyVersion + lettersRevoked;
}
