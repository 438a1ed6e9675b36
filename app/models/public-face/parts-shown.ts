import { transaction } from "#app/db/transaction.ts";
import { record } from "#app/models/audit.ts";
import { insistMay, type Actor } from "#app/models/roles.ts";
import type { Community } from "#prisma/generated/client.ts";
import type { PartShown } from "#prisma/generated/enums.ts";

export type PublicPart = "home" | "makers" | "showcases" | "events" | "newsletters";

/** Each part with who sees it, and whether visitors may ask makers. */
export type PartsShown = Record<PublicPart, PartShown> & { inquiries: boolean };

type Switches = Pick<
  Community,
  | "publicHome"
  | "unlisted"
  | "makersShown"
  | "showcasesShown"
  | "eventsShown"
  | "newslettersShown"
  | "takesInquiries"
>;

const openness: readonly PartShown[] = ["members", "unlisted", "everybody"];

/** As its owner set the switches, each by itself: for the settings. */
export function partsAsSet(community: Switches): PartsShown {
  return {
    home: homeShown(community),
    makers: community.makersShown,
    showcases: community.showcasesShown,
    events: community.eventsShown,
    newsletters: community.newslettersShown,
    inquiries: community.takesInquiries,
  };
}

/** As the parts are seen: none is more open than the home, and makers are asked where somebody can see them. */
export function partsShown(community: Switches): PartsShown {
  const set = partsAsSet(community);
  const bounded = (part: PublicPart): PartShown =>
    openness[Math.min(openness.indexOf(set[part]), openness.indexOf(set.home))] ?? "members";
  const [makers, showcases] = [bounded("makers"), bounded("showcases")];
  return {
    home: set.home,
    makers,
    showcases,
    events: bounded("events"),
    newsletters: bounded("newsletters"),
    inquiries: set.inquiries && (makers !== "members" || showcases !== "members"),
  };
}

/** What is left out stays as it is. */
export async function showParts(actor: Actor, patch: Partial<PartsShown>): Promise<Community> {
  insistMay(actor, "edit-community");
  const { id } = actor.community;
  const { home, makers, showcases, events, newsletters, inquiries } = patch;

  return transaction(async (tx) => {
    const before = partsAsSet(await tx.community.findUniqueOrThrow({ where: { id } }));
    const community = await tx.community.update({
      where: { id },
      data: {
        ...(home && { publicHome: home !== "members", unlisted: home === "unlisted" }),
        ...(makers && { makersShown: makers }),
        ...(showcases && { showcasesShown: showcases }),
        ...(events && { eventsShown: events }),
        ...(newsletters && { newslettersShown: newsletters }),
        ...(inquiries !== undefined && { takesInquiries: inquiries }),
      },
    });
    await record(tx, {
      communityId: id,
      actorId: actor.person.id,
      act: "community.parts-shown",
      details: { before, after: partsAsSet(community) },
    });
    return community;
  });
}

function homeShown({ publicHome, unlisted }: Pick<Community, "publicHome" | "unlisted">): PartShown {
  if (!publicHome) return "members";
  return unlisted ? "unlisted" : "everybody";
}
