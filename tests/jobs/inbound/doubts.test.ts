import { describe, expect, test } from "vitest";

import { db } from "#app/db/client.ts";
import { inboundById, listHeld, rejectHeld, releaseHeld, restoreHeld } from "#app/models/inbound-message.ts";
import { processInbound } from "#jobs/handlers/process-inbound.ts";
import { actorOf, aCommunity, aMember, anOwner, aThread } from "#tests/support/circle.ts";
import { addressOf, arrive, replyAddressOf } from "./arriving.ts";

describe("who is not known for certain", () => {
  test("an unknown sender is held with the reason", async () => {
    const community = await aCommunity();
    const inbound = await arrive({
      from: "Eve <eve@elsewhere.example>",
      to: addressOf(community),
      text: "Buy this.",
    });

    expect(inbound).toMatchObject({ status: "held", reason: "unknown-sender", membershipId: null });
    const [held] = await listHeld(community.id);
    expect(held).toMatchObject({
      id: inbound.id,
      why: "Nobody here has this sender’s address.",
      fromName: "Eve",
    });
  });

  test("a member's reply address in another's hands speaks for nobody, and its owner is asked", async () => {
    const community = await aCommunity();
    const [ana, ben] = [await aMember(community), await aMember(community)];
    const thread = await aThread(community, { by: ana });
    const to = replyAddressOf(community, ana, "thread", thread.number);
    const inbound = await arrive({ from: ben.address, to, text: "In her name." });

    expect(inbound).toMatchObject({ status: "held", reason: "another-sender", membershipId: ana.id });
    const [asked] = await db().delivery.findMany({ where: { communityId: community.id, kind: "held" } });
    expect(asked).toMatchObject({ address: ana.address, membershipId: ana.id });
  });

  test("the owner of the address says yes by reply, and it is posted in their name", async () => {
    const community = await aCommunity();
    const ana = await aMember(community);
    const thread = await aThread(community, { by: ana });
    const held = await arrive({
      from: "ana@work.example",
      to: replyAddressOf(community, ana, "thread", thread.number),
      text: "From my other address.",
    });
    const yes = await arrive({
      from: ana.address,
      to: replyAddressOf(community, ana, "held", held.number),
      text: "Yes",
    });
    await processInbound({ inboundMessageId: held.id });

    expect(yes.status).toBe("accepted");
    expect(await db().post.findMany({ where: { threadId: thread.id } })).toMatchObject([
      { authorId: ana.id, text: "From my other address." },
    ]);
  });

  test("an address that was revoked, or tampered with, is held", async () => {
    const community = await aCommunity();
    const ana = await aMember(community);
    const thread = await aThread(community, { by: ana });
    const to = replyAddressOf(community, ana, "thread", thread.number);
    await db().person.update({ where: { id: ana.personId }, data: { keyVersion: 2 } });

    expect(await arrive({ from: ana.address, to, text: "Old address." })).toMatchObject({
      status: "held",
      reason: "address-not-valid",
    });
  });

  test("another community's address opens nothing here", async () => {
    const [here, there] = [await aCommunity(), await aCommunity()];
    const ana = await aMember(there);
    const thread = await aThread(here);
    const to = replyAddressOf(there, ana, "thread", thread.number);

    expect(await arrive({ from: ana.address, to, text: "Across the fence." })).toMatchObject({
      status: "rejected",
      reason: "target-gone",
    });
    expect(await db().post.count({ where: { communityId: here.id } })).toBe(0);
  });

  test("who has left is held", async () => {
    const community = await aCommunity();
    const ana = await aMember(community, { status: "left" });
    expect(await arrive({ from: ana.address, to: addressOf(community), text: "Me again." })).toMatchObject({
      status: "held",
      reason: "not-a-member-now",
    });
  });

  test("our own mail server's verdict of a forgery is believed", async () => {
    const community = await aCommunity();
    const ana = await aMember(community);
    const inbound = await arrive({
      from: ana.address,
      to: addressOf(community),
      text: "Send money.",
      headers: {
        "Authentication-Results": "roundletter.test; dmarc=fail (p=reject) header.from=example.org",
      },
    });
    expect(inbound).toMatchObject({ status: "held", reason: "forged-sender", membershipId: ana.id });
  });

  test("more than ten answers within an hour are held", async () => {
    const community = await aCommunity();
    const ana = await aMember(community);
    const thread = await aThread(community, { by: ana });
    const to = replyAddressOf(community, ana, "thread", thread.number);
    for (let i = 1; i <= 10; i++)
      await arrive({ from: ana.address, to, text: `This is number ${i} of them` });

    expect(await arrive({ from: ana.address, to, text: "And one more of them." })).toMatchObject({
      status: "held",
      reason: "too-many",
    });
  });
});

describe("somebody decides", () => {
  test("a released message is posted in the name that was chosen", async () => {
    const community = await aCommunity();
    const [owner, ana] = [await anOwner(community), await aMember(community)];
    const held = await arrive({
      from: "ana@work.example",
      to: addressOf(community),
      subject: "Raku day",
      text: "Come on Saturday.",
    });
    await releaseHeld(actorOf(owner, community), held.id, { as: ana.id });
    await processInbound({ inboundMessageId: held.id });

    const [post] = await db().post.findMany({ where: { communityId: community.id } });
    expect(post).toMatchObject({ authorId: ana.id, text: "Come on Saturday." });
    expect(
      await db().auditEntry.count({ where: { communityId: community.id, act: "inbound.released" } }),
    ).toBe(1);
    await expect(releaseHeld(actorOf(owner, community), held.id, { as: ana.id })).rejects.toMatchObject({
      reason: "already-settled",
    });
  });

  test("without a name it is not released", async () => {
    const community = await aCommunity();
    const owner = await anOwner(community);
    const held = await arrive({ from: "eve@elsewhere.example", to: addressOf(community), text: "Hello" });
    await expect(releaseHeld(actorOf(owner, community), held.id)).rejects.toMatchObject({
      reason: "choose-member",
    });
  });

  test("a rejected one is told so, with its text, and can be taken back", async () => {
    const community = await aCommunity();
    const owner = await anOwner(community);
    const held = await arrive({
      from: "eve@elsewhere.example",
      to: addressOf(community),
      text: "May I join you?",
    });
    await rejectHeld(actorOf(owner, community), held.id);
    const [notice] = await db().delivery.findMany({
      where: { communityId: community.id, kind: "rejection" },
    });
    expect(notice).toMatchObject({ address: "eve@elsewhere.example", facts: { written: "May I join you?" } });

    await restoreHeld(actorOf(owner, community), held.id);
    expect((await listHeld(community.id)).map(({ id }) => id)).toEqual([held.id]);
  });

  test("a machine is not told", async () => {
    const community = await aCommunity();
    const owner = await anOwner(community);
    const held = await arrive({ from: "noreply@shop.example", to: addressOf(community), text: "Your order" });
    await rejectHeld(actorOf(owner, community), held.id);
    expect(await db().delivery.count({ where: { communityId: community.id, kind: "rejection" } })).toBe(0);
  });

  test("another community's held mail is not found, and members do not judge", async () => {
    const [here, there] = [await aCommunity(), await aCommunity()];
    const [owner, member] = [await anOwner(there), await aMember(here)];
    const held = await arrive({ from: "eve@elsewhere.example", to: addressOf(here), text: "Hello" });

    expect(await inboundById(there.id, held.id)).toBeNull();
    await expect(releaseHeld(actorOf(owner, there), held.id, { as: owner.id })).rejects.toMatchObject({
      reason: "not-found",
    });
    await expect(rejectHeld(actorOf(member, here), held.id)).rejects.toMatchObject({ reason: "not-allowed" });
  });

  test("the console reads it as it came and as it was understood", async () => {
    const community = await aCommunity();
    const held = await arrive({
      from: "eve@elsewhere.example",
      to: addressOf(community),
      text: "Hello\n\n-- \nEve",
    });
    const read = await inboundById(community.id, held.id);
    expect(read?.spans.map(({ kind }) => kind)).toEqual(["new", "signature"]);
    expect(read?.source).toContain("From: eve@elsewhere.example");
  });
});
