import { communityAddress } from "#app/models/community.ts";
import type { CameIn } from "#app/models/membership/joining.ts";
import { membershipById, preferencesUrl } from "#app/models/membership.ts";
import type { Actor } from "#app/models/roles.ts";

/** What a page shows of the community that it is about. */
export function hostOf(community: Actor["community"]) {
  const { slug, name, tagline, accent } = community;
  return { slug, name, tagline, accent, address: communityAddress(community) };
}

/** What the page says to a newcomer. */
export async function arrivalOf(came: CameIn | { kind: "confirm"; address: string }) {
  if (came.kind === "confirm") return came;
  const { name, communityId, id, digestRhythm, digestWeekday, digestHour } = came.membership;
  if (came.kind === "waiting") return { kind: came.kind, name, place: came.place };

  const membership = await membershipById(communityId, id);
  const rhythm = { digestRhythm, digestWeekday, digestHour };
  return { kind: came.kind, name, rhythm, preferencesUrl: membership ? preferencesUrl(membership) : "/" };
}
