import { describe, expect, test } from "vitest";
import { db } from "#app/db/client.ts";
import { setClock } from "#app/lib/clock.ts";
import { deliveryCounts, leaseDeliveries, settleDeliveries } from "#app/models/delivery.ts";
import {
  draftOf,
  editDraft,
  holdDraft,
  issueDueDigests,
  letDigestGo,
  pauseDigest,
  publishDigest,
  readAudience,
  releaseDraft,
  resumeDigest,
  scheduleDraft,
  skipRound,
  stopDigest,
  unscheduleDraft,
  unskipRound,
} from "#app/models/digest.ts";
import { frozenHead, frozenItems } from "#app/models/digest/edition.ts";
import { sweep } from "#jobs/handlers/sweep.ts";
import type { Prisma } from "#prisma/generated/client.ts";
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
const minutesAfter = (at: Date, count: number) => new Date(at.getTime() + count * 60_000);
/** Seven in Berlin on Tuesday. */
const tuesday = hours(18);

/** Ana owns it, Ben writes an hour after noon on Monday, Cleo reads; everybody daily at seven, unless told. */
async function aCircle(traits: Partial<Prisma.CommunityUncheckedCreateInput> = {}) {
  setClock(monday);
  const community = await aCommunity({ digestRhythm: "daily", digestHour: 7, holdMinutes: 10, ...traits });
  const [ana, ben, cleo] = [await anOwner(community), await aMember(community), await aMember(community)];
  const thread = await aThread(community, { by: ben });
  const post = await aPost(thread, ben, { createdAt: hours(1) });
  return { community, ana, ben, cleo, thread, post, owner: actorOf(ana, community) };
}

const lettersTo = (member: MemberOfTest) =>
  db().delivery.findMany({ where: { membershipId: member.id, kind: "digest" }, orderBy: { number: "asc" } });
const postsTold = async (member: MemberOfTest) =>
  (await lettersTo(member))
    .filter(({ status }) => status !== "cancelled")
    .flatMap(({ facts }) => frozenItems(facts).flatMap(({ postIds }) => postIds));
const membershipOf = (member: MemberOfTest) =>
  db().membership.findUniqueOrThrow({ where: { id: member.id } });
const nextOf = async (member: MemberOfTest) => (await membershipOf(member)).nextDigestAt;

async function issueAt(at: Date) {
  setClock(at);
  return issueDueDigests();
}

async function leaseOf(digestId: string, count = 50) {
  return (await leaseDeliveries("w", count)).filter((letter) => letter.digestId === digestId);
}

const sendAll = (letters: readonly { id: string }[]) =>
  settleDeliveries(
    "w",
    letters.map(({ id }) => ({ id, status: "sent", response: "250 2.0.0 Ok", messageId: `m-${id}` })),
  );

const issuedOf = (communityId: string) =>
  db().digest.findFirstOrThrow({
    where: { communityId, status: { not: "draft" } },
    orderBy: { issue: "desc" },
  });

describe("the hold window", () => {
  test("is before the hour: frozen ten minutes earlier, the letter leaves on the hour", async () => {
    const { community, cleo } = await aCircle();
    await issueAt(minutesAfter(tuesday, -11));
    expect(await lettersTo(cleo)).toEqual([]);
    await issueAt(minutesAfter(tuesday, -10));

    const [letter] = await lettersTo(cleo);
    expect(letter).toMatchObject({ notBefore: tuesday, notAfter: new Date("2026-11-25T02:00:00Z") });
    expect(await nextOf(cleo)).toEqual(new Date("2026-11-25T06:00:00Z"));
    const digest = await issuedOf(community.id);
    expect(digest).toMatchObject({ status: "issued", holdsUntil: tuesday });
    expect(await leaseOf(digest.id)).toEqual([]);
    setClock(tuesday);
    expect(await leaseOf(digest.id)).toHaveLength(2);
  });

  test("comes after the hour when nothing ran at it, and is none at all where there is none", async () => {
    const late = await aCircle();
    await issueAt(minutesAfter(tuesday, 3));
    expect((await lettersTo(late.cleo))[0]?.notBefore).toEqual(minutesAfter(tuesday, 13));

    const { cleo } = await aCircle({ holdMinutes: 0 });
    await issueAt(tuesday);
    expect((await lettersTo(cleo))[0]?.notBefore).toEqual(tuesday);
  });

  test("can be cut short", async () => {
    const { community, owner } = await aCircle();
    setClock(hours(2));
    const { digest } = await publishDigest(owner, community.id);
    expect(await leaseOf(digest.id)).toEqual([]);
    await letDigestGo(owner, digest.id);
    expect(await leaseOf(digest.id)).toHaveLength(2);
  });
});

describe("a digest that is stopped", () => {
  test("reaches nobody, and its news come again with the next one", async () => {
    const { community, ana, cleo, owner, post } = await aCircle();
    await editDraft(owner, {
      opening: "The kiln is mended.",
      items: [{ key: `thread:${post.threadId}`, note: "Read this" }],
    });
    await issueAt(minutesAfter(tuesday, -10));
    const digest = await issuedOf(community.id);
    setClock(minutesAfter(tuesday, -5));
    expect(await stopDigest(owner, digest.id)).toMatchObject({ letters: 3, isBackInDraft: true });

    setClock(hours(19));
    expect(await leaseOf(digest.id)).toEqual([]);
    expect(await issuedOf(community.id)).toMatchObject({ status: "stopped", issue: 1 });
    const draft = await draftOf(community.id);
    expect(draft).toMatchObject({ opening: "The kiln is mended.", items: [{ note: "Read this", count: 1 }] });

    await issueAt(hours(42));
    expect(await postsTold(cleo)).toEqual([post.id]);
    expect(await postsTold(ana)).toEqual([post.id]);
    expect(await issuedOf(community.id)).toMatchObject({
      status: "issued",
      issue: 2,
      opening: "The kiln is mended.",
    });
  });

  test("leaves what had left, and tries nothing again that was in the air", async () => {
    const { community, owner, ana, cleo } = await aCircle();
    const dora = await aMember(community);
    setClock(hours(2));
    const { digest } = await publishDigest(owner, community.id, { atOnce: true });
    const letters = await leaseOf(digest.id);
    const [sent, inTheAir, back] = [ana, cleo, dora].map((one) =>
      letters.find(({ membershipId }) => membershipId === one.id),
    );
    if (!sent || !inTheAir || !back) throw new Error("a letter is missing");
    await sendAll([sent]);
    await settleDeliveries("w", [{ id: back.id, status: "deferred", response: "450 later" }]);
    await stopDigest(owner, digest.id);

    await settleDeliveries("w", [{ id: inTheAir.id, status: "deferred", response: "450 later" }]);
    expect(await deliveryCounts(digest.id)).toMatchObject({ sent: 1, cancelled: 1, deferred: 1 });
    setClock(hours(4));
    const [again] = await leaseOf(digest.id);
    expect(again?.notAfter.getTime()).toBeLessThanOrEqual(hours(2).getTime());
  });

  test("stays stopped for those whose hour comes later on its day", async () => {
    const { community, owner } = await aCircle();
    const late = await aMember(community, { digestHour: 18 });
    await issueAt(minutesAfter(tuesday, -10));
    const digest = await issuedOf(community.id);
    await stopDigest(owner, digest.id);
    await issueAt(hours(29));

    expect(await lettersTo(late)).toEqual([]);
    expect(await nextOf(late)).toEqual(hours(53));
    await issueAt(hours(53));
    expect(await postsTold(late)).toHaveLength(1);
  });

  test("is stopped once, by who may, in their own community", async () => {
    const { community, ben, owner } = await aCircle();
    setClock(hours(2));
    const { digest } = await publishDigest(owner, community.id);
    const other = await aCircle();
    await expect(stopDigest(other.owner, digest.id)).rejects.toMatchObject({ reason: "not-found" });
    await expect(stopDigest(actorOf(ben, community), digest.id)).rejects.toMatchObject({
      reason: "not-allowed",
    });
    await stopDigest(owner, digest.id);
    for (const act of [stopDigest, pauseDigest, resumeDigest, letDigestGo]) {
      await expect(act(owner, digest.id)).rejects.toMatchObject({ reason: "already-settled" });
    }
  });
});

describe("a digest that is paused", () => {
  test("sends nothing until it goes on, each letter at its own hour", async () => {
    const { community, owner, cleo } = await aCircle();
    setClock(hours(2));
    const { digest } = await publishDigest(owner, community.id);
    await pauseDigest(owner, digest.id);
    setClock(hours(5));
    expect(await leaseOf(digest.id)).toEqual([]);

    await resumeDigest(owner, digest.id);
    expect((await lettersTo(cleo))[0]?.notBefore).toEqual(minutesAfter(hours(2), 10));
    expect(await leaseOf(digest.id)).toHaveLength(2);
  });

  test("holds back what comes back from a mail server, and the letters of later hours", async () => {
    const { community, owner } = await aCircle();
    const late = await aMember(community, { digestHour: 9 });
    await issueAt(minutesAfter(tuesday, -10));
    const digest = await issuedOf(community.id);
    setClock(tuesday);
    const [letter] = await leaseOf(digest.id, 1);
    if (!letter) throw new Error("no letter is due");
    await pauseDigest(owner, digest.id);
    await settleDeliveries("w", [{ id: letter.id, status: "deferred", response: "450 later" }]);
    await sweep();
    await issueAt(hours(20));
    expect(await lettersTo(late)).toHaveLength(1);

    setClock(hours(21));
    expect(await leaseOf(digest.id)).toEqual([]);
    await resumeDigest(owner, digest.id);
    expect(await leaseOf(digest.id)).toHaveLength(3);
  });

  test("is not sent stale: a letter that waited too long is told anew", async () => {
    const { community, owner, cleo } = await aCircle();
    setClock(hours(2));
    const { digest } = await publishDigest(owner, community.id);
    await pauseDigest(owner, digest.id);
    setClock(hours(60));
    await resumeDigest(owner, digest.id);
    expect((await lettersTo(cleo))[0]?.notAfter.getTime()).toBeLessThan(hours(60).getTime());
  });
});

describe("at most one digest a day", () => {
  test("who had one this morning gets what is sent by hand with their next one", async () => {
    const { community, ana, ben, cleo, owner, thread } = await aCircle({ holdMinutes: 0 });
    await issueAt(tuesday);
    const news = await aPost(thread, ben, { createdAt: hours(20) });
    const weekly = await aMember(community, { digestRhythm: "weekly", toldUntil: monday, joinedAt: monday });
    setClock(hours(21));
    const { audience } = await publishDigest(owner, community.id);

    expect(audience).toEqual({
      candidates: 4,
      prepared: 1,
      excluded: { "had-one-today": 2, "nothing-new": 1 },
    });
    expect(await lettersTo(weekly)).toHaveLength(1);
    expect(await lettersTo(cleo)).toHaveLength(1);
    await issueAt(hours(42));
    expect((await postsTold(cleo)).at(-1)).toBe(news.id);
    expect(await lettersTo(ana)).toHaveLength(2);
  });

  test("unless the owner wants it sent to them too", async () => {
    const { community, ben, cleo, owner, thread } = await aCircle({ holdMinutes: 0 });
    await issueAt(tuesday);
    await aPost(thread, ben, { createdAt: hours(20) });
    setClock(hours(21));
    await publishDigest(owner, community.id, { evenToday: true });
    expect(await lettersTo(cleo)).toHaveLength(2);
  });

  test("what was sent by hand counts for the day: their hour passes, and their day is their own", async () => {
    const { community, ben, cleo, owner, thread } = await aCircle({ holdMinutes: 0 });
    // In Auckland it is Tuesday already when it is sent on Monday afternoon.
    const far = await aMember(community, { timeZone: "Pacific/Auckland", toldUntil: hours(0) });
    setClock(hours(2));
    await publishDigest(owner, community.id);
    await aPost(thread, ben, { createdAt: hours(3) });
    await issueAt(hours(6));
    expect(await nextOf(far)).toEqual(new Date("2026-11-24T18:00:00Z"));
    expect(await lettersTo(far)).toHaveLength(1);
    await issueAt(tuesday);
    expect(await lettersTo(cleo)).toHaveLength(2);
    await issueAt(hours(30));
    expect(await lettersTo(far)).toHaveLength(2);
    expect((await lettersTo(far)).map(({ facts }) => frozenHead(facts).day)).toEqual([
      "2026-11-24",
      "2026-11-25",
    ]);
  });

  test("a letter that was stopped does not count", async () => {
    const { community, cleo, owner } = await aCircle();
    setClock(hours(2));
    const { digest } = await publishDigest(owner, community.id);
    await stopDigest(owner, digest.id);
    await publishDigest(owner, community.id);
    expect((await lettersTo(cleo)).map(({ status }) => status)).toEqual(["cancelled", "prepared"]);
  });
});

describe("a draft that is held", () => {
  test("does not go by itself; when it is released, those whose hour came get it, the stale do not", async () => {
    const { community, cleo, owner } = await aCircle({ holdMinutes: 0 });
    const early = await aMember(community, { digestHour: 17 });
    setClock(hours(1));
    await holdDraft(owner);
    await issueAt(hours(5));
    await issueAt(hours(19));
    expect(await lettersTo(cleo)).toEqual([]);
    expect(await nextOf(cleo)).toEqual(tuesday);

    setClock(hours(20));
    await releaseDraft(owner);
    await issueDueDigests();
    expect(await lettersTo(cleo)).toHaveLength(1);
    expect(await nextOf(cleo)).toEqual(hours(42));
    // Seventeen o'clock was sixteen hours ago.
    expect(await lettersTo(early)).toEqual([]);
    expect(await nextOf(early)).toEqual(hours(28));
  });

  test("released days later goes to those whose hour has just come", async () => {
    const { cleo, owner } = await aCircle({ holdMinutes: 0 });
    setClock(hours(1));
    await holdDraft(owner);
    await issueAt(hours(19));
    await issueAt(hours(67));
    await releaseDraft(owner);
    await issueDueDigests();
    expect((await lettersTo(cleo)).map(({ facts }) => frozenHead(facts).day)).toEqual(["2026-11-26"]);
  });

  test("lets whom nothing is new for move on", async () => {
    const { ben, owner } = await aCircle({ holdMinutes: 0 });
    await db().post.deleteMany({ where: { authorId: ben.id } });
    setClock(hours(1));
    await holdDraft(owner);
    await issueAt(tuesday);
    expect(await nextOf(ben)).toEqual(hours(42));
  });
});

describe("a scheduled digest", () => {
  test("goes to everybody at its instant, and to nobody at their hour before", async () => {
    const { community, cleo, owner } = await aCircle();
    const onlyThen = await aMember(community, { digestRhythm: "on_publish", nextDigestAt: null });
    await aMember(community, { digestRhythm: "off", nextDigestAt: null });
    setClock(hours(1));
    const at = await scheduleDraft(owner, { local: "2026-11-24T18:30", everyonesOwn: false });
    expect(at).toEqual(new Date("2026-11-24T17:30:00Z"));
    await issueAt(tuesday);
    expect(await lettersTo(cleo)).toEqual([]);

    await issueAt(minutesAfter(at, -10));
    const [letter] = await lettersTo(cleo);
    expect(letter?.notBefore).toEqual(at);
    expect(await lettersTo(onlyThen)).toHaveLength(1);
    expect(readAudience((await issuedOf(community.id)).audience).excluded).toEqual({
      off: 1,
      "nothing-new": 1,
    });
    expect(await nextOf(cleo)).toEqual(hours(42));
  });

  test("by each member's own clock reaches each when theirs shows it, frozen once", async () => {
    const { community, cleo, owner } = await aCircle();
    const east = await aMember(community, { timeZone: "Pacific/Auckland", digestRhythm: "weekly" });
    const west = await aMember(community, { timeZone: "America/Los_Angeles", digestRhythm: "weekly" });
    setClock(hours(1));
    const first = await scheduleDraft(owner, { local: "2026-11-27T07:00", everyonesOwn: true });
    expect(first).toEqual(new Date("2026-11-26T18:00:00Z"));
    await issueAt(first);

    const at = async (member: MemberOfTest) =>
      (await lettersTo(member)).map(({ notBefore }) => notBefore.toISOString());
    expect(await at(east)).toEqual(["2026-11-26T18:10:00.000Z"]);
    expect(await at(cleo)).toEqual(["2026-11-27T06:00:00.000Z"]);
    expect(await at(west)).toEqual(["2026-11-27T15:00:00.000Z"]);
    // Their own hour on that day comes to nothing more.
    await aPost(await aThread(community), owner.membership, { createdAt: hours(80) });
    await issueAt(new Date("2026-11-27T06:00:00Z"));
    expect(await lettersTo(cleo)).toHaveLength(1);
  });

  test("that was missed by half a day is not sent late: it is held, and the owner is told", async () => {
    const { community, cleo, owner } = await aCircle();
    setClock(hours(1));
    await scheduleDraft(owner, { local: "2026-11-24T18:00", everyonesOwn: false });
    await issueAt(hours(60));
    expect(await lettersTo(cleo)).toEqual([]);
    const { digest } = await draftOf(community.id);
    expect(digest).toMatchObject({ heldFor: "missed_hour", scheduledAt: null });
    expect(await db().auditEntry.count({ where: { communityId: community.id, act: "digest.missed" } })).toBe(
      1,
    );
  });

  test("is taken back, and refused for a time that is over or none", async () => {
    const { cleo, owner } = await aCircle({ holdMinutes: 0 });
    setClock(hours(1));
    await expect(
      scheduleDraft(owner, { local: "2026-11-23T10:00", everyonesOwn: false }),
    ).rejects.toMatchObject({ reason: "time-past" });
    for (const local of ["2026-13-01T10:00", "tomorrow", "2029-01-01T10:00"]) {
      await expect(scheduleDraft(owner, { local, everyonesOwn: false })).rejects.toMatchObject({
        reason: "time-odd",
      });
    }
    await scheduleDraft(owner, { local: "2026-11-27T10:00", everyonesOwn: false });
    await unscheduleDraft(owner);
    await issueAt(tuesday);
    expect(await lettersTo(cleo)).toHaveLength(1);
  });
});

describe("a round that is skipped", () => {
  test("is let out once for each, by their rhythm; what was new comes with the one after", async () => {
    const { community, cleo, owner, post } = await aCircle({ holdMinutes: 0 });
    const weekly = await aMember(community, { digestRhythm: "weekly", digestWeekday: 5 });
    setClock(hours(1));
    expect(await skipRound(owner)).toBe(4);
    await expect(skipRound(owner)).rejects.toMatchObject({ reason: "already-skipped" });
    await issueAt(tuesday);
    expect(await lettersTo(cleo)).toEqual([]);
    expect(await nextOf(weekly)).toEqual(new Date("2026-12-04T06:00:00Z"));

    await issueAt(hours(42));
    expect(await postsTold(cleo)).toEqual([post.id]);
    expect((await draftOf(community.id)).digest.skippedAt).toBeNull();
  });

  test("can be wanted after all", async () => {
    const { cleo, owner } = await aCircle({ holdMinutes: 0 });
    setClock(hours(1));
    await skipRound(owner);
    await unskipRound(owner);
    expect(await nextOf(cleo)).toEqual(tuesday);
  });
});
