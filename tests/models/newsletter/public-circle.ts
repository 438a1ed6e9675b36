import { db } from "#app/db/client.ts";
import { now } from "#app/lib/clock.ts";
import { newId } from "#app/lib/ids.ts";
import type { Community, Event, Prisma, Showcase } from "#prisma/generated/client.ts";
import { aCommunity, aMember, actorOf, anOwner, type MemberOfTest } from "#tests/support/circle.ts";

/** A community that shows itself, and its owner. */
export async function aPublicCircle(traits: Partial<Prisma.CommunityUncheckedCreateInput> = {}) {
  const community = await aCommunity({ publicHome: true, holdMinutes: 10, ...traits });
  const owner = await anOwner(community);
  return { community, owner, actor: actorOf(owner, community) };
}

export function aFollower(
  community: Community,
  traits: Parameters<typeof aMember>[1] = {},
): Promise<MemberOfTest> {
  return aMember(community, { role: "follower", digestRhythm: "on_publish", name: "Petra", ...traits });
}

export function aShowcase(
  community: Community,
  maker: { id: string },
  traits: Partial<Prisma.ShowcaseUncheckedCreateInput> = {},
): Promise<Showcase> {
  return db().showcase.create({
    data: {
      communityId: community.id,
      makerId: maker.id,
      title: "Ash-glazed bowl",
      story: "Fired with the ash of our own apple tree.",
      priceMinor: 4800,
      status: "published",
      publishedAt: now(),
      createdAt: now(),
      ...traits,
    },
  });
}

export function anEvent(
  community: Community,
  organizer: { id: string },
  traits: Partial<Prisma.EventUncheckedCreateInput> = {},
): Promise<Event> {
  const startsAt = new Date(now().getTime() + 10 * 86_400_000);
  return db().event.create({
    data: {
      communityId: community.id,
      organizerId: organizer.id,
      title: "Raku in the yard",
      story: "We fire from noon.",
      startsAt,
      endsAt: new Date(startsAt.getTime() + 3 * 3_600_000),
      timeZone: "Europe/Berlin",
      place: "The yard",
      status: "published",
      publishedAt: now(),
      createdAt: now(),
      ...traits,
    },
  });
}

/** An edition that went out, its hold over. */
export function anIssuedDigest(
  community: Community,
  traits: Partial<Prisma.DigestUncheckedCreateInput> = {},
) {
  return db().digest.create({
    data: {
      id: newId(),
      communityId: community.id,
      status: "issued",
      issue: 1,
      issuedAt: new Date(now().getTime() - 11 * 60_000),
      holdsUntil: new Date(now().getTime() - 60_000),
      createdAt: now(),
      ...traits,
    },
  });
}
