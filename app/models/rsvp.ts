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
  /** By mail or calendar: when it was said (DTSTAMP, Date), and of which SEQUENCE. Left out: now, of the event as it is. */
  said?: { at: Date | null; sequence?: number };
}

const mostGuests = 9;

/**
 * Says yes, no or maybe. A yes that finds no seats waits in line; a seat that becomes free goes to the first who
 * wait. The same answer again changes nothing, and of several the last one said wins, in whatever order they come (RFC
 * 5546, 2.1.5: SEQUENCE, then DTSTAMP). `tx` null: on its own.
 * @throws Refusal `not-found`, `event-cancelled`, `event-over`, `event-closed`, `too-many-guests` (more than fit; a seat one has is kept)
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
  const word = wordOf(event, given);
  if (before && isOlder(word, before)) return before;
  if (before && isSame(before, given))
    return tx.rsvp.update({ where: { id: before.id }, data: saidOf(word) });

  const rsvp = await (given.answer === "yes" ? sayYes(tx, event, before, word) : giveUpSeat(tx, word));
  const seated = await moveUp(tx, event);
  return seated.find(({ id }) => id === rsvp.id) ?? rsvp;
}

interface Word extends EventAnswer {
  saidAt: Date;
  saidSequence: number;
}

/** Nobody answers from the future: a clock that runs ahead must not shut out what its owner says later. */
function wordOf(event: Event, { said, ...given }: EventAnswer): Word {
  const at = Math.min((said?.at ?? now()).getTime(), now().getTime());
  return {
    ...given,
    saidAt: new Date(at),
    saidSequence: Math.min(said?.sequence ?? event.sequence, event.sequence),
  };
}

/** Of two that were said at the same moment the more careful one counts, so that their order does not matter. */
function isOlder(word: Word, before: Rsvp): boolean {
  const order =
    word.saidSequence - before.saidSequence ||
    word.saidAt.getTime() - before.saidAt.getTime() ||
    careful.indexOf(before.answer) - careful.indexOf(word.answer) ||
    before.guests - word.guests;
  return order < 0;
}

const careful: readonly RsvpAnswer[] = ["no", "maybe", "yes"];

function saidOf({ saidAt, saidSequence }: Word) {
  return { saidAt, saidSequence };
}

async function sayYes(tx: Tx, event: Event, before: Rsvp | null, given: Word): Promise<Rsvp> {
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

function giveUpSeat(tx: Tx, given: Word): Promise<Rsvp> {
  return write(tx, { ...given, guests: 0 }, { waiting: false, answeredAt: now() });
}

async function insistMayAnswer(tx: Tx, event: Event, given: EventAnswer): Promise<void> {
  const member = await tx.membership.count({
    where: { id: given.membershipId, communityId: event.communityId, status: { in: ["active", "paused"] } },
  });
  if (member === 0 || event.status === "draft") throw new Refusal("not-found");
  if (event.status === "cancelled") throw new Refusal("event-cancelled");
  if (event.endsAt.getTime() <= now().getTime()) throw new Refusal("event-over");
  if (event.closedAt && given.answer === "yes") await insistOnList(tx, event, given);
  const { guests } = given;
  if (!Number.isInteger(guests) || guests < 0 || guests > mostGuests) throw new Refusal("too-many-guests");
}

/** A closed list takes nobody new; who is on it may still come with fewer, or not at all. */
async function insistOnList(tx: Tx, { id }: Event, { membershipId, guests }: EventAnswer): Promise<void> {
  const before = await tx.rsvp.findFirst({ where: { eventId: id, membershipId, answer: "yes" } });
  if (!before || guests > before.guests) throw new Refusal("event-closed");
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

function write(tx: Tx, given: Word, state: Pick<Rsvp, "waiting" | "answeredAt">): Promise<Rsvp> {
  const { communityId, eventId, membershipId } = given;
  const columns = { answer: given.answer, guests: given.guests, ...saidOf(given), ...state };
  return tx.rsvp.upsert({
    where: { eventId_membershipId: { eventId, membershipId } },
    create: { communityId, eventId, membershipId, ...columns },
    update: columns,
  });
}
