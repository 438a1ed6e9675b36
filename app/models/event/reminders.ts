import { db } from "#app/db/client.ts";
import { transaction, type Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { localDate, zonedInstant } from "#app/lib/local-time.ts";
import type { Delivery, Event } from "#prisma/generated/client.ts";
import { type Addressee, type LetterExclusion, prepareForAudience } from "../delivery/audience.ts";
import { type Attendee, attendeesOf } from "./attendees.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** The clock comes by each hour, and may be late: it looks so far ahead. */
const AHEAD_MS = 90 * MINUTE;
/** An event at the end of a day is reminded of thirty hours before, and more by the clock of somebody else's zone. */
const SOON_MS = 33 * HOUR;
const EVENING = "18:00";

interface Reminder {
  /** When it is due for somebody in this zone. */
  dueAt: (event: Event, timeZone: string) => Date;
  /** If the clock was away then, it is still written for so long. */
  lateMs: number;
  notAfter: (event: Event) => Date;
}

/** Adding a row adds a reminder. */
const reminders: Record<"day" | "hour", Reminder> = {
  day: {
    dueAt: ({ startsAt }, timeZone) => zonedInstant(`${dayBefore(startsAt, timeZone)}T${EVENING}`, timeZone),
    lateMs: 3 * HOUR,
    notAfter: ({ startsAt }) => new Date(startsAt.getTime() - HOUR),
  },
  hour: {
    dueAt: ({ startsAt }) => new Date(startsAt.getTime() - HOUR),
    lateMs: 30 * MINUTE,
    notAfter: ({ startsAt }) => startsAt,
  },
};

/**
 * For the clock: those who have a seat at an event hear of it on the evening before, at six by their own clock, and an
 * hour before it begins; not who wants no reminders, nor who answered after that hour. May run as often as it likes:
 * each reminder is written once. An event that is moved is reminded of anew.
 */
export async function remindAttendees(): Promise<void> {
  const at = now();
  const events = await db().event.findMany({
    where: { status: "published", startsAt: { gt: at, lte: new Date(at.getTime() + SOON_MS) } },
    orderBy: { startsAt: "asc" },
  });

  for (const event of events) {
    await transaction(async (tx) => {
      const attendees = await attendeesOf(tx, [event.id]);
      await remind(tx, event, "day", attendees);
      await remind(tx, event, "hour", attendees);
    });
  }
}

/** Whether the reminder still speaks of the event as it is now. */
export function isRemindedOf({ facts }: Pick<Delivery, "facts">, { startsAt }: Pick<Event, "startsAt">) {
  return (facts as { startsAt?: unknown } | null)?.startsAt === startsAt.toISOString();
}

async function remind(
  tx: Tx,
  event: Event,
  name: keyof typeof reminders,
  attendees: readonly Attendee[],
): Promise<void> {
  const reminder = reminders[name];
  const letterKey = `event-reminder:${event.id}:${String(event.startsAt.getTime())}:${name}`;
  const reminded = await remindedBefore(tx, letterKey);
  const candidates = attendees.map((attendee): Addressee => {
    const due = reminder.dueAt(event, attendee.timeZone);
    const exclusion = reminded.has(attendee.membershipId) ? null : whyNot(attendee, due, reminder);
    return { ...attendee, exclusion, notBefore: due };
  });
  const isDue = candidates.some(
    ({ exclusion, membershipId }) => exclusion === null && !reminded.has(membershipId),
  );
  if (!isDue) return;

  await prepareForAudience(
    tx,
    {
      communityId: event.communityId,
      kind: "event_reminder",
      letterKey,
      facts: { eventId: event.id, startsAt: event.startsAt.toISOString() },
      urgency: 4,
      notAfter: reminder.notAfter(event),
    },
    candidates,
  );
}

/** They keep what they have: whoever has the letter counts as written to. */
async function remindedBefore(tx: Tx, letterKey: string): Promise<Set<string>> {
  const letters = await tx.delivery.findMany({ where: { letterKey }, select: { membershipId: true } });
  return new Set(letters.flatMap(({ membershipId }) => membershipId ?? []));
}

function whyNot(attendee: Attendee, due: Date, { lateMs }: Reminder): LetterExclusion | null {
  const at = now().getTime();
  if (attendee.answer !== "yes" || attendee.waiting) return "not-coming";
  if (attendee.status !== "active") return attendee.status === "paused" ? "paused" : "gone";
  if (!attendee.eventReminders) return "wants-none";
  if (due.getTime() > at + AHEAD_MS) return "not-yet";
  return attendee.answeredAt > due || due.getTime() <= at - lateMs ? "answered-late" : null;
}

function dayBefore(at: Date, timeZone: string): string {
  const midnight = new Date(`${localDate(at, timeZone)}T00:00:00Z`);
  return new Date(midnight.getTime() - 24 * HOUR).toISOString().slice(0, 10);
}
