import pg from "pg";
import { describe, expect, test, vi } from "vitest";
import { db } from "#app/db/client.ts";
import { transaction } from "#app/db/transaction.ts";
import { setClock } from "#app/lib/clock.ts";
import { compose } from "#app/mailers/index.ts";
import { leaseDeliveries } from "#app/models/delivery.ts";
import { audienceOf } from "#app/models/delivery/audience.ts";
import { issueDueDigests } from "#app/models/digest.ts";
import { editPost, latestUndoable, postReply, removePost, restorePost, undoPost } from "#app/models/post.ts";
import { followThread, muteThread, unfollowThread, wishFor } from "#app/models/thread.ts";
import type { Community, Membership, Thread } from "#prisma/generated/client.ts";
import { actorOf, aCommunity, aMember, anOwner, aPost, aThread } from "#tests/support/circle.ts";

const noon = new Date("2026-11-24T12:00:00Z");
const minutes = (count: number) => new Date(noon.getTime() + count * 60_000);

async function aCircle(traits: Parameters<typeof aCommunity>[0] = {}) {
  setClock(noon);
  const community = await aCommunity({ instantGraceMinutes: 10, ...traits });
  const ana = await anOwner(community);
  return { community, ana, thread: await aThread(community, { by: ana }) };
}

function says(thread: Thread, by: Membership, text = "The kiln is warm.") {
  return transaction((tx) =>
    postReply(tx, {
      communityId: thread.communityId,
      threadId: thread.id,
      authorId: by.id,
      text,
      html: null,
      folded: [],
      source: "web",
    }),
  );
}

const lettersOf = (community: Community) =>
  db().delivery.findMany({
    where: { communityId: community.id, kind: "instant_post" },
    orderBy: { number: "asc" },
  });

async function wordsOf(community: Community): Promise<string[]> {
  const leased = (await leaseDeliveries("w", 50)).filter(({ communityId }) => communityId === community.id);
  const composed = await compose(leased);
  return [...composed.values()].map((one) =>
    "cancelled" in one ? `cancelled: ${one.cancelled}` : one.raw.toString("utf8"),
  );
}

describe("the grace of an instant letter", () => {
  test("lets it wait ten minutes, and what was edited meanwhile is what is sent", async () => {
    const { community, ana, thread } = await aCircle();
    const ben = await aMember(community, { instantPosts: true });
    const post = await says(thread, ana, "The kiln is wram.");
    expect(await lettersOf(community)).toMatchObject([
      { membershipId: ben.id, status: "prepared", notBefore: minutes(10) },
    ]);

    setClock(minutes(9));
    expect(await wordsOf(community)).toEqual([]);
    await editPost(actorOf(ana, community), post.id, "The kiln is warm.");
    setClock(minutes(10));
    const [words] = await wordsOf(community);
    expect(words).toContain("The kiln is warm.");
    expect(words).not.toContain("wram");
  });

  test("lets the author take it back, and nobody gets it; put back, it goes out after all", async () => {
    const { community, ana, thread } = await aCircle();
    await aMember(community, { instantPosts: true });
    const post = await says(thread, ana);
    const actor = actorOf(ana, community);
    expect((await latestUndoable(actor))?.id).toBe(post.id);

    setClock(minutes(9));
    expect(await undoPost(actor, post.id)).toEqual({ withdrawn: 1, sent: 0 });
    expect(await lettersOf(community)).toMatchObject([{ status: "cancelled" }]);
    expect(await latestUndoable(actor)).toBeNull();

    await restorePost(actor, post.id);
    expect(await lettersOf(community)).toMatchObject([{ status: "prepared", notBefore: minutes(10) }]);
  });

  test("once over, is over: undoing is refused, hiding is not; and nobody undoes another's words", async () => {
    const { community, ana, thread } = await aCircle();
    const ben = await aMember(community, { instantPosts: true });
    const post = await says(thread, ana);
    await expect(undoPost(actorOf(ben, community), post.id)).rejects.toMatchObject({ reason: "not-allowed" });

    setClock(minutes(10));
    expect(await latestUndoable(actorOf(ana, community))).toBeNull();
    await expect(undoPost(actorOf(ana, community), post.id)).rejects.toMatchObject({
      reason: "undo-too-late",
    });
    await leaseDeliveries("w", 10);
    expect(await removePost(actorOf(ana, community), post.id)).toEqual({ withdrawn: 0, sent: 1 });
  });
});

describe("an instant letter", () => {
  test("waits for the end of its reader's night, in their own zone", async () => {
    const { community, ana, thread } = await aCircle();
    setClock(new Date("2026-11-24T20:30:00Z"));
    const [berlin, lisbon, awake, tokyo] = [
      await aMember(community, { instantPosts: true, timeZone: "Europe/Berlin" }),
      await aMember(community, { instantPosts: true, timeZone: "Europe/Lisbon" }),
      await aMember(community, { instantPosts: true, timeZone: "Europe/Berlin", quietHours: false }),
      await aMember(community, { instantPosts: true, timeZone: "Asia/Tokyo", quietFrom: 1, quietUntil: 6 }),
    ];
    await says(thread, ana);
    const due = new Map(
      (await lettersOf(community)).map(({ membershipId, notBefore }) => [
        membershipId,
        notBefore.toISOString(),
      ]),
    );
    expect(due.get(berlin.id)).toBe("2026-11-25T06:00:00.000Z"); // 21:30 there: at seven
    expect(due.get(lisbon.id)).toBe("2026-11-24T20:40:00.000Z");
    expect(due.get(awake.id)).toBe("2026-11-24T20:40:00.000Z");
    expect(due.get(tokyo.id)).toBe("2026-11-24T21:00:00.000Z"); // 5:40 there: at six
  });

  test("accounts for everybody who asked for it, with a reason", async () => {
    const { community, thread } = await aCircle();
    const ask = { instantPosts: true } as const;
    const author = await aMember(community, ask);
    await aMember(community, ask);
    await aMember(community, { ...ask, status: "paused" });
    await aMember(community, { ...ask, status: "left" });
    const muted = await aMember(community, ask);
    const stopped = await aMember(community, ask);
    const followsIt = await aMember(community);
    await aMember(community);
    await muteThread(muted.id, thread.id);
    await followThread(followsIt.id, thread.id);
    await db().suppression.create({
      data: { communityId: community.id, address: stopped.address, reason: "by_hand" },
    });

    const post = await says(thread, author);
    expect(await audienceOf(community.id, `post:${post.id}`)).toEqual({
      candidates: 6,
      prepared: 2,
      excluded: { author: 1, paused: 1, muted: 1, suppressed: 1 },
    });
    expect(await lettersOf(community)).toHaveLength(2);
  });

  test("costs the same number of statements, however many get it", async () => {
    const { community, ana, thread } = await aCircle();
    await aMember(community, { instantPosts: true });
    const few = await statementsOf(() => says(thread, ana));
    for (let count = 0; count < 9; count += 1) await aMember(community, { instantPosts: true });
    expect(await statementsOf(() => says(thread, ana))).toBe(few);
    expect(await lettersOf(community)).toHaveLength(11);
  });

  test("counts as told: the digest does not tell the same once more", async () => {
    const { community, ana, thread } = await aCircle();
    const wishes = { digestRhythm: "daily", digestHour: 8, timeZone: "Europe/Berlin" } as const;
    const ben = await aMember(community, { ...wishes, instantPosts: true });
    const cleo = await aMember(community, wishes);
    setClock(minutes(5));
    const post = await says(thread, ana);
    setClock(new Date("2026-11-25T07:00:00Z"));
    await issueDueDigests();
    const told = await db().delivery.findMany({ where: { communityId: community.id, kind: "digest" } });
    const postsFor = (member: Membership) =>
      JSON.stringify(told.find(({ membershipId }) => membershipId === member.id)?.facts ?? "");
    expect(postsFor(cleo)).toContain(post.id);
    expect(postsFor(ben)).not.toContain(post.id);
  });

  test("is not sent to who has muted the thread since", async () => {
    const { community, ana, thread } = await aCircle();
    const ben = await aMember(community, { instantPosts: true });
    await says(thread, ana);
    await muteThread(ben.id, thread.id);
    setClock(minutes(10));
    expect(await wordsOf(community)).toEqual(["cancelled: they have muted the thread"]);
  });
});

describe("following a thread", () => {
  test("brings each of its posts at once to a reader of digests, until they follow it no more", async () => {
    const { community, ana, thread } = await aCircle();
    const ben = await aMember(community);
    const other = await aThread(community, { by: ana });
    await followThread(ben.id, thread.id);
    await says(thread, ana);
    await says(other, ana);
    expect(await lettersOf(community)).toHaveLength(1);

    await unfollowThread(ben.id, thread.id);
    await says(thread, ana);
    expect(await lettersOf(community)).toHaveLength(1);
  });

  test("and muting it exclude each other: what was wished last counts", async () => {
    const { community, thread } = await aCircle();
    const ben = await aMember(community);
    await followThread(ben.id, thread.id);
    await muteThread(ben.id, thread.id);
    expect(await wishFor(ben.id, thread.id)).toBe("mute");
    await unfollowThread(ben.id, thread.id);
    expect(await wishFor(ben.id, thread.id)).toBe("mute");
    await followThread(ben.id, thread.id);
    expect(await wishFor(ben.id, thread.id)).toBe("follow");
  });

  test("comes by itself to who writes in it, if they wish so, and leaves a mute alone", async () => {
    const { community, ana, thread } = await aCircle();
    const [wishing, other, muting] = [
      await aMember(community, { followsOwn: true }),
      await aMember(community),
      await aMember(community, { followsOwn: true }),
    ];
    await muteThread(muting.id, thread.id);
    for (const member of [wishing, other, muting]) await says(thread, member);
    expect(await wishFor(wishing.id, thread.id)).toBe("follow");
    expect(await wishFor(other.id, thread.id)).toBeNull();
    expect(await wishFor(muting.id, thread.id)).toBe("mute");
    await db().delivery.deleteMany({ where: { communityId: community.id } });
    await says(thread, ana);
    expect(await lettersOf(community)).toMatchObject([{ membershipId: wishing.id }]);
  });

  test("of another community's thread is not possible", async () => {
    const { community } = await aCircle();
    const ben = await aMember(community);
    const elsewhere = await aThread(await aCommunity());
    await expect(followThread(ben.id, elsewhere.id)).rejects.toMatchObject({ reason: "not-found" });
    await aPost(elsewhere, await aMember(await aCommunity()));
  });
});

async function statementsOf(act: () => Promise<unknown>): Promise<number> {
  const asked = vi.spyOn(pg.Client.prototype, "query");
  try {
    await act();
    return asked.mock.calls.length;
  } finally {
    asked.mockRestore();
  }
}
