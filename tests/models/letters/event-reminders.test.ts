import { describe, expect, test } from "vitest";
import { db } from "#app/db/client.ts";
import { setClock } from "#app/lib/clock.ts";
import { compose } from "#app/mailers/index.ts";
import { leaseDeliveries } from "#app/models/delivery.ts";
import { audienceOf } from "#app/models/delivery/audience.ts";
import { cancelEvent, createEvent, editEvent, publishEvent } from "#app/models/event.ts";
import { remindAttendees } from "#app/models/event/reminders.ts";
import { answerEvent } from "#app/models/rsvp.ts";
import type { Event } from "#prisma/generated/client.ts";
import { actorOf, aCommunity, aMember, anOwner, type MemberOfTest } from "#tests/support/circle.ts";

const startsAt = new Date("2026-11-28T13:00:00Z");
const before = (hours: number) => new Date(startsAt.getTime() - hours * 3_600_000);

async function anEvent() {
  setClock(before(72));
  const community = await aCommunity();
  const ana = await anOwner(community);
  const { id } = await createEvent(actorOf(ana, community), {
    title: "Raku in the yard",
    startsAt,
    endsAt: before(-3),
    timeZone: "Europe/Berlin",
  });
  return { community, ana, event: await publishEvent(actorOf(ana, community), id) };
}

const answers = (event: Event, member: MemberOfTest, answer: "yes" | "no" | "maybe" = "yes") =>
  answerEvent(null, {
    communityId: event.communityId,
    eventId: event.id,
    membershipId: member.id,
    answer,
    guests: 0,
  });

const remindersTo = (member: MemberOfTest) =>
  db().delivery.findMany({
    where: { membershipId: member.id, kind: "event_reminder" },
    orderBy: { notBefore: "asc" },
  });

/** The clock comes by each hour. */
async function pass(from: number, until: number) {
  for (let hours = from; hours >= until; hours -= 1) {
    setClock(before(hours));
    await remindAttendees();
  }
}

describe("who comes to an event", () => {
  test("hears of it on the evening before, at six by their own clock, and an hour before", async () => {
    const { community, event } = await anEvent();
    const [berlin, york, kathmandu] = [
      await aMember(community, { timeZone: "Europe/Berlin" }),
      await aMember(community, { timeZone: "America/New_York" }),
      await aMember(community, { timeZone: "Asia/Kathmandu" }),
    ];
    for (const member of [berlin, york, kathmandu]) await answers(event, member);
    await pass(48, 0);
    const due = async (member: MemberOfTest) =>
      (await remindersTo(member)).map(({ notBefore }) => notBefore.toISOString());
    expect(await due(berlin)).toEqual(["2026-11-27T17:00:00.000Z", "2026-11-28T12:00:00.000Z"]);
    expect(await due(york)).toEqual(["2026-11-27T23:00:00.000Z", "2026-11-28T12:00:00.000Z"]);
    expect(await due(kathmandu)).toEqual(["2026-11-27T12:15:00.000Z", "2026-11-28T12:00:00.000Z"]);
  });

  test("gets it with the calendar's part, as one who has accepted", async () => {
    const { community, event } = await anEvent();
    const ben = await aMember(community, { timeZone: "Europe/Berlin" });
    await answers(event, ben);
    await pass(21, 20);
    setClock(before(20));
    const [letter] = (await leaseDeliveries("w", 50)).filter(({ membershipId }) => membershipId === ben.id);
    if (!letter) throw new Error("no reminder is due");
    const composed = (await compose([letter])).get(letter.id);
    if (!composed || "cancelled" in composed) throw new Error("it was not written");
    const words = composed.raw.toString("utf8");
    expect(words).toContain("text/calendar");
    expect(words).toMatch(/method=REQUEST/i);
    expect(words).toContain("PARTSTAT=3DACCEPTED");
  });

  test("is accounted for, with the reason where they hear nothing", async () => {
    const { community, event } = await anEvent();
    const berlin = { timeZone: "Europe/Berlin" };
    const ben = await aMember(community, berlin);
    await answers(event, ben);
    await answers(event, await aMember(community, { timeZone: "America/New_York" }));
    await answers(event, await aMember(community, { ...berlin, eventReminders: false }));
    await answers(event, await aMember(community, berlin), "no");
    await answers(event, await aMember(community, berlin), "maybe");
    const away = await aMember(community, berlin);
    await answers(event, away);
    await db().membership.update({ where: { id: away.id }, data: { status: "paused" } });
    setClock(before(21));
    await remindAttendees();
    const key = `event-reminder:${event.id}:${String(startsAt.getTime())}:day`;
    expect(await audienceOf(community.id, key)).toEqual({
      candidates: 6,
      prepared: 1,
      excluded: { "not-yet": 1, "wants-none": 1, "not-coming": 2, paused: 1 },
    });
    await pass(20, 10);
    expect(await audienceOf(community.id, key)).toMatchObject({
      prepared: 2,
      excluded: { "wants-none": 1, "not-coming": 2, paused: 1 },
    });
    expect(await remindersTo(ben)).toHaveLength(1);
  });

  test("only since after that hour, is not told what they have just said", async () => {
    const { community, event } = await anEvent();
    const ben = await aMember(community, { timeZone: "Europe/Berlin" });
    setClock(before(19.5));
    await answers(event, ben);
    await pass(19, 2);
    expect(await remindersTo(ben)).toHaveLength(1);
    expect(await remindersTo(ben)).toMatchObject([{ notBefore: before(1) }]);
  });

  test("hears nothing of an event that was cancelled, and of a moved one at its new time", async () => {
    const { community, ana, event } = await anEvent();
    const ben = await aMember(community, { timeZone: "Europe/Berlin" });
    await answers(event, ben);
    await pass(21, 21);
    await editEvent(actorOf(ana, community), event.id, { startsAt: before(-24), endsAt: before(-26) });
    setClock(before(20));
    const composed = async () => {
      const due = (await leaseDeliveries("w", 50)).filter(
        ({ membershipId, kind }) => membershipId === ben.id && kind === "event_reminder",
      );
      return [...(await compose(due)).values()].map((one) => ("cancelled" in one ? one.cancelled : "sent"));
    };
    expect(await composed()).toEqual(["event-changed-again"]);
    await pass(19, -3);
    setClock(before(-4));
    expect(await composed()).toEqual(["sent"]);

    await cancelEvent(actorOf(ana, community), event.id);
    await pass(-5, -23);
    expect(await remindersTo(ben)).toHaveLength(2);
  });
});
