import type { Event, Rsvp } from "#prisma/generated/client.ts";
import type { RsvpAnswer } from "#prisma/generated/enums.ts";
import { db } from "#app/db/client.ts";
import { transaction, type Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { isUuid } from "#app/lib/ids.ts";
import { Refusal } from "#app/lib/refusal.ts";
import { holdEvent } from "./event/lock.ts";
import { countSeats, moveUp } from "./rsvp/seats.ts";

export interface EventAnswer {
  communityId: string;
  eventId: string;
  membershipId: string;
  answer: RsvpAnswer;
  /** Whom they bring along, 0 to 9. */
  guests: number;
}

const mostGuests = 9;

/**
 * Says yes, no or maybe. A yes that finds no seats waits in line; a seat that becomes free goes to the first who
 * wait. The same answer again changes nothing. `tx` null: on its own.
 * @throws Refusal `not-found`, `event-cancelled`, `event-over`, `too-many-guests` (more than fit; a seat one has is kept)
 */
export function answerEvent(tx: Tx | null, given: EventAnswer): Promise<Rsvp> {
  return tx ? answer(tx, given) : transaction((own) => answer(own, given));
}

export async function rsvpOf(
  communityId: string,
  eventId: string,
  membershipId: string,
): Promise<Rsvp | null> {
  if (!isUuid(eventId)) return null;
  return db().rsvp.findFirst({ where: { communityId, eventId, membershipId } });
}

/** Guests included. */
export function seatsTaken(eventId: string): Promise<number> {
  return countSeats(db(), eventId);
}

async function answer(tx: Tx, given: EventAnswer): Promise<Rsvp> {
  const event = await holdEvent(tx, given.communityId, given.eventId);
  await insistMayAnswer(tx, event, given);
  const before = await tx.rsvp.findFirst({ where: { eventId: event.id, membershipId: given.membershipId } });
  if (before && isSame(before, given)) return before;

  const rsvp = await (given.answer === "yes" ? sayYes(tx, event, before, given) : giveUpSeat(tx, given));
  const seated = await moveUp(tx, event);
  return seated.find(({ id }) => id === rsvp.id) ?? rsvp;
}

async function sayYes(tx: Tx, event: Event, before: Rsvp | null, given: EventAnswer): Promise<Rsvp> {
  const wanted = 1 + given.guests;
  if (event.capacity !== null && wanted > event.capacity) throw new Refusal("too-many-guests");

  const taken = await countSeats(tx, event.id, given.membershipId);
  const fits = event.capacity === null || taken + wanted <= event.capacity;
  if (before?.answer === "yes") {
    // A seat one has is never lost by asking for more; a place in line is kept, whatever the party's size.
    const fewer = given.guests < before.guests;
    if (!before.waiting && !fits && !fewer) throw new Refusal("too-many-guests");
    return write(tx, given, { waiting: before.waiting, answeredAt: before.answeredAt });
  }

  const last = await lastInLine(tx, event.id);
  return write(tx, given, { waiting: !fits || last !== null, answeredAt: after(last) });
}

function giveUpSeat(tx: Tx, given: EventAnswer): Promise<Rsvp> {
  return write(tx, { ...given, guests: 0 }, { waiting: false, answeredAt: now() });
}

async function insistMayAnswer(tx: Tx, event: Event, given: EventAnswer): Promise<void> {
  const member = await tx.membership.count({
    where: { id: given.membershipId, communityId: event.communityId, status: { in: ["active", "paused"] } },
  });
  if (member === 0 || event.status === "draft") throw new Refusal("not-found");
  if (event.status === "cancelled") throw new Refusal("event-cancelled");
  if (event.endsAt.getTime() <= now().getTime()) throw new Refusal("event-over");
  const { guests } = given;
  if (!Number.isInteger(guests) || guests < 0 || guests > mostGuests) throw new Refusal("too-many-guests");
}

function isSame(before: Rsvp, given: EventAnswer): boolean {
  return before.answer === given.answer && (given.answer !== "yes" || before.guests === given.guests);
}

async function lastInLine(tx: Tx, eventId: string): Promise<Date | null> {
  const { _max } = await tx.rsvp.aggregate({ where: { eventId, waiting: true }, _max: { answeredAt: true } });
  return _max.answeredAt;
}

/** Two who come within one millisecond still stand behind each other. */
function after(last: Date | null): Date {
  return new Date(Math.max(now().getTime(), (last?.getTime() ?? -Infinity) + 1));
}

function write(tx: Tx, given: EventAnswer, state: Pick<Rsvp, "waiting" | "answeredAt">): Promise<Rsvp> {
  const { communityId, eventId, membershipId } = given;
  const columns = { answer: given.answer, guests: given.guests, ...state };
  return tx.rsvp.upsert({
    where: { eventId_membershipId: { eventId, membershipId } },
    create: { communityId, eventId, membershipId, ...columns },
    update: columns,
  });
}
