import { config } from "#app/lib/config.ts";
import { links } from "#app/lib/links.ts";
import type { Delivery } from "#app/models/delivery.ts";
import { letterFacts, type LetterFacts } from "#app/models/delivery/facts.ts";
import { eventsForLetters, isForLeaver, type LetterEvent, tellsOfSeat } from "#app/models/event/letters.ts";
import { isRemindedOf } from "#app/models/event/reminders.ts";
import { memberToken } from "#app/models/membership/links.ts";
import { eventInvitation, type EventInvitationProps } from "#emails/templates/event-invitation.ts";
import { seriesOf } from "./event-series.ts";
import { finishLetter, letterProps, memberFooter, replyAddress, type Composition } from "./letter.ts";

const occasions: Partial<Record<Delivery["kind"], EventInvitationProps["occasion"]>> = {
  event_change: "CHANGED",
  event_cancellation: "CANCEL",
  event_reminder: "REMINDER",
};

/**
 * An event with the ways to answer it: invitation, change and cancellation, the seat of one who waited, or the reminder
 * of one who comes. Facts: `{ eventId, hasSeat?, startsAt? }`.
 */
export async function composeEventInvitations(
  deliveries: readonly Delivery[],
): Promise<Map<string, Composition>> {
  const [facts, events] = await Promise.all([letterFacts(deliveries), eventsForLetters(deliveries)]);
  const composed = await Promise.all(facts.map((one) => composeOne(one, events.get(one.delivery.id))));
  return new Map(
    facts.map(({ delivery }, index) => [delivery.id, composed[index] ?? { cancelled: "event-gone" }]),
  );
}

async function composeOne(facts: LetterFacts, event: LetterEvent | undefined): Promise<Composition> {
  const { delivery, community, member } = facts;
  if (!community || !member || !event) return { cancelled: "event-gone" };
  const occasion = tellsOfSeat(delivery) ? "SEATED" : (occasions[delivery.kind] ?? "REQUEST");
  if (occasion === "SEATED" && !event.seated.has(member.id))
    return { cancelled: "they have no seat any more" };
  const isOff = event.status === "cancelled" || isForLeaver(delivery);
  if ((occasion === "CANCEL") !== isOff) return { cancelled: "event-changed-again" };
  if (occasion === "REMINDER") {
    if (!event.seated.has(member.id)) return { cancelled: "they do not come any more" };
    if (member.status !== "active") return { cancelled: "they get no letters now" };
    if (!isRemindedOf(delivery, event)) return { cancelled: "event-changed-again" };
  }

  const address = replyAddress(community, member, "event", event.number);
  const rsvpUrl = links.rsvp(memberToken(member, "rsvp", event.number));
  const draft = eventInvitation({
    ...letterProps(facts),
    footer: memberFooter(community, member),
    occasion,
    event: {
      uid: `event-${event.number}@${config().mailDomain}`,
      sequence: event.sequence,
      title: event.title,
      description: event.story,
      startsAt: event.startsAt,
      endsAt: event.endsAt,
      place: event.place || event.link,
      url: rsvpUrl,
      organiser: { name: community.name, address },
      attendee: { name: member.name, address: delivery.address },
      writtenAt: event.updatedAt,
      timeZone: event.timeZone,
      allDay: event.allDay,
      ...seriesOf(event),
    },
    eventTimeZone: event.timeZone,
    organiserName: event.organizer.name,
    photo: null,
    seatsLeft: event.seatsLeft,
    rsvpUrl,
  });
  return finishLetter(facts, draft, { replyTo: address });
}
