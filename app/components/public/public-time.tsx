import { dateFormat } from "../date-format.ts";
import { useReader } from "../reader.tsx";

/** "Saturday, 5 December 2026, 15:00–17:00", in the event's own zone, as the page's language writes it. */
export function PublicTime({ event }: { event: Timed }) {
  const { locale } = useReader();
  return (
    <time dateTime={new Date(event.startsAt).toISOString()} suppressHydrationWarning>
      {timeWords(event, locale)}
    </time>
  );
}

export interface Timed {
  startsAt: string | Date;
  endsAt: string | Date;
  timeZone: string;
  allDay?: boolean;
}

export function timeWords({ startsAt, endsAt, timeZone, allDay = false }: Timed, locale: string): string {
  const [start, end] = [new Date(startsAt), new Date(endsAt)];
  const day = { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone } as const;
  // A whole day ends at the midnight after it.
  if (allDay) return dateFormat(locale, day).formatRange(start, new Date(end.getTime() - 1));
  return dateFormat(locale, { ...day, hour: "2-digit", minute: "2-digit" }).formatRange(start, end);
}
