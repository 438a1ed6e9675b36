import { expect, test } from "vitest";
import { db } from "#app/db/client.ts";
import { now } from "#app/lib/clock.ts";
import { closeCommunity, reopenCommunity } from "#app/models/community/closing.ts";
import { actorOf, aCommunity, aMember, anOwner, aPost, aThread } from "#tests/support/circle.ts";
import { addressOf, arrive, replyAddressOf } from "./arriving.ts";

test("where only curators begin threads, a member's new one waits and an answer comes through", async () => {
  const community = await aCommunity({ startedBy: "curators" });
  const [owner, ben] = [await anOwner(community), await aMember(community)];
  const thread = await aThread(community, { by: owner });
  const begin = (from: string) =>
    arrive({ from, to: addressOf(community), subject: "Market on Sunday", text: "Who comes?" });

  expect(await begin(ben.address)).toMatchObject({ status: "held", reason: "curators-start" });
  expect(await begin(owner.address)).toMatchObject({ status: "accepted" });
  const to = replyAddressOf(community, ben, "thread", thread.number);
  expect(await arrive({ from: ben.address, to, text: "I do." })).toMatchObject({ status: "accepted" });
});

test("somebody's first words are looked at where the owner wishes so, the next ones are not", async () => {
  const community = await aCommunity({ holdsFirstPosts: true });
  const ben = await aMember(community);
  const thread = await aThread(community);
  const to = replyAddressOf(community, ben, "thread", thread.number);
  expect(await arrive({ from: ben.address, to, text: "Hello, I am new." })).toMatchObject({
    status: "held",
    reason: "first-post",
  });

  await aPost(thread, ben);
  expect(await arrive({ from: ben.address, to, text: "And here I am again." })).toMatchObject({
    status: "accepted",
  });
});

test("followers answer a public thread where they may, and nowhere else", async () => {
  const community = await aCommunity({ followersMayAnswer: true });
  const cara = await aMember(community, { role: "follower", digestRhythm: "off" });
  const open = await aThread(community, { publicAt: now() });
  const own = await aThread(community);
  const answer = (number: number) =>
    arrive({
      from: cara.address,
      to: replyAddressOf(community, cara, "thread", number),
      text: "What does it cost?",
    });

  expect(await answer(open.number)).toMatchObject({ status: "accepted" });
  expect(await answer(own.number)).toMatchObject({ status: "held", reason: "may-not-post" });
  const begun = await arrive({ from: cara.address, to: addressOf(community), text: "Hello all" });
  expect(begun).toMatchObject({ status: "held", reason: "may-not-post" });
});

test("mail to a closed community waits, and comes through when it is open again", async () => {
  const community = await aCommunity();
  const owner = await anOwner(community);
  const ben = await aMember(community);
  await closeCommunity(actorOf(owner, community));
  const mail = (text: string) => arrive({ from: ben.address, to: addressOf(community), subject: text, text });

  expect(await mail("Is anybody there?")).toMatchObject({ status: "held", reason: "community-closed" });
  await reopenCommunity(actorOf(owner, community));
  expect(await mail("Now there is.")).toMatchObject({ status: "accepted" });
  expect(await db().post.count({ where: { communityId: community.id } })).toBe(1);
});
