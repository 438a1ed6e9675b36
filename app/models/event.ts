import type { Event } from "#prisma/generated/client.ts";
import { transaction, type Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { isTimeZone } from "#app/lib/local-time.ts";
import { isRecurrence } from "#app/lib/series.ts";
import { Refusal } from "#app/lib/refusal.ts";
import { record } from "./audit.ts";
import { inviteMembers } from "./event/invitations.ts";
import { tellCancellation, tellChange } from "./event/letters.ts";
import { lockEvent } from "./event/lock.ts";
import { insistMay, type Actor } from "./roles.ts";
import { moveUp } from "./rsvp/seats.ts";
import { startThread } from "./thread.ts";

export { eventById, eventByNumber, listEvents, type EventWithRsvps } from "./event/list.ts";

export interface EventInput {
  title: string;
  story: string;
  startsAt: Date;
  endsAt: Date;
  /** IANA, of the place where it happens: its times are shown there first. */
  timeZone: string;
  place: string;
  link: string;
  /** Seats, guests included; null: as many as come. */
  capacity: number | null;
  /** Whole days: from midnight to the midnight after the last one, in its zone. */
  allDay: boolean;
  /** An RRULE's value, or empty: it takes place once. */
  recurrence: string;
}

type NewEvent = Pick<EventInput, "title" | "startsAt" | "endsAt" | "timeZone"> & Partial<EventInput>;

/** A draft that its organizer and the curators see. @throws Refusal `event-times` */
export async function createEvent(actor: Actor, input: NewEvent): Promise<Event> {
  insistMay(actor, "make-event");
  insistTimes(input);

  return transaction(async (tx) => {
    const event = await tx.event.create({
      data: {
        ...asColumns(input),
        ...times(input),
        seriesStartsAt: input.recurrence ? input.startsAt : null,
        title: tidyTitle(input.title),
        communityId: actor.community.id,
        organizerId: actor.membership.id,
        createdAt: now(),
      },
    });
    await note(tx, actor, "event.created", event);
    return event;
  });
}

/** More seats let the waiting move up at once. Fewer seats turn nobody away who has one. */
export async function editEvent(actor: Actor, id: string, patch: Partial<EventInput>): Promise<Event> {
  return transaction(async (tx) => {
    const before = await lockEvent(tx, actor, id);
    insistTimes({ ...before, ...patch });

    const news = isNews(before, patch);
    const sequence = before.sequence + (news ? 1 : 0);
    const event = await tx.event.update({
      where: { id },
      data: { ...asColumns(patch), ...seriesColumns(before, patch), sequence },
    });
    if (event.threadId && event.title !== before.title) {
      await tx.thread.update({ where: { id: event.threadId }, data: { subject: event.title } });
    }
    await moveUp(tx, event);
    if (news && event.status === "published") await tellChange(tx, event);
    await note(tx, actor, "event.edited", event, { before: wordsOf(before) });
    return event;
  });
}

/** Announces it and opens its thread. Publishing twice changes nothing; a cancelled one takes place after all. */
export async function publishEvent(actor: Actor, id: string): Promise<Event> {
  return transaction(async (tx) => {
    const draft = await lockEvent(tx, actor, id);
    if (draft.status === "published") return draft;

    const threadId = draft.threadId ?? (await openThread(tx, draft)).id;
    const sequence = draft.sequence + (draft.status === "cancelled" ? 1 : 0);
    const event = await tx.event.update({
      where: { id },
      data: { status: "published", threadId, sequence, publishedAt: draft.publishedAt ?? now() },
    });
    if (draft.status === "cancelled") await tellChange(tx, event);
    await inviteMembers(tx, event);
    await note(tx, actor, "event.published", event, { from: draft.status });
    return event;
  });
}

/** It does not take place. Answers and words stay, and `publishEvent` takes it back. */
export async function cancelEvent(actor: Actor, id: string): Promise<Event> {
  return transaction(async (tx) => {
    const before = await lockEvent(tx, actor, id);
    if (before.status === "cancelled") return before;

    const event = await tx.event.update({
      where: { id },
      data: { status: "cancelled", sequence: before.sequence + 1 },
    });
    if (before.status === "published") await tellCancellation(tx, event);
    await note(tx, actor, "event.cancelled", event, { from: before.status });
    return event;
  });
}

function openThread(tx: Tx, event: Event) {
  return startThread(tx, {
    communityId: event.communityId,
    subject: event.title,
    startedById: event.organizerId,
    kind: "event",
  });
}

function insistTimes({
  startsAt,
  endsAt,
  timeZone,
  recurrence = "",
}: Pick<EventInput, "startsAt" | "endsAt" | "timeZone"> & { recurrence?: string | undefined }): void {
  const inOrder = endsAt.getTime() > startsAt.getTime();
  const canRecur = recurrence === "" || isRecurrence(recurrence);
  if (!inOrder || !canRecur || !isTimeZone(timeZone)) throw new Refusal("event-times");
}

/** A series that gets another hour or rule begins anew with the time that is shown; days left out before are over. */
function seriesColumns(before: Event, { startsAt, recurrence = before.recurrence }: Partial<EventInput>) {
  const isMoved = startsAt !== undefined && startsAt.getTime() !== before.startsAt.getTime();
  if (recurrence === before.recurrence && !(isMoved && recurrence !== "")) return {};
  return { seriesStartsAt: recurrence === "" ? null : (startsAt ?? before.startsAt), exceptions: [] };
}

/** What those who are invited must hear of (RFC 5546, 2.1.4), once it has been announced. */
function isNews(before: Event, patch: Partial<EventInput>): boolean {
  const changed =
    (patch.startsAt && patch.startsAt.getTime() !== before.startsAt.getTime()) ||
    (patch.endsAt && patch.endsAt.getTime() !== before.endsAt.getTime()) ||
    (["title", "timeZone", "place", "link", "allDay", "recurrence"] as const).some(
      (key) => patch[key] !== undefined && patch[key] !== before[key],
    );
  return changed && before.publishedAt !== null;
}

function times({ startsAt, endsAt, timeZone }: NewEvent) {
  return { startsAt, endsAt, timeZone };
}

function asColumns({ title, capacity, ...rest }: Partial<EventInput>) {
  return {
    ...rest,
    ...(title === undefined ? {} : { title: tidyTitle(title) }),
    ...(capacity === undefined
      ? {}
      : { capacity: capacity === null ? null : Math.max(1, Math.trunc(capacity)) }),
  };
}

function wordsOf(event: Event) {
  const { title, story, startsAt, endsAt, timeZone, place, link, capacity, allDay, recurrence } = event;
  const instants = { startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() };
  return { title, story, ...instants, timeZone, place, link, capacity, allDay, recurrence };
}

type EventAct = "created" | "edited" | "published" | "cancelled";

function note(tx: Tx, actor: Actor, act: `event.${EventAct}`, { id }: Event, details = {}) {
  return record(tx, {
    communityId: actor.community.id,
    actorId: actor.person.id,
    act,
    subjectId: id,
    details,
  });
}

function tidyTitle(title: string): string {
  return (
    title
      .replace(/[\s\p{Cc}]+/gu, " ")
      .trim()
      .slice(0, 160) || "Without a title"
  );
}
