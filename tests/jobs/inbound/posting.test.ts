import { describe, expect, test } from "vitest";

import { db } from "#app/db/client.ts";
import { receiveInboundMessage } from "#app/models/inbound-message.ts";
import { processInbound } from "#jobs/handlers/process-inbound.ts";
import { aCommunity, aMember, aPost, aThread } from "#tests/support/circle.ts";
import { addressOf, arrive, replyAddressOf, writeMail } from "./arriving.ts";

describe("something new", () => {
  test("a mail to the community's address begins a thread by its subject", async () => {
    const community = await aCommunity();
    const ana = await aMember(community, { name: "Ana" });
    const inbound = await arrive({
      from: `Ana <${ana.address}>`,
      to: addressOf(community),
      subject: "Fwd: Re: Wood ash",
      text: "Who has some to spare?\n\n-- \nAna\nKiln Lane 4",
    });

    expect(inbound).toMatchObject({
      status: "accepted",
      reason: null,
      membershipId: ana.id,
      fromAddress: ana.address,
    });
    const [thread] = await db().thread.findMany({
      where: { communityId: community.id },
      include: { posts: true },
    });
    expect(thread).toMatchObject({ subject: "Wood ash", postCount: 1, startedById: ana.id });
    expect(thread?.posts[0]).toMatchObject({
      text: "Who has some to spare?",
      source: "mail",
      authorId: ana.id,
    });
    expect(thread?.posts[0]?.folded).toMatchObject([{ kind: "signature" }]);
  });

  test("who says it all in the subject is heard", async () => {
    const community = await aCommunity();
    const ana = await aMember(community);
    await arrive({ from: ana.address, to: addressOf(community), subject: "Is there a market on Saturday?" });

    const [post] = await db().post.findMany({ where: { communityId: community.id } });
    expect(post?.text).toBe("Is there a market on Saturday?");
  });

  test("reading it again does nothing more", async () => {
    const community = await aCommunity();
    const ana = await aMember(community);
    const inbound = await arrive({ from: ana.address, to: addressOf(community), text: "Once." });
    await processInbound({ inboundMessageId: inbound.id });

    expect(await db().post.count({ where: { communityId: community.id } })).toBe(1);
  });
});

describe("an answer", () => {
  test("to a thread's address lands there, without what it quotes", async () => {
    const community = await aCommunity();
    const [ana, ben] = [await aMember(community), await aMember(community)];
    const thread = await aThread(community, { by: ana });
    await aPost(thread, ana, { text: "Where does your clay come from?" });
    await arrive({
      from: ben.address,
      to: replyAddressOf(community, ben, "thread", thread.number),
      subject: "Re: Where does your clay come from?",
      text: "From the river.\n\nOn Tue, Nov 24, 2026 at 9:00 AM Kiln Circle <k@example.org> wrote:\n\n> Where does your clay come from?",
    });

    const posts = await db().post.findMany({ where: { threadId: thread.id }, orderBy: { createdAt: "asc" } });
    expect(posts.map(({ text }) => text)).toEqual(["Where does your clay come from?", "From the river."]);
  });

  test("with its address in capitals and in quotes is the same address", async () => {
    const community = await aCommunity();
    const ana = await aMember(community);
    const thread = await aThread(community, { by: ana });
    const inbound = await arrive({
      from: ana.address.toUpperCase(),
      to: replyAddressOf(community, ana, "thread", thread.number).toUpperCase(),
      text: "Me too, by the way, since spring.",
    });
    expect(inbound.status).toBe("accepted");
  });

  test("to a closed thread comes back with a notice, and with its text", async () => {
    const community = await aCommunity();
    const ana = await aMember(community, { locale: "de" });
    const thread = await aThread(community, { by: ana, closedAt: new Date() });
    const to = replyAddressOf(community, ana, "thread", thread.number);
    const inbound = await arrive({ from: ana.address, to, text: "Noch ein Wort dazu." });
    const again = await arrive({ from: ana.address, to, text: "Und noch eines." });

    expect([inbound.status, inbound.reason, again.status]).toEqual(["rejected", "thread-closed", "rejected"]);
    const notices = await db().delivery.findMany({ where: { communityId: community.id, kind: "rejection" } });
    expect(notices).toHaveLength(1);
    expect(notices[0]).toMatchObject({ address: ana.address, membershipId: ana.id });
    expect(notices[0]?.facts).toMatchObject({
      written: "Noch ein Wort dazu.",
      reason: expect.stringContaining("geschlossen") as string,
    });
    expect(await db().post.count({ where: { communityId: community.id } })).toBe(0);
  });

  test("that only says thanks becomes a reaction", async () => {
    const community = await aCommunity();
    const [ana, ben] = [await aMember(community), await aMember(community)];
    const thread = await aThread(community, { by: ana });
    const post = await aPost(thread, ana);
    await arrive({
      from: ben.address,
      to: replyAddressOf(community, ben, "thread", thread.number),
      text: "Thanks!",
    });

    expect(await db().reaction.findMany({ where: { postId: post.id } })).toMatchObject([
      { membershipId: ben.id, emoji: "🙏" },
    ]);
    expect(await db().post.count({ where: { threadId: thread.id } })).toBe(1);
  });

  test("to a letter about a post, sent to the community's address, finds its thread by its headers", async () => {
    const community = await aCommunity();
    const [ana, ben] = [await aMember(community), await aMember(community)];
    const thread = await aThread(community, { by: ana });
    const post = await aPost(thread, ana);
    await db().delivery.create({
      data: {
        communityId: community.id,
        kind: "instant_post",
        letterKey: `post:${post.id}`,
        address: ben.address,
        membershipId: ben.id,
        postId: post.id,
        messageId: `<rl.${post.id}@roundletter.test>`,
        notBefore: new Date(),
        notAfter: new Date(),
      },
    });
    await arrive({
      from: ben.address,
      to: addressOf(community),
      text: "Mine is bought, I must admit.",
      headers: { "In-Reply-To": `<rl.${post.id}@roundletter.test>` },
    });

    const [reply] = await db().post.findMany({ where: { threadId: thread.id, authorId: ben.id } });
    expect(reply).toMatchObject({ inReplyToId: post.id });
  });

  test("that is nothing but a quote is held, not filed empty", async () => {
    const community = await aCommunity();
    const ana = await aMember(community);
    const thread = await aThread(community, { by: ana });
    const inbound = await arrive({
      from: ana.address,
      to: replyAddressOf(community, ana, "thread", thread.number),
      text: "> Where does your clay come from?",
    });
    expect(inbound).toMatchObject({ status: "held", reason: "no-new-words" });
  });
});

describe("the same mail twice", () => {
  test("is filed once, whatever the relays added", async () => {
    const community = await aCommunity();
    const ana = await aMember(community);
    const written = {
      from: ana.address,
      to: addressOf(community),
      text: "Once.",
      headers: { "Message-ID": "<one@example.org>" },
    };
    const raw = writeMail(written);
    const arrived = {
      ingress: "smtp",
      envelopeFrom: ana.address,
      recipient: addressOf(community),
      remoteHost: "127.0.0.1",
    };
    const first = await receiveInboundMessage({ ...arrived, raw });
    const second = await receiveInboundMessage({
      ...arrived,
      raw: Buffer.concat([Buffer.from("Received: from a by b; Tue, 24 Nov 2026 10:00:00 +0000\r\n"), raw]),
    });
    const other = await receiveInboundMessage({
      ...arrived,
      raw: writeMail({ ...written, text: "Something else under the same id." }),
    });

    expect([first.duplicate, second.duplicate, other.duplicate]).toEqual([false, true, false]);
    expect(second.id).toBe(first.id);
  });

  test("in the same moment is still filed once", async () => {
    const community = await aCommunity();
    const ana = await aMember(community);
    const raw = writeMail({ from: ana.address, to: addressOf(community), text: "At once." });
    const arrived = {
      ingress: "smtp",
      envelopeFrom: ana.address,
      recipient: addressOf(community),
      remoteHost: "",
      raw,
    };
    const hints = () => db().outboxJob.count({ where: { name: "read-inbound" } });
    const before = await hints();
    const filed = await Promise.all(Array.from({ length: 5 }, () => receiveInboundMessage(arrived)));

    expect(new Set(filed.map(({ id }) => id)).size).toBe(1);
    expect(filed.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
    expect(await hints()).toBe(before + 1);
  });
});
