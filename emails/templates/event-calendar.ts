import ical, { ICalAttendeeStatus, ICalCalendarMethod, ICalEventStatus } from "ical-generator";

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
}

/**
 * The text/calendar part of an invitation (RFC 5546 REQUEST) or of a cancellation. Times are in UTC, so no zone is
 * lost. `answer`: what the receiver said already, so that their calendar does not ask again.
 */
export function writeCalendar(
  event: CalendarEvent,
  method: "REQUEST" | "CANCEL",
  answer: "yes" | null = null,
): string {
  const isCancelled = method === "CANCEL";
  const calendar = ical({
    prodId: { company: "Roundletter", product: "Roundletter", language: "EN" },
    method: isCancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.REQUEST,
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
