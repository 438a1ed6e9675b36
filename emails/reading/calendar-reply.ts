import ICAL from "ical.js";

const methods = [
  "REPLY",
  "COUNTER",
  "CANCEL",
  "REQUEST",
  "DECLINECOUNTER",
  "REFRESH",
  "ADD",
  "PUBLISH",
] as const;

/** What a calendar program answers to an invitation (iTIP, RFC 5546), or the invitation itself. */
export interface CalendarReply {
  method: (typeof methods)[number];
  uid: string;
  sequence: number;
  /** Lower-cased address of who answers. */
  attendee: string | null;
  answer: "yes" | "no" | "maybe" | null;
  /** Whom they bring along (Google's X-NUM-GUESTS). */
  guests: number;
  comment: string | null;
  organizer: string | null;
  dtstamp: Date | null;
  /** Which one of a series, as written (ISO; with Z when it is UTC). */
  recurrenceId: string | null;
  /** When it starts, or should start (COUNTER), in the same form. */
  start: string | null;
  /** The TZID of these two, as written; "UTC"; null for none. */
  timeZone: string | null;
}

/** What the mail around a calendar tells: who sent it, and the part's own `method=`. */
export interface CalendarEnvelope {
  from?: string | undefined;
  method?: string | undefined;
}

const answers: Record<string, CalendarReply["answer"]> = {
  ACCEPTED: "yes",
  DECLINED: "no",
  TENTATIVE: "maybe",
};
const largest = 512 * 1024;

/** The first event of a text/calendar part; null when it is none, or has no UID, or cannot be read. */
export function readCalendarReply(ics: string, envelope: CalendarEnvelope = {}): CalendarReply | null {
  const start = ics.length > largest ? -1 : ics.search(/BEGIN:VCALENDAR/i);
  if (start < 0) return null;
  const written = ics.slice(start);
  return attempt(written, envelope) ?? attempt(repaired(written), envelope);
}

function attempt(ics: string, envelope: CalendarEnvelope): CalendarReply | null {
  try {
    return readCalendar(ics, envelope);
  } catch {
    return null;
  }
}

/** Lines that a mail program broke belong to the one before, blank ones to nobody, and what was cut off is closed. */
function repaired(ics: string): string {
  const lines: string[] = [];
  const open: string[] = [];
  for (const line of ics.split(/\r\n?|\n/).slice(0, 5000)) {
    const begun = /^BEGIN:(\w{1,40})\s*$/i.exec(line)?.[1];
    const ended = /^END:(\w{1,40})\s*$/i.exec(line)?.[1];
    if (begun !== undefined) open.push(begun);
    if (ended !== undefined && open.pop()?.toUpperCase() !== ended.toUpperCase()) break;
    if (/^[ \t]|^[A-Za-z0-9-]{1,60}[;:]/.test(line)) lines.push(line);
    else if (line.trim() !== "") lines.push(` ${line}`);
    if (ended !== undefined && open.length === 0) break;
    if (open.length > 50) break;
  }
  return [...lines, ...open.reverse().map((name) => `END:${name}`)].join("\r\n");
}

function readCalendar(ics: string, envelope: CalendarEnvelope): CalendarReply | null {
  const parsed: unknown = ICAL.parse(ics);
  const calendar = new ICAL.Component(
    (Array.isArray(parsed) && Array.isArray(parsed[0]) ? parsed[0] : parsed) as never,
  );
  const event = calendar.getFirstSubcomponent("vevent");
  if (event === null) return null;
  const uid = textOf(event, "uid");
  const named = (textOf(calendar, "method") ?? envelope.method ?? "REQUEST").toUpperCase();
  const method = methods.find((each) => each === named);
  if (uid === null || uid === "" || method === undefined) return null;

  const attendee = whoAnswers(event, envelope.from);
  const guests = Number(parameter(attendee, "x-num-guests") ?? 0);
  return {
    method,
    uid,
    sequence: Number(textOf(event, "sequence") ?? 0) || 0,
    attendee: addressOf(attendee),
    answer: answers[parameter(attendee, "partstat")?.toUpperCase() ?? ""] ?? null,
    guests: Number.isInteger(guests) && guests > 0 && guests < 1000 ? guests : 0,
    comment: commentOf(event, attendee),
    organizer: addressOf(event.getFirstProperty("organizer")),
    dtstamp: dateOf(event),
    recurrenceId: textOf(event, "recurrence-id"),
    start: textOf(event, "dtstart"),
    timeZone: timeZoneOf(event),
  };
}

type Component = InstanceType<typeof ICAL.Component>;
type Property = ReturnType<Component["getFirstProperty"]>;

/** Some programs send the whole list of guests back: the one who wrote the mail counts, else the one who decided. */
function whoAnswers(event: Component, from: string | undefined): Property {
  const attendees = event.getAllProperties("attendee").slice(0, 2000);
  const sender = from?.toLowerCase();
  return (
    attendees.find((each) => sender !== undefined && addressOf(each) === sender) ??
    attendees.find((each) => answers[parameter(each, "partstat")?.toUpperCase() ?? ""] !== undefined) ??
    attendees[0] ??
    null
  );
}

function textOf(component: Component, name: string): string | null {
  const value: unknown = component.getFirstPropertyValue(name);
  if (typeof value === "string" || typeof value === "number") return String(value).trim();
  if (!(value instanceof ICAL.Time)) return null;
  const pad = (part: number) => String(part).padStart(2, "0");
  const day = `${value.year}-${pad(value.month)}-${pad(value.day)}`;
  if (value.isDate) return day;
  const zone = value.zone === ICAL.Timezone.utcTimezone ? "Z" : "";
  return `${day}T${pad(value.hour)}:${pad(value.minute)}:${pad(value.second)}${zone}`;
}

function timeZoneOf(event: Component): string | null {
  for (const name of ["recurrence-id", "dtstart"]) {
    const property = event.getFirstProperty(name);
    if (property === null) continue;
    const written = parameter(property, "tzid");
    if (written !== null) return written;
    if (textOf(event, name)?.endsWith("Z") === true) return "UTC";
  }
  return null;
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

/** "mailto:" in any case; where the value is a path of some directory, the EMAIL parameter. */
function addressOf(attendee: Property): string | null {
  if (attendee === null) return null;
  const written = parameter(attendee, "email") ?? valueOf(attendee);
  const address = written
    .trim()
    .replace(/^mailto:\s*/i, "")
    .toLowerCase();
  return address.includes("@") ? address : null;
}

function commentOf(event: Component, attendee: Property): string | null {
  const comment = parameter(attendee, "x-response-comment") ?? textOf(event, "comment");
  return comment === null || comment.trim() === "" ? null : comment.trim();
}

/** Without the machine's own time zone: a stamp that names none is UTC. */
function dateOf(event: Component): Date | null {
  const value: unknown = event.getFirstPropertyValue("dtstamp");
  if (!(value instanceof ICAL.Time)) return null;
  const date = new Date(value.toUnixTime() * 1000);
  return Number.isNaN(date.getTime()) ? null : date;
}
