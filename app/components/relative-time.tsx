import { localeOfDates, useReader } from "./reader.tsx";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * An instant, in the reader's zone. Near ones are told by their distance ("2 hours ago", "in 3 hours"), far ones by
 * their date; the other one is on hover. Both come from the server's clock, so the page never changes under the eye.
 */
export function RelativeTime({ at, timeZone }: { at: string | Date; timeZone?: string }) {
  const reader = useReader();
  const instant = new Date(at);
  const zone = timeZone ?? reader.timeZone;
  const near = Math.abs(instant.getTime() - Date.parse(reader.now)) < DAY;
  const [distance, date] = [
    distanceWords(instant, reader),
    dateWords(instant, { ...reader, timeZone: zone }),
  ];
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
  const words = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const count = (unit: number) => Math.sign(distance) * Math.floor(size / unit);
  if (size < 60_000) return "just now";
  if (size < HOUR) return words.format(count(60_000), "minute");
  if (size < DAY) return words.format(count(HOUR), "hour");
  if (size < 60 * DAY) return words.format(count(DAY), "day");
  return words.format(count(30.44 * DAY), "month");
}

function dateWords(
  instant: Date,
  { locale, now, timeZone }: { locale: string; now: string; timeZone: string },
): string {
  const sameYear = instant.toISOString().slice(0, 4) === now.slice(0, 4);
  return new Intl.DateTimeFormat(localeOfDates(locale), {
    weekday: "short",
    day: "numeric",
    month: "short",
    ...(sameYear ? { hour: "2-digit", minute: "2-digit" } : { year: "numeric" }),
    timeZone,
  }).format(instant);
}
