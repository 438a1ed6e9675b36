import { Temporal } from "temporal-polyfill";

export type Rhythm = "daily" | "weekly" | "monthly" | "on_publish" | "off";

/**
 * When a member's next digest is due: the first instant after `after` that is their hour on their day in their
 * zone. An hour that comes twice is taken once, the first time. A local hour that a clock change skips moves forward
 * by the gap (RFC 5545's and Temporal's "compatible"), but never into another day: then it moves back. A whole day
 * that a zone left out (Apia, 30 December 2011) has no daily digest; a weekly or monthly one comes the day after.
 * @param weekday ISO, 1 is Monday; monthly: the first such weekday of a month
 * @returns null for rhythms that have no hour
 */
export function nextDigestAt(
  rhythm: Rhythm,
  weekday: number,
  hour: number,
  timeZone: string,
  after: Date,
): Date | null {
  if (rhythm === "on_publish" || rhythm === "off") return null;
  const from = Temporal.Instant.fromEpochMilliseconds(after.getTime()).toZonedDateTimeISO(timeZone);
  // The day before: its hour may have been moved past midnight with the day that was left out.
  for (let days = -1; days <= 38; days++) {
    const day = from.toPlainDate().add({ days });
    if (rhythm !== "daily" && day.dayOfWeek !== weekday) continue;
    if (rhythm === "monthly" && day.day > 7) continue;
    const due = hourOn(day, hour, timeZone);
    if (due.isMoved && rhythm === "daily") continue;
    if (due.at > after.getTime()) return new Date(due.at);
  }
  return null;
}

/** `isMoved`: it had to move to another day. */
function hourOn(day: Temporal.PlainDate, hour: number, timeZone: string): { at: number; isMoved: boolean } {
  const local = day.toPlainDateTime({ hour });
  const later = local.toZonedDateTime(timeZone);
  if (later.toPlainDate().equals(day)) return { at: later.epochMilliseconds, isMoved: false };
  const earlier = local.toZonedDateTime(timeZone, { disambiguation: "earlier" });
  if (earlier.toPlainDate().equals(day)) return { at: earlier.epochMilliseconds, isMoved: false };
  return { at: later.epochMilliseconds, isMoved: true };
}

/** The calendar date of an instant in a zone: `2026-11-24`. */
export function localDate(at: Date, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .toString();
}

/** `2026-12-05T15:00` as a wall clock in the zone shows it. */
export function localDateTime(at: Date, timeZone: string): string {
  const local = Temporal.Instant.fromEpochMilliseconds(at.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDateTime();
  return local.toString({ smallestUnit: "minute" });
}

/** The instant at which a wall clock in the zone shows `2026-12-05T15:00`. @throws RangeError */
export function zonedInstant(local: string, timeZone: string): Date {
  return new Date(Temporal.PlainDateTime.from(local).toZonedDateTime(timeZone).epochMilliseconds);
}

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}
