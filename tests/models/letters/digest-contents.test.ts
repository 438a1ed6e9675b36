import { simpleParser } from "mailparser";
import { describe, expect, test } from "vitest";
import { db } from "#app/db/client.ts";
import { setClock } from "#app/lib/clock.ts";
import { compose } from "#app/mailers/index.ts";
import { leaseDeliveries } from "#app/models/delivery.ts";
import { issueDueDigests, publishDigest } from "#app/models/digest.ts";
import { frozenHead, frozenItems } from "#app/models/digest/edition.ts";
import { mendHours } from "#app/models/membership/hours.ts";
import { resumeDueMembers } from "#app/models/membership/pausing.ts";
import { changeRhythm, pauseMember } from "#app/models/membership.ts";
import { answerEvent } from "#app/models/rsvp.ts";
import { sendDeliveries } from "#jobs/handlers/send-deliveries.ts";
import {
  actorOf,
  aCommunity,
  aMember,
  anOwner,
  aPost,
  aThread,
  type MemberOfTest,
} from "#tests/support/circle.ts";

const monday = new Date("2026-11-23T12:00:00Z");
const hours = (count: number) => new Date(monday.getTime() + count * 3_600_000);
/** Seven in Berlin on Tuesday. */
const tuesday = hours(18);

async function aCircle() {
  setClock(monday);
  const community = await aCommunity({
    digestRhythm: "daily",
    digestHour: 7,
    description: "We fire together once a month.",
  });
  const ana = await anOwner(community, { makes: "Tableware" });
  const ben = await aMember(community, { name: "Ben Ode" });
  const cleo = await aMember(community, { name: "Cleo Marsh" });
  return { community, ana, ben, cleo, owner: actorOf(ana, community) };
}

const lettersTo = (member: MemberOfTest) =>
  db().delivery.findMany({ where: { membershipId: member.id, kind: "digest" }, orderBy: { number: "asc" } });

async function rawOf(member: MemberOfTest): Promise<Buffer> {
  const delivery = (await lettersTo(member)).at(-1);
  const composed = delivery && (await compose([delivery])).get(delivery.id);
  if (!composed || !("raw" in composed)) throw new Error("the letter was not written");
  return composed.raw;
}

const textOf = async (member: MemberOfTest) => (await simpleParser(await rawOf(member))).text ?? "";

async function issueAt(at: Date) {
  setClock(at);
  return issueDueDigests();
}

describe("a newcomer's first digest", () => {
  test("introduces the place, and no later one does", async () => {
    const { community, ana, ben, cleo } = await aCircle();
    const thread = await aThread(community, { by: ben, subject: "Kiln shelves, cheap" });
    await aPost(thread, ben, { createdAt: hours(1) });
    await aPost(thread, cleo, { createdAt: hours(2) });
    setClock(hours(3));
    const mei = await aMember(community, { name: "Mei Tanaka", makes: "Bowls" });
    await aPost(await aThread(community, { subject: "Cobalt" }), ana, { createdAt: hours(4) });
    await issueAt(tuesday);

    expect(frozenHead((await lettersTo(mei))[0]?.facts ?? null)).toEqual({
      day: "2026-11-24",
      introduces: true,
    });
    const first = await textOf(mei);
    expect(first).toContain("Your first letter from Kiln Circle");
    expect(first).toContain("We fire together once a month.");
    expect(first).toContain("4 people are here, among them:");
    expect(first).toContain("Ana Ferreira – Tableware");
    expect(first).toContain("Kiln shelves, cheap – 2 posts by 2 people");
    expect(first.indexOf("Your first letter")).toBeLessThan(first.indexOf("[1] Cobalt"));

    await aPost(thread, ana, { createdAt: hours(20) });
    await issueAt(hours(42));
    const second = await textOf(mei);
    expect(second).toContain("[1] Kiln shelves, cheap");
    expect(second).not.toContain("Your first letter");
  });

  test("comes with the first news, not without", async () => {
    const { community } = await aCircle();
    setClock(hours(3));
    const mei = await aMember(community);
    await issueAt(tuesday);
    expect(await lettersTo(mei)).toEqual([]);
  });
});

describe("an event in a digest", () => {
  test("says what each has answered, as it was when the letter was frozen", async () => {
    const { community, ana, ben, cleo } = await aCircle();
    const event = await db().event.create({
      data: {
        communityId: community.id,
        organizerId: ana.id,
        title: "Raku day",
        timeZone: "Europe/Berlin",
        status: "published",
        publishedAt: hours(1),
        startsAt: hours(240),
        endsAt: hours(243),
      },
    });
    setClock(hours(2));
    const going = { communityId: community.id, eventId: event.id, membershipId: ben.id, guests: 0 };
    await answerEvent(null, { ...going, answer: "yes" });
    await issueAt(tuesday);
    await answerEvent(null, { ...going, answer: "no" });

    expect(frozenItems((await lettersTo(ben))[0]?.facts ?? null)).toMatchObject([{ answer: "yes" }]);
    expect(await textOf(ben)).toContain("You are coming. Change your answer:");
    expect(await textOf(cleo)).toContain("Say whether you will come:");
  });
});

describe("a letter that is drawn again", () => {
  test("is the same to the byte, but for its date, however much later", async () => {
    const { community, ana, ben, cleo } = await aCircle();
    for (const subject of ["Clay", "Glazes", "Market"]) {
      const thread = await aThread(community, { subject });
      await aPost(thread, ana, { createdAt: hours(1) });
      await aPost(thread, ben, { createdAt: hours(2) });
    }
    setClock(hours(3));
    await aMember(community, { name: "Mei Tanaka", makes: "Bowls" });
    await issueAt(tuesday);
    const sent = await rawOf(cleo);

    setClock(hours(24 * 40));
    await aPost(await aThread(community, { subject: "Later" }), ana);
    await db().membership.update({ where: { id: ben.id }, data: { makes: "Nothing any more" } });
    const withoutDate = (raw: Buffer) => raw.toString("latin1").replace(/^Date: .*\r\n/m, "");
    expect(withoutDate(await rawOf(cleo))).toBe(withoutDate(sent));
    expect((await rawOf(cleo)).equals(sent)).toBe(false);
  });
});

describe("nothing stale goes out", () => {
  test("from a backup that is two days old: what was prepared is called off, and is news again", async () => {
    const { community, ben, cleo } = await aCircle();
    const post = await aPost(await aThread(community), ben, { createdAt: hours(1) });
    await issueAt(tuesday);
    // Two days later somebody restores what the database was at that minute.
    setClock(hours(66));
    await sendDeliveries();
    expect((await lettersTo(cleo)).map(({ status, response }) => [status, response])).toEqual([
      ["cancelled", "too late"],
    ]);
    await issueDueDigests();
    const told = (await lettersTo(cleo)).filter(({ status }) => status !== "cancelled");
    expect(
      told.map(({ facts }) => [frozenHead(facts).day, frozenItems(facts).flatMap(({ postIds }) => postIds)]),
    ).toEqual([["2026-11-26", [post.id]]]);
  });

  test("from a worker that slept through two mornings: one letter on the third, and none by night", async () => {
    const { community, ben, cleo } = await aCircle();
    await aPost(await aThread(community), ben, { createdAt: hours(1) });
    await issueAt(hours(58));
    expect(await lettersTo(cleo)).toEqual([]);
    await issueAt(hours(66));
    expect(await lettersTo(cleo)).toHaveLength(1);
  });

  test("weekly readers who were asleep for two days are told next week; for one day, the day after", async () => {
    const { community, ben } = await aCircle();
    const friday = hours(90);
    const [one, two] = [
      await aMember(community, { digestRhythm: "weekly" }),
      await aMember(await aCommunity(), { digestRhythm: "weekly" }),
    ];
    await aPost(await aThread(community), ben, { createdAt: hours(1) });
    await issueAt(new Date(friday.getTime() + 24 * 3_600_000));
    expect(await lettersTo(one)).toHaveLength(1);
    await issueAt(new Date(friday.getTime() + 49 * 3_600_000));
    expect(await lettersTo(two)).toEqual([]);
    const after = await db().membership.findUniqueOrThrow({ where: { id: two.id } });
    expect(after.nextDigestAt).toEqual(hours(90 + 24 * 7));
  });

  test("after a clock that jumped a year ahead and came back, the next hour is the next hour again", async () => {
    const { community, ana, ben, cleo } = await aCircle();
    const thread = await aThread(community);
    await aPost(thread, ben, { createdAt: hours(1) });
    await issueAt(hours(24 * 365));
    expect(await lettersTo(cleo)).toEqual([]);
    await aPost(thread, ana, { createdAt: hours(24 * 365 - 1) });
    await issueAt(hours(24 * 365 + 24));

    setClock(hours(3));
    expect(await mendHours()).toBeGreaterThan(0);
    const after = await db().membership.findUniqueOrThrow({ where: { id: cleo.id } });
    expect(after).toMatchObject({ nextDigestAt: tuesday, toldUntil: hours(3) });
    const news = await aPost(thread, ben, { createdAt: hours(4) });
    await issueAt(tuesday);
    expect((await lettersTo(cleo)).at(-1)?.facts).toMatchObject([
      { day: "2026-11-24" },
      { postIds: [news.id] },
    ]);
  });

  test("hours that were stored by a zone's old rules are put right, skipped ones as skipped", async () => {
    const { cleo, ben } = await aCircle();
    await db().membership.update({ where: { id: cleo.id }, data: { nextDigestAt: hours(19) } });
    await db().membership.update({ where: { id: ben.id }, data: { nextDigestAt: hours(43) } });
    await mendHours();
    const [one, two] = [cleo, ben].map(({ id }) => db().membership.findUniqueOrThrow({ where: { id } }));
    expect((await one)?.nextDigestAt).toEqual(tuesday);
    expect((await two)?.nextDigestAt).toEqual(hours(42));
  });
});

describe("a rhythm", () => {
  test("that is changed after today's digest does not bring a second one today", async () => {
    const { community, ben, cleo } = await aCircle();
    const thread = await aThread(community);
    await aPost(thread, ben, { createdAt: hours(1) });
    await issueAt(tuesday);
    await aPost(thread, ben, { createdAt: hours(18.5) });
    setClock(hours(19));
    const changed = await changeRhythm(cleo, { digestHour: 12, timeZone: "Europe/Lisbon" });
    expect(changed.nextDigestAt).toEqual(hours(48));
    await issueAt(hours(24));
    expect(await lettersTo(cleo)).toHaveLength(1);
    await issueAt(hours(48));
    expect(await lettersTo(cleo)).toHaveLength(2);
  });

  test("that is paused until a day begins again with that day's hour, and tells what was meanwhile", async () => {
    const { community, ben, cleo } = await aCircle();
    await pauseMember(cleo, { until: new Date("2026-11-24T23:00:00Z") });
    const post = await aPost(await aThread(community), ben, { createdAt: hours(1) });
    await issueAt(tuesday);
    expect(await lettersTo(cleo)).toEqual([]);
    // Nobody looked until four in the morning.
    setClock(hours(39));
    await resumeDueMembers();
    expect(await db().membership.findUnique({ where: { id: cleo.id } })).toMatchObject({
      status: "active",
      nextDigestAt: hours(42),
    });
    await issueAt(hours(42));
    expect(
      (await lettersTo(cleo)).flatMap(({ facts }) => frozenItems(facts).flatMap(({ postIds }) => postIds)),
    ).toEqual([post.id]);
  });

  test("off or only by hand: nothing comes by itself; by hand, what is sent by hand", async () => {
    const { community, ben, cleo, owner } = await aCircle();
    await changeRhythm(cleo, { digestRhythm: "on_publish" });
    await changeRhythm(ben, { digestRhythm: "off" });
    await aPost(await aThread(community), owner.membership, { createdAt: hours(1) });
    await issueAt(tuesday);
    expect(await lettersTo(cleo)).toEqual([]);
    await publishDigest(owner, community.id);
    expect(await lettersTo(cleo)).toHaveLength(1);
    expect(await lettersTo(ben)).toEqual([]);
    expect(
      (await leaseDeliveries("w", 50)).filter(({ membershipId }) => membershipId === cleo.id),
    ).toHaveLength(1);
  });
});
