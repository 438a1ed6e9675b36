import { db } from "#app/db/client.ts";
import { now } from "#app/lib/clock.ts";
import { nextDigestAt } from "#app/lib/local-time.ts";
import { newId } from "#app/lib/ids.ts";
import type { Community, Membership, Person, Prisma, Thread, Post } from "#prisma/generated/client.ts";

/* Rows to arrange a test with, in the community's words. What a test is about goes through the models instead. */

let count = 0;

/** A community without anybody in it. */
export function aCommunity(traits: Partial<Prisma.CommunityUncheckedCreateInput> = {}): Promise<Community> {
  const slug = `circle-${String(process.pid % 1000)}-${String(++count)}`;
  return db().community.create({
    data: {
      slug,
      name: "Kiln Circle",
      timeZone: "Europe/Berlin",
      // Nothing waits, unless a test is about that.
      holdMinutes: 0,
      instantGraceMinutes: 0,
      createdAt: now(),
      ...traits,
    },
  });
}

export type MemberOfTest = Membership & { person: Person; address: string };

/** A person with an address of their own, active in the community. */
export async function aMember(
  community: Community,
  traits: Partial<Prisma.MembershipUncheckedCreateInput> & { address?: string } = {},
): Promise<MemberOfTest> {
  const { address = `person-${String(++count)}-${newId().slice(-6)}@example.org`, ...rest } = traits;
  const name = rest.name ?? `Person ${String(count)}`;
  const person = await db().person.create({
    data: { name, addresses: { create: { address, isPrimary: true, verifiedAt: now() } } },
  });
  const wishes = {
    digestRhythm: rest.digestRhythm ?? community.digestRhythm,
    digestWeekday: rest.digestWeekday ?? community.digestWeekday,
    digestHour: rest.digestHour ?? community.digestHour,
    timeZone: rest.timeZone ?? community.timeZone,
  };
  const membership = await db().membership.create({
    data: {
      communityId: community.id,
      personId: person.id,
      status: "active",
      joinedAt: now(),
      toldUntil: now(),
      nextDigestAt: nextDigestAt(
        wishes.digestRhythm,
        wishes.digestWeekday,
        wishes.digestHour,
        wishes.timeZone,
        now(),
      ),
      ...wishes,
      ...rest,
      name,
    },
  });
  return { ...membership, person, address };
}

export function anOwner(
  community: Community,
  traits: Parameters<typeof aMember>[1] = {},
): Promise<MemberOfTest> {
  return aMember(community, { role: "owner", name: "Ana Ferreira", ...traits });
}

/** What the models call an actor: this member, acting in their community. */
export function actorOf(member: MemberOfTest, community: Community) {
  return { person: member.person, membership: member, community };
}

export function aThread(
  community: Community,
  traits: Partial<Prisma.ThreadUncheckedCreateInput> & { by?: Membership } = {},
): Promise<Thread> {
  const { by, ...rest } = traits;
  return db().thread.create({
    data: {
      communityId: community.id,
      subject: "Where does your clay come from?",
      startedById: by?.id ?? null,
      createdAt: now(),
      lastPostAt: now(),
      ...rest,
    },
  });
}

export async function aPost(
  thread: Thread,
  by: Membership,
  traits: Partial<Prisma.PostUncheckedCreateInput> = {},
): Promise<Post> {
  const post = await db().post.create({
    data: {
      communityId: thread.communityId,
      threadId: thread.id,
      authorId: by.id,
      text: "From the pit behind the old brickworks.",
      source: "mail",
      createdAt: now(),
      ...traits,
    },
  });
  await db().thread.update({
    where: { id: thread.id },
    data: { postCount: { increment: 1 }, lastPostAt: post.createdAt },
  });
  return post;
}
