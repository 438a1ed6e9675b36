import { expect, test } from "vitest";
import { db } from "#app/db/client.ts";
import { transaction } from "#app/db/transaction.ts";
import {
  closeThread,
  isMuted,
  listThreads,
  muteThread,
  renameThread,
  reopenThread,
  startThread,
  threadById,
  threadWithPosts,
  tidySubject,
  unmuteThread,
} from "#app/models/thread.ts";
import { react, takeBackReaction } from "#app/models/reaction.ts";
import { actorOf, aCommunity, aMember, anOwner, aPost, aThread } from "#tests/support/circle.ts";

async function curated() {
  const community = await aCommunity();
  return { community, actor: actorOf(await anOwner(community), community) };
}

test.each([
  ["Re: AW: Fwd: Clay", "Clay"],
  ["RE[2]: Clay", "Clay"],
  ["  Clay \r\n from the   river ", "Clay from the river"],
  ["Re: ", "Without a subject"],
  ["Regarding: clay", "Regarding: clay"],
])("“%s” becomes the subject “%s”", (given, subject) => {
  expect(tidySubject(given)).toBe(subject);
});

test("a thread is found only in its own community", async () => {
  const { community } = await curated();
  const thread = await transaction((tx) =>
    startThread(tx, { communityId: community.id, subject: "Re: Clay", startedById: null }),
  );
  expect(await threadById(community.id, thread.id)).toMatchObject({ subject: "Clay", kind: "discussion" });
  const other = await aCommunity();
  expect(await threadById(other.id, thread.id)).toBeNull();
  expect(await threadWithPosts(other.id, thread.id)).toBeNull();
  expect(await threadWithPosts(community.id, "not-an-id")).toBeNull();
});

test("closing is recorded once and can be taken back; members cannot do it", async () => {
  const { community, actor } = await curated();
  const member = actorOf(await aMember(community), community);
  const { id } = await aThread(community);

  await expect(closeThread(member, id)).rejects.toMatchObject({ reason: "not-allowed" });
  await closeThread(actor, id);
  await closeThread(actor, id);
  expect((await threadById(community.id, id))?.closedAt).toBeInstanceOf(Date);
  await reopenThread(actor, id);
  await renameThread(actor, id, "River clay");
  expect(await threadById(community.id, id)).toMatchObject({ closedAt: null, subject: "River clay" });

  const audit = await db().auditEntry.findMany({ where: { subjectId: id }, orderBy: { id: "asc" } });
  expect(audit.map(({ act }) => act)).toEqual(["thread.closed", "thread.reopened", "thread.renamed"]);
  await expect(closeThread((await curated()).actor, id)).rejects.toMatchObject({ reason: "not-found" });
});

test("a member may be spared a thread of their own community", async () => {
  const { community } = await curated();
  const member = await aMember(community);
  const { id } = await aThread(community);

  await muteThread(member.id, id);
  await muteThread(member.id, id);
  expect(await isMuted(member.id, id)).toBe(true);
  await unmuteThread(member.id, id);
  expect(await isMuted(member.id, id)).toBe(false);

  const stranger = await aMember(await aCommunity());
  await expect(muteThread(stranger.id, id)).rejects.toMatchObject({ reason: "not-found" });
});

test("the list tells who spoke last and what they said, and hides what nobody has talked about", async () => {
  const { community } = await curated();
  const [noor, tom] = [await aMember(community, { name: "Noor" }), await aMember(community, { name: "Tom" })];
  const clay = await aThread(community, { subject: "Clay", lastPostAt: new Date("2026-01-01") });
  await aPost(clay, noor, { text: "Who digs?", createdAt: new Date("2026-01-02") });
  await aPost(clay, tom, { text: "I dig.\n\nOn Sundays.", createdAt: new Date("2026-01-03") });
  await aPost(clay, tom, { text: "Removed", createdAt: new Date("2026-01-04"), removedAt: new Date() });
  await aThread(community, { kind: "showcase", subject: "Bowls" });
  await aThread(community, { subject: "Just begun", lastPostAt: new Date("2026-02-01") });

  const { threads, total } = await listThreads(community.id);
  expect(total).toBe(2);
  expect(threads).toMatchObject([
    { subject: "Just begun", lastPost: null, excerpt: "" },
    { subject: "Clay", lastPost: { authorName: "Tom" }, excerpt: "I dig. On Sundays.", voices: 2 },
  ]);
  expect((await listThreads(community.id, { kind: "showcase" })).threads).toMatchObject([
    { subject: "Bowls" },
  ]);
});

test("a search finds subjects and words, shows the post that has them, and takes signs as they stand", async () => {
  const { community } = await curated();
  const noor = await aMember(community, { name: "Noor" });
  const clay = await aThread(community, { subject: "Clay" });
  await aPost(clay, noor, { text: "The WILD clay is 100% free" });
  await aPost(clay, noor, { text: "Bring a bucket" });
  await aThread(community, { subject: "A wild loaf" });
  await aThread(await aCommunity(), { subject: "Wild things elsewhere" });

  const found = await listThreads(community.id, { search: " wild " });
  expect(found.threads.map(({ subject }) => subject).sort()).toEqual(["A wild loaf", "Clay"]);
  expect(found.threads.find(({ subject }) => subject === "Clay")?.excerpt).toBe("The WILD clay is 100% free");
  expect((await listThreads(community.id, { search: "100%" })).total).toBe(1);
  expect((await listThreads(community.id, { search: "%" })).total).toBe(1);
  expect((await listThreads(community.id, { search: "w_ld" })).total).toBe(0);
});

test("a conversation has its reactions together, each with those who gave it", async () => {
  const { community } = await curated();
  const [noor, tom] = [await aMember(community, { name: "Noor" }), await aMember(community, { name: "Tom" })];
  const thread = await aThread(community, { by: noor });
  const post = await aPost(thread, noor, { folded: [{ kind: "signature", text: "-- \nNoor" }, "broken"] });
  const give = (membershipId: string, emoji: string) =>
    react(null, { communityId: community.id, postId: post.id, membershipId, emoji });

  await give(noor.id, "👍");
  await give(tom.id, "👍");
  await give(tom.id, "👍");
  await give(tom.id, "👩‍🌾");
  const said = async () => (await threadWithPosts(community.id, thread.id))?.posts[0];
  expect(await said()).toMatchObject({
    author: { name: "Noor" },
    folded: [{ kind: "signature", text: "-- \nNoor" }],
    reactions: [
      { emoji: "👍", people: [{ name: "Noor" }, { name: "Tom" }] },
      { emoji: "👩‍🌾", people: [{ name: "Tom" }] },
    ],
  });

  await takeBackReaction(null, {
    communityId: community.id,
    postId: post.id,
    membershipId: tom.id,
    emoji: "👩‍🌾",
  });
  expect((await said())?.reactions).toHaveLength(1);
  await expect(give(noor.id, "lovely")).rejects.toMatchObject({ reason: "nothing-written" });
  await expect(give(noor.id, "👍👍")).rejects.toMatchObject({ reason: "nothing-written" });
  const stranger = await aMember(await aCommunity());
  await expect(give(stranger.id, "👍")).rejects.toMatchObject({ reason: "not-found" });
});
