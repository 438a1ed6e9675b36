import { db } from "#app/db/client.ts";
import { transaction, type Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { addressKey, addressKeys } from "#app/lib/keys.ts";
import { Refusal } from "#app/lib/refusal.ts";
import { record } from "#app/models/audit.ts";
import { keyVersionOf } from "#app/models/membership/key-version.ts";
import { tellSeat, tellWelcome } from "#app/models/membership/letters.ts";
import { nextDigestOf } from "#app/models/membership/rhythm.ts";
import { isSeated, SEATED_ROLES } from "#app/models/roles.ts";
import { readLinkToken, verifyLinkToken, writeLinkToken } from "#emails/writing/link-tokens.ts";
import type { Community, Membership, Person, Prisma } from "#prisma/generated/client.ts";

/** How long a free seat is held for the first in line. */
const HELD_FOR = 72 * 3_600_000;

export type WaitingMembership = Prisma.MembershipGetPayload<{ include: { person: true; community: true } }>;

/**
 * Everything that takes or frees a seat begins with this lock, so the member limit is exact however many come at once.
 * `NO KEY`: people go on writing posts meanwhile.
 */
export async function lockCommunity(tx: Tx, communityId: string): Promise<Community> {
  await tx.$queryRaw`SELECT 1 FROM community WHERE id = ${communityId}::uuid FOR NO KEY UPDATE`;
  return tx.community.findUniqueOrThrow({ where: { id: communityId } });
}

/** Call with the community locked. Who pauses keeps the seat, and a seat that is held is taken; followers sit beside. */
export async function countFreeSeats(tx: Tx, community: Community): Promise<number> {
  const taken = await tx.membership.count({
    where: {
      communityId: community.id,
      role: { in: [...SEATED_ROLES] },
      OR: [{ status: { in: ["active", "paused"] } }, { status: "waiting", seatHeldUntil: { gt: now() } }],
    },
  });
  return Math.max(0, community.memberLimit - taken);
}

/** 1 for the first in line; 0 for one who does not wait, or for whom a seat is held. */
export async function placeInWaitingList(
  membership: Pick<Membership, "id" | "communityId">,
  tx: Tx = db(),
): Promise<number> {
  return (await placesInWaitingLists([membership.communityId], tx)).get(membership.id) ?? 0;
}

/** The place of each who waits in these communities, by membership id: one query. */
export async function placesInWaitingLists(
  communityIds: string[],
  tx: Tx = db(),
): Promise<Map<string, number>> {
  const places = await tx.$queryRaw<{ id: string; place: number }[]>`
    SELECT id, (row_number() OVER (PARTITION BY community_id ORDER BY waiting_since, id))::int AS place
      FROM membership
     WHERE community_id = ANY(${communityIds}::uuid[]) AND status = 'waiting' AND seat_held_until IS NULL`;
  return new Map(places.map(({ id, place }) => [id, place]));
}

/** Free seats are offered to the first in line, and held for them for three days. Whose time is over has let it go. */
export async function offerSeat(tx: Tx, communityId: string): Promise<void> {
  const community = await lockCommunity(tx, communityId);
  await endLapsedOffers(tx, communityId);

  const next = await tx.membership.findMany({
    where: { communityId, status: "waiting", seatHeldUntil: null },
    orderBy: [{ waitingSince: "asc" }, { id: "asc" }],
    take: await countFreeSeats(tx, community),
  });
  for (const { id } of next) {
    const seatHeldUntil = new Date(now().getTime() + HELD_FOR);
    await tellSeat(tx, await tx.membership.update({ where: { id }, data: { seatHeldUntil } }));
  }
}

/** For the page behind the offer's letter; changes nothing. @throws Refusal "link-expired", "already-member" */
export async function findSeatOffer(token: string): Promise<WaitingMembership> {
  const number = readLinkToken(token)?.subject ?? 0;
  const include = { person: true, community: true } as const;
  const found =
    number > 2_147_483_647 ? null : await db().membership.findUnique({ where: { number }, include });
  if (!found || !isGenuine(token, found)) throw new Refusal("link-expired");

  if (found.status === "active" || found.status === "paused") throw new Refusal("already-member");
  if (found.status !== "waiting" || !isHeld(found)) throw new Refusal("link-expired");
  return found;
}

/** They press the button: the seat is theirs. @throws Refusal "link-expired", "already-member" */
export async function takeSeat(token: string): Promise<Membership> {
  const offer = await findSeatOffer(token);
  return transaction(async (tx) => {
    await lockCommunity(tx, offer.communityId);
    const waiting = await tx.membership.findUniqueOrThrow({ where: { id: offer.id } });
    if (waiting.status === "active") throw new Refusal("already-member");
    if (waiting.status !== "waiting" || !isHeld(waiting)) throw new Refusal("link-expired");
    return seat(tx, waiting);
  });
}

export function seatToken(
  membership: Pick<Membership, "number" | "lettersRevoked"> & { person: Pick<Person, "keyVersion"> },
): string {
  const keyVersion = keyVersionOf(membership);
  return writeLinkToken({ key: addressKey(), keyVersion, purpose: "seat", subject: membership.number });
}

/** For the clock: no seat stays empty while somebody waits. */
export async function offerFreeSeats(): Promise<void> {
  const waiting = await db().membership.groupBy({ by: ["communityId"], where: { status: "waiting" } });
  for (const { communityId } of waiting) await transaction((tx) => offerSeat(tx, communityId));
}

async function endLapsedOffers(tx: Tx, communityId: string): Promise<void> {
  const lapsed = await tx.membership.updateManyAndReturn({
    where: { communityId, status: "waiting", seatHeldUntil: { lte: now() } },
    data: { status: "left", waitingSince: null, seatHeldUntil: null, endedAt: now() },
    select: { id: true },
  });
  for (const { id } of lapsed) {
    await record(tx, { communityId, actorId: null, act: "seat.let-go", subjectId: id });
  }
}

async function seat(tx: Tx, waiting: Membership): Promise<Membership> {
  const { id, communityId, personId } = waiting;
  const at = now();
  const membership = await tx.membership.update({
    where: { id },
    data: {
      status: "active",
      waitingSince: null,
      seatHeldUntil: null,
      joinedAt: at,
      toldUntil: at,
      nextDigestAt: nextDigestOf(waiting, at),
    },
  });
  await tellWelcome(tx, membership);
  await record(tx, {
    communityId,
    actorId: personId,
    act: "member.joined",
    subjectId: id,
    details: { role: waiting.role },
  });
  return membership;
}

function isHeld({ role, seatHeldUntil }: Membership): boolean {
  return isSeated(role) && seatHeldUntil !== null && seatHeldUntil > now();
}

function isGenuine(token: string, waiting: Parameters<typeof keyVersionOf>[0]): boolean {
  const keyVersion = keyVersionOf(waiting);
  return verifyLinkToken({ key: addressKeys(), keyVersion, purpose: "seat", token, now: now() });
}
