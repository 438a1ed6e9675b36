import { db } from "#app/db/client.ts";
import { transaction, type Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { isUuid } from "#app/lib/ids.ts";
import { addressKey, addressKeys } from "#app/lib/keys.ts";
import { isTimeZone } from "#app/lib/local-time.ts";
import { Refusal, type RefusalReason } from "#app/lib/refusal.ts";
import { record } from "#app/models/audit.ts";
import { findInvitation, takeInvitedSeat } from "#app/models/invitation.ts";
import { askForConfirmation, tellPlace, tellWelcome } from "#app/models/membership/letters.ts";
import { nextDigestOf } from "#app/models/membership/rhythm.ts";
import {
  countFreeSeats,
  findSeatOffer,
  lockCommunity,
  offerSeat,
  placeInWaitingList,
  takeSeat,
} from "#app/models/membership/seats.ts";
import { ensurePerson, insistAddress, insistName, primaryAddress } from "#app/models/person.ts";
import { isSeated } from "#app/models/roles.ts";
import { readLinkToken, verifyLinkToken, writeLinkToken } from "#emails/writing/link-tokens.ts";
import type { Community, Invitation, JoinRequest, Membership, Person } from "#prisma/generated/client.ts";
import type { Role } from "#prisma/generated/enums.ts";

const CONFIRM_WITHIN = 3 * 86_400_000;
/** Letters to confirm that one address gets from one community in a day: nobody's inbox is filled by a stranger. */
const CONFIRMATIONS_A_DAY = 3;

export interface Newcomer {
  name: string;
  address: string;
  timeZone?: string;
  makes?: string;
}

export type CameIn =
  { kind: "joined"; membership: Membership } | { kind: "waiting"; membership: Membership; place: number };

/**
 * The newcomer pressed the button. An invitation that was mailed to the very address they give proves it: they are in.
 * For any other address a letter asks first; nothing is told here about whose address it is.
 * @throws Refusal
 */
export async function acceptInvitation(
  offer: Newcomer & { token: string },
): Promise<CameIn | { kind: "confirm"; address: string }> {
  const { invitation, community } = await findInvitation(offer.token);
  const newcomer = tidyNewcomer(offer);

  if (provesAddress(invitation, newcomer.address)) {
    return transaction((tx) =>
      join(tx, { communityId: community.id, invitationId: invitation.id, newcomer, askedAt: now() }),
    );
  }
  await askToConfirm(invitation, newcomer);
  return { kind: "confirm", address: newcomer.address };
}

/** What the page behind a letter asks: is this address yours (confirm), do you take the seat (seat)? */
export interface AskedToJoin {
  kind: "confirm" | "seat";
  community: Community;
  name: string;
  address: string;
  /** When it is too late to say yes. */
  expiresAt: Date;
}

/** For the page `/confirm/:token`; changes nothing. @throws Refusal "link-expired", and why there is nothing to ask */
export async function findJoinRequest(token: string): Promise<AskedToJoin> {
  if (isConfirmToken(token)) {
    const request = await readRequest(token);
    if (request.confirmedAt) throw new Refusal(await whyConfirmed(db(), request));
    const { community, name, address, expiresAt } = request;
    return { kind: "confirm", community, name, address, expiresAt };
  }
  const { community, name, personId, seatHeldUntil } = await findSeatOffer(token);
  return {
    kind: "seat",
    community,
    name,
    address: await primaryAddress(personId),
    expiresAt: seatHeldUntil ?? now(),
  };
}

/** The button was pressed: the address is theirs and they are in, or in the waiting list. @throws Refusal */
export async function confirmJoin(token: string): Promise<CameIn> {
  if (!isConfirmToken(token)) return { kind: "joined", membership: await takeSeat(token) };
  const { communityId, invitationId, name, address, makes, timeZone, createdAt, id } =
    await readRequest(token);
  const newcomer = { name, address, makes, ...(timeZone && { timeZone }) };

  return transaction(async (tx) => {
    const fresh = { id, confirmedAt: null };
    const { count } = await tx.joinRequest.updateMany({ where: fresh, data: { confirmedAt: now() } });
    if (count === 0) throw new Refusal(await whyConfirmed(tx, { communityId, address }));
    return join(tx, { communityId, invitationId, newcomer, askedAt: createdAt });
  });
}

/** For the letters that ask. */
export async function joinRequestsById(ids: readonly string[]): Promise<Map<string, JoinRequest>> {
  const found = await db().joinRequest.findMany({ where: { id: { in: ids.filter(isUuid) } } });
  return new Map(found.map((request) => [request.id, request]));
}

/** The token of the letter that asks to confirm. */
export function confirmJoinToken(request: Pick<JoinRequest, "number" | "expiresAt">): string {
  const { number: subject, expiresAt } = request;
  return writeLinkToken({ key: addressKey(), keyVersion: 1, purpose: "confirm-join", subject, expiresAt });
}

/** For the clock: requests that nobody confirmed are forgotten, with the address in them. */
export async function forgetJoinRequests(): Promise<number> {
  const { count } = await db().joinRequest.deleteMany({ where: { expiresAt: { lte: now() } } });
  return count;
}

function isConfirmToken(token: string): boolean {
  return verifyLinkToken({ key: addressKeys(), keyVersion: 1, purpose: "confirm-join", token, now: now() });
}

async function readRequest(token: string): Promise<JoinRequest & { community: Community }> {
  const number = readLinkToken(token)?.subject ?? 0;
  const request = await db().joinRequest.findUnique({ where: { number }, include: { community: true } });
  if (!request || request.expiresAt <= now()) throw new Refusal("link-expired");
  return request;
}

/** Pressed twice, or opened again long after: they are told where they stand. */
async function whyConfirmed(
  tx: Tx,
  { communityId, address }: Pick<JoinRequest, "communityId" | "address">,
): Promise<RefusalReason> {
  const membership = await tx.membership.findFirst({
    where: { communityId, person: { addresses: { some: { address } } } },
    select: { status: true },
  });
  if (membership?.status === "waiting") return "already-waiting";
  return membership?.status === "active" || membership?.status === "paused"
    ? "already-member"
    : "link-expired";
}

interface Joining {
  communityId: string;
  invitationId: string | null;
  newcomer: Newcomer;
  askedAt: Date;
}

async function join(tx: Tx, { communityId, invitationId, newcomer, askedAt }: Joining): Promise<CameIn> {
  const community = await lockCommunity(tx, communityId);
  // A seat whose hold is over belongs to the next in line, not to whoever comes by just now.
  await offerSeat(tx, communityId);
  const person = await ensurePerson(tx, { ...newcomer, locale: community.locale, verified: true });
  const earlier = await tx.membership.findUnique({
    where: { communityId_personId: { communityId, personId: person.id } },
  });
  const asked = invitationId ? await tx.invitation.findUnique({ where: { id: invitationId } }) : null;
  refuseUnlessNew(earlier, asked);
  const invitation = invitationId ? await takeInvitedSeat(tx, invitationId, askedAt) : null;

  const role = invitation?.role ?? "member";
  const free = !isSeated(role) || (await countFreeSeats(tx, community)) > 0;
  await liftSuppression(tx, communityId, newcomer.address);
  const membership = await saveMembership(tx, {
    community,
    person,
    newcomer,
    invitation,
    earlier,
    role,
    free,
  });
  await recordJoining(tx, membership);
  return tellNewcomer(tx, membership);
}

function refuseUnlessNew(earlier: Membership | null, invitation: Invitation | null): void {
  if (!earlier) return;
  const steppingUp = earlier.role === "follower" && isSeated(invitation?.role ?? "member");
  if (earlier.status === "waiting") throw new Refusal("already-waiting");
  if ((earlier.status === "active" || earlier.status === "paused") && !steppingUp)
    throw new Refusal("already-member");
  // A link goes from hand to hand; whom an owner has removed comes back by an owner's own invitation.
  if (earlier.status === "removed" && invitation?.kind !== "personal") throw new Refusal("was-removed");
}

/** Who comes again finds their profile and their posts where they left them. */
function saveMembership(
  tx: Tx,
  coming: {
    community: Community;
    person: Person;
    newcomer: Newcomer;
    invitation: Invitation | null;
    earlier: Membership | null;
    role: Role;
    free: boolean;
  },
): Promise<Membership> {
  const { community, person, newcomer, invitation, earlier, role, free } = coming;
  const at = now();
  const rhythm = earlier ?? rhythmOfNewcomers(community, newcomer);
  const arrival = {
    role,
    name: newcomer.name,
    invitationId: invitation?.id ?? null,
    invitedById: invitation?.inviterId ?? null,
    toldUntil: at,
    pausedUntil: null,
    seatHeldUntil: null,
    endedAt: null,
    ...(free
      ? {
          status: "active" as const,
          joinedAt: at,
          waitingSince: null,
          nextDigestAt: nextDigestOf(rhythm, at),
        }
      : { status: "waiting" as const, joinedAt: null, waitingSince: at, nextDigestAt: null }),
  };

  if (earlier) {
    const makes = newcomer.makes?.trim();
    return tx.membership.update({ where: { id: earlier.id }, data: { ...arrival, ...(makes && { makes }) } });
  }
  return tx.membership.create({
    data: {
      ...rhythmOfNewcomers(community, newcomer),
      ...arrival,
      communityId: community.id,
      personId: person.id,
      makes: newcomer.makes?.trim() ?? "",
      locale: community.locale,
      createdAt: at,
    },
  });
}

function rhythmOfNewcomers(community: Community, { timeZone }: Newcomer) {
  const { digestRhythm, digestWeekday, digestHour } = community;
  return { digestRhythm, digestWeekday, digestHour, timeZone: timeZone ?? community.timeZone };
}

/** Whatever stopped our letters before: a letter has reached them just now, and they asked to come in. */
async function liftSuppression(tx: Tx, communityId: string, address: string): Promise<void> {
  await tx.suppression.deleteMany({ where: { communityId, address } });
}

async function recordJoining(tx: Tx, { communityId, personId, id, status, role }: Membership): Promise<void> {
  const act = status === "waiting" ? "member.queued" : "member.joined";
  await record(tx, { communityId, actorId: personId, act, subjectId: id, details: { role } });
}

async function tellNewcomer(tx: Tx, membership: Membership): Promise<CameIn> {
  if (membership.status !== "waiting") {
    await tellWelcome(tx, membership);
    return { kind: "joined", membership };
  }
  await tellPlace(tx, membership);
  return { kind: "waiting", membership, place: await placeInWaitingList(membership, tx) };
}

async function askToConfirm(
  invitation: Invitation,
  { name, address, makes = "", timeZone }: Newcomer,
): Promise<void> {
  const { communityId, id: invitationId } = invitation;
  const at = now();

  await transaction(async (tx) => {
    const lately = { communityId, address, createdAt: { gt: new Date(at.getTime() - 86_400_000) } };
    if ((await tx.joinRequest.count({ where: lately })) >= CONFIRMATIONS_A_DAY)
      throw new Refusal("asked-too-often");
    const request = await tx.joinRequest.create({
      data: {
        communityId,
        invitationId,
        address,
        name,
        makes,
        timeZone: timeZone ?? null,
        expiresAt: new Date(at.getTime() + CONFIRM_WITHIN),
        createdAt: at,
      },
    });
    await askForConfirmation(tx, request);
  });
}

function tidyNewcomer({ name, address, makes, timeZone }: Newcomer): Newcomer {
  return {
    name: insistName(name),
    address: insistAddress(address),
    ...(makes !== undefined && { makes: makes.trim() }),
    // A browser tells the zone; an odd one is no reason to send somebody away.
    ...(timeZone !== undefined && isTimeZone(timeZone) && { timeZone }),
  };
}

function provesAddress(invitation: Invitation, address: string): boolean {
  return invitation.kind === "personal" && invitation.address?.toLowerCase() === address.toLowerCase();
}
