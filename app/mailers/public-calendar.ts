import { config } from "#app/lib/config.ts";
import { links } from "#app/lib/links.ts";
import type { LetterCommunity } from "#app/models/delivery/facts.ts";
import { memberToken, type FullMembership } from "#app/models/membership.ts";
import type { PublicEvent } from "#app/models/public-face.ts";
import {
  writePublishedCalendar,
  writePublishedFeed,
  type FeedEvent,
} from "#emails/templates/event-calendar.ts";

/** An event that everybody may see, as a calendar file. */
export function writePublicCalendar(community: Pick<LetterCommunity, "slug">, event: PublicEvent): string {
  return writePublishedCalendar(asFeedEvent(event, links.publicThing(community.slug, "events", event)));
}

/** All of them, for a calendar that asks again. */
export function writePublicFeed(
  community: Pick<LetterCommunity, "slug" | "name">,
  events: readonly PublicEvent[],
): string {
  return writePublishedFeed(
    community.name,
    events.map((event) => asFeedEvent(event, links.publicThing(community.slug, "events", event))),
  );
}

/** All that a member may come to, with what they said. What is called off says so, so that it leaves their calendar. */
export function writeMemberFeed(
  membership: FullMembership,
  events: readonly (FeedFacts & {
    status: string;
    mine: { answer: "yes" | "no" | "maybe"; waiting: boolean } | null;
  })[],
): string {
  return writePublishedFeed(
    membership.community.name,
    events
      .filter(({ mine }) => mine?.answer !== "no")
      .map((event) =>
        asFeedEvent(event, links.rsvp(memberToken(membership, "rsvp", event.number)), {
          answer: event.mine?.waiting ? "maybe" : (event.mine?.answer ?? null),
          cancelled: event.status === "cancelled",
        }),
      ),
  );
}

type FeedFacts = Pick<
  PublicEvent,
  "number" | "sequence" | "title" | "story" | "startsAt" | "endsAt" | "place" | "updatedAt"
>;

/** As calendars know it: the same UID as in the letters, so that no day has it twice. */
function asFeedEvent(event: FeedFacts, url: string, more: Partial<FeedEvent> = {}): FeedEvent {
  return {
    uid: `event-${event.number}@${config().mailDomain}`,
    sequence: event.sequence,
    title: event.title,
    description: event.story,
    startsAt: event.startsAt,
    endsAt: event.endsAt,
    place: event.place,
    url,
    writtenAt: event.updatedAt,
    ...more,
  };
}
