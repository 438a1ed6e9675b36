import { describe, expect, test } from "vitest";

import { db } from "#app/db/client.ts";
import { compose } from "#app/mailers/index.ts";
import { digestAsSent, publishDigest } from "#app/models/digest.ts";
import { parseMessage, type ReadMessage } from "#emails/reading/parse-message.ts";
import type { Community, Delivery, Membership } from "#prisma/generated/client.ts";
import {
  actorOf,
  aCommunity,
  aMember,
  anOwner,
  aPost,
  aThread,
  type MemberOfTest,
} from "#tests/support/circle.ts";
import { addressOf, arrive, replyAddressOf } from "./arriving.ts";

const again = (member: MemberOfTest): Promise<Membership> =>
  db().membership.findUniqueOrThrow({ where: { id: member.id } });

async function lastReceipt(community: Community) {
  const receipts = await db().delivery.findMany({
    where: { communityId: community.id, kind: "receipt" },
    orderBy: { number: "desc" },
    take: 1,
  });
  return receipts[0]?.facts as { done: string; sentence: string; undo: { word: string } | null } | undefined;
}

describe("undo", () => {
  test("takes the last post back, before anybody got it by mail", async () => {
    const community = await aCommunity();
    const [ana, ben] = [await aMember(community), await aMember(community, { instantPosts: true })];
    const thread = await aThread(community, { by: ben, subject: "Wood ash" });
    await arrive({
      from: ana.address,
      to: replyAddressOf(community, ana, "thread", thread.number),
      text: "I said too much here.",
    });
    await arrive({ from: ana.address, to: addressOf(community), text: "Undo, please.\n\nAna" });

    expect(await db().post.findMany({ where: { threadId: thread.id, removedAt: null } })).toEqual([]);
    expect(
      await db().delivery.findMany({ where: { membershipId: ben.id, kind: "instant_post" } }),
    ).toMatchObject([{ status: "cancelled" }]);
    expect(await lastReceipt(community)).toMatchObject({ done: "it is taken back", undo: null });
    expect((await lastReceipt(community))?.sentence).toContain("Wood ash");
  });

  test("reverses the last command, and once more the one before it", async () => {
    const community = await aCommunity();
    const ana = await aMember(community, { digestRhythm: "weekly" });
    const word = (text: string) => arrive({ from: ana.address, to: addressOf(community), text });
    await word("daily");
    await word("pause");
    expect(await again(ana)).toMatchObject({ digestRhythm: "daily", status: "paused" });

    await word("undo");
    expect(await again(ana)).toMatchObject({ digestRhythm: "daily", status: "active" });
    await word("rückgängig");
    expect(await again(ana)).toMatchObject({ digestRhythm: "weekly", status: "active" });
    await word("annuler");
    expect(await lastReceipt(community)).toMatchObject({ done: "nothing, for there is nothing to undo" });
  });

  test.each(["stop", "mute"])("reverses %s", async (command) => {
    const community = await aCommunity();
    const ana = await aMember(community);
    const thread = await aThread(community);
    const to = replyAddressOf(community, ana, "thread", thread.number);
    await arrive({ from: ana.address, to, text: command });
    await arrive({ from: ana.address, to, text: "undo" });
    expect(await again(ana)).toMatchObject({ status: "active" });
    expect(await db().threadPreference.count({ where: { membershipId: ana.id } })).toBe(0);
  });

  test("is nobody else's: what another wrote last stays", async () => {
    const community = await aCommunity();
    const [ana, ben] = [await aMember(community), await aMember(community)];
    await arrive({ from: ben.address, to: addressOf(community), text: "Ben says hello." });
    await arrive({ from: ana.address, to: addressOf(community), text: "undo" });
    expect(await db().post.count({ where: { communityId: community.id, removedAt: null } })).toBe(1);
  });
});

describe("an answer to a digest that answers several things", () => {
  interface Sent {
    community: Community;
    ben: MemberOfTest;
    delivery: Delivery;
    letter: ReadMessage;
  }

  async function aSentDigest(): Promise<Sent> {
    const community = await aCommunity();
    const owner = await anOwner(community);
    const [ana, ben] = [await aMember(community, { name: "Ana" }), await aMember(community, { name: "Ben" })];
    for (const subject of ["A market on Saturday", "Wood ash glazes", "Who has a spare shelf?"]) {
      const thread = await aThread(community, { by: ana, subject });
      await aPost(thread, ana, { text: `About ${subject.toLowerCase()}: what I found out.` });
    }
    await publishDigest(actorOf(owner, community), community.id);
    const delivery = await db().delivery.findFirstOrThrow({
      where: { membershipId: ben.id, kind: "digest" },
    });
    const composed = (await compose([delivery])).get(delivery.id);
    if (!composed || !("raw" in composed)) throw new Error("no letter was composed");
    await db().delivery.update({
      where: { id: delivery.id },
      data: { status: "sent", messageId: composed.messageId, sentAt: new Date() },
    });
    return { community, ben, delivery, letter: await parseMessage(composed.raw) };
  }

  const answer = ({ ben, letter }: Sent, text: string) =>
    arrive({ from: ben.address, to: letter.replyTo[0]?.address ?? "", text });

  test("is told where each part went, and may be moved, and moved back", async () => {
    const sent = await aSentDigest();
    const { community, ben, delivery } = sent;
    const items = (await digestAsSent(ben.id, delivery.digestId ?? ""))?.items ?? [];
    await answer(sent, "1: I come.\n2: Two jars for me.");
    const told = await lastReceipt(community);
    expect(told).toMatchObject({ done: "your answers are in their places", undo: { word: "undo" } });
    expect(told?.sentence).toContain(items[1]?.title ?? "?");

    await answer(sent, "move 2 to 3");
    const jars = () =>
      db().post.findFirstOrThrow({
        where: { communityId: community.id, text: "Two jars for me." },
        include: { thread: true },
      });
    expect((await jars()).thread).toMatchObject({ subject: items[2]?.title, postCount: 2 });
    expect(await lastReceipt(community)).toMatchObject({ done: "it is moved" });

    await answer(sent, "undo");
    expect((await jars()).thread.subject).toBe(items[1]?.title);
  });

  test("what nobody answered is not moved", async () => {
    const sent = await aSentDigest();
    await answer(sent, "1: I come.");
    await answer(sent, "move 3 to 2");
    expect(await lastReceipt(sent.community)).toMatchObject({ done: "nothing, for it was not clear what" });
  });

  test("more 2 sends the whole thread, to which one may answer", async () => {
    const sent = await aSentDigest();
    const { community, ben, delivery } = sent;
    const item = (await digestAsSent(ben.id, delivery.digestId ?? ""))?.items[1];
    const inbound = await answer(sent, "More 2, please");
    expect(inbound).toMatchObject({
      status: "accepted",
      outcome: [{ kind: "command", name: "more", item: 2 }],
    });

    const asked = await db().delivery.findFirstOrThrow({
      where: { communityId: community.id, kind: "thread_letter", membershipId: ben.id },
    });
    const composed = (await compose([asked])).get(asked.id);
    if (!composed || !("raw" in composed)) throw new Error("no letter was composed");
    const letter = await parseMessage(composed.raw);
    expect(letter.subject).toBe(`Re: ${item?.title ?? ""}`);
    expect(letter.text).toContain("what I found out.");

    await arrive({
      from: ben.address,
      to: letter.replyTo[0]?.address ?? "",
      text: "Now I have read it all.",
    });
    expect(
      await db().post.findFirstOrThrow({
        where: { communityId: community.id, text: "Now I have read it all." },
      }),
    ).toMatchObject({ threadId: item?.threadId });
  });

  test("more 9 is answered kindly", async () => {
    const sent = await aSentDigest();
    await answer(sent, "more 9");
    expect(await lastReceipt(sent.community)).toMatchObject({ done: "nothing, for there is no such number" });
  });

  test("pictures go with the words among which they stand, files with the words that speak of them, and nothing is lost in a question", async () => {
    const sent = await aSentDigest();
    const { community, ben, letter } = sent;
    const picture = Buffer.from(
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
      "base64",
    );
    // Larger than what is taken for a signature's logo.
    const large = Buffer.concat([picture, Buffer.alloc(20_000)]);
    const part = (type: string, headers: string, body: string) =>
      `--b\nContent-Type: ${type}\n${headers}\n${body}\n`;
    const file = (name: string, cid: string | null) =>
      part(
        `image/png; name="${name}"`,
        `Content-Transfer-Encoding: base64\nContent-Disposition: ${cid === null ? "attachment" : "inline"}; filename="${name}"\n${cid === null ? "" : `Content-ID: <${cid}>\n`}`,
        large.toString("base64"),
      );
    const html = `<div>1: I come.</div><div>2: ours looks like this: <img src="cid:jar@ben"></div><div>3: the plan is attached</div>`;
    await arrive({
      from: ben.address,
      to: letter.replyTo[0]?.address ?? "",
      body: {
        type: 'multipart/mixed; boundary="b"',
        content: `${part("text/html; charset=utf-8", "", html)}${file("jar.png", "jar@ben")}${file("plan.png", null)}--b--`,
      },
    });
    const posts = await db().post.findMany({
      where: { communityId: community.id, authorId: ben.id },
      include: { attachments: true },
      orderBy: { answer: "asc" },
    });
    expect(posts.map(({ attachments }) => attachments.map(({ filename }) => filename))).toEqual([
      [],
      ["jar.png"],
      ["plan.png"],
    ]);
  });
});

test("what was sent along with words that are asked about waits with them", async () => {
  const community = await aCommunity();
  const ben = await aMember(community, { name: "Ben" });
  const thread = await aThread(community, { subject: "Shelves" });
  const inbound = await arrive({ from: ben.address, to: addressOf(community), text: "Something else." });
  const blob = await db().blob.create({
    data: { id: "f".repeat(64), mediaType: "application/pdf", byteSize: 3 },
  });
  const question = await db().question.create({
    data: {
      communityId: community.id,
      membershipId: ben.id,
      inboundMessageId: inbound.id,
      answer: 1,
      text: "The plan.",
      candidates: [{ number: 1, title: "Shelves", threadId: thread.id }],
      attachments: [{ blobId: blob.id, filename: "plan.pdf" }],
    },
  });
  await arrive({
    from: ben.address,
    to: replyAddressOf(community, ben, "question", question.number),
    text: "1",
  });
  const post = await db().post.findFirstOrThrow({
    where: { threadId: thread.id },
    include: { attachments: true },
  });
  expect(post.attachments).toMatchObject([{ filename: "plan.pdf", blobId: blob.id }]);
});
