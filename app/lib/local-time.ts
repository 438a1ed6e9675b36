import { Temporal } from "temporal-polyfill";

export type Rhythm = "daily" | "weekly" | "monthly" | "on_publish" | "off";

/**
 * When a member's next digest is due: the first instant after `after` that is their hour on their day in their
 * zone. A local hour that a clock change skips moves forward by the gap (RFC 5545's and Temporal's "compatible").
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
  for (let days = 0; days <= 38; days++) {
    const day = from.toPlainDate().add({ days });
    if (rhythm !== "daily" && day.dayOfWeek !== weekday) continue;
    if (rhythm === "monthly" && day.day > 7) continue;
    const due = day.toZonedDateTime({ timeZone, plainTime: { hour } });
    if (due.epochMilliseconds > after.getTime()) return new Date(due.epochMilliseconds);
  }
  return null;
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
