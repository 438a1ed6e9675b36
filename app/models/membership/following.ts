import { db } from "#app/db/client.ts";
import { transaction, type Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { isUuid } from "#app/lib/ids.ts";
import { addressKey, addressKeys } from "#app/lib/keys.ts";
import { isTimeZone } from "#app/lib/local-time.ts";
import { Refusal } from "#app/lib/refusal.ts";
import { record } from "#app/models/audit.ts";
import { prepareDelivery } from "#app/models/delivery.ts";
import { tellWelcome } from "#app/models/membership/letters.ts";
import { lockCommunity } from "#app/models/membership/seats.ts";
import { ensurePerson, insistAddress, insistName } from "#app/models/person.ts";
import { answerEvent } from "#app/models/rsvp.ts";
import { readLinkToken, verifyLinkToken, writeLinkToken } from "#emails/writing/link-tokens.ts";
import type { Community, FollowRequest, Membership } from "#prisma/generated/client.ts";

const DAY = 86_400_000;
const CONFIRM_WITHIN = 3 * DAY;
/** Letters to confirm that one address gets from one community in a day: nobody's inbox is filled by a stranger. */
const CONFIRMATIONS_A_DAY = 3;

/** Somebody who wants the newsletter. */
export interface Interested {
  address: string;
  /** Left out: what stands before the @. */
  name?: string;
  locale?: string;
  timeZone?: string;
  /** They come to an event that everybody may see; then the newsletter comes only if they want it. */
  event?: { id: string; guests: number; newsletter: boolean };
}

export type Followed =
  | { kind: "follows"; membership: Membership }
  /** They follow, or are a member, already. */
  | { kind: "already"; membership: Membership };

/**
 * Somebody gave an address. A letter asks whether it is theirs; until its button is pressed, nobody follows. What is
 * done here is the same for every address, known or not, so that nobody learns who is known; who was asked too often
 * today gets no further letter, and that is not told either.
 * @throws Refusal "address-odd"
 */
export async function askToFollow(
  community: Pick<Community, "id" | "locale">,
  interested: Interested,
): Promise<void> {
  const wanted = tidyInterested(community, interested);
  await transaction((tx) => askToFollowIn(tx, community.id, wanted));
}

/** The same inside a transaction of the caller; `wanted` is tidy. */
export async function askToFollowIn(
  tx: Tx,
  communityId: string,
  wanted: ReturnType<typeof tidyInterested>,
): Promise<void> {
  const at = now();
  const lately = { communityId, address: wanted.address, createdAt: { gt: new Date(at.getTime() - DAY) } };
  if ((await tx.followRequest.count({ where: lately })) >= CONFIRMATIONS_A_DAY) return;

  const request = await tx.followRequest.create({
    data: { ...wanted, communityId, expiresAt: new Date(at.getTime() + CONFIRM_WITHIN), createdAt: at },
  });
  await prepareDelivery(tx, {
    communityId,
    kind: "confirm_follow",
    letterKey: `confirm-follow:${request.id}`,
    address: request.address,
    facts: { followRequestId: request.id },
    urgency: 0,
    notAfter: request.expiresAt,
  });
}

/** @throws Refusal "address-odd" */
export function tidyInterested(
  { locale }: Pick<Community, "locale">,
  { address: typed, name = "", timeZone, event, ...interested }: Interested,
) {
  const address = insistAddress(typed);
  return {
    address,
    name: insistName(name.trim() === "" ? address.slice(0, address.lastIndexOf("@")) : name),
    locale: interested.locale ?? locale,
    timeZone: timeZone !== undefined && isTimeZone(timeZone) ? timeZone : null,
    ...(event && { eventId: event.id, guests: event.guests, newsletter: event.newsletter }),
  };
}

export type FoundRequest = FollowRequest & {
  community: Community;
  event: { number: number; title: string } | null;
};

/** For the page behind the letter; changes nothing. @throws Refusal "link-expired" */
export async function findFollowRequest(token: string): Promise<FoundRequest> {
  const seal = { key: addressKeys(), keyVersion: 1, purpose: "confirm-follow" as const };
  const number = readLinkToken(token)?.subject ?? 0;
  if (number > 2_147_483_647 || !verifyLinkToken({ ...seal, token, now: now() }))
    throw new Refusal("link-expired");
  const request = await db().followRequest.findUnique({
    where: { number },
    include: { community: true, event: { select: { number: true, title: true } } },
  });
  if (!request || request.expiresAt <= now()) throw new Refusal("link-expired");
  return request;
}

/**
 * The button was pressed: the address is theirs, and they follow. Pressing it again changes nothing. Who paused or had
 * left follows again; who is a member stays one. Who came by an event has a seat at it, or a place in line.
 * @throws Refusal "link-expired", "was-removed", "already-waiting", and what an event refuses
 */
export async function confirmFollow(token: string): Promise<Followed> {
  const request = await findFollowRequest(token);
  const { id, communityId, eventId, guests } = request;

  return transaction(async (tx) => {
    const community = await lockCommunity(tx, communityId);
    const { count } = await tx.followRequest.updateMany({
      where: { id, confirmedAt: null },
      data: { confirmedAt: now() },
    });
    const followed = await follow(tx, community, request);
    // Pressing again changes nothing, also if they have said no since.
    if (eventId !== null && count > 0) {
      const { id: membershipId } = followed.membership;
      await answerEvent(tx, { communityId, eventId, membershipId, answer: "yes", guests });
      await inviteByLetter(tx, request, membershipId);
    }
    return followed;
  });
}

/** The event for their calendar, with the ways to change their mind. */
async function inviteByLetter(
  tx: Tx,
  { communityId, eventId, address }: FollowRequest,
  membershipId: string,
) {
  if (eventId === null) return;
  await prepareDelivery(tx, {
    communityId,
    kind: "event_invitation",
    letterKey: `event-invitation:${eventId}:${membershipId}`,
    address,
    membershipId,
    facts: { eventId },
    urgency: 0,
    notAfter: new Date(now().getTime() + CONFIRM_WITHIN),
  });
}

async function follow(
  tx: Tx,
  community: Community,
  { communityId, address, name, locale, timeZone, newsletter }: FollowRequest,
): Promise<Followed> {
  const person = await ensurePerson(tx, { name, address, locale, verified: true });
  const earlier = await tx.membership.findUnique({
    where: { communityId_personId: { communityId, personId: person.id } },
  });
  if (earlier?.status === "removed") throw new Refusal("was-removed");
  if (earlier?.status === "waiting") throw new Refusal("already-waiting");
  // A letter has reached them just now, and they asked for more.
  await tx.suppression.deleteMany({ where: { communityId, address } });
  if (earlier && isThereAlready(earlier, newsletter)) return { kind: "already", membership: earlier };

  const digestRhythm = newsletter ? "on_publish" : "off";
  const membership = earlier
    ? await followAgain(tx, earlier, digestRhythm)
    : await beginToFollow(tx, community, { personId: person.id, name, locale, timeZone, digestRhythm });
  await record(tx, { communityId, actorId: person.id, act: "member.followed", subjectId: membership.id });
  if (newsletter) await tellWelcome(tx, membership);
  return { kind: "follows", membership };
}

export type AskedRequest = FollowRequest & { event: { title: string } | null };

/** For the letters that ask. */
export async function followRequestsById(ids: readonly string[]): Promise<Map<string, AskedRequest>> {
  const found = await db().followRequest.findMany({
    where: { id: { in: ids.filter(isUuid) } },
    include: { event: { select: { title: true } } },
  });
  return new Map(found.map((request) => [request.id, request]));
}

/** The token of the letter that asks to confirm. */
export function confirmFollowToken({
  number,
  expiresAt,
}: Pick<FollowRequest, "number" | "expiresAt">): string {
  return writeLinkToken({
    key: addressKey(),
    keyVersion: 1,
    purpose: "confirm-follow",
    subject: number,
    expiresAt,
  });
}

/** For the clock: addresses that nobody confirmed are forgotten; those that did are people by now. */
export async function forgetFollowRequests(): Promise<number> {
  const { count } = await db().followRequest.deleteMany({ where: { expiresAt: { lte: now() } } });
  return count;
}

/** A paused follower wants letters again, a guest of an event the newsletter; anybody else who is there stays as they are. */
function isThereAlready({ status, role, digestRhythm }: Membership, newsletter: boolean): boolean {
  if (role === "follower" && newsletter && digestRhythm === "off") return false;
  return status === "active" || (status === "paused" && role !== "follower");
}

function followAgain(
  tx: Tx,
  { id, status, joinedAt }: Membership,
  digestRhythm: "on_publish" | "off",
): Promise<Membership> {
  return tx.membership.update({
    where: { id },
    data: {
      role: "follower",
      status: "active",
      digestRhythm,
      joinedAt: status === "left" ? now() : joinedAt,
      pausedUntil: null,
      endedAt: null,
      nextDigestAt: null,
    },
  });
}

/** Their digest is the newsletter: no hour of their own. "off": only letters about the events that they come to. */
function beginToFollow(
  tx: Tx,
  community: Community,
  {
    personId,
    name,
    locale,
    timeZone,
    digestRhythm,
  }: {
    personId: string;
    name: string;
    locale: string;
    timeZone: string | null;
    digestRhythm: "on_publish" | "off";
  },
): Promise<Membership> {
  const at = now();
  return tx.membership.create({
    data: {
      communityId: community.id,
      personId,
      role: "follower",
      status: "active",
      name,
      locale,
      timeZone: timeZone ?? community.timeZone,
      digestRhythm,
      digestWeekday: community.digestWeekday,
      digestHour: community.digestHour,
      nextDigestAt: null,
      toldUntil: at,
      joinedAt: at,
      createdAt: at,
    },
  });
}
