import { dateFormat } from "../date-format.ts";
import { useReader } from "../reader.tsx";

/** A day as a letter has it: "Tuesday, 24 November 2026", in the community's zone. The same whenever it is read. */
export function PublicDay({ at }: { at: string | Date }) {
  const { locale, timeZone } = useReader();
  const day = dateFormat(locale, {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone,
  });
  const instant = new Date(at);
  return (
    <time dateTime={instant.toISOString()} suppressHydrationWarning>
      {day.format(instant)}
    </time>
  );
}
