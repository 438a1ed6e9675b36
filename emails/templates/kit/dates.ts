import type { Locale } from "#emails/writing/locale.ts";

/** English without a country: day before month, twenty-four hours. */
const TAGS: Record<Locale, string> = { en: "en-GB", de: "de-DE", fr: "fr-FR", es: "es-ES" };

const formats = new Map<string, Intl.DateTimeFormat>();

/** A person's language and clock: dates in a letter are theirs. */
export interface Clock {
  locale: Locale;
  timeZone: string;
}

/** "Tuesday, 5 May 2026" */
export const formatDay = (date: Date, clock: Clock): string =>
  format(date, clock, { weekday: "long", day: "numeric", month: "long", year: "numeric" });

/** "May 2026" */
export const formatMonth = (date: Date, clock: Clock): string =>
  format(date, clock, { month: "long", year: "numeric" });

/** "Tue 5 May, 09:14": when something was said. */
export const formatMoment = (date: Date, clock: Clock): string =>
  format(date, clock, {
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
  });

/** "Tuesday, 5 May 2026 at 14:00 (Central European Summer Time)": when something ends or is due. */
export const formatDeadline = (date: Date, clock: Clock): string =>
  `${format(date, clock, { dateStyle: "full", timeStyle: "short" })} (${zoneName(date, clock)})`;

/** The day, the hours and the name of the zone of something that takes place. */
export function formatSpan(
  startsAt: Date,
  endsAt: Date,
  clock: Clock,
): { day: string; hours: string; zone: string } {
  const hours = formatterFor(clock, { hour: "2-digit", minute: "2-digit" });
  const [firstDay, lastDay] = [formatDay(startsAt, clock), formatDay(endsAt, clock)];
  return {
    day: firstDay === lastDay ? firstDay : `${firstDay} – ${lastDay}`,
    hours: `${hours.format(startsAt)} – ${hours.format(endsAt)}`,
    zone: zoneName(startsAt, clock),
  };
}

/** What stands on a leaf of the calendar: "May" and "16". */
export interface CalendarLeaf {
  month: string;
  day: string;
}

export function formatLeaf(date: Date, clock: Clock): CalendarLeaf {
  const parts = formatterFor(clock, { day: "numeric", month: "short" }).formatToParts(date);
  const part = (wanted: string): string => parts.find(({ type }) => type === wanted)?.value ?? "";
  return { month: part("month").replace(/\.$/, ""), day: part("day") };
}

export function zoneName(date: Date, clock: Clock): string {
  const parts = formatterFor(clock, { timeZoneName: "long" }).formatToParts(date);
  return parts.find(({ type }) => type === "timeZoneName")?.value ?? clock.timeZone;
}

function format(date: Date, clock: Clock, options: Intl.DateTimeFormatOptions): string {
  return formatterFor(clock, options).format(date);
}

/** Formatters are dear to make and cheap to keep. */
function formatterFor({ locale, timeZone }: Clock, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone} ${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(TAGS[locale], { ...options, timeZone, hourCycle: "h23" });
  formats.set(key, made);
  return made;
}
