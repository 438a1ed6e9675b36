import ICAL from "ical.js";
import { localDate, localDateTime, zonedInstant } from "./local-time.ts";

export interface Series {
  /** Its DTSTART. */
  startsAt: Date;
  timeZone: string;
  /** An RRULE's value (RFC 5545, 3.3.10). */
  recurrence: string;
  /** Local days that are left out: `2026-12-05`. */
  exceptions: readonly string[];
}

const mostSteps = 5_000;
const frequencies = new Set(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]);

/** Whether it is a rule that an event can follow: by day, week, month or year. */
export function isRecurrence(rule: string): boolean {
  try {
    return rule.length <= 200 && frequencies.has(ICAL.Recur.fromString(rule).freq);
  } catch {
    return false;
  }
}

/**
 * The times of a series that begin after an instant, by the wall clock of its zone: three in the afternoon stays three,
 * whatever the clocks do.
 */
export function timesOfSeries(series: Series, { after, most }: { after: Date; most: number }): Date[] {
  const local = localDateTime(series.startsAt, series.timeZone);
  const rule = ICAL.Recur.fromString(series.recurrence);
  const steps = rule.iterator(ICAL.Time.fromDateTimeString(local.length === 16 ? `${local}:00` : local));
  const times: Date[] = [];
  for (let step = 0; step < mostSteps && times.length < most; step++) {
    const next = steps.next() as ICAL.Time | null;
    if (!next) break;
    const at = zonedInstant(next.toString().slice(0, 16), series.timeZone);
    const isOut = series.exceptions.includes(localDate(at, series.timeZone));
    if (at > after && !isOut) times.push(at);
  }
  return times;
}
