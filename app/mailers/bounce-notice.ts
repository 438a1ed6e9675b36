import { links } from "#app/lib/links.ts";
import { colourOf, initials } from "#app/lib/names.ts";
import { bounceNoticeFacts, type StoppedAddress } from "#app/models/bounce.ts";
import type { Delivery } from "#app/models/delivery.ts";
import { bounceNotice, type BounceNoticeProps } from "#emails/templates/bounce-notice.ts";
import { composeForMembers } from "./compose-each.ts";
import { type Composition, finishLetter, letterProps } from "./letter.ts";

type Told = BounceNoticeProps["people"][number];

/** What is kept with a bounce → the sentence that the owner reads. */
const reasons: Record<string, Told["reason"]> = {
  unknown: "unknown",
  route: "unknown",
  full: "full",
  policy: "refused",
  spam: "refused",
  size: "refused",
};

/** Whose mail comes back, in words, to the owner. Not sent when all of them were released meanwhile. */
export async function composeBounceNotices(
  deliveries: readonly Delivery[],
): Promise<Map<string, Composition>> {
  const stopped = await bounceNoticeFacts(deliveries);

  return composeForMembers(deliveries, (facts) => {
    const about = stopped.get(facts.delivery.id);
    if (!about) return { cancelled: "the address was released" };
    const draft = bounceNotice({
      ...letterProps(facts),
      people: about.map((one) => toldOf(one, facts.member.id)),
      url: links.console(facts.community.slug, pageFor(about)),
    });
    return finishLetter(facts, draft);
  });
}

function toldOf(
  { address, member, reason, failure, since, inviter }: StoppedAddress,
  readerId: string,
): Told {
  const name = member?.name ?? address;
  return {
    face: {
      name,
      initials: initials(name),
      colour: colourOf(member?.id ?? address),
      photoUrl: member?.photoId ? links.photo(member.photoId, 160) : null,
    },
    address,
    reason: reason === "complaint" ? "complaint" : (reasons[failure ?? ""] ?? "other"),
    since,
    inviter: inviter === null || inviter.id === readerId ? null : inviter,
  };
}

/** Where the owner can ask the one who invited them, or try the address again. */
function pageFor([first, ...others]: readonly StoppedAddress[]): string {
  return first?.member && others.length === 0 ? `/members/${first.member.id}` : "/deliveries/stopped";
}
