import { links } from "#app/lib/links.ts";
import type { Delivery } from "#app/models/delivery.ts";
import { preferencesUrl } from "#app/models/membership/links.ts";
import { following } from "#emails/templates/following.ts";
import { welcome, type WelcomeProps } from "#emails/templates/welcome.ts";
import { composeForMembers, type MemberFacts } from "./compose-each.ts";
import { finishLetter, letterProps, memberFooter, ownersAddress, type Composition } from "./letter.ts";

const rhythms = {
  daily: "daily",
  weekly: "weekly",
  monthly: "monthly",
  on_publish: "publish",
  off: "publish",
} as const satisfies Record<MemberFacts["member"]["digestRhythm"], WelcomeProps["rhythm"]>;

/** "You are in, and this is how it works." */
export function composeWelcomes(deliveries: readonly Delivery[]): Promise<Map<string, Composition>> {
  return composeForMembers(deliveries, (facts) => {
    const { community, member } = facts;
    if (member.status !== "active" && member.status !== "paused")
      return { cancelled: "they are not a member now" };

    if (member.role === "follower") return welcomeFollower(facts);
    const draft = welcome({
      ...letterProps(facts),
      footer: memberFooter(community, member),
      name: member.name,
      rhythm: rhythmOf(member),
      owner: null,
      profileUrl: preferencesUrl(member),
    });
    return finishLetter(facts, draft);
  });
}

/** Followers get the newsletter, and nothing to take part in. */
function welcomeFollower(facts: MemberFacts): Promise<Composition> {
  const { community, member } = facts;
  const draft = following({
    ...letterProps(facts),
    footer: memberFooter(community, member),
    archiveUrl: community.publicHome ? links.newsletters(community.slug) : null,
  });
  return finishLetter(facts, draft, { replyTo: ownersAddress(community) });
}

function rhythmOf({ digestRhythm, instantPosts }: MemberFacts["member"]): WelcomeProps["rhythm"] {
  return instantPosts ? "instant" : rhythms[digestRhythm];
}
