import { transaction, type Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { isUuid } from "#app/lib/ids.ts";
import { Refusal } from "#app/lib/refusal.ts";
import { record } from "#app/models/audit.ts";
import { nextDigestOf } from "#app/models/membership/rhythm.ts";
import { countFreeSeats, lockCommunity, offerSeat } from "#app/models/membership/seats.ts";
import { insistMay, isSeated, type Actor } from "#app/models/roles.ts";
import type { Membership } from "#prisma/generated/client.ts";
import type { Role } from "#prisma/generated/enums.ts";

/** Goes at once; no further letter comes; the posts stay. Leaving twice is leaving once. @throws Refusal "last-owner" */
export async function leaveCommunity(
  membership: Pick<Membership, "id" | "communityId" | "personId">,
): Promise<void> {
  await transaction(async (tx) => {
    await lockCommunity(tx, membership.communityId);
    await endMembership(tx, membership, "left", membership.personId);
  });
}

/** @throws Refusal "not-allowed", "not-found", "last-owner" */
export async function removeMember(actor: Actor, id: string): Promise<void> {
  insistMay(actor, "manage-members");
  if (!isUuid(id)) throw new Refusal("not-found");

  await transaction(async (tx) => {
    await lockCommunity(tx, actor.community.id);
    const membership = await tx.membership.findFirst({ where: { id, communityId: actor.community.id } });
    if (!membership) throw new Refusal("not-found");
    await endMembership(tx, membership, "removed", actor.person.id);
  });
}

/**
 * A removal by mistake is taken back: they are a member again, in the role that they had, if a seat is free. Letters
 * that were withdrawn stay so; the next digest tells what happened meanwhile.
 * @throws Refusal "not-allowed", "not-found", "community-full"
 */
export async function restoreMember(actor: Actor, id: string): Promise<void> {
  insistMay(actor, "manage-members");
  const communityId = actor.community.id;
  if (!isUuid(id)) throw new Refusal("not-found");

  await transaction(async (tx) => {
    const community = await lockCommunity(tx, communityId);
    const removed = { id, communityId, status: "removed" as const, mergedIntoId: null, erasedAt: null };
    const membership = await tx.membership.findFirst({ where: removed });
    if (!membership) throw new Refusal("not-found");
    const role = await roleBefore(tx, membership);
    if (isSeated(role) && (await countFreeSeats(tx, community)) === 0) throw new Refusal("community-full");
    await tx.membership.update({
      where: { id },
      data: { role, status: "active", endedAt: null, nextDigestAt: nextDigestOf(membership, now()) },
    });
    await record(tx, { communityId, actorId: actor.person.id, act: "member.restored", subjectId: id });
  });
}

async function roleBefore(tx: Tx, { id, communityId, role }: Membership): Promise<Role> {
  const entry = await tx.auditEntry.findFirst({
    where: { communityId, act: "member.removed", subjectId: id },
    orderBy: [{ at: "desc" }, { id: "desc" }],
  });
  const { role: before } = (entry?.details ?? {}) as { role?: Role };
  return before ?? role;
}

/** Call with the community locked, so that two owners cannot go in the same moment. */
export async function insistOwnerStays(tx: Tx, communityId: string, leavingId: string): Promise<void> {
  const others = await tx.membership.count({
    where: { communityId, role: "owner", status: { in: ["active", "paused"] }, id: { not: leavingId } },
  });
  if (others === 0) throw new Refusal("last-owner");
}

async function endMembership(
  tx: Tx,
  { id, communityId }: Pick<Membership, "id" | "communityId">,
  status: "left" | "removed",
  actorId: string,
): Promise<void> {
  const membership = await tx.membership.findUniqueOrThrow({ where: { id } });
  if (membership.status === "left" || membership.status === "removed") return;
  if (membership.role === "owner") await insistOwnerStays(tx, communityId, id);

  await tx.membership.update({
    where: { id },
    data: {
      status,
      // Who followed has left as a follower: anybody may follow again, by their own will.
      role: membership.role === "follower" ? "follower" : "member",
      endedAt: now(),
      waitingSince: null,
      seatHeldUntil: null,
      pausedUntil: null,
      nextDigestAt: null,
    },
  });
  await withdrawLetters(tx, id, "the member left");
  await record(tx, {
    communityId,
    actorId,
    act: `member.${status}`,
    subjectId: id,
    details: { role: membership.role },
  });
  await offerSeat(tx, communityId);
}

/** Unsubscribing works at once (mail.md, 8): what waits is not sent. What a worker holds already may still arrive. */
export async function withdrawLetters(tx: Tx, membershipId: string, why: string): Promise<void> {
  await tx.delivery.updateMany({
    where: { membershipId, status: { in: ["prepared", "deferred"] } },
    data: { status: "cancelled", response: why },
  });
}
