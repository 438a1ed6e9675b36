import { expect, test } from "vitest";
import { db } from "#app/db/client.ts";
import { setClock } from "#app/lib/clock.ts";
import { newId } from "#app/lib/ids.ts";
import { isRefusal } from "#app/lib/refusal.ts";
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

  expect(await say(actor, event.id, ben, "yes")).toEqual({ ...first, saidAt: expect.any(Date) as Date });
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

test("two hundred people, twenty seats, eight workers, yes and no at random: never one seat too many", async () => {
  const { community, actor, event } = await anEvent(20);
  const people = Array.from({ length: 200 }, () => ({ person: newId(), member: newId() }));
  await db().person.createMany({ data: people.map(({ person }) => ({ id: person, name: "Somebody" })) });
  await db().membership.createMany({
    data: people.map(({ person, member }) => ({
      id: member,
      communityId: community.id,
      personId: person,
      status: "active" as const,
      name: "Somebody",
      timeZone: "Europe/Berlin",
      digestRhythm: "weekly" as const,
      digestWeekday: 5,
      digestHour: 7,
    })),
  });
  const random = seeded(20);
  const words = people.flatMap(({ member }) =>
    Array.from({ length: 2 }, () => ({ member, yes: random() < 0.7, guests: random() < 0.2 ? 1 : 0 })),
  );
  words.sort(() => random() - 0.5);

  let most = 0;
  const work = async () => {
    for (let next = words.shift(); next; next = words.shift()) {
      await answerEvent(null, {
        communityId: community.id,
        eventId: event.id,
        membershipId: next.member,
        answer: next.yes ? "yes" : "no",
        guests: next.yes ? next.guests : 0,
      }).catch((error: unknown) => {
        // More guests than fit: the seat that they have is kept.
        if (!isRefusal(error)) throw error;
      });
      if (words.length % 20 === 0) most = Math.max(most, await seatsTaken(event.id));
    }
  };
  await Promise.all(Array.from({ length: 8 }, work));

  const after = await eventById(actor.community.id, event.id);
  expect(most).toBeLessThanOrEqual(20);
  expect(after?.turnout.seatsTaken).toBeLessThanOrEqual(20);
  expect(after?.turnout.seatsTaken).toBeGreaterThanOrEqual(19);
  expect(after?.turnout.waiting).toBeGreaterThan(0);
}, 300_000);

test("of several answers the last one said wins, in whatever order and however often they come", async () => {
  const { community, actor, event } = await anEvent(null);
  await editEvent(actor, event.id, { place: "The yard" });
  const words = [
    { answer: "yes", guests: 0, sequence: 0, minute: 1 },
    { answer: "no", guests: 0, sequence: 0, minute: 5 },
    { answer: "maybe", guests: 0, sequence: 1, minute: 2 },
    { answer: "yes", guests: 2, sequence: 1, minute: 3 },
    { answer: "no", guests: 0, sequence: 1, minute: 3 },
  ] as const;
  const random = seeded(7);
  for (let round = 0; round < 6; round++) {
    const member = await aMember(community);
    const order = [...words, ...words.slice(0, round % 5)].sort(() => random() - 0.5);
    for (const { answer, guests, sequence, minute } of order) {
      await answerEvent(null, {
        communityId: community.id,
        eventId: event.id,
        membershipId: member.id,
        answer,
        guests,
        said: { at: new Date(Date.UTC(2026, 0, 1, 0, minute)), sequence },
      });
    }
    expect(await rsvpOf(community.id, event.id, member.id)).toMatchObject({ answer: "no", guests: 0 });
  }
});

/** Numbers that look random and are the same each time (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
