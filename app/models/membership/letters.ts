import type { Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { prepareDelivery } from "#app/models/delivery.ts";
import { primaryAddress } from "#app/models/person.ts";
import type { JoinRequest, Membership } from "#prisma/generated/client.ts";
import type { LetterKind } from "#prisma/generated/enums.ts";

const DAY = 86_400_000;
/** A welcome that comes later than this would be odd. */
const WELCOME_WITHIN = 7 * DAY;

/** The letters about coming in. What they say is read when they are composed; the row only names whom it is about. */
export function tellWelcome(tx: Tx, membership: Membership): Promise<void> {
  return tellMember(tx, "welcome", membership, membership.joinedAt);
}

export function tellPlace(tx: Tx, membership: Membership): Promise<void> {
  return tellMember(tx, "waiting_list", membership, membership.waitingSince);
}

/** Not after the seat has gone to the next. */
export function tellSeat(tx: Tx, membership: Membership): Promise<void> {
  return tellMember(tx, "seat_offered", membership, membership.seatHeldUntil, membership.seatHeldUntil);
}

export async function askForConfirmation(tx: Tx, request: JoinRequest): Promise<void> {
  await prepareDelivery(tx, {
    communityId: request.communityId,
    kind: "confirm_join",
    letterKey: `confirm-join:${request.id}`,
    address: request.address,
    facts: { joinRequestId: request.id },
    urgency: 0,
    notAfter: request.expiresAt,
  });
}

/** `since` is part of the key: who leaves and comes again is welcomed again. */
async function tellMember(
  tx: Tx,
  kind: LetterKind,
  membership: Membership,
  since: Date | null,
  notAfter: Date | null = null,
): Promise<void> {
  await prepareDelivery(tx, {
    communityId: membership.communityId,
    kind,
    letterKey: `${kind}:${membership.id}:${(since ?? now()).getTime()}`,
    address: await primaryAddress(membership.personId, tx),
    membershipId: membership.id,
    facts: {},
    urgency: 1,
    notAfter: notAfter ?? new Date(now().getTime() + WELCOME_WITHIN),
  });
}
