import { db } from "#app/db/client.ts";
import { Refusal } from "#app/lib/refusal.ts";
import type { Membership } from "#prisma/generated/client.ts";

/** How a member wants what does not come with the digest: when nothing rings, and what is worth a letter of its own. */
export type LetterWishes = Pick<
  Membership,
  "quietHours" | "quietFrom" | "quietUntil" | "followsOwn" | "eventReminders"
>;

/** @throws Refusal "rhythm-odd": not an hour of a clock */
export async function changeLetterWishes(
  membership: Pick<Membership, "id">,
  wishes: Partial<LetterWishes>,
): Promise<Membership> {
  const hours = [wishes.quietFrom, wishes.quietUntil].filter((hour) => hour !== undefined);
  if (!hours.every((hour) => Number.isInteger(hour) && hour >= 0 && hour <= 23))
    throw new Refusal("rhythm-odd");
  return db().membership.update({ where: { id: membership.id }, data: wishes });
}
