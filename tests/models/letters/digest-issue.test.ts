import pg from "pg";
import { describe, expect, test, vi } from "vitest";
import { db } from "#app/db/client.ts";
import { setClock } from "#app/lib/clock.ts";
import { issueDueDigests, publishDigest, readAudience } from "#app/models/digest.ts";
import { frozenItems } from "#app/models/digest/edition.ts";
import type { Community } from "#prisma/generated/client.ts";
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

/** A community whose members came on Monday noon and get a digest every day at seven in Berlin (six in UTC). */
async function aDailyCircle(): Promise<{
  community: Community;
  ana: MemberOfTest;
  ben: MemberOfTest;
  cleo: MemberOfTest;
}> {
  setClock(monday);
  const community = await aCommunity({ digestRhythm: "daily", digestHour: 7 });
  const [ana, ben, cleo] = [await anOwner(community), await aMember(community), await aMember(community)];
  return { community, ana, ben, cleo };
}

const lettersTo = (member: MemberOfTest) =>
  db().delivery.findMany({ where: { membershipId: member.id, kind: "digest" }, orderBy: { number: "asc" } });

describe("a digest", () => {
  test("holds what is new to each member, and never their own words", async () => {
    const { community, ana, ben, cleo } = await aDailyCircle();
    const thread = await aThread(community, { by: ana });
    setClock(hours(1));
    const asked = await aPost(thread, ana);
    const answered = await aPost(thread, ben);

    setClock(hours(19));
    const runs = await issueDueDigests();

    expect(runs.find(({ communityId }) => communityId === community.id)?.audience).toEqual({
      candidates: 3,
      prepared: 3,
      excluded: {},
    });
    const told = async (member: MemberOfTest) =>
      (await lettersTo(member)).map(({ facts }) => frozenItems(facts).map(({ postIds }) => postIds));
    expect(await told(ana)).toEqual([[[answered.id]]]);
    expect(await told(ben)).toEqual([[[asked.id]]]);
    expect(await told(cleo)).toEqual([[[asked.id, answered.id]]]);
  });

  test("gets its number, its day and a thread of its own, and the next draft begins", async () => {
    const { community, ana, ben } = await aDailyCircle();
    await aPost(await aThread(community), ben, { createdAt: hours(1) });
    setClock(hours(19));
    await issueDueDigests();

    const digests = await db().digest.findMany({
      where: { communityId: community.id },
      include: { thread: true },
      orderBy: { number: "asc" },
    });
    expect(digests.map(({ status, issue, editionDate }) => ({ status, issue, editionDate }))).toEqual([
      { status: "issued", issue: 1, editionDate: "2026-11-24" },
      { status: "draft", issue: null, editionDate: null },
    ]);
    expect(digests[0]?.thread).toMatchObject({ kind: "digest", subject: "Letter 1" });
    expect((await lettersTo(ana))[0]?.notAfter).toEqual(new Date("2026-11-25T02:00:00Z"));
  });

  test("is not sent to whom nothing is new, and nobody's next hour is missed", async () => {
    const { community, ben, cleo } = await aDailyCircle();
    await aPost(await aThread(community), ben, { createdAt: hours(1) });
    setClock(hours(19));
    await issueDueDigests();

    expect(await lettersTo(ben)).toEqual([]);
    const after = await db().membership.findMany({ where: { id: { in: [ben.id, cleo.id] } } });
    for (const member of after) {
      expect(member.nextDigestAt).toEqual(new Date("2026-11-25T06:00:00Z"));
      expect(member.toldUntil).toEqual(hours(19));
    }
    const digest = await db().digest.findFirstOrThrow({
      where: { communityId: community.id, status: "issued" },
    });
    expect(readAudience(digest.audience)).toEqual({
      candidates: 3,
      prepared: 2,
      excluded: { "nothing-new": 1 },
    });
  });

  test("tells nothing twice, and nothing when nothing happened", async () => {
    const { community, ben, cleo } = await aDailyCircle();
    await aPost(await aThread(community), ben, { createdAt: hours(1) });
    setClock(hours(19));
    await issueDueDigests();
    setClock(hours(43));
    await issueDueDigests();

    expect(await lettersTo(cleo)).toHaveLength(1);
    expect(await db().digest.count({ where: { communityId: community.id, status: "issued" } })).toBe(1);
  });

  test("is one edition for all whose hours come on the same day", async () => {
    const { community, ana, ben } = await aDailyCircle();
    const late = await aMember(community, { digestHour: 9 });
    const thread = await aThread(community);
    await aPost(thread, ben, { createdAt: hours(1) });
    setClock(hours(19));
    await issueDueDigests();
    const news = await aPost(await aThread(community, { subject: "Market stall" }), ana, {
      createdAt: hours(20),
    });
    setClock(hours(21));
    await issueDueDigests();

    const [first] = await lettersTo(ana);
    const [second] = await lettersTo(late);
    expect(second?.digestId).toBe(first?.digestId);
    expect(
      frozenItems(second?.facts ?? [])
        .map(({ postIds }) => postIds)
        .at(-1),
    ).toEqual([news.id]);
    const digest = await db().digest.findUniqueOrThrow({ where: { id: first?.digestId ?? "" } });
    expect(readAudience(digest.audience)).toEqual({
      candidates: 4,
      prepared: 3,
      excluded: { "nothing-new": 1 },
    });
  });

  test("leaves out muted threads and what came as an instant letter", async () => {
    const { community, ana, ben, cleo } = await aDailyCircle();
    const [muted, open] = [await aThread(community), await aThread(community, { subject: "Glazes" })];
    await db().threadPreference.create({
      data: { threadId: muted.id, membershipId: cleo.id, wish: "mute" },
    });
    await aPost(muted, ana, { createdAt: hours(1) });
    const told = await aPost(open, ana, { createdAt: hours(1) });
    await db().delivery.create({
      data: {
        communityId: community.id,
        kind: "instant_post",
        letterKey: `post:${told.id}`,
        address: cleo.address,
        membershipId: cleo.id,
        postId: told.id,
        status: "sent",
        notBefore: hours(1),
        notAfter: hours(30),
        createdAt: hours(1),
      },
    });
    setClock(hours(19));
    await issueDueDigests();

    expect(await lettersTo(cleo)).toEqual([]);
    expect(await lettersTo(ben)).toHaveLength(1);
  });

  test("counts who is left out, each with the reason", async () => {
    const { community, ana, ben, cleo } = await aDailyCircle();
    const paused = await aMember(community, { status: "paused" });
    await db().suppression.create({
      data: { communityId: community.id, address: cleo.address, reason: "hard_bounce" },
    });
    await aPost(await aThread(community), ben, { createdAt: hours(1) });
    setClock(hours(19));
    const runs = await issueDueDigests();

    expect(runs.find(({ communityId }) => communityId === community.id)?.audience).toEqual({
      candidates: 4,
      prepared: 1,
      excluded: { "nothing-new": 1, suppressed: 1, paused: 1 },
    });
    const unread = await db().membership.findMany({ where: { id: { in: [paused.id, cleo.id] } } });
    expect(unread.map(({ toldUntil }) => toldUntil)).toEqual([monday, monday]);
    expect(await lettersTo(ana)).toHaveLength(1);
  });

  test("of a worker that slept two days is not sent late, its news comes at the next hour", async () => {
    const { community, ben, cleo } = await aDailyCircle();
    const post = await aPost(await aThread(community), ben, { createdAt: hours(1) });
    setClock(hours(60));
    await issueDueDigests();
    expect(await lettersTo(cleo)).toEqual([]);

    setClock(hours(67));
    await issueDueDigests();
    expect(
      (await lettersTo(cleo)).map(({ facts }) => frozenItems(facts).flatMap(({ postIds }) => postIds)),
    ).toEqual([[post.id]]);
  });

  test("is issued once, however many workers wake at the same minute", async () => {
    const { community, ben, cleo } = await aDailyCircle();
    await aPost(await aThread(community), ben, { createdAt: hours(1) });
    setClock(hours(19));
    await Promise.all([issueDueDigests(), issueDueDigests(), issueDueDigests()]);

    expect(await lettersTo(cleo)).toHaveLength(1);
    expect(await db().digest.count({ where: { communityId: community.id } })).toBe(2);
  });

  test("finds a post that was being filed when the last one was frozen", async () => {
    const { community, ben, cleo } = await aDailyCircle();
    const thread = await aThread(community);
    await aPost(thread, ben, { createdAt: hours(18) });
    setClock(hours(19));
    await issueDueDigests();
    // Its transaction began before the digest's, and ended after it.
    const late = await aPost(thread, ben, { createdAt: new Date(hours(19).getTime() - 2000) });
    setClock(hours(43));
    await issueDueDigests();

    const letters = await lettersTo(cleo);
    expect(letters.map(({ facts }) => frozenItems(facts).flatMap(({ postIds }) => postIds)).at(-1)).toEqual([
      late.id,
    ]);
  });

  test("tells of new showcases, of events that come near, and of who is new", async () => {
    const { community, ana, ben, cleo } = await aDailyCircle();
    await db().showcase.create({
      data: {
        communityId: community.id,
        makerId: ben.id,
        title: "Blue bowl",
        status: "published",
        publishedAt: hours(1),
      },
    });
    const event = {
      communityId: community.id,
      organizerId: ana.id,
      timeZone: "Europe/Berlin",
      status: "published" as const,
    };
    await db().event.create({
      data: { ...event, title: "Raku day", publishedAt: hours(1), startsAt: hours(240), endsAt: hours(243) },
    });
    await db().event.create({
      data: {
        ...event,
        title: "Next summer",
        publishedAt: hours(1),
        startsAt: hours(5000),
        endsAt: hours(5003),
      },
    });
    setClock(hours(2));
    const mei = await aMember(community, { name: "Mei" });
    setClock(hours(19));
    await issueDueDigests();

    const kinds = async (member: MemberOfTest) => {
      const [letter] = await lettersTo(member);
      const ids = frozenItems(letter?.facts ?? []).map(({ itemId }) => itemId);
      const items = await db().digestItem.findMany({ where: { id: { in: ids } } });
      return ids.map((id) => items.find((item) => item.id === id)?.kind);
    };
    expect(await kinds(cleo)).toEqual(["showcase", "event", "newcomers"]);
    expect(await kinds(ben)).toEqual(["event", "newcomers"]);
    expect(await kinds(mei)).toEqual([]);

    // In the event's last week it is told once more, and then not again.
    setClock(hours(19 + 24 * 4));
    await issueDueDigests();
    setClock(hours(19 + 24 * 5));
    await issueDueDigests();
    expect((await lettersTo(cleo)).map(({ facts }) => frozenItems(facts).length)).toEqual([3, 1]);
  });

  test("costs the same number of statements for three members as for forty", async () => {
    const statements = async (members: number): Promise<number> => {
      setClock(monday);
      const community = await aCommunity({ digestRhythm: "daily" });
      const owner = await anOwner(community);
      for (let i = 0; i < members; i += 1) {
        await aMember(community);
        await aPost(await aThread(community), owner, { createdAt: hours(1) });
      }
      setClock(hours(19));
      const asked = vi.spyOn(pg.Client.prototype, "query");
      await publishDigest(null, community.id);
      const count = asked.mock.calls.length;
      asked.mockRestore();
      return count;
    };
    const few = await statements(3);
    expect(few).toBeGreaterThan(10);
    expect(await statements(40)).toBe(few);
  });
});

describe("publishing", () => {
  test("sends the draft now to everyone active, also to who asked for it only then", async () => {
    const { community, ana, ben, cleo } = await aDailyCircle();
    const waits = await aMember(community, { digestRhythm: "on_publish", nextDigestAt: null });
    const none = await aMember(community, { digestRhythm: "off", nextDigestAt: null });
    await aPost(await aThread(community), ben, { createdAt: hours(1) });
    setClock(hours(2));
    const { audience, digest } = await publishDigest(actorOf(ana, community), community.id);

    expect(audience).toEqual({ candidates: 5, prepared: 3, excluded: { off: 1, "nothing-new": 1 } });
    expect(digest).toMatchObject({ issue: 1, status: "issued" });
    for (const [member, count] of [
      [ana, 1],
      [cleo, 1],
      [waits, 1],
      [none, 0],
    ] as const) {
      expect(await lettersTo(member)).toHaveLength(count);
    }
    const after = await db().membership.findUniqueOrThrow({ where: { id: cleo.id } });
    expect(after.nextDigestAt).toEqual(cleo.nextDigestAt);
  });

  test("says so when there is nothing new, and changes nothing", async () => {
    const { community, ana } = await aDailyCircle();
    await expect(publishDigest(actorOf(ana, community), community.id)).rejects.toMatchObject({
      reason: "nothing-new",
    });
    expect(await db().digest.count({ where: { communityId: community.id, status: "issued" } })).toBe(0);
  });

  test("is the owner's to do, in their own community", async () => {
    const { community, ana, ben } = await aDailyCircle();
    const other = await aCommunity();
    await expect(publishDigest(actorOf(ben, community), community.id)).rejects.toMatchObject({
      reason: "not-allowed",
    });
    await expect(publishDigest(actorOf(ana, community), other.id)).rejects.toMatchObject({
      reason: "not-found",
    });
  });

  test("an opening letter alone is news", async () => {
    const { community, ana, ben } = await aDailyCircle();
    await db().digest.create({ data: { communityId: community.id, opening: "The kiln is **mended**." } });
    await publishDigest(actorOf(ana, community), community.id);
    expect(await lettersTo(ben)).toHaveLength(1);
  });
});
