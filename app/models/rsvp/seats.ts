import type { Event, Rsvp } from "#prisma/generated/client.ts";
import type { Tx } from "#app/db/transaction.ts";
import { record } from "../audit.ts";
import { tellSeated } from "../event/letters.ts";

/** Seats taken, guests included; the caller may leave one member out of the count. */
export async function countSeats(tx: Tx, eventId: string, exceptMembershipId?: string): Promise<number> {
  const { _sum, _count } = await tx.rsvp.aggregate({
    where: {
      eventId,
      answer: "yes",
      waiting: false,
      ...(exceptMembershipId ? { membershipId: { not: exceptMembershipId } } : {}),
    },
    _sum: { guests: true },
    _count: true,
  });
  return _count + (_sum.guests ?? 0);
}

/**
 * Gives free seats to those who wait, first come first served: nobody is overtaken by a smaller party.
 * The caller holds the event.
 * @returns those who have a seat now
 */
export async function moveUp(tx: Tx, event: Event): Promise<Rsvp[]> {
  if (event.status !== "published") return [];
  const waiting = await tx.rsvp.findMany({
    where: { eventId: event.id, waiting: true },
    orderBy: [{ answeredAt: "asc" }, { id: "asc" }],
  });
  if (waiting.length === 0) return [];

  let free = event.capacity === null ? Infinity : event.capacity - (await countSeats(tx, event.id));
  const seated: Rsvp[] = [];
  for (const rsvp of waiting) {
    free -= 1 + rsvp.guests;
    if (free < 0) break;
    seated.push(rsvp);
  }
  if (seated.length > 0) await seat(tx, event, seated);
  return seated.map((rsvp) => ({ ...rsvp, waiting: false }));
}

async function seat(tx: Tx, event: Event, seated: Rsvp[]): Promise<void> {
  const membershipIds = seated.map(({ membershipId }) => membershipId);
  await tx.rsvp.updateMany({ where: { id: { in: seated.map(({ id }) => id) } }, data: { waiting: false } });
  await tellSeated(tx, event, membershipIds);
  await record(tx, {
    communityId: event.communityId,
    actorId: null,
    act: "rsvp.moved-up",
    subjectId: event.id,
    details: { membershipIds },
  });
}
