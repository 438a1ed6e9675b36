import Papa from "papaparse";
import { transaction, type Tx } from "#app/db/transaction.ts";
import { db } from "#app/db/client.ts";
import { now } from "#app/lib/clock.ts";
import { isUuid } from "#app/lib/ids.ts";
import { Refusal } from "#app/lib/refusal.ts";
import type { Event, Post } from "#prisma/generated/client.ts";
import type { RsvpAnswer } from "#prisma/generated/enums.ts";
import { record } from "../audit.ts";
import { prepareForAudience } from "../delivery/audience.ts";
import { postReply } from "../post.ts";
import { actorMay, insistMay, type Actor } from "../roles.ts";
import { countSeats, moveUp } from "../rsvp/seats.ts";
import { attendeesOf } from "./attendees.ts";
import { lockEvent } from "./lock.ts";

/** Where somebody stands on the list of an event. */
export type Standing = "seat" | "waiting" | "maybe" | "no";

export const standings = ["seat", "waiting", "maybe", "no"] as const satisfies Standing[];

/**
 * The organizer puts somebody elsewhere on the list, or back. Even they cannot give away more seats than there are.
 * @throws Refusal `event-full`, `not-found`
 */
export async function moveAttendee(
  actor: Actor,
  eventId: string,
  { membershipId, to }: { membershipId: string; to: Standing },
): Promise<Standing> {
  return transaction(async (tx) => {
    const event = await lockEvent(tx, actor, eventId);
    const member = isUuid(membershipId)
      ? await tx.membership.findFirst({
          where: { id: membershipId, communityId: event.communityId, status: { in: ["active", "paused"] } },
        })
      : null;
    if (!member) throw new Refusal("not-found");
    const before = await tx.rsvp.findFirst({ where: { eventId, membershipId } });
    const guests = to === "seat" || to === "waiting" ? (before?.guests ?? 0) : 0;
    if (to === "seat") await insistSeats(tx, event, membershipId, guests);

    const at = now();
    const columns = {
      answer: answerOf(to),
      waiting: to === "waiting",
      guests,
      answeredAt: at,
      saidAt: at,
      saidSequence: event.sequence,
    };
    await tx.rsvp.upsert({
      where: { eventId_membershipId: { eventId, membershipId } },
      create: { communityId: event.communityId, eventId, membershipId, ...columns },
      update: columns,
    });
    const from = before ? standingOf(before) : "no";
    await note(tx, actor, "rsvp.moved", eventId, { membershipId, from, to });
    if (to !== "waiting") await moveUp(tx, event);
    return from;
  });
}

/** Nobody new can say yes any more; whoever has a seat keeps it, and may still say no. Twice is once. */
export function closeList(actor: Actor, eventId: string): Promise<void> {
  return turnList(actor, eventId, now());
}

export function reopenList(actor: Actor, eventId: string): Promise<void> {
  return turnList(actor, eventId, null);
}

/**
 * A word to all who come, wait or may come: a post in the event's own thread, and a letter at once to each of them,
 * whatever they get of other threads; their answers come back into that thread.
 * @throws Refusal `nothing-written`, `not-found`
 */
export async function writeToAttendees(actor: Actor, eventId: string, text: string): Promise<Post> {
  if (text.trim() === "") throw new Refusal("nothing-written");
  return transaction(async (tx) => {
    const event = await lockEvent(tx, actor, eventId);
    if (!event.threadId) throw new Refusal("not-found");
    const post = await postReply(tx, {
      communityId: event.communityId,
      threadId: event.threadId,
      authorId: actor.membership.id,
      text: text.trim(),
      html: null,
      folded: [],
      source: "web",
    });
    const attendees = await attendeesOf(tx, [eventId]);
    await prepareForAudience(
      tx,
      {
        communityId: event.communityId,
        kind: "instant_post",
        letterKey: `post:${post.id}`,
        postId: post.id,
        facts: {},
        urgency: 4,
        notAfter: event.endsAt,
      },
      attendees.map((attendee) => ({
        ...attendee,
        exclusion:
          attendee.membershipId === actor.membership.id
            ? "author"
            : attendee.answer === "no"
              ? "not-coming"
              : attendee.status === "active"
                ? null
                : "gone",
      })),
    );
    await note(tx, actor, "event.attendees-written", eventId, { postId: post.id });
    return post;
  });
}

/** The list as CSV (RFC 4180), with what a spreadsheet would take for a formula made harmless. */
export async function attendeesAsCsv(actor: Actor, eventId: string): Promise<string> {
  if (!isUuid(eventId)) throw new Refusal("not-found");
  const event = await db().event.findFirst({ where: { id: eventId, communityId: actor.community.id } });
  if (!event) throw new Refusal("not-found");
  if (event.organizerId !== actor.membership.id || !actorMay(actor, "make-event"))
    insistMay(actor, "edit-events");

  const rsvps = await db().rsvp.findMany({
    where: { eventId },
    include: {
      membership: {
        select: {
          name: true,
          person: { select: { addresses: { orderBy: { isPrimary: "desc" }, take: 1 } } },
        },
      },
    },
    orderBy: [{ answeredAt: "asc" }, { id: "asc" }],
  });
  const rows = rsvps.map(({ membership, answeredAt, guests, ...rsvp }) => ({
    name: membership.name,
    address: membership.person.addresses[0]?.address ?? "",
    stands: standingOf(rsvp),
    guests,
    answered: answeredAt.toISOString(),
  }));
  await transaction((tx) => note(tx, actor, "event.list-exported", eventId, { rows: rows.length }));
  const columns = ["name", "address", "stands", "guests", "answered"];
  return `\uFEFF${Papa.unparse({ fields: columns, data: rows }, { escapeFormulae: true, newline: "\r\n" })}\r\n`;
}

export function standingOf({ answer, waiting }: { answer: RsvpAnswer; waiting: boolean }): Standing {
  if (answer !== "yes") return answer;
  return waiting ? "waiting" : "seat";
}

function answerOf(standing: Standing): RsvpAnswer {
  return standing === "seat" || standing === "waiting" ? "yes" : standing;
}

async function insistSeats(tx: Tx, event: Event, membershipId: string, guests: number): Promise<void> {
  if (event.capacity === null) return;
  const taken = await countSeats(tx, event.id, membershipId);
  if (taken + 1 + guests > event.capacity) throw new Refusal("event-full");
}

async function turnList(actor: Actor, eventId: string, closedAt: Date | null): Promise<void> {
  await transaction(async (tx) => {
    const event = await lockEvent(tx, actor, eventId);
    if ((event.closedAt === null) === (closedAt === null)) return;
    await tx.event.update({ where: { id: eventId }, data: { closedAt } });
    await note(tx, actor, closedAt ? "event.closed" : "event.reopened", eventId, {});
  });
}

function note(
  tx: Tx,
  actor: Actor,
  act: "event.closed" | "event.reopened" | "event.attendees-written" | "event.list-exported" | "rsvp.moved",
  subjectId: string,
  details: Record<string, string | number>,
) {
  return record(tx, { communityId: actor.community.id, actorId: actor.person.id, act, subjectId, details });
}
