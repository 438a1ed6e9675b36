import ICAL from "ical.js";

/** What a calendar program answers to an invitation (iTIP, RFC 5546), or the invitation itself. */
export interface CalendarReply {
  method: "REPLY" | "COUNTER" | "CANCEL" | "REQUEST";
  uid: string;
  sequence: number;
  /** Lower-cased address of who answers. */
  attendee: string | null;
  answer: "yes" | "no" | "maybe" | null;
  /** Whom they bring along (Google's X-NUM-GUESTS). */
  guests: number;
  comment: string | null;
  dtstamp: Date | null;
  /** Which one of a series, as written (ISO). */
  recurrenceId: string | null;
}

const answers: Record<string, CalendarReply["answer"]> = {
  ACCEPTED: "yes",
  DECLINED: "no",
  TENTATIVE: "maybe",
};
const methods = new Set(["REPLY", "COUNTER", "CANCEL", "REQUEST"]);
const largest = 512 * 1024;

/** The first event of a text/calendar part; null when it is none, or has no UID, or cannot be read. */
export function readCalendarReply(ics: string): CalendarReply | null {
  if (ics.length > largest) return null;
  try {
    return readCalendar(ics);
  } catch {
    return null;
  }
}

function readCalendar(ics: string): CalendarReply | null {
  const start = ics.search(/BEGIN:VCALENDAR/i);
  if (start < 0) return null;
  const parsed: unknown = ICAL.parse(ics.slice(start));
  const calendar = new ICAL.Component(
    (Array.isArray(parsed) && Array.isArray(parsed[0]) ? parsed[0] : parsed) as never,
  );
  const event = calendar.getFirstSubcomponent("vevent");
  if (event === null) return null;
  const uid = textOf(event, "uid");
  const method = (textOf(calendar, "method") ?? "REQUEST").toUpperCase();
  if (uid === null || uid === "" || !methods.has(method)) return null;

  const attendee = event.getFirstProperty("attendee");
  const partstat = parameter(attendee, "partstat")?.toUpperCase() ?? "";
  const guests = Number(parameter(attendee, "x-num-guests") ?? 0);
  return {
    method: method as CalendarReply["method"],
    uid,
    sequence: Number(textOf(event, "sequence") ?? 0) || 0,
    attendee: addressOf(attendee),
    answer: answers[partstat] ?? null,
    guests: Number.isInteger(guests) && guests > 0 && guests < 1000 ? guests : 0,
    comment: commentOf(event, attendee),
    dtstamp: dateOf(event),
    recurrenceId: textOf(event, "recurrence-id"),
  };
}

type Component = InstanceType<typeof ICAL.Component>;
type Property = ReturnType<Component["getFirstProperty"]>;

function textOf(component: Component, name: string): string | null {
  const value: unknown = component.getFirstPropertyValue(name);
  if (typeof value === "string" || typeof value === "number") return String(value).trim();
  if (!(value instanceof ICAL.Time)) return null;
  const pad = (part: number) => String(part).padStart(2, "0");
  const day = `${value.year}-${pad(value.month)}-${pad(value.day)}`;
  return value.isDate ? day : `${day}T${pad(value.hour)}:${pad(value.minute)}:${pad(value.second)}`;
}

function parameter(property: Property, name: string): string | null {
  if (property === null) return null;
  const value: unknown = property.getParameter(name);
  return typeof value === "string" ? value : null;
}

function valueOf(property: NonNullable<Property>): string {
  const value: unknown = property.getFirstValue();
  return typeof value === "string" ? value : "";
}

function addressOf(attendee: Property): string | null {
  if (attendee === null) return null;
  const written = parameter(attendee, "email") ?? valueOf(attendee);
  const address = written
    .trim()
    .replace(/^mailto:/i, "")
    .toLowerCase();
  return address.includes("@") ? address : null;
}

function commentOf(event: Component, attendee: Property): string | null {
  const comment = parameter(attendee, "x-response-comment") ?? textOf(event, "comment");
  return comment === null || comment === "" ? null : comment;
}

function dateOf(event: Component): Date | null {
  const value: unknown = event.getFirstPropertyValue("dtstamp");
  if (!(value instanceof ICAL.Time)) return null;
  const date = value.toJSDate();
  return Number.isNaN(date.getTime()) ? null : date;
}
