import { config } from "#app/lib/config.ts";
import { links } from "#app/lib/links.ts";
import type { LetterCommunity } from "#app/models/delivery/facts.ts";
import type { PublicEvent } from "#app/models/public-face.ts";
import { writePublishedCalendar } from "#emails/templates/event-calendar.ts";

/** An event that everybody may see, as a calendar file. */
export function writePublicCalendar(community: Pick<LetterCommunity, "slug">, event: PublicEvent): string {
  return writePublishedCalendar({
    uid: `event-${event.number}@${config().mailDomain}`,
    sequence: event.sequence,
    title: event.title,
    description: event.story,
    startsAt: event.startsAt,
    endsAt: event.endsAt,
    place: event.place,
    url: links.publicThing(community.slug, "events", event),
    writtenAt: event.updatedAt,
  });
}
