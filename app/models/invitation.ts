import { db } from "#app/db/client.ts";
import { transaction, type Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { isUuid } from "#app/lib/ids.ts";
import { addressKey, addressKeys } from "#app/lib/keys.ts";
import { links } from "#app/lib/links.ts";
import { Refusal, type RefusalReason } from "#app/lib/refusal.ts";
import { record } from "#app/models/audit.ts";
import { prepareDelivery } from "#app/models/delivery.ts";
import { insistAddress } from "#app/models/person.ts";
import { insistMay, mayInviteAs, SEATED_ROLES, type Actor } from "#app/models/roles.ts";
import { readLinkToken, verifyLinkToken, writeLinkToken } from "#emails/writing/link-tokens.ts";
import type { Community, Invitation, Membership, Prisma } from "#prisma/generated/client.ts";
import type { DeliveryStatus, Role } from "#prisma/generated/enums.ts";

const DAY = 86_400_000;
const PERSONAL_FOR = 30 * DAY;
const REMIND_AFTER = 5 * DAY;
const REMIND_UNTIL = 1 * DAY;
const MOST_SEATS = 1000;

export type InvitationState = "open" | "accepted" | "expired" | "revoked";

export interface ListedInvitation extends Invitation {
  state: InvitationState;
  inviterName: string;
  /** How the letter of a personal invitation fared; null for a link. */
  letter: DeliveryStatus | null;
  /** The address of a link, to pass on; null for a personal one, which proves an address and belongs to its receiver. */
  url: string | null;
}

export interface FoundInvitation {
  invitation: Invitation;
  community: Community;
  inviter: Membership;
}

interface InvitationWanted {
  address: string;
  name?: string;
  note?: string;
  role?: Role;
}

/** A letter goes to this address; it has one seat for 30 days. @throws Refusal "already-member", "already-invited" */
export function inviteByAddress(actor: Actor, wanted: InvitationWanted): Promise<Invitation> {
  return transaction((tx) => inviteByAddressIn(tx, actor, wanted));
}

/** The same inside a transaction of the caller. */
export async function inviteByAddressIn(tx: Tx, actor: Actor, wanted: InvitationWanted): Promise<Invitation> {
  const role = insistInvites(actor, wanted.role);
  const address = insistAddress(wanted.address);
  const communityId = actor.community.id;

  // Two owners who invite the same person in the same moment: the second is told.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${communityId} || lower(${address}), 0))`;
  await refuseIfKnown(tx, communityId, address);
  const invitation = await tx.invitation.create({
    data: {
      ...common(actor, role, wanted.note),
      kind: "personal",
      address,
      name: wanted.name?.trim() ?? "",
      expiresAt: new Date(now().getTime() + PERSONAL_FOR),
    },
  });
  await sendLetter(tx, invitation, "invitation");
  await recordInvitation(tx, actor, "invitation.sent", invitation);
  return invitation;
}

/** A link for as many as there are seats, until it expires. */
export async function makeInvitationLink(
  actor: Actor,
  wanted: { seats: number; expiresAt: Date; note?: string; role?: Role },
): Promise<Invitation> {
  const role = insistInvites(actor, wanted.role);
  if (!Number.isInteger(wanted.seats) || wanted.seats < 1 || wanted.seats > MOST_SEATS)
    throw new Refusal("seats-odd");
  if (wanted.expiresAt <= now()) throw new Refusal("time-past");

  return transaction(async (tx) => {
    const invitation = await tx.invitation.create({
      data: {
        ...common(actor, role, wanted.note),
        kind: "link",
        seats: wanted.seats,
        expiresAt: wanted.expiresAt,
      },
    });
    await recordInvitation(tx, actor, "invitation.made", invitation);
    return invitation;
  });
}

/** What a link of ours invites to. @throws Refusal that says kindly why it does not (any more) */
export async function findInvitation(token: string): Promise<FoundInvitation> {
  const number = readLinkToken(token)?.subject ?? 0;
  const seal = { key: addressKeys(), keyVersion: 1, purpose: "invitation", token, now: now() } as const;
  if (number > 2_147_483_647 || !verifyLinkToken(seal)) throw new Refusal("invitation-unknown");
  const found = await db().invitation.findUnique({
    where: { number },
    include: { community: true, inviter: true, memberships: { select: { status: true }, take: 1 } },
  });
  if (!found) throw new Refusal("invitation-unknown");

  const { community, inviter, memberships, ...invitation } = found;
  if (community.closedAt) throw new Refusal("community-closed");
  const closed = whyClosed(invitation);
  const cameIn = invitation.kind === "personal" && memberships.some(({ status }) => status in STILL_IN);
  if (closed === "invitation-used" && cameIn) throw new Refusal("already-member");
  if (closed) throw new Refusal(closed);
  return { invitation, community, inviter };
}

export function invitationUrl(invitation: Pick<Invitation, "number">): string {
  return links.join(
    writeLinkToken({ key: addressKey(), keyVersion: 1, purpose: "invitation", subject: invitation.number }),
  );
}

export interface ToldInvitation extends Invitation {
  inviterName: string;
  memberCount: number;
}

/** What letters tell of invitations, by their id: two queries, however many. */
export async function invitationsToTell(ids: readonly string[]): Promise<Map<string, ToldInvitation>> {
  const invitations = await db().invitation.findMany({
    where: { id: { in: ids.filter(isUuid) } },
    include: { inviter: { select: { name: true } } },
  });
  const counts = await db().membership.groupBy({
    by: ["communityId"],
    where: {
      communityId: { in: [...new Set(invitations.map(({ communityId }) => communityId))] },
      status: { in: ["active", "paused"] },
      role: { in: [...SEATED_ROLES] },
    },
    _count: true,
  });
  const countOf = new Map(counts.map(({ communityId, _count }) => [communityId, _count]));

  return new Map(
    invitations.map(({ inviter, ...invitation }) => [
      invitation.id,
      { ...invitation, inviterName: inviter.name, memberCount: countOf.get(invitation.communityId) ?? 0 },
    ]),
  );
}

/** The newest first; a constant number of queries. */
export async function listInvitations(communityId: string): Promise<ListedInvitation[]> {
  const invitations = await db().invitation.findMany({
    where: { communityId },
    include: { inviter: { select: { name: true } } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  return withFates(communityId, invitations);
}

/** With how their letters fared: one query. */
export async function withFates(
  communityId: string,
  invitations: readonly (Invitation & { inviter: { name: string } })[],
): Promise<ListedInvitation[]> {
  const letters = await db().delivery.findMany({
    where: { communityId, letterKey: { in: invitations.map(letterKeyOf) } },
    select: { letterKey: true, status: true },
  });
  const statusOf = new Map(letters.map(({ letterKey, status }) => [letterKey, status]));

  return invitations.map(({ inviter, ...invitation }) => ({
    ...invitation,
    state: stateOf(invitation),
    inviterName: inviter.name,
    letter: statusOf.get(letterKeyOf(invitation)) ?? null,
    url: invitation.kind === "link" ? invitationUrl(invitation) : null,
  }));
}

/** Those of this community by their numbers. */
export function invitationsNumbered(
  { community }: Pick<Actor, "community">,
  numbers: readonly number[],
): Promise<{ id: string; number: number }[]> {
  return db().invitation.findMany({
    where: { communityId: community.id, number: { in: [...numbers] } },
    select: { id: true, number: true },
  });
}

/** Its link ends at once, and its letter is not sent if it still waits. */
export async function revokeInvitation(actor: Actor, id: string): Promise<void> {
  insistMay(actor, "invite");
  if (!isUuid(id)) throw new Refusal("not-found");

  await transaction(async (tx) => {
    const { count } = await tx.invitation.updateMany({
      where: { id, communityId: actor.community.id, revokedAt: null },
      data: { revokedAt: now() },
    });
    const invitation = await tx.invitation.findFirst({ where: { id, communityId: actor.community.id } });
    if (!invitation) throw new Refusal("not-found");
    if (count > 0) await recordInvitation(tx, actor, "invitation.revoked", invitation);
  });
}

/** "No, thank you: do not write to me again." By a personal invitation, pressed by its receiver. @throws Refusal */
export async function declineInvitation(token: string): Promise<void> {
  const { invitation } = await findInvitation(token);
  const { id, communityId, address } = invitation;
  if (address === null) throw new Refusal("not-found");

  await transaction(async (tx) => {
    await tx.invitation.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: now() } });
    await tx.suppression.createMany({
      data: [
        { communityId, address, reason: "unsubscribed", words: "declined an invitation", createdAt: now() },
      ],
      skipDuplicates: true,
    });
    await record(tx, { communityId, actorId: null, act: "invitation.declined", subjectId: id });
  });
}

/**
 * Takes one seat, exactly: compare and set, in the transaction that joins.
 * @param askedAt when the newcomer asked; who asked in time may confirm after the expiry
 * @throws Refusal "invitation-revoked", "invitation-expired", "invitation-used"
 */
export async function takeInvitedSeat(tx: Tx, id: string, askedAt: Date): Promise<Invitation> {
  const taken = await tx.$executeRaw`
    UPDATE invitation SET seats_taken = seats_taken + 1,
           accepted_at = CASE WHEN seats_taken + 1 >= seats THEN ${now()} ELSE accepted_at END
     WHERE id = ${id}::uuid AND seats_taken < seats AND revoked_at IS NULL AND expires_at > ${askedAt}`;

  const invitation = await tx.invitation.findUniqueOrThrow({ where: { id } });
  if (taken === 0) throw new Refusal(whyClosed(invitation, askedAt) ?? "invitation-used");
  return invitation;
}

/** One reminder, five days after a personal invitation that nobody answered. For the clock; returns how many. */
export async function remindInvitees(): Promise<number> {
  const at = now();
  return transaction(async (tx) => {
    const due = await tx.invitation.updateManyAndReturn({
      where: {
        kind: "personal",
        acceptedAt: null,
        revokedAt: null,
        remindedAt: null,
        createdAt: { lte: new Date(at.getTime() - REMIND_AFTER) },
        expiresAt: { gt: new Date(at.getTime() + REMIND_UNTIL) },
      },
      data: { remindedAt: at },
      limit: 500,
    });
    for (const invitation of due) await sendLetter(tx, invitation, "invitation_reminder");
    return due.length;
  });
}

const STILL_IN = { active: true, paused: true, waiting: true };

function insistInvites(actor: Actor, role: Role = "member"): Role {
  insistMay(actor, "invite");
  const allowed: readonly Role[] = mayInviteAs[actor.membership.role];
  if (!allowed.includes(role)) throw new Refusal("not-allowed");
  return role;
}

async function refuseIfKnown(tx: Tx, communityId: string, address: string): Promise<void> {
  const membership = await tx.membership.findFirst({
    where: {
      communityId,
      person: { addresses: { some: { address } } },
      status: { in: ["active", "paused", "waiting"] },
    },
    select: { status: true },
  });
  if (membership) throw new Refusal(membership.status === "waiting" ? "already-waiting" : "already-member");

  const open = await tx.invitation.findFirst({
    where: {
      communityId,
      kind: "personal",
      address,
      acceptedAt: null,
      revokedAt: null,
      expiresAt: { gt: now() },
    },
    select: { id: true },
  });
  if (open) throw new Refusal("already-invited");
}

function common(
  actor: Actor,
  role: Role,
  note = "",
): Omit<Prisma.InvitationUncheckedCreateInput, "kind" | "expiresAt"> {
  return {
    communityId: actor.community.id,
    inviterId: actor.membership.id,
    role,
    note: note.trim(),
    createdAt: now(),
  };
}

async function sendLetter(
  tx: Tx,
  invitation: Invitation,
  kind: "invitation" | "invitation_reminder",
): Promise<void> {
  if (invitation.address === null) return;
  await prepareDelivery(tx, {
    communityId: invitation.communityId,
    kind,
    letterKey: kind === "invitation" ? letterKeyOf(invitation) : `invitation-reminder:${invitation.id}`,
    address: invitation.address,
    facts: { invitationId: invitation.id },
    urgency: 3,
    notAfter: invitation.expiresAt,
  });
}

async function recordInvitation(
  tx: Tx,
  actor: Actor,
  act: `invitation.${string}`,
  { id, kind, role, seats }: Invitation,
): Promise<void> {
  const details = { kind, role, seats };
  await record(tx, {
    communityId: actor.community.id,
    actorId: actor.person.id,
    act,
    subjectId: id,
    details,
  });
}

function letterKeyOf({ id }: Pick<Invitation, "id">): string {
  return `invitation:${id}`;
}

function stateOf(invitation: Invitation): InvitationState {
  const closed = whyClosed(invitation);
  if (closed === "invitation-used") return "accepted";
  if (closed === "invitation-revoked") return "revoked";
  return closed === "invitation-expired" ? "expired" : "open";
}

/** null while it is open. */
export function whyClosed(
  { revokedAt, seatsTaken, seats, expiresAt }: Invitation,
  at = now(),
): Extract<RefusalReason, "invitation-used" | "invitation-revoked" | "invitation-expired"> | null {
  if (seatsTaken >= seats) return "invitation-used";
  if (revokedAt) return "invitation-revoked";
  return expiresAt <= at ? "invitation-expired" : null;
}
