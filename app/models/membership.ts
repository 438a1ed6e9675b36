import { db } from "#app/db/client.ts";
import { transaction, type Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { isUuid } from "#app/lib/ids.ts";
import { Refusal } from "#app/lib/refusal.ts";
import { record } from "#app/models/audit.ts";
import { insistOwnerStays } from "#app/models/membership/leaving.ts";
import type { FullMembership } from "#app/models/membership/links.ts";
import { countFreeSeats, lockCommunity, offerSeat } from "#app/models/membership/seats.ts";
import { insistName } from "#app/models/person.ts";
import { insistMay, isSeated, type Actor } from "#app/models/roles.ts";
import type { EmailAddress, Membership, Person } from "#prisma/generated/client.ts";
import type { Role } from "#prisma/generated/enums.ts";

export { membershipByAddress } from "#app/models/membership/by-address.ts";
export { leaveCommunity, removeMember, restoreMember } from "#app/models/membership/leaving.ts";
export {
  archiveUrl,
  calendarUrl,
  memberToken,
  membershipByLink,
  preferencesUrl,
  type FullMembership,
} from "#app/models/membership/links.ts";
export { listMembers, type ListedMember, type MemberSearch } from "#app/models/membership/list.ts";
export { pauseMember, resumeMember } from "#app/models/membership/pausing.ts";
export { changeRhythm, type RhythmPatch } from "#app/models/membership/rhythm.ts";
export { placeInWaitingList } from "#app/models/membership/seats.ts";
export { stopLetters } from "#app/models/membership/stopping.ts";

export interface ProfilePatch {
  name?: string;
  makes?: string;
  story?: string;
  place?: string;
  links?: string[];
  photoId?: string | null;
  /** Whether everybody may see photo, place, story and links where something of theirs is public. */
  isPublic?: boolean;
}

export interface ActiveMember extends Membership {
  person: Person & { addresses: EmailAddress[] };
}

const whole = { person: true, community: true } as const;

/** Whatever their status: the caller asks what it means. */
export function membershipOf(communityId: string, personId: string): Promise<FullMembership | null> {
  return db().membership.findUnique({
    where: { communityId_personId: { communityId, personId } },
    include: whole,
  });
}

/** The same by the community's slug. */
export function membershipBySlug(slug: string, personId: string): Promise<FullMembership | null> {
  return db().membership.findFirst({ where: { personId, community: { slug } }, include: whole });
}

export async function membershipById(communityId: string, id: string): Promise<FullMembership | null> {
  if (!isUuid(id)) return null;
  return db().membership.findFirst({ where: { id, communityId }, include: whole });
}

/** The number that signed addresses and links carry. */
export function membershipByNumber(number: number): Promise<FullMembership | null> {
  return db().membership.findUnique({ where: { number }, include: whole });
}

/** Everyone who gets letters now, their primary address first. */
export function activeMembers(tx: Tx, communityId: string): Promise<ActiveMember[]> {
  return tx.membership.findMany({
    where: { communityId, status: "active" },
    include: {
      person: { include: { addresses: { orderBy: [{ isPrimary: "desc" }, { createdAt: "asc" }] } } },
    },
    orderBy: { id: "asc" },
  });
}

/** In whose name the operator's command line acts: the owner who came first. */
export async function firstOwner(communityId: string): Promise<Actor | null> {
  const found = await db().membership.findFirst({
    where: { communityId, role: "owner", status: { in: ["active", "paused"] } },
    include: whole,
    orderBy: { joinedAt: "asc" },
  });
  return found && asActor(found);
}

export function asActor({ person, community, ...membership }: FullMembership): Actor {
  return { person, community, membership };
}

/** @throws Refusal "name-missing", "link-odd" */
export async function updateProfile(
  membership: Pick<Membership, "id">,
  { isPublic, ...patch }: ProfilePatch,
): Promise<Membership> {
  const name = patch.name === undefined ? {} : { name: insistName(patch.name) };
  if (patch.links && !patch.links.every(isWebAddress)) throw new Refusal("link-odd");
  const shown = isPublic === undefined ? {} : { profilePublicAt: isPublic ? now() : null };
  return db().membership.update({ where: { id: membership.id }, data: { ...patch, ...name, ...shown } });
}

/** @throws Refusal "not-allowed", "not-found", "last-owner", "community-full" (a follower who becomes a member) */
export async function changeRole(actor: Actor, id: string, role: Role): Promise<void> {
  insistMay(actor, "change-roles");
  if (!isUuid(id)) throw new Refusal("not-found");
  const communityId = actor.community.id;

  await transaction(async (tx) => {
    const community = await lockCommunity(tx, communityId);
    const belonging = { id, communityId, status: { in: ["active", "paused"] as ("active" | "paused")[] } };
    const membership = await tx.membership.findFirst({ where: belonging });
    if (!membership) throw new Refusal("not-found");
    if (membership.role === role) return;
    if (membership.role === "owner") await insistOwnerStays(tx, communityId, id);
    const needsSeat = isSeated(role) && !isSeated(membership.role);
    if (needsSeat && (await countFreeSeats(tx, community)) === 0) throw new Refusal("community-full");

    await tx.membership.update({ where: { id }, data: { role } });
    const details = { from: membership.role, to: role };
    await record(tx, {
      communityId,
      actorId: actor.person.id,
      act: "member.role-changed",
      subjectId: id,
      details,
    });
    if (!isSeated(role)) await offerSeat(tx, communityId);
  });
}

function isWebAddress(link: string): boolean {
  return URL.canParse(link) && ["http:", "https:"].includes(new URL(link).protocol);
}
