import ical, {
  ICalAttendeeStatus,
  type ICalCalendarData,
  ICalCalendarMethod,
  type ICalEventData,
  ICalEventStatus,
} from "ical-generator";
import { tzlib_get_ical_block } from "timezones-ical-library";

import { headerText, type Mailbox } from "#emails/writing/headers.ts";

export interface CalendarEvent {
  /** Stays the same through every change (RFC 5545, 3.8.4.7). */
  uid: string;
  /** Raised by one at each change that matters (RFC 5546, 2.1.4). */
  sequence: number;
  title: string;
  description: string;
  startsAt: Date;
  endsAt: Date;
  place: string;
  url: string;
  /** Replies of calendars go to this address: one that we read. */
  organiser: Mailbox;
  attendee: Mailbox;
  writtenAt: Date;
  /** Of the place where it happens; left out: its hours are told in UTC. */
  timeZone?: string;
  /** From midnight to the midnight after the last day, in its zone. */
  allDay?: boolean;
  series?: EventSeries;
}

export interface EventSeries {
  /** An RRULE's value (RFC 5545, 3.3.10). */
  rule: string;
  /** When it began (DTSTART); `startsAt` and `endsAt` are those of the next time. */
  startsAt: Date;
  /** When the times begin that are left out (EXDATE). */
  except: readonly Date[];
}

/**
 * The text/calendar part of an invitation (RFC 5546 REQUEST) or of a cancellation. Times are those of the place, with
 * its VTIMEZONE beside them, so that a series keeps its hour over the year. `answer`: what the receiver said already, so that their calendar does not ask again.
 */
export function writeCalendar(
  event: CalendarEvent,
  method: "REQUEST" | "CANCEL",
  answer: "yes" | null = null,
): string {
  const isCancelled = method === "CANCEL";
  const calendar = ical({
    ...zoneOf(event),
    prodId: { company: "Roundletter", product: "Roundletter", language: "EN" },
    method: isCancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.REQUEST,
  });
  calendar.createEvent({
    id: event.uid,
    sequence: event.sequence,
    stamp: event.writtenAt,
    ...timesOf(event),
    summary: headerText(event.title),
    description: event.description,
    location: headerText(event.place),
    url: event.url,
    status: isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    organizer: { name: headerText(event.organiser.name), email: event.organiser.address },
    attendees: [
      {
        name: headerText(event.attendee.name),
        email: event.attendee.address,
        rsvp: !isCancelled && answer === null,
        status: answer === "yes" ? ICalAttendeeStatus.ACCEPTED : ICalAttendeeStatus.NEEDSACTION,
      },
    ],
  });
  return calendar.toString();
}

type Timed = Pick<CalendarEvent, "startsAt" | "endsAt" | "timeZone" | "allDay" | "series">;

/** A VTIMEZONE with the zone's rules (RFC 5545, 3.6.5), where the times name it. */
function zoneOf({ timeZone }: Timed): Pick<ICalCalendarData, "timezone"> {
  if (timeZone === undefined || timeZone === "UTC" || blockOf(timeZone) === null) return {};
  return { timezone: { name: timeZone, generator: blockOf } };
}

function blockOf(timeZone: string): string | null {
  const [block = ""] = [tzlib_get_ical_block(timeZone)].flat();
  return block.startsWith("BEGIN:VTIMEZONE") ? block : null;
}

/** DTSTART and DTEND by the wall clock of the place, with rule and exceptions of a series. */
function timesOf(event: Timed): Pick<ICalEventData, "start" | "end" | "allDay" | "timezone" | "repeating"> & {
  start: Date;
} {
  const { series, allDay = false, timeZone = "UTC" } = event;
  const lasts = event.endsAt.getTime() - event.startsAt.getTime();
  const start = series?.startsAt ?? event.startsAt;
  const end = new Date(start.getTime() + lasts);
  const zone = zoneOf(event).timezone ? { timezone: timeZone } : {};
  const zoned = (at: Date) => (zone.timezone ? new WallDate(at, zone.timezone) : at);
  return {
    start: zoned(start),
    end: zoned(end),
    ...(allDay ? { allDay } : zone),
    ...(series ? { repeating: rulesOf(series, { allDay, timeZone: zone.timezone }) } : {}),
  };
}

function rulesOf(
  series: EventSeries,
  { allDay, timeZone }: { allDay: boolean; timeZone: string | undefined },
): string {
  const lines = [`RRULE:${series.rule}`];
  for (const at of series.except) {
    if (allDay) lines.push(`EXDATE;VALUE=DATE:${wall(at, timeZone ?? "UTC").slice(0, 8)}`);
    else
      lines.push(timeZone ? `EXDATE;TZID=${timeZone}:${wall(at, timeZone)}` : `EXDATE:${wall(at, "UTC")}Z`);
  }
  return lines.join("\r\n");
}

/** The library asks a date for its hours by the clock of this process; this one answers by the clock of its place. */
class WallDate extends Date {
  readonly #wall: string;

  constructor(at: Date, timeZone: string) {
    super(at);
    this.#wall = wall(at, timeZone);
  }
  /** By these three the library knows a date that brings its own clock. */
  get internal(): Date {
    return this;
  }
  tzComponents(): number[] {
    return [];
  }
  withTimeZone(): this {
    return this;
  }
  override getFullYear = () => Number(this.#wall.slice(0, 4));
  override getMonth = () => Number(this.#wall.slice(4, 6)) - 1;
  override getDate = () => Number(this.#wall.slice(6, 8));
  override getHours = () => Number(this.#wall.slice(9, 11));
  override getMinutes = () => Number(this.#wall.slice(11, 13));
  override getSeconds = () => Number(this.#wall.slice(13, 15));
}

/** `20261205T150000`, as a wall clock in the zone shows it. */
function wall(at: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("sv-SE", {
    timeZone,
    dateStyle: "short",
    timeStyle: "medium",
  }).format(at);
  return parts.replace(" ", "T").replaceAll(/[-:]/g, "");
}

/** RFC 5546, 3.2.1: an event for whoever wants it in their calendar. It has no attendees, and asks nobody. */
export function writePublishedCalendar(event: Omit<CalendarEvent, "organiser" | "attendee">): string {
  const calendar = ical({
    prodId: { company: "Roundletter", product: "Roundletter", language: "EN" },
    method: ICalCalendarMethod.PUBLISH,
  });
  calendar.createEvent({
    id: event.uid,
    sequence: event.sequence,
    stamp: event.writtenAt,
    start: event.startsAt,
    end: event.endsAt,
    summary: headerText(event.title),
    description: event.description,
    location: headerText(event.place),
    url: event.url,
    status: ICalEventStatus.CONFIRMED,
  });
  return calendar.toString();
}

/** One entry of a feed that a calendar asks for again and again. */
export interface FeedEvent extends Omit<CalendarEvent, "organiser" | "attendee"> {
  /** What this reader said, for a feed of their own. */
  answer?: "yes" | "no" | "maybe" | null;
  cancelled?: boolean;
}

/** A calendar of many events (RFC 5546, 3.2.1 PUBLISH). The same events are the same bytes: it is compared by ETag. */
export function writePublishedFeed(name: string, events: readonly FeedEvent[]): string {
  const calendar = ical({
    name: headerText(name),
    prodId: { company: "Roundletter", product: "Roundletter", language: "EN" },
    method: ICalCalendarMethod.PUBLISH,
    ttl: 3600,
  });
  for (const { uid, writtenAt, answer, cancelled = false, ...event } of events) {
    calendar.createEvent({
      id: uid,
      sequence: event.sequence,
      stamp: writtenAt,
      start: event.startsAt,
      end: event.endsAt,
      summary: headerText(event.title),
      description: event.description,
      location: headerText(event.place),
      url: event.url,
      status: cancelled
        ? ICalEventStatus.CANCELLED
        : answer === "maybe"
          ? ICalEventStatus.TENTATIVE
          : ICalEventStatus.CONFIRMED,
    });
  }
  return calendar.toString();
}
