import type { Prisma } from "#prisma/generated/client.ts";
import type { EventStatus } from "#prisma/generated/enums.ts";
import { db } from "#app/db/client.ts";
import { now } from "#app/lib/clock.ts";
import { isUuid } from "#app/lib/ids.ts";

export interface EventSearch {
  /** Left out: all. What is on right now is still coming. */
  when?: "coming" | "past" | undefined;
  status?: EventStatus | undefined;
  /** From 1. */
  page?: number | undefined;
}

const eventsPerPage = 20;

const parts = {
  organizer: { select: { id: true, number: true, name: true, photoId: true } },
  thread: { select: { id: true, number: true, postCount: true, lastPostAt: true, closedAt: true } },
} as const satisfies Prisma.EventInclude;

const answers = {
  rsvps: {
    include: {
      membership: { select: { id: true, number: true, name: true, photoId: true, timeZone: true } },
    },
    orderBy: [{ answeredAt: "asc" }, { id: "asc" }],
  },
} as const satisfies Prisma.EventInclude;

type EventParts = Prisma.EventGetPayload<{ include: typeof parts }>;
type EventAnswers = Prisma.EventGetPayload<{ include: typeof parts & typeof answers }>;

/** People who answered; `seatsTaken` and `seatsWaiting` count their guests too. */
interface Turnout {
  yes: number;
  maybe: number;
  no: number;
  waiting: number;
  seatsTaken: number;
  seatsWaiting: number;
}

type ListedEvent = EventParts & { turnout: Turnout };
/** Answers in the order they came; those who wait are in line in this order. */
export type EventWithRsvps = EventAnswers & { turnout: Turnout };

export interface EventPage {
  events: ListedEvent[];
  total: number;
  page: number;
  pages: number;
}

/** What comes next first; of past ones the latest first. */
export async function listEvents(communityId: string, wanted: EventSearch = {}): Promise<EventPage> {
  const where = eventFilter(communityId, wanted);
  const total = await db().event.count({ where });
  const pages = Math.max(1, Math.ceil(total / eventsPerPage));
  const page = Math.min(Math.max(1, Math.trunc(wanted.page ?? 1)), pages);

  const events = await db().event.findMany({
    where,
    include: parts,
    orderBy: [{ startsAt: wanted.when === "coming" ? "asc" : "desc" }, { number: "asc" }],
    skip: (page - 1) * eventsPerPage,
    take: eventsPerPage,
  });
  const turnouts = await turnoutsOf(events.map(({ id }) => id));
  return {
    events: events.map((event) => ({ ...event, turnout: turnouts.get(event.id) ?? emptyTurnout() })),
    total,
    page,
    pages,
  };
}

export async function eventById(communityId: string, id: string): Promise<EventWithRsvps | null> {
  if (!isUuid(id)) return null;
  const event = await db().event.findFirst({ where: { id, communityId }, include: { ...parts, ...answers } });
  return event && { ...event, turnout: event.rsvps.reduce(counted, emptyTurnout()) };
}

/** By the number that signed links carry. */
export async function eventByNumber(communityId: string, number: number): Promise<EventWithRsvps | null> {
  const event = await db().event.findFirst({
    where: { number, communityId },
    include: { ...parts, ...answers },
  });
  return event && { ...event, turnout: event.rsvps.reduce(counted, emptyTurnout()) };
}

function eventFilter(communityId: string, { when, status }: EventSearch): Prisma.EventWhereInput {
  const at = now();
  return {
    communityId,
    ...(status ? { status } : {}),
    ...(when === "coming" ? { endsAt: { gt: at } } : {}),
    ...(when === "past" ? { endsAt: { lte: at } } : {}),
  };
}

async function turnoutsOf(eventIds: string[]): Promise<Map<string, Turnout>> {
  const rsvps = await db().rsvp.findMany({
    where: { eventId: { in: eventIds } },
    select: { eventId: true, answer: true, waiting: true, guests: true },
  });
  const turnouts = new Map(eventIds.map((id) => [id, emptyTurnout()]));
  for (const rsvp of rsvps) {
    turnouts.set(rsvp.eventId, counted(turnouts.get(rsvp.eventId) ?? emptyTurnout(), rsvp));
  }
  return turnouts;
}

type Answer = Pick<EventAnswers["rsvps"][number], "answer" | "waiting" | "guests">;

function counted(turnout: Turnout, { answer, waiting, guests }: Answer): Turnout {
  if (answer !== "yes") return { ...turnout, [answer]: turnout[answer] + 1 };
  return waiting
    ? { ...turnout, waiting: turnout.waiting + 1, seatsWaiting: turnout.seatsWaiting + 1 + guests }
    : { ...turnout, yes: turnout.yes + 1, seatsTaken: turnout.seatsTaken + 1 + guests };
}

function emptyTurnout(): Turnout {
  return { yes: 0, maybe: 0, no: 0, waiting: 0, seatsTaken: 0, seatsWaiting: 0 };
}
