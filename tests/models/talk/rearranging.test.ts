import { describe, expect, test } from "vitest";
import { db } from "#app/db/client.ts";
import { transaction } from "#app/db/transaction.ts";
import { editPost, postReply, removePost } from "#app/models/post.ts";
import { movePost } from "#app/models/post/moving.ts";
import { actOnThreads } from "#app/models/thread/several.ts";
import {
  followThread,
  listThreads,
  mergeThreads,
  muteThread,
  removeThread,
  restoreThread,
  splitThread,
  threadById,
  threadWithPosts,
  unmergeThread,
  wishFor,
} from "#app/models/thread.ts";
import { replyAddressOf, arrive } from "#tests/jobs/inbound/arriving.ts";
import { actorOf, aCommunity, aMember, anOwner, aPost, aThread } from "#tests/support/circle.ts";

async function talk() {
  const community = await aCommunity();
  const owner = await anOwner(community);
  const [noor, tom] = [await aMember(community, { name: "Noor" }), await aMember(community, { name: "Tom" })];
  const clay = await aThread(community, { by: noor, subject: "Clay" });
  const kiln = await aThread(community, { by: tom, subject: "Kiln" });
  let minute = 0;
  const say = (thread: typeof clay, by: typeof noor, text: string) =>
    aPost(thread, by, { text, createdAt: new Date(Date.UTC(2020, 0, 1, 10, ++minute)) });
  const answer = (by: typeof noor, thread: typeof clay, text: string, inReplyTo?: string) =>
    arrive({
      from: by.address,
      to: replyAddressOf(community, by, "thread", thread.number),
      text,
      ...(inReplyTo !== undefined && { headers: { "In-Reply-To": inReplyTo } }),
    });
  const texts = async (id: string) =>
    (await threadWithPosts(community.id, id))?.posts
      .filter(({ removedAt }) => removedAt === null)
      .map(({ text }) => text);
  return { community, actor: actorOf(owner, community), noor, tom, clay, kiln, say, answer, texts };
}

/** The letter about this post that somebody got. */
async function letterAbout(postId: string, to: { id: string; address: string; communityId: string }) {
  const messageId = `<${postId}@roundletter.test>`;
  await db().delivery.create({
    data: {
      ...{
        communityId: to.communityId,
        kind: "instant_post",
        letterKey: `post:${postId}`,
        postId,
        messageId,
      },
      ...{
        address: to.address,
        membershipId: to.id,
        status: "sent",
        notBefore: new Date(),
        notAfter: new Date(),
      },
    },
  });
  return messageId;
}

describe("merging", () => {
  test("one thread goes on in another, with what people want of it; what answers the old one lands there", async () => {
    const { community, actor, noor, tom, clay, kiln, say, answer, texts } = await talk();
    await say(clay, noor, "Who digs?");
    await say(kiln, tom, "Friday it is");
    await say(clay, tom, "I dig");
    await followThread(noor.id, clay.id);
    await muteThread(tom.id, clay.id);
    await followThread(tom.id, kiln.id);

    await mergeThreads(actor, clay.id, kiln.id);
    expect(await texts(kiln.id)).toEqual(["Who digs?", "Friday it is", "I dig"]);
    expect((await threadWithPosts(community.id, clay.id))?.thread.id).toBe(kiln.id);
    expect((await listThreads(community.id)).threads.map(({ subject }) => subject)).toEqual(["Kiln"]);
    expect([await wishFor(noor.id, kiln.id), await wishFor(tom.id, kiln.id)]).toEqual(["follow", "follow"]);

    expect(await answer(noor, clay, "Answered to the old address.")).toMatchObject({ status: "accepted" });
    expect((await texts(kiln.id))?.at(-1)).toBe("Answered to the old address.");
    expect(await threadById(community.id, kiln.id)).toMatchObject({ postCount: 4 });
  });

  test("a merger of mergers leads to the last, and parting brings back what came", async () => {
    const { community, actor, noor, tom, clay, kiln, say, answer, texts } = await talk();
    const glaze = await aThread(community, { subject: "Glaze" });
    await say(clay, noor, "Who digs?");
    await say(kiln, tom, "Friday it is");
    await mergeThreads(actor, clay.id, kiln.id);
    await mergeThreads(actor, kiln.id, glaze.id);
    await answer(noor, clay, "Twice removed, still heard.");
    expect((await texts(glaze.id))?.toSorted()).toEqual([
      "Friday it is",
      "Twice removed, still heard.",
      "Who digs?",
    ]);

    await unmergeThread(actor, kiln.id);
    expect((await texts(kiln.id))?.toSorted()).toEqual(["Friday it is", "Who digs?"]);
    expect(await texts(glaze.id)).toEqual(["Twice removed, still heard."]);
    await unmergeThread(actor, clay.id);
    expect([await texts(clay.id), await texts(kiln.id)]).toEqual([["Who digs?"], ["Friday it is"]]);
  });

  test("everybody may read the result only if everybody could read both; parting tells as before", async () => {
    const { community, actor, clay, kiln } = await talk();
    const publicAt = new Date("2030-01-01");
    await db().thread.update({ where: { id: kiln.id }, data: { publicAt } });
    await mergeThreads(actor, clay.id, kiln.id);
    expect(await threadById(community.id, kiln.id)).toMatchObject({ publicAt: null });
    await unmergeThread(actor, clay.id);
    expect(await threadById(community.id, kiln.id)).toMatchObject({ publicAt });
  });

  test("what belongs to a showcase stays, another community's is not found, members do not merge", async () => {
    const { community, actor, noor, clay, kiln } = await talk();
    const bowls = await aThread(community, { kind: "showcase" });
    await expect(mergeThreads(actor, bowls.id, clay.id)).rejects.toMatchObject({ reason: "thread-bound" });
    await expect(mergeThreads(actor, clay.id, clay.id)).rejects.toMatchObject({ reason: "same-thing" });
    const foreign = await aThread(await aCommunity());
    await expect(mergeThreads(actor, clay.id, foreign.id)).rejects.toMatchObject({ reason: "not-found" });
    await expect(mergeThreads(actorOf(noor, community), clay.id, kiln.id)).rejects.toMatchObject({
      reason: "not-allowed",
    });
  });
});

describe("splitting and moving", () => {
  test("from one post on it is a thread of its own, and answers to the letters about it go there", async () => {
    const { community, actor, noor, tom, clay, say, answer, texts } = await talk();
    const first = await say(clay, noor, "Who digs?");
    const second = await say(clay, tom, "By the way, the kiln");
    await say(clay, noor, "Friday");
    await expect(splitThread(actor, first.id, "All")).rejects.toMatchObject({ reason: "not-found" });

    const split = await splitThread(actor, second.id, "The kiln");
    expect([await texts(clay.id), await texts(split.id)]).toEqual([
      ["Who digs?"],
      ["By the way, the kiln", "Friday"],
    ]);
    expect(await threadById(community.id, split.id)).toMatchObject({ postCount: 2, startedById: tom.id });

    await answer(noor, clay, "To the kiln.", await letterAbout(second.id, noor));
    await answer(tom, clay, "To the clay.", await letterAbout(first.id, tom));
    expect((await texts(split.id))?.at(-1)).toBe("To the kiln.");
    expect((await texts(clay.id))?.at(-1)).toBe("To the clay.");

    await mergeThreads(actor, split.id, clay.id);
    expect(await texts(clay.id)).toHaveLength(5);
  });

  test("a digest's item whose posts were all moved takes its answers along", async () => {
    const { community, actor, noor, tom, clay, kiln, say, texts } = await talk();
    const post = await say(clay, tom, "About the kiln");
    const digest = await db().digest.create({
      data: { communityId: community.id, status: "issued", issue: 1, issuedAt: new Date() },
    });
    const item = await db().digestItem.create({
      data: { digestId: digest.id, kind: "thread", threadId: clay.id, position: 1 },
    });
    await db().delivery.create({
      data: {
        ...{
          communityId: community.id,
          kind: "digest",
          letterKey: `digest:${digest.id}`,
          digestId: digest.id,
        },
        ...{
          address: noor.address,
          membershipId: noor.id,
          status: "sent",
          messageId: "<d@roundletter.test>",
        },
        ...{ notBefore: new Date(), notAfter: new Date() },
        facts: [{ itemId: item.id, postIds: [post.id] }],
      },
    });
    await movePost(actor, post.id, kiln.id);
    await arrive({
      from: noor.address,
      to: replyAddressOf(community, noor, "item", item.number),
      text: "Good to know.",
      headers: { "In-Reply-To": "<d@roundletter.test>" },
    });
    expect(await texts(kiln.id)).toEqual(["About the kiln", "Good to know."]);
  });
});

describe("removing", () => {
  test("a thread goes with its posts for a reason, its answers come back to who wrote them, and all of it returns", async () => {
    const { community, actor, noor, tom, clay, say, answer, texts } = await talk();
    const first = await say(clay, noor, "Who digs?");
    const second = await say(clay, tom, "I dig");
    await removePost(actor, first.id, "Said twice");
    await db().thread.update({ where: { id: clay.id }, data: { publicAt: new Date("2030-01-01") } });

    await removeThread(actor, clay.id, "Off our ground");
    await removeThread(actor, clay.id);
    expect((await listThreads(community.id)).threads.map(({ subject }) => subject)).toEqual(["Kiln"]);
    expect((await listThreads(community.id, { state: "removed" })).threads).toMatchObject([
      { subject: "Clay", excerpt: "I dig" },
    ]);
    expect(await threadById(community.id, clay.id)).toMatchObject({
      removalReason: "Off our ground",
      publicAt: null,
    });
    expect(await answer(noor, clay, "Anybody?")).toMatchObject({ status: "rejected", reason: "target-gone" });
    await expect(
      transaction((tx) =>
        postReply(tx, {
          ...{ communityId: community.id, threadId: clay.id, authorId: noor.id, text: "x", html: null },
          ...{ folded: [], source: "web" },
        }),
      ),
    ).rejects.toMatchObject({ reason: "not-found" });

    await restoreThread(actor, clay.id);
    expect(await texts(clay.id)).toEqual(["I dig"]);
    expect(await threadById(community.id, clay.id)).toMatchObject({
      removedAt: null,
      postCount: 1,
      publicAt: new Date("2030-01-01"),
    });
    expect(await db().post.findUnique({ where: { id: second.id } })).toMatchObject({ removalReason: null });
    expect(await db().post.findUnique({ where: { id: first.id } })).toMatchObject({
      removalReason: "Said twice",
    });
  });

  test("several are closed at once, and only those are opened again", async () => {
    const { community, actor, clay, kiln } = await talk();
    await db().thread.update({ where: { id: kiln.id }, data: { closedAt: new Date() } });
    const acted = await actOnThreads(actor, "close", [clay.number, kiln.number]);
    expect(acted.done).toEqual([clay.number]);
    await actOnThreads(actor, "open", acted.done);
    expect((await threadById(community.id, kiln.id))?.closedAt).toBeInstanceOf(Date);
    expect((await actOnThreads(actor, "remove", [clay.number, kiln.number])).done).toHaveLength(2);
    const elsewhere = await talk();
    expect(await actOnThreads(elsewhere.actor, "restore", [clay.number])).toEqual({ done: [], left: 0 });
  });
});

test("a list finds what nobody answered, what is closed, and words in whatever order", async () => {
  const { community, actor, noor, tom, clay, kiln, say } = await talk();
  await say(clay, noor, "Who digs wild clay on Sundays?");
  await say(clay, noor, "Anybody?");
  await say(kiln, tom, "Friday");
  await say(kiln, noor, "Good");
  const found = async (search: Parameters<typeof listThreads>[1]) =>
    (await listThreads(community.id, search)).threads.map(({ subject }) => subject);

  expect(await found({ state: "unanswered" })).toEqual(["Clay"]);
  expect(await found({ search: "sundays wild" })).toEqual(["Clay"]);
  expect(await found({ search: "sundays friday" })).toEqual([]);
  expect(await found({ sort: "oldest" })).toEqual(["Clay", "Kiln"]);
  await actOnThreads(actor, "close", [kiln.number]);
  expect(await found({ state: "closed" })).toEqual(["Kiln"]);
  expect(await found({ state: "open" })).toEqual(["Clay"]);
});

test("what a post said before each edit stands beside it", async () => {
  const { community, actor, noor, clay, say } = await talk();
  const post = await say(clay, noor, "Friday");
  await editPost(actorOf(noor, community), post.id, "Saturday");
  await editPost(actor, post.id, "Sunday");
  const [shown] = (await threadWithPosts(community.id, clay.id))?.posts ?? [];
  expect(shown).toMatchObject({ text: "Sunday", edits: [{ before: "Friday" }, { before: "Saturday" }] });
});
