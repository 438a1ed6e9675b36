import { Temporal } from "temporal-polyfill";

/** A member's night, in hours of their own clock: from 21 until 7. From = until: there is none. */
export interface QuietHours {
  timeZone: string;
  quietHours: boolean;
  quietFrom: number;
  quietUntil: number;
}

/**
 * The same instant by day; by night the instant at which the night ends, as a clock on their wall shows it. An hour
 * that a clock change skips moves forward by the gap; of an hour that comes twice the night ends with the first.
 */
export function afterQuietHours(at: Date, { timeZone, quietHours, quietFrom, quietUntil }: QuietHours): Date {
  if (!quietHours || quietFrom === quietUntil) return at;
  const local = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);
  const passesMidnight = quietFrom > quietUntil;
  const isEvening = local.hour >= quietFrom;
  const isMorning = local.hour < quietUntil;
  const isNight = passesMidnight ? isEvening || isMorning : isEvening && isMorning;
  if (!isNight) return at;

  const day = local.toPlainDate().add({ days: passesMidnight && isEvening ? 1 : 0 });
  const end = day.toZonedDateTime({ timeZone, plainTime: { hour: quietUntil } });
  // Where the clock was set back over the end of the night, the end has passed already.
  return new Date(Math.max(end.epochMilliseconds, at.getTime()));
}
