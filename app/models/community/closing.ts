import { db } from "#app/db/client.ts";
import { transaction, type Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { Refusal } from "#app/lib/refusal.ts";
import { storage } from "#app/lib/storage.ts";
import { record } from "#app/models/audit.ts";
import { prepareDeliveries } from "#app/models/delivery.ts";
import { forgetParts } from "#app/models/kept-parts.ts";
import { activeMembers } from "#app/models/membership.ts";
import { nextDigestOf } from "#app/models/membership/rhythm.ts";
import { lockCommunity } from "#app/models/membership/seats.ts";
import { insistMay, type Actor } from "#app/models/roles.ts";
import type { Community } from "#prisma/generated/client.ts";
import { everyBlobOf } from "./blobs.ts";

const DAY = 86_400_000;
/** So long it can be opened again. */
export const DAYS_TO_THINK = 30;

/**
 * From now on nothing goes out and nothing comes in; the public pages are hidden, and everybody is told. After thirty
 * days it is deleted. Closing what is closed changes nothing.
 */
export async function closeCommunity(actor: Actor): Promise<void> {
  insistMay(actor, "edit-community");
  const { id } = actor.community;

  await transaction(async (tx) => {
    const community = await lockCommunity(tx, id);
    if (community.closedAt) return;
    const deletesAt = new Date(now().getTime() + DAYS_TO_THINK * DAY);
    await tx.delivery.updateMany({
      where: { communityId: id, status: { in: ["prepared", "deferred"] } },
      data: { status: "cancelled", response: "the community closed" },
    });
    await tx.membership.updateMany({ where: { communityId: id }, data: { nextDigestAt: null } });
    await tx.community.update({
      where: { id },
      data: { closedAt: now(), deletesAt, publicHome: false, nextNewsletterAt: null },
    });
    await tellEverybody(tx, actor, { at: now(), deletesAt });
    await recordActOn(tx, actor, "community.closed");
  });
}

/** Letters come again at their members' hours. The public pages stay hidden until somebody shows them again. */
export async function reopenCommunity(actor: Actor): Promise<void> {
  insistMay(actor, "edit-community");
  const { id } = actor.community;

  await transaction(async (tx) => {
    const community = await lockCommunity(tx, id);
    if (!community.closedAt) return;
    await tx.community.update({ where: { id }, data: { closedAt: null, deletesAt: null } });
    for (const member of await activeMembers(tx, id)) {
      await tx.membership.update({
        where: { id: member.id },
        data: { nextDigestAt: member.role === "follower" ? null : nextDigestOf(member, now()) },
      });
    }
    await tellEverybody(tx, actor, { at: now(), deletesAt: null });
    await recordActOn(tx, actor, "community.reopened");
  });
}

/** For the clock: whose thirty days are over. Returns how many. */
export async function deleteClosedCommunities(): Promise<number> {
  const over = await db().community.findMany({ where: { deletesAt: { lte: now() } } });
  for (const community of over) await deleteCommunity(community);
  return over.length;
}

/** All of it: what was said, its pictures, and the people who are nowhere else. */
async function deleteCommunity({ id, slug, name }: Community): Promise<void> {
  const [blobs, people, exports] = await Promise.all([
    everyBlobOf(id),
    everyPersonOf(id),
    db().export.findMany({ where: { communityId: id } }),
  ]);
  for (const made of exports) await forgetParts(made);

  await transaction(async (tx) => {
    const { count } = await tx.community.deleteMany({ where: { id, deletesAt: { lte: now() } } });
    if (count === 0) throw new Refusal("not-found");
    await tx.person.deleteMany({
      where: { id: { in: people }, memberships: { none: {} }, operatorSince: null },
    });
    await record(tx, { communityId: null, actorId: null, act: "community.deleted", details: { slug, name } });
  });
  for (const blob of blobs) await forgetUnlessUsed(blob);
}

async function everyPersonOf(communityId: string): Promise<string[]> {
  const members = await db().membership.findMany({ where: { communityId }, select: { personId: true } });
  return members.map(({ personId }) => personId);
}

/** A picture is kept once for all communities: another may still show it, and then its row cannot go. */
async function forgetUnlessUsed(id: string): Promise<void> {
  const gone = await db()
    .blob.deleteMany({
      where: {
        ...{ id, attachments: { none: {} }, showcasePhotos: { none: {} } },
        ...{ memberships: { none: {} }, logoOf: { none: {} } },
      },
    })
    .then(({ count }) => count > 0);
  if (!gone) return;
  await storage().remove(id);
  for (const width of [160, 320, 640, 1200, 2000]) {
    await storage().remove(`${id}-${width}`);
    await storage().remove(`${id}-${width}-webp`);
  }
}

async function tellEverybody(
  tx: Tx,
  { community, membership }: Actor,
  { at, deletesAt }: { at: Date; deletesAt: Date | null },
): Promise<void> {
  const members = await activeMembers(tx, community.id);
  await prepareDeliveries(
    tx,
    members.flatMap(({ id, person }) => {
      const [first] = person.addresses;
      return first
        ? [
            {
              communityId: community.id,
              kind: "closing" as const,
              letterKey: `closing:${community.id}:${at.getTime()}`,
              address: first.address,
              membershipId: id,
              facts: { ownerName: membership.name, deletesAt: deletesAt?.toISOString() ?? null },
              urgency: 4,
              notAfter: new Date(at.getTime() + 7 * DAY),
            },
          ]
        : [];
    }),
  );
}

function recordActOn(tx: Tx, actor: Actor, act: "community.closed" | "community.reopened"): Promise<void> {
  return record(tx, { communityId: actor.community.id, actorId: actor.person.id, act });
}
