import { dateFormat, distanceFormat } from "./date-format.ts";
import { type Reader, useReader } from "./reader.tsx";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const CENTURIES = 200 * 365 * DAY;

/**
 * An instant, in the reader's zone. Near ones are told by their distance ("2 hours ago", "in 3 hours"), far ones by
 * their date; the other one is on hover. Both come from the server's clock, so the page never changes under the eye.
 * `day`: where the hour is of no use.
 */
export function RelativeTime({ at, day = false }: { at: string | Date; day?: boolean }) {
  const reader = useReader();
  const instant = new Date(at);
  // Letters of a paused digest are put off so far (app/models/digest/parking.ts).
  if (instant.getTime() - Date.parse(reader.now) > CENTURIES) return <>when it goes on</>;
  const near = !day && Math.abs(instant.getTime() - Date.parse(reader.now)) < DAY;
  const [distance, date] = [distanceWords(instant, reader), dateWords(instant, reader, day)];
  return (
    <time dateTime={instant.toISOString()} title={near ? date : distance} suppressHydrationWarning>
      {near ? distance : date}
    </time>
  );
}

/** "3 hours ago", "in 2 days", in the reader's language. */
function distanceWords(instant: Date, { locale, now }: { locale: string; now: string }): string {
  const distance = instant.getTime() - Date.parse(now);
  const size = Math.abs(distance);
  const words = distanceFormat(locale);
  const count = (unit: number) => Math.sign(distance) * Math.floor(size / unit);
  if (size < 60_000) return "just now";
  if (size < HOUR) return words.format(count(60_000), "minute");
  if (size < DAY) return words.format(count(HOUR), "hour");
  if (size < 60 * DAY) return words.format(count(DAY), "day");
  return words.format(count(30.44 * DAY), "month");
}

function dateWords(instant: Date, { locale, now, timeZone }: Reader, day: boolean): string {
  const sameYear = instant.toISOString().slice(0, 4) === now.slice(0, 4);
  const hour = { hour: "2-digit", minute: "2-digit" } as const;
  return dateFormat(locale, {
    day: "numeric",
    month: "short",
    ...(day ? {} : { weekday: "short" }),
    ...(sameYear && !day ? hour : {}),
    ...(sameYear ? {} : { year: "numeric" }),
    timeZone,
  }).format(instant);
}
