import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";

import { db } from "#app/db/client.ts";
import { setClock } from "#app/lib/clock.ts";
import { compose } from "#app/mailers/index.ts";
import { messageIdOf } from "#app/mailers/letter.ts";
import { threadRootId } from "#app/mailers/instant-post.ts";
import { earlierLetters } from "#app/models/thread/earlier-letters.ts";
import type { Post } from "#prisma/generated/client.ts";
import { aCommunity, aMember, anOwner, aPost, aThread, type MemberOfTest } from "#tests/support/circle.ts";
import { readThreaded } from "#tests/support/mail-threading.ts";

const noon = new Date("2026-11-24T12:00:00Z");

/** The letter of a post to a member: written, and if `sent`, in their mailbox. */
async function letterOf(post: Post, to: MemberOfTest, sent = true) {
  const letterKey = `post:${post.id}`;
  const delivery = await db().delivery.create({
    data: {
      communityId: post.communityId,
      kind: "instant_post",
      letterKey,
      address: to.address,
      membershipId: to.id,
      postId: post.id,
      notBefore: noon,
      notAfter: noon,
    },
  });
  const letter = (await compose([delivery])).get(delivery.id);
  if (!letter || "cancelled" in letter) throw new Error("no letter");
  if (sent)
    await db().delivery.update({
      where: { id: delivery.id },
      data: {
        status: "sent",
        sentAt: new Date(noon.getTime() + delivery.number),
        messageId: letter.messageId,
      },
    });
  return readThreaded(letter.raw);
}

async function aCircle() {
  setClock(noon);
  const community = await aCommunity();
  const ana = await anOwner(community);
  const sam = await aMember(community);
  return { community, ana, sam, thread: await aThread(community, { by: ana }) };
}

describe("letters of a thread", () => {
  it("refer to the thread, and to what of it the member has: no one else's letters", async () => {
    const { community, ana, sam, thread } = await aCircle();
    const mia = await aMember(community);
    const [first, second, third] = [
      await aPost(thread, ana),
      await aPost(thread, ana),
      await aPost(thread, ana),
    ];
    await db().post.update({ where: { id: third.id }, data: { inReplyToId: first.id } });
    const root = threadRootId(thread.id);
    const idOf = (post: Post, to: MemberOfTest) =>
      messageIdOf({ letterKey: `post:${post.id}`, address: to.address });

    expect((await letterOf(first, sam)).references).toEqual([root]);
    expect((await letterOf(second, sam)).references).toEqual([root, idOf(first, sam)]);
    expect((await letterOf(third, sam)).references).toEqual([root, idOf(second, sam), idOf(first, sam)]);
    expect((await letterOf(third, mia)).references).toEqual([root]);
  });

  it("refer to what the member wrote from their own program, and never to what others wrote from theirs", async () => {
    const { ana, sam, thread } = await aCircle();
    const mail = await db().inboundMessage.create({
      data: {
        communityId: thread.communityId,
        ingress: "smtp",
        envelopeFrom: sam.address,
        recipient: "kiln@roundletter.test",
        raw: Buffer.from("x"),
        fingerprint: randomUUID(),
        status: "accepted",
        messageId: "<CAB1@mail.home.example>",
      },
    });
    const own = await aPost(thread, sam);
    await db().post.update({ where: { id: own.id }, data: { inboundMessageId: mail.id } });
    const answer = await aPost(thread, ana);

    expect((await letterOf(answer, sam)).references).toEqual([
      threadRootId(thread.id),
      "<CAB1@mail.home.example>",
    ]);
    expect((await letterOf(answer, ana)).references).toEqual([threadRootId(thread.id)]);
  });

  it("refer to the digest, when they speak about it", async () => {
    const { community, ana, sam, thread } = await aCircle();
    const told = await aThread(community, { by: ana, subject: "Glazes that run" });
    const digest = await db().digest.create({
      data: {
        communityId: community.id,
        threadId: thread.id,
        issue: 1,
        status: "issued",
        items: { create: { kind: "thread", position: 1, threadId: told.id } },
      },
      include: { items: true },
    });
    const frozen = [{ itemId: digest.items[0]?.id ?? "", postIds: [(await aPost(told, ana)).id] }];
    await db().delivery.create({
      data: {
        communityId: community.id,
        kind: "digest",
        letterKey: `digest:${digest.id}`,
        address: sam.address,
        membershipId: sam.id,
        digestId: digest.id,
        facts: frozen,
        notBefore: noon,
        notAfter: noon,
        status: "sent",
        sentAt: noon,
        messageId: "<rl.digest@roundletter.test>",
      },
    });

    const { references, subject } = await letterOf(await aPost(thread, ana), sam);
    expect(subject).toMatch(/^Re: Glazes that run/);
    expect(references).toEqual([threadRootId(thread.id), "<rl.digest@roundletter.test>"]);
  });

  it("are looked up in one query, at most eighteen of a long thread", async () => {
    const { ana, sam, thread } = await aCircle();
    for (let at = 0; at < 25; at += 1) await letterOf(await aPost(thread, ana), sam);

    const had = await earlierLetters([thread.id], [sam.id, ana.id]);
    expect([...had.values()].map(({ letters }) => letters.length)).toEqual([18]);
  });
});
