import { expect, test } from "vitest";
import { db } from "#app/db/client.ts";
import { setClock } from "#app/lib/clock.ts";
import { localDateTime, zonedInstant } from "#app/lib/local-time.ts";
import {
  cancelEvent,
  createEvent,
  editEvent,
  eventById,
  listEvents,
  publishEvent,
} from "#app/models/event.ts";
import { answerEvent } from "#app/models/rsvp.ts";
import { actorOf, aCommunity, aMember, anOwner } from "#tests/support/circle.ts";

const evening = {
  title: "Kiln opening",
  startsAt: zonedInstant("2030-03-30T18:00", "Europe/Lisbon"),
  endsAt: zonedInstant("2030-03-30T21:00", "Europe/Lisbon"),
  timeZone: "Europe/Lisbon",
};

async function curated() {
  const community = await aCommunity();
  return { community, actor: actorOf(await anOwner(community), community) };
}

test("an event keeps the hour of its place, whatever the clocks elsewhere do", async () => {
  const { community, actor } = await curated();
  const { id } = await createEvent(actor, evening);

  const event = await eventById(community.id, id);
  expect(event && localDateTime(event.startsAt, event.timeZone)).toBe("2030-03-30T18:00");
  expect(event && localDateTime(event.startsAt, "Europe/Berlin")).toBe("2030-03-30T19:00");
});

test("it has to end after it begins, in a zone that exists", async () => {
  const { actor } = await curated();
  await expect(createEvent(actor, { ...evening, endsAt: evening.startsAt })).rejects.toMatchObject({
    reason: "event-times",
  });
  await expect(createEvent(actor, { ...evening, timeZone: "Mars/Olympus" })).rejects.toMatchObject({
    reason: "event-times",
  });
  const { id } = await createEvent(actor, evening);
  await expect(editEvent(actor, id, { startsAt: new Date("2031-01-01") })).rejects.toMatchObject({
    reason: "event-times",
  });
});

test("publishing opens one thread, however often it is pressed", async () => {
  const { community, actor } = await curated();
  const { id } = await createEvent(actor, evening);

  await Promise.all([publishEvent(actor, id), publishEvent(actor, id), publishEvent(actor, id)]);

  const threads = await db().thread.findMany({ where: { communityId: community.id } });
  expect(threads).toMatchObject([{ kind: "event", subject: "Kiln opening" }]);
  expect((await eventById(community.id, id))?.threadId).toBe(threads[0]?.id);
});

test("only what invitees must hear of raises the sequence", async () => {
  const { actor } = await curated();
  const { id } = await createEvent(actor, evening);
  await editEvent(actor, id, { place: "The yard" });
  await publishEvent(actor, id);

  expect(await editEvent(actor, id, { story: "Bring gloves." })).toMatchObject({ sequence: 0 });
  expect(await editEvent(actor, id, { place: "The old dye works" })).toMatchObject({ sequence: 1 });
  expect(await cancelEvent(actor, id)).toMatchObject({ sequence: 2, status: "cancelled" });
  expect(await publishEvent(actor, id)).toMatchObject({ sequence: 3, status: "published" });
});

test("members arrange their own events, curators every one, followers none, and others' are not found", async () => {
  const { community, actor } = await curated();
  const member = actorOf(await aMember(community), community);
  const follower = actorOf(await aMember(community, { role: "follower" }), community);
  const { id } = await createEvent(member, evening);

  await expect(createEvent(follower, evening)).rejects.toMatchObject({ reason: "not-allowed" });
  await expect(editEvent(follower, id, { place: "Elsewhere" })).rejects.toMatchObject({
    reason: "not-allowed",
  });
  await editEvent(actor, id, { place: "The yard" });
  const elsewhere = await curated();
  await expect(editEvent(elsewhere.actor, id, { place: "Ours" })).rejects.toMatchObject({
    reason: "not-found",
  });
  expect(await eventById(elsewhere.community.id, id)).toBeNull();
});

test("what comes next is listed first, and what is on now still counts as coming", async () => {
  const { community, actor } = await curated();
  const later = {
    ...evening,
    title: "Later",
    startsAt: new Date("2030-06-01"),
    endsAt: new Date("2030-06-02"),
  };
  const before = {
    ...evening,
    title: "Before",
    startsAt: new Date("2029-06-01"),
    endsAt: new Date("2029-06-02"),
  };
  for (const event of [later, evening, before])
    await publishEvent(actor, (await createEvent(actor, event)).id);

  setClock(new Date(evening.startsAt.getTime() + 60_000));
  const coming = await listEvents(community.id, { when: "coming" });
  const past = await listEvents(community.id, { when: "past" });
  expect(coming.events.map(({ title }) => title)).toEqual(["Kiln opening", "Later"]);
  expect(past.events.map(({ title }) => title)).toEqual(["Before"]);
});

test("who said yes or maybe hears of a new hour and of a cancellation; who said no does not", async () => {
  const { community, actor } = await curated();
  const [ada, ben, cem] = [await aMember(community), await aMember(community), await aMember(community)];
  const { id } = await publishEvent(actor, (await createEvent(actor, { ...evening, capacity: 1 })).id);
  for (const [member, answer] of [
    [ada, "yes"],
    [ben, "maybe"],
    [cem, "no"],
  ] as const) {
    await answerEvent(null, {
      communityId: community.id,
      eventId: id,
      membershipId: member.id,
      answer,
      guests: 0,
    });
  }

  await editEvent(actor, id, { story: "Bring gloves." });
  await editEvent(actor, id, { place: "The old dye works" });
  await cancelEvent(actor, id);

  const letters = await db().delivery.findMany({
    where: { communityId: community.id },
    orderBy: { number: "asc" },
  });
  const told = (kind: string) =>
    letters
      .filter((letter) => letter.kind === kind)
      .map(({ address }) => address)
      .sort();
  expect(told("event_change")).toEqual([ada.address, ben.address].sort());
  expect(told("event_cancellation")).toEqual([ada.address, ben.address].sort());
  expect(letters).toHaveLength(4);
});
