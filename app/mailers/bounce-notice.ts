import { links } from "#app/lib/links.ts";
import { type BouncedPerson, bounceNoticeFacts } from "#app/models/bounce.ts";
import type { Delivery } from "#app/models/delivery.ts";
import { bounceNotice, type BounceNoticeProps } from "#emails/templates/bounce-notice.ts";
import { composeForMembers } from "./compose-each.ts";
import { type Composition, finishLetter, letterProps } from "./letter.ts";

type Reason = BounceNoticeProps["people"][number]["reason"];

/** What is kept with a suppression → the sentence that the owner reads. */
const reasons: Record<string, Reason> = {
  unknown: "unknown",
  route: "unknown",
  full: "full",
  policy: "refused",
  spam: "refused",
  size: "refused",
  complaint: "complaint",
};

/** Whose mail comes back, in words, to the owner. Not sent when the address was released meanwhile. */
export async function composeBounceNotices(
  deliveries: readonly Delivery[],
): Promise<Map<string, Composition>> {
  const people = await bounceNoticeFacts(deliveries);

  return composeForMembers(deliveries, (facts) => {
    const person = people.get(facts.delivery.id);
    if (!person) return { cancelled: "the address was released" };
    const draft = bounceNotice({
      ...letterProps(facts),
      people: [{ ...person, reason: reasonOf(person) }],
      url: links.console(facts.community.slug, "/members"),
    });
    return finishLetter(facts, draft);
  });
}

function reasonOf({ reason }: BouncedPerson): Reason {
  return reasons[reason] ?? "other";
}
