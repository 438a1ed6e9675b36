import { localDate, zonedInstant } from "#app/lib/local-time.ts";

/** When something happened: so many days ago at a local hour, or so many hours before now. */
export type Moment = readonly [daysAgo: number, time: string] | { readonly hoursAgo: number };

export const demoZone = "Europe/Lisbon";

const hour = 3_600_000;
const day = 24 * hour;

export function instantOf(moment: Moment, today: Date): Date {
  if ("hoursAgo" in moment) return new Date(today.getTime() - moment.hoursAgo * hour);
  const [daysAgo, time] = moment;
  return zonedInstant(`${localDate(new Date(today.getTime() - daysAgo * day), demoZone)}T${time}`, demoZone);
}

/** The first Saturday that is at least so many days ahead, at a local hour. */
export function saturdayAhead(days: number, time: string, today: Date): Date {
  for (let ahead = days; ; ahead++) {
    const date = localDate(new Date(today.getTime() + ahead * day), demoZone);
    if (weekdayOf(date) === 6) return zonedInstant(`${date}T${time}`, demoZone);
  }
}

/** ISO, 1 is Monday, of a day so many days ago. */
export function weekdayAgo(days: number, today: Date): number {
  return weekdayOf(localDate(new Date(today.getTime() - days * day), demoZone));
}

function weekdayOf(date: string): number {
  return new Date(`${date}T12:00:00Z`).getUTCDay() || 7;
}
