import { dateFormat } from "./date-format.ts";
import { useReader } from "./reader.tsx";

/** Day and hour as a sentence has them: "Saturday, 5 December 2026, 15:00 to 17:00". For events: in the event's own zone. */
export function EventTime({
  startsAt,
  endsAt,
  timeZone,
}: {
  startsAt: string | Date;
  endsAt: string | Date;
  timeZone: string;
}) {
  const reader = useReader();
  const [start, end] = [new Date(startsAt), new Date(endsAt)];
  const own = whenWords(start, end, reader.locale, timeZone);
  const theirs = whenWords(start, end, reader.locale, reader.timeZone);
  return (
    <time
      dateTime={start.toISOString()}
      title={own === theirs ? undefined : `Where you are: ${theirs}`}
      suppressHydrationWarning
    >
      {own}
    </time>
  );
}

/** A leaf of a calendar: the day large, in the event's own zone. */
export function DayLeaf({ at, timeZone }: { at: string | Date; timeZone: string }) {
  const { locale } = useReader();
  const part = (options: Intl.DateTimeFormatOptions) =>
    dateFormat(locale, { ...options, timeZone }).format(new Date(at));
  return (
    <div
      aria-hidden="true"
      className="self-start border border-line-strong bg-sheet py-1 text-center leading-none"
      suppressHydrationWarning
    >
      <span className="block text-xs text-accent" suppressHydrationWarning>
        {part({ month: "short" })}
      </span>
      <span className="block font-letter text-xl" suppressHydrationWarning>
        {part({ day: "numeric" })}
      </span>
      <span className="block text-xs text-quiet" suppressHydrationWarning>
        {part({ weekday: "short" })}
      </span>
    </div>
  );
}

function whenWords(start: Date, end: Date, locale: string, timeZone: string): string {
  const day = dateFormat(locale, {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone,
  });
  const hour = dateFormat(locale, {
    hour: "2-digit",
    minute: "2-digit",
    timeZone,
  });
  const until =
    day.format(start) === day.format(end) ? hour.format(end) : `${day.format(end)}, ${hour.format(end)}`;
  return `${day.format(start)}, ${hour.format(start)} to ${until}`;
}
