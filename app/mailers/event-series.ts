import { localDateTime, zonedInstant } from "#app/lib/local-time.ts";
import type { LetterEvent } from "#app/models/event/letters.ts";
import type { EventSeries } from "#emails/templates/event-calendar.ts";

/** A series as calendars write it; nothing for what takes place once. */
export function seriesOf(
  event: Pick<LetterEvent, "recurrence" | "seriesStartsAt" | "startsAt" | "timeZone" | "exceptions">,
): { series?: EventSeries } {
  if (event.recurrence === "") return {};
  const startsAt = event.seriesStartsAt ?? event.startsAt;
  const hour = localDateTime(startsAt, event.timeZone).slice(10);
  const except = event.exceptions.map((day) => zonedInstant(`${day}${hour}`, event.timeZone));
  return { series: { rule: event.recurrence, startsAt, except } };
}
