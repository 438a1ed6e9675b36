import type { Draft } from "#emails/templates/draft.ts";
import { type CalendarEvent, writeCalendar } from "#emails/templates/event-calendar.ts";
import { frameLetter } from "#emails/templates/frame-letter.ts";
import {
  button,
  date,
  eyebrow,
  link,
  paragraph,
  photo,
  type Picture,
  small,
  title,
  words,
} from "#emails/templates/kit/blocks.ts";
import { formatLeaf, formatSpan } from "#emails/templates/kit/dates.ts";
import { cut, fitSubject } from "#emails/templates/kit/fit.ts";
import { htmlOfText } from "#emails/templates/kit/html-of.ts";
import { saidText, textParts, withAddress, wrapText } from "#emails/templates/kit/plain.ts";
import type { MemberLetterProps } from "#emails/templates/letter-props.ts";
import {
  faces,
  inBakery,
  inEnglish,
  inGuild,
  instants,
  memberFooter,
  picture,
  replyAddress,
  token,
} from "#emails/templates/samples/world.ts";
import { wordsIn } from "#emails/templates/words/index.ts";
import { asHtml, type Html, joinHtml } from "#emails/writing/html.ts";

export interface EventInvitationProps extends MemberLetterProps {
  /**
   * What this letter is about: an invitation, a change, a cancellation, a seat for one who waited, or the reminder of
   * one who comes.
   */
  occasion: "REQUEST" | "CHANGED" | "CANCEL" | "SEATED" | "REMINDER";
  event: CalendarEvent;
  /** The event's own zone: told beside the reader's when they differ. */
  eventTimeZone: string;
  organiserName: string;
  photo: Picture | null;
  seatsLeft: number | null;
  rsvpUrl: string;
}

/** An event and the ways to answer it: by calendar, in plain words, or on a page. */
export function eventInvitation(props: EventInvitationProps): Draft {
  const texts = wordsIn(props.locale).eventInvitation;
  const { event, occasion, seatsLeft } = props;
  const isCancelled = occasion === "CANCEL";
  const lead = leadOf(props);
  const lines = whenAndWhere(props);
  const asksForSeats = !isCancelled && occasion !== "SEATED";
  const seats = asksForSeats && seatsLeft !== null ? texts.capacity(seatsLeft) : null;

  return frameLetter(props, {
    kind: "event-invitation",
    subject: eventSubject(props),
    preheader: texts.preheader(formatSpan(event.startsAt, event.endsAt, props).day, cut(event.place, 40)),
    rows: [
      eyebrow(texts.kinds[occasion]),
      title(event.title),
      paragraph(lead),
      date({ ...formatLeaf(event.startsAt, props), content: leafText(lines) }),
      ...(isCancelled ? [] : [button(props.rsvpUrl, texts.button)]),
      ...(props.photo ? [photo(props.photo)] : []),
      ...(event.description === "" ? [] : [words(htmlOfText(event.description))]),
      ...(seats === null ? [] : [small(seats)]),
      ...(isCancelled ? [] : [small(texts.reply)]),
      small(link(event.url, texts.page)),
    ],
    text: [
      wrapText(event.title),
      wrapText(lead),
      textParts(
        ...lines.map(
          ({ label, value }) => `${label}:\n${value.map((line) => wrapText(line, "  ")).join("\n")}`,
        ),
      ),
      event.description === "" ? null : saidText(event.description),
      seats === null ? null : wrapText(seats),
      isCancelled ? null : withAddress(texts.button, props.rsvpUrl),
      isCancelled ? null : wrapText(texts.reply),
      withAddress(texts.page, event.url),
    ],
    calendar: calendarPart(props),
  });
}

function leadOf({ locale, occasion, organiserName }: EventInvitationProps): string {
  const texts = wordsIn(locale).eventInvitation;
  const leads = {
    REQUEST: texts.organiser(organiserName),
    CHANGED: texts.changed,
    CANCEL: texts.cancelled,
    SEATED: texts.seated,
    REMINDER: texts.reminder,
  };
  return leads[occasion];
}

function whenAndWhere(props: EventInvitationProps): { label: string; value: string[] }[] {
  const { event, locale, timeZone, eventTimeZone } = props;
  const all = wordsIn(locale);
  const span = formatSpan(event.startsAt, event.endsAt, props);
  const there = formatSpan(event.startsAt, event.endsAt, { locale, timeZone: eventTimeZone });
  const elsewhere = timeZone !== eventTimeZone && there.hours !== span.hours;
  const clock = `${span.hours} (${span.zone})`;
  const both = elsewhere ? `${clock}; ${all.eventInvitation.there(there.hours, there.zone)}` : clock;
  return [
    { label: all.when, value: [span.day, both] },
    { label: all.where, value: [event.place] },
  ];
}

/** The first line stands out; each of the others has its own. */
function leafText(lines: readonly { value: string[] }[]): Html {
  const [first = "", ...rest] = lines.flatMap(({ value }) => value).filter((line) => line !== "");
  return joinHtml([asHtml`<b>${first}</b>`, ...rest.map((line) => asHtml`<br>${line}`)]);
}

function calendarPart({ occasion, event }: EventInvitationProps): Draft["calendar"] {
  const method = occasion === "CANCEL" ? "CANCEL" : "REQUEST";
  const comes = occasion === "SEATED" || occasion === "REMINDER";
  return { method, content: writeCalendar(event, method, comes ? "yes" : null) };
}

function eventSubject({ locale, occasion, event, community }: EventInvitationProps): string {
  const texts = wordsIn(locale).eventInvitation;
  const short = fitSubject(texts.subjects[occasion], event.title);
  return short.length >= 25
    ? short
    : fitSubject((name) => texts.subjectLong(cut(event.title, 20), name), community.name);
}

const raku: CalendarEvent = {
  uid: "event-31@letters.example",
  sequence: 0,
  title: "Raku in the yard",
  description:
    "We fire from noon. Bring two bisque pieces, no taller than a hand, and clothes that may smell of smoke.\n\nSoup is made.",
  startsAt: instants.saturday,
  endsAt: instants.saturdayLater,
  place: "Ana’s yard, 4 Potters Row, Bristol",
  url: "https://letters.example/kiln/events/raku-in-the-yard",
  organiser: { name: "Kiln Circle", address: replyAddress("r") },
  attendee: { name: "Sam", address: "sam@home.example" },
  writtenAt: instants.monday,
};

const rsvpUrl = `https://letters.example/rsvp/${token("n")}`;
const base = {
  footer: memberFooter,
  event: raku,
  eventTimeZone: "Europe/London",
  organiserName: faces.ana.name,
  photo: null,
  seatsLeft: null,
  rsvpUrl,
};

export const samples: Record<string, EventInvitationProps> = {
  invitation: {
    ...inEnglish,
    ...base,
    occasion: "REQUEST",
    seatsLeft: 4,
    photo: picture("raku", 1200, 800, "A kiln glowing at dusk"),
  },
  changed: { ...inBakery, ...base, occasion: "CHANGED", event: { ...raku, sequence: 1 } },
  cancelled: { ...inGuild, ...base, occasion: "CANCEL", event: { ...raku, sequence: 2 } },
  seated: { ...inEnglish, ...base, occasion: "SEATED", seatsLeft: 0 },
  reminder: { ...inEnglish, ...base, occasion: "REMINDER", seatsLeft: 1 },
  "right-to-left": {
    ...inEnglish,
    ...base,
    occasion: "REQUEST",
    organiserName: faces.omar.name,
    event: { ...raku, title: "معرض", description: "", place: faces.omar.name },
  },
};
