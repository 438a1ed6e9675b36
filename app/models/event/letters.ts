import type { Delivery, Event, Rsvp } from "#prisma/generated/client.ts";
import type { LetterKind } from "#prisma/generated/enums.ts";
import { db } from "#app/db/client.ts";
import type { Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { isUuid } from "#app/lib/ids.ts";
import { type Addressee, prepareForAudience } from "../delivery/audience.ts";
import { attendeesOf, type Attendee } from "./attendees.ts";
import { type Invitee, inviteesOf } from "./invitations.ts";

/** Tells all who were invited and have not said no what is different now. Nobody hears of what is over. */
export function tellChange(tx: Tx, event: Event): Promise<void> {
  return tell(tx, event, { kind: "event_change", key: `event-change:${event.id}:${event.sequence}` });
}

export function tellCancellation(tx: Tx, event: Event): Promise<void> {
  return tell(tx, event, {
    kind: "event_cancellation",
    key: `event-cancellation:${event.id}:${event.sequence}`,
  });
}

/** Tells those who waited that they have a seat. */
export function tellSeated(tx: Tx, event: Event, membershipIds: readonly string[]): Promise<void> {
  const key = `event-seat:${event.id}:${now().getTime()}`;
  return tell(tx, event, { kind: "event_change", key, membershipIds, hasSeat: true });
}

interface News {
  kind: LetterKind;
  key: string;
  /** Left out: all who were invited or answered, and have not said no. */
  membershipIds?: readonly string[];
  /** The news is their seat: the letter says so, as long as they have it. */
  hasSeat?: true;
}

async function tell(tx: Tx, event: Event, { kind, key, membershipIds, hasSeat }: News): Promise<void> {
  if (event.endsAt.getTime() <= now().getTime()) return;
  const concerned = membershipIds
    ? (await attendeesOf(tx, [event.id])).filter(({ membershipId }) => membershipIds.includes(membershipId))
    : (await inviteesOf(tx, event)).filter(({ answer, invitedAt }) => answer !== null || invitedAt !== null);

  await prepareForAudience(
    tx,
    {
      communityId: event.communityId,
      kind,
      letterKey: key,
      facts: { eventId: event.id, ...(hasSeat ? { hasSeat } : {}) },
      urgency: 4,
      notAfter: event.endsAt,
    },
    concerned.map((attendee) => ({ ...attendee, exclusion: whyNot(attendee) })),
  );
}

function whyNot({ answer, status }: Pick<Attendee | Invitee, "answer" | "status">): Addressee["exclusion"] {
  if (answer === "no") return "not-coming";
  if (status === "active") return null;
  return status === "paused" ? "paused" : "gone";
}

export type LetterEvent = Event & {
  organizer: { name: string };
  seatsLeft: number | null;
  /** Members who have a seat. */
  seated: ReadonlySet<string>;
};

/** The events that letters are about, by delivery: two queries, however many letters. */
export async function eventsForLetters(deliveries: readonly Delivery[]): Promise<Map<string, LetterEvent>> {
  const wanted = new Map(deliveries.map(({ id, facts }) => [id, (facts as { eventId?: unknown }).eventId]));
  const ids = [...wanted.values()].filter((id): id is string => typeof id === "string" && isUuid(id));
  const events = await db().event.findMany({
    where: { id: { in: ids } },
    include: { organizer: { select: { name: true } }, rsvps: { where: { answer: "yes", waiting: false } } },
  });
  const byId = new Map<unknown, LetterEvent>(
    events.map(({ rsvps, ...event }) => [
      event.id,
      {
        ...event,
        seatsLeft: seatsLeft({ ...event, rsvps }),
        seated: new Set(rsvps.map(({ membershipId }) => membershipId)),
      },
    ]),
  );

  return new Map(
    deliveries.flatMap(({ id, communityId }) => {
      const event = byId.get(wanted.get(id));
      return event?.communityId === communityId ? [[id, event]] : [];
    }),
  );
}

/** Whether the letter was written to tell somebody who waited that they have a seat. */
export function tellsOfSeat({ facts }: Pick<Delivery, "facts">): boolean {
  return (facts as { hasSeat?: unknown } | null)?.hasSeat === true;
}

/** Whether the cancellation is for one who has left the community: the event itself takes place. */
export function isForLeaver({ facts }: Pick<Delivery, "facts">): boolean {
  return (facts as { hasLeft?: unknown } | null)?.hasLeft === true;
}

function seatsLeft({
  capacity,
  rsvps,
}: Pick<Event, "capacity"> & { rsvps: Pick<Rsvp, "guests">[] }): number | null {
  if (capacity === null) return null;
  return Math.max(0, capacity - rsvps.reduce((taken, { guests }) => taken + 1 + guests, 0));
}
