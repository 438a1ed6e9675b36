import { config } from "#app/lib/config.ts";
import { links, url } from "#app/lib/links.ts";
import type { LetterCommunity } from "#app/models/delivery/facts.ts";
import type { CommunityLook } from "#emails/templates/letter-props.ts";
import { knownLocale } from "./locale.ts";

/** In whose name the house itself writes: a sign-in of a person belongs to no community. */
const house = { name: "Roundletter", slug: "roundletter", accent: "#9a4a2f" };

/** What letters show of a community; of the house, when there is none. */
export function communityLook(community: LetterCommunity | null): CommunityLook {
  return {
    name: community?.name ?? house.name,
    slug: communitySlug(community),
    accent: community?.accent ?? house.accent,
    logo: logoOf(community),
    domain: config().mailDomain,
    webUrl: config().appUrl,
    homeUrl: community ? links.community(community.slug) : url("/"),
    archiveUrl: community ? links.archive(community.slug) : url("/"),
    postalAddress: community?.postalAddress ?? null,
    locale: knownLocale(community?.locale ?? "en"),
  };
}

/** At twice the size that letters show it in, for fine screens. */
function logoOf(community: LetterCommunity | null): CommunityLook["logo"] {
  const { logoId, logoWidth, logoHeight } = community ?? {};
  return logoId && logoWidth && logoHeight
    ? { url: links.photo(logoId, 320), width: logoWidth, height: logoHeight }
    : null;
}

export function communitySlug(community: Pick<LetterCommunity, "slug"> | null): string {
  return community?.slug ?? house.slug;
}
