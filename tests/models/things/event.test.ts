import { expect, test } from "vitest";
import { db } from "#app/db/client.ts";
import { compose } from "#app/mailers/index.ts";
import {
  attendeesAsCsv,
  closeList,
  moveAttendee,
  reopenList,
  writeToAttendees,
} from "#app/models/event/attendee-list.ts";
import { keepInvitationsCurrent } from "#app/models/event/invitations.ts";
import { leaveOutDay, moveSeriesOn, putDayBack } from "#app/models/event/series.ts";
import { parseMessage } from "#emails/reading/parse-message.ts";
import { now, setClock } from "#app/lib/clock.ts";
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

test("every member is invited once, each by themselves; who comes later gets it, who leaves a cancellation", async () => {
  const { community, actor } = await curated();
  const ada = await aMember(community);
  const paused = await aMember(community, { status: "paused" });
  const quiet = await aMember(community, { digestRhythm: "off" });
  await aMember(community, { role: "follower" });
  const { id } = await publishEvent(actor, (await createEvent(actor, evening)).id);
  await publishEvent(actor, id);
  const invited = async (kind: "event_invitation" | "event_cancellation") =>
    (await db().delivery.findMany({ where: { communityId: community.id, kind } }))
      .map(({ membershipId }) => membershipId)
      .sort();
  expect(await invited("event_invitation")).toEqual([actor.membership.id, ada.id].sort());

  const late = await aMember(community);
  await db().membership.update({ where: { id: ada.id }, data: { status: "left", endedAt: now() } });
  await keepInvitationsCurrent();
  await keepInvitationsCurrent();

  expect(await invited("event_invitation")).toEqual([actor.membership.id, ada.id, late.id].sort());
  expect(await invited("event_cancellation")).toEqual([ada.id]);
  const [letter] = await db().delivery.findMany({
    where: { communityId: community.id, membershipId: late.id },
  });
  const raw = letter && (await compose([letter])).get(letter.id);
  if (!raw || "cancelled" in raw) throw new Error("no invitation was written");
  const calendar = (await parseMessage(raw.raw)).calendar?.replaceAll(/\r?\n /g, "") ?? "";
  expect(calendar).toContain("METHOD:REQUEST");
  expect(calendar).toContain(`UID:event-${String((await eventById(community.id, id))?.number)}@`);
  expect(calendar).toContain("SEQUENCE:0");
  expect(calendar).toContain("TZID:Europe/Lisbon");
  expect(calendar).toMatch(new RegExp(`ATTENDEE;.*mailto:${late.address}`, "i"));
  expect(calendar).toMatch(new RegExp(`ORGANIZER;.*mailto:${community.slug}\\+\\w+@`, "i"));
  expect([paused.id, quiet.id]).not.toContain(letter.membershipId);
});

test("a series shows its next time by the clock of its place, and a day that is left out is told", async () => {
  const { community, actor } = await curated();
  const draft = await createEvent(actor, { ...evening, recurrence: "FREQ=WEEKLY;COUNT=4" });
  const { id } = await publishEvent(actor, draft.id);
  const shown = async () => {
    const event = await eventById(community.id, id);
    return event && localDateTime(event.startsAt, event.timeZone);
  };

  setClock(new Date(evening.endsAt.getTime() + 60_000));
  await moveSeriesOn();
  expect(await shown()).toBe("2030-04-06T18:00");

  await leaveOutDay(actor, id, "2030-04-06");
  expect(await shown()).toBe("2030-04-13T18:00");
  expect(await eventById(community.id, id)).toMatchObject({ sequence: 1, exceptions: ["2030-04-06"] });
  expect(await db().delivery.count({ where: { communityId: community.id, kind: "event_change" } })).toBe(1);
  await putDayBack(actor, id, "2030-04-06");
  expect(await shown()).toBe("2030-04-06T18:00");

  setClock(new Date("2030-05-01T00:00:00Z"));
  await moveSeriesOn();
  expect((await listEvents(community.id, { when: "coming" })).events).toEqual([]);
  await expect(editEvent(actor, id, { recurrence: "FREQ=SECONDLY" })).rejects.toMatchObject({
    reason: "event-times",
  });
});

test("the organizer moves people, closes the list, writes to all and takes the list along", async () => {
  const { community, actor } = await curated();
  const [ada, ben, cem] = [
    await aMember(community, { name: "=Ada" }),
    await aMember(community),
    await aMember(community),
  ];
  const { id } = await publishEvent(actor, (await createEvent(actor, { ...evening, capacity: 1 })).id);
  const say = (member: { id: string }, answer: "yes" | "no") =>
    answerEvent(null, { communityId: community.id, eventId: id, membershipId: member.id, answer, guests: 0 });
  await say(ada, "yes");

  await expect(moveAttendee(actor, id, { membershipId: ben.id, to: "seat" })).rejects.toMatchObject({
    reason: "event-full",
  });
  expect(await moveAttendee(actor, id, { membershipId: ada.id, to: "maybe" })).toBe("seat");
  await moveAttendee(actor, id, { membershipId: ben.id, to: "seat" });

  await closeList(actor, id);
  await expect(say(cem, "yes")).rejects.toMatchObject({ reason: "event-closed" });
  await say(cem, "no");
  await reopenList(actor, id);
  expect(await say(cem, "yes")).toMatchObject({ waiting: true });

  const post = await writeToAttendees(actor, id, "Bring gloves.");
  const told = await db().delivery.findMany({ where: { postId: post.id }, orderBy: { number: "asc" } });
  expect(told.map(({ address }) => address).sort()).toEqual([ada.address, ben.address, cem.address].sort());
  expect(post.threadId).toBe((await eventById(community.id, id))?.threadId);

  const csv = await attendeesAsCsv(actor, id);
  expect(csv).toContain(`'=Ada`);
  expect(csv.trim().split("\r\n")).toHaveLength(4);
  const member = actorOf(ben, community);
  await expect(attendeesAsCsv(member, id)).rejects.toMatchObject({ reason: "not-allowed" });
  await expect(moveAttendee(member, id, { membershipId: cem.id, to: "no" })).rejects.toMatchObject({
    reason: "not-allowed",
  });
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
    where: { communityId: community.id, kind: { in: ["event_change", "event_cancellation"] } },
    orderBy: { number: "asc" },
  });
  const told = (kind: string) =>
    letters
      .filter((letter) => letter.kind === kind)
      .map(({ address }) => address)
      .sort();
  // The organizer was invited too, and has not answered.
  const owner = letters.find(({ membershipId }) => membershipId === actor.membership.id)?.address ?? "";
  expect(told("event_change")).toEqual([ada.address, ben.address, owner].sort());
  expect(told("event_cancellation")).toEqual([ada.address, ben.address, owner].sort());
  expect(letters).toHaveLength(6);
});
