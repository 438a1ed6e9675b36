import { expect, test } from "vitest";
import { setClock } from "#app/lib/clock.ts";
import { cancelEvent, createEvent, editEvent, eventById, publishEvent } from "#app/models/event.ts";
import { answerEvent, rsvpOf, seatsTaken } from "#app/models/rsvp.ts";
import type { Actor } from "#app/models/roles.ts";
import { actorOf, aCommunity, aMember, anOwner, type MemberOfTest } from "#tests/support/circle.ts";

async function anEvent(capacity: number | null, traits: { startsAt?: Date; endsAt?: Date } = {}) {
  const community = await aCommunity();
  const owner = await anOwner(community);
  const actor = actorOf(owner, community);
  const draft = await createEvent(actor, {
    title: "Raku evening",
    startsAt: new Date("2030-05-03T16:00:00Z"),
    endsAt: new Date("2030-05-03T20:00:00Z"),
    timeZone: "Europe/Berlin",
    capacity,
    ...traits,
  });
  return { community, actor, event: await publishEvent(actor, draft.id) };
}

function say(
  actor: Actor,
  eventId: string,
  member: MemberOfTest,
  answer: "yes" | "no" | "maybe",
  guests = 0,
) {
  return answerEvent(null, {
    communityId: actor.community.id,
    eventId,
    membershipId: member.id,
    answer,
    guests,
  });
}

test("eight workers at once never give away more seats than there are, guests included", async () => {
  const { community, actor, event } = await anEvent(12);
  const members = [];
  for (let index = 0; index < 16; index++) members.push(await aMember(community));

  const queue = members.map((member, index) => ({ member, guests: index % 3 }));
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      await say(actor, event.id, next.member, "yes", next.guests);
    }
  };
  await Promise.all(Array.from({ length: 8 }, work));

  const after = await eventById(community.id, event.id);
  expect(after?.rsvps).toHaveLength(16);
  expect(after?.turnout.seatsTaken).toBeLessThanOrEqual(12);
  expect(after?.turnout.seatsTaken).toBeGreaterThanOrEqual(10);
  expect(await seatsTaken(event.id)).toBe(after?.turnout.seatsTaken);
  const line = (after?.rsvps ?? [])
    .filter(({ waiting }) => waiting)
    .map(({ answeredAt }) => answeredAt.getTime());
  expect(new Set(line).size).toBe(line.length);

  // And while everybody changes their mind at once, nobody is lost and no seat is given twice.
  await Promise.all(members.slice(0, 6).map((member) => say(actor, event.id, member, "no")));
  const later = await eventById(community.id, event.id);
  expect(later?.turnout.seatsTaken).toBeLessThanOrEqual(12);
  expect(later?.turnout.no).toBe(6);
  expect((later?.turnout.yes ?? 0) + (later?.turnout.waiting ?? 0)).toBe(10);
  expect(later?.turnout.waiting === 0 || (later?.turnout.seatsTaken ?? 0) >= 10).toBe(true);
}, 60_000);

test("when a yes becomes a no, the first who waits moves up", async () => {
  const { community, actor, event } = await anEvent(2);
  const [ada, ben, cem, dora] = [
    await aMember(community),
    await aMember(community),
    await aMember(community),
    await aMember(community),
  ];
  for (const member of [ada, ben, cem, dora]) await say(actor, event.id, member, "yes");
  expect((await rsvpOf(community.id, event.id, cem.id))?.waiting).toBe(true);

  await say(actor, event.id, ada, "no");

  expect((await rsvpOf(community.id, event.id, cem.id))?.waiting).toBe(false);
  expect((await rsvpOf(community.id, event.id, dora.id))?.waiting).toBe(true);
});

test("a party of three at the head of the line is not overtaken by one who comes alone", async () => {
  const { community, actor, event } = await anEvent(4);
  const [ada, ben, cem] = [await aMember(community), await aMember(community), await aMember(community)];
  await say(actor, event.id, ada, "yes", 2);
  await say(actor, event.id, ben, "yes", 2);

  expect(await say(actor, event.id, cem, "yes")).toMatchObject({ waiting: true });

  await say(actor, event.id, ada, "maybe");
  expect((await rsvpOf(community.id, event.id, ben.id))?.waiting).toBe(false);
  expect((await rsvpOf(community.id, event.id, cem.id))?.waiting).toBe(false);
});

test("who asks for more guests than fit keeps the seat they have", async () => {
  const { community, actor, event } = await anEvent(3);
  const [ada, ben] = [await aMember(community), await aMember(community)];
  await say(actor, event.id, ada, "yes");
  await say(actor, event.id, ben, "yes");

  await expect(say(actor, event.id, ada, "yes", 2)).rejects.toMatchObject({ reason: "too-many-guests" });
  expect(await rsvpOf(community.id, event.id, ada.id)).toMatchObject({
    answer: "yes",
    guests: 0,
    waiting: false,
  });
  expect(await say(actor, event.id, ada, "yes", 1)).toMatchObject({ guests: 1, waiting: false });
});

test("saying yes twice changes nothing, not even one's place in line", async () => {
  const { community, actor, event } = await anEvent(1);
  const [ada, ben] = [await aMember(community), await aMember(community)];
  await say(actor, event.id, ada, "yes");
  setClock(new Date("2030-01-01T10:00:00Z"));
  const first = await say(actor, event.id, ben, "yes");
  setClock(new Date("2030-01-02T10:00:00Z"));

  expect(await say(actor, event.id, ben, "yes")).toEqual(first);
});

test("more seats let the waiting in; fewer turn nobody away", async () => {
  const { community, actor, event } = await anEvent(1);
  const [ada, ben] = [await aMember(community), await aMember(community)];
  await say(actor, event.id, ada, "yes");
  await say(actor, event.id, ben, "yes");

  await editEvent(actor, event.id, { capacity: 5 });
  expect((await rsvpOf(community.id, event.id, ben.id))?.waiting).toBe(false);

  await editEvent(actor, event.id, { capacity: 1 });
  expect(await seatsTaken(event.id)).toBe(2);
});

test("a cancelled event, one that is over, a draft and another community's take no answers", async () => {
  const { community, actor, event } = await anEvent(null);
  const ada = await aMember(community);
  const stranger = await aMember(await aCommunity());
  await expect(say(actor, event.id, stranger, "yes")).rejects.toMatchObject({ reason: "not-found" });

  setClock(new Date("2031-01-01T00:00:00Z"));
  await expect(say(actor, event.id, ada, "yes")).rejects.toMatchObject({ reason: "event-over" });
  setClock(null);

  await cancelEvent(actor, event.id);
  await expect(say(actor, event.id, ada, "yes")).rejects.toMatchObject({ reason: "event-cancelled" });
});
