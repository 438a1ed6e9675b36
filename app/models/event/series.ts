import { transaction, type Tx } from "#app/db/transaction.ts";
import { db } from "#app/db/client.ts";
import { now } from "#app/lib/clock.ts";
import { Refusal } from "#app/lib/refusal.ts";
import { timesOfSeries } from "#app/lib/series.ts";
import type { Event } from "#prisma/generated/client.ts";
import { record } from "../audit.ts";
import type { Actor } from "../roles.ts";
import { tellChange } from "./letters.ts";
import { lockEvent } from "./lock.ts";

const SHOWN = 8;

/** For the clock: of a series whose time is over the next one is shown, reminded of and answered. */
export async function moveSeriesOn(): Promise<void> {
  const over = await db().event.findMany({
    where: { recurrence: { not: "" }, endsAt: { lte: now() }, status: "published" },
    select: { id: true },
    take: 500,
  });
  for (const { id } of over) {
    await transaction(async (tx) => {
      await tx.$queryRaw`SELECT id FROM event WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
      const event = await tx.event.findUniqueOrThrow({ where: { id } });
      if (event.endsAt > now()) return;
      const [next] = comingTimes(event, 1);
      if (next) await showTime(tx, event, next);
    });
  }
}

/** The next times that are still to come, the current one among them. */
export function comingTimes(event: Event, most = SHOWN): Date[] {
  if (event.recurrence === "") return event.endsAt > now() ? [event.startsAt] : [];
  const lasts = event.endsAt.getTime() - event.startsAt.getTime();
  return timesOfSeries(
    {
      startsAt: event.seriesStartsAt ?? event.startsAt,
      timeZone: event.timeZone,
      recurrence: event.recurrence,
      exceptions: event.exceptions,
    },
    { after: new Date(now().getTime() - lasts), most },
  );
}

/** This day of the series does not take place. @throws Refusal `not-found` when none begins on it */
export function leaveOutDay(actor: Actor, id: string, day: string): Promise<void> {
  return changeDays(actor, id, (event) => {
    if (event.recurrence === "" || event.exceptions.includes(day)) return null;
    return { exceptions: [...event.exceptions, day].sort(), act: "event.day-left-out", day };
  });
}

export function putDayBack(actor: Actor, id: string, day: string): Promise<void> {
  return changeDays(actor, id, (event) => {
    if (!event.exceptions.includes(day)) return null;
    return { exceptions: event.exceptions.filter((each) => each !== day), act: "event.day-put-back", day };
  });
}

interface DayChange {
  exceptions: string[];
  act: "event.day-left-out" | "event.day-put-back";
  day: string;
}

async function changeDays(
  actor: Actor,
  id: string,
  change: (event: Event) => DayChange | null,
): Promise<void> {
  await transaction(async (tx) => {
    const before = await lockEvent(tx, actor, id);
    const wanted = change(before);
    if (!wanted) return;
    const [next] = comingTimes({ ...before, exceptions: wanted.exceptions }, 1);
    // The last one that is left is called off as the event itself.
    if (!next) throw new Refusal("event-times");
    const event = await tx.event.update({
      where: { id },
      data: { exceptions: wanted.exceptions, sequence: before.sequence + (before.publishedAt ? 1 : 0) },
    });
    const shown = await showTime(tx, event, next);
    if (event.status === "published") await tellChange(tx, shown);
    await record(tx, {
      communityId: actor.community.id,
      actorId: actor.person.id,
      act: wanted.act,
      subjectId: id,
      details: { day: wanted.day },
    });
  });
}

function showTime(tx: Tx, event: Event, startsAt: Date): Promise<Event> {
  const endsAt = new Date(startsAt.getTime() + event.endsAt.getTime() - event.startsAt.getTime());
  return tx.event.update({ where: { id: event.id }, data: { startsAt, endsAt } });
}
