import { db } from "#app/db/client.ts";
import { config } from "#app/lib/config.ts";
import { answerEvent } from "#app/models/rsvp.ts";
import type { MailKind } from "#emails/reading/sort-mail.ts";
import { authorOf } from "#jobs/handlers/process-inbound/author.ts";
import type { Letter } from "#jobs/handlers/process-inbound/open-letter.ts";
import type { Placed } from "#jobs/handlers/process-inbound/placed.ts";
import type { Event } from "#prisma/generated/client.ts";

const UID = /^event-(\d{1,9})@(.+)$/;

/** A calendar's button was pressed (iTIP REPLY). Anything else that carries a calendar was written by a person. */
export async function takeCalendarReply(
  letter: Letter,
  { reply }: Extract<MailKind, { kind: "calendar" }>,
): Promise<Placed | null> {
  const event = reply.method === "REPLY" ? await eventByUid(letter, reply.uid) : null;
  const { answer, guests } = reply;
  if (!event || answer === null) return null;
  const author = await authorOf(letter);

  return {
    membershipId: author.id,
    async act(tx) {
      const given = {
        communityId: author.communityId,
        eventId: event.id,
        membershipId: author.id,
        answer,
        guests,
        said: { at: reply.dtstamp ?? letter.message.date, sequence: reply.sequence },
      };
      const rsvp = await answerEvent(tx, given);
      return [{ kind: "rsvp", id: rsvp.id, answer, waiting: rsvp.waiting }];
    },
  };
}

async function eventByUid({ community }: Letter, uid: string): Promise<Event | null> {
  const [, number, domain] = UID.exec(uid) ?? [];
  if (!community || number === undefined || domain !== config().mailDomain) return null;
  return db().event.findFirst({ where: { number: Number(number), communityId: community.id } });
}
