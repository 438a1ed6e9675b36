import { describe, expect, test } from "vitest";

import { db } from "#app/db/client.ts";
import { setClock } from "#app/lib/clock.ts";
import { receiveInboundMessage } from "#app/models/inbound-message.ts";
import { replayInbound } from "#app/models/inbound-message/replay.ts";
import { forgetRawMail, rawMailWords } from "#app/models/inbound-message/retention.ts";
import { holdIngress, letGoOfIngress } from "#app/models/ingress.ts";
import { readInbound } from "#jobs/handlers/read-inbound.ts";
import { runDueJobs } from "#jobs/run-job.ts";
import type { Community } from "#prisma/generated/client.ts";
import { aCommunity, aMember, type MemberOfTest } from "#tests/support/circle.ts";
import { addressOf, arrive, writeMail, type Written } from "./arriving.ts";

const postsOf = ({ id }: Community) =>
  db().post.findMany({ where: { communityId: id }, orderBy: { number: "asc" } });
const statusOf = async (id: string) =>
  (await db().inboundMessage.findUniqueOrThrow({ where: { id } })).status;

async function receive(written: Written): Promise<string> {
  const { id } = await receiveInboundMessage({
    ingress: "smtp",
    envelopeFrom: written.envelopeFrom ?? written.from,
    recipient: written.to,
    remoteHost: "127.0.0.1",
    raw: writeMail(written),
  });
  return id;
}

describe("mail that is read many at a time", () => {
  test("becomes what it would have become one by one, in its order", async () => {
    const community = await aCommunity();
    const [ana, bea] = [await aMember(community, { instantPosts: true }), await aMember(community)];
    const to = addressOf(community);
    const clay = await arrive({
      from: ana.address,
      to,
      subject: "Clay",
      headers: { "Message-ID": "<clay@x>" },
      text: "Which?",
    });
    await receive({
      from: bea.address,
      to,
      subject: "Re: Clay",
      headers: { "In-Reply-To": "<clay@x>" },
      text: "The red one.",
    });
    await receive({ from: "stranger@example.org", to, text: "Let me in." });
    await receive({ from: bea.address, to, subject: "Kiln", text: "It is cracked." });
    await receive({ from: ana.address, to, text: "help" });
    await readInbound();

    const posts = await postsOf(community);
    expect(posts.map(({ text }) => text)).toEqual(["Which?", "The red one.", "It is cracked."]);
    expect(posts[1]).toMatchObject({ threadId: posts[0]?.threadId, source: "mail", authorId: bea.id });
    expect(await db().thread.findUniqueOrThrow({ where: { id: posts[0]?.threadId ?? "" } })).toMatchObject({
      postCount: 2,
    });
    const messages = await db().inboundMessage.findMany({
      where: { communityId: community.id, id: { not: clay.id } },
      orderBy: { number: "asc" },
    });
    expect(messages.map(({ status, reason }) => reason ?? status)).toEqual([
      "accepted",
      "unknown-sender",
      "accepted",
      "accepted",
    ]);
    expect(messages[0]).toMatchObject({
      fromAddress: bea.address,
      subject: "Re: Clay",
      membershipId: bea.id,
    });
    // Who asked for each post at once gets a letter of both; of her own she gets none.
    expect(await db().delivery.count({ where: { membershipId: ana.id, kind: "instant_post" } })).toBe(2);
  });

  test("one that crashes harms none of its neighbours, and is read by itself", async () => {
    const community = await aCommunity();
    const [ana, bea] = [await aMember(community), await aMember(community)];
    const to = addressOf(community);
    await db().$executeRaw`ALTER TABLE thread ADD CONSTRAINT no_poison CHECK (subject <> 'Poison') NOT VALID`;
    const poison = await receive({ from: ana.address, to, subject: "Poison", text: "It breaks." });
    const well = await receive({ from: bea.address, to, subject: "Well", text: "It does not." });
    await readInbound();
    await db().$executeRaw`ALTER TABLE thread DROP CONSTRAINT no_poison`;

    expect(await statusOf(well)).toBe("accepted");
    expect(await statusOf(poison)).toBe("received");
    await runDueJobs();
    expect(await statusOf(poison)).toBe("accepted");
    expect(await postsOf(community)).toHaveLength(2);
  });
});

describe("an answer that comes before what it answers", () => {
  const letter = (ana: MemberOfTest, to: string) =>
    receive({
      from: ana.address,
      to,
      subject: "Glaze",
      headers: { "Message-ID": `<glaze-${ana.id}@x>` },
      text: "Which?",
    });
  const answer = (bea: MemberOfTest, ana: MemberOfTest, to: string) =>
    receive({
      from: bea.address,
      to,
      subject: "Re: Glaze",
      headers: { "In-Reply-To": `<glaze-${ana.id}@x>` },
      text: "The old one.",
    });

  test("waits, and is joined when that has come", async () => {
    const community = await aCommunity();
    const [ana, bea] = [await aMember(community), await aMember(community)];
    const early = await answer(bea, ana, addressOf(community));
    await readInbound();
    expect(await statusOf(early)).toBe("received");
    expect(await postsOf(community)).toHaveLength(0);

    await letter(ana, addressOf(community));
    await readInbound();
    await runDueJobs();
    const posts = await postsOf(community);
    expect(posts.map(({ text }) => text)).toEqual(["Which?", "The old one."]);
    expect(posts[1]).toMatchObject({ threadId: posts[0]?.threadId, inReplyToId: posts[0]?.id });
  });

  test("begins a thread when the wait is over, and what it answers joins it", async () => {
    const community = await aCommunity();
    const [ana, bea] = [await aMember(community), await aMember(community)];
    setClock(new Date("2026-05-04T10:00:00Z"));
    await answer(bea, ana, addressOf(community));
    await readInbound();
    setClock(new Date("2026-05-04T10:10:01Z"));
    await runDueJobs();
    expect(await postsOf(community)).toHaveLength(1);

    await letter(ana, addressOf(community));
    await readInbound();
    const posts = await postsOf(community);
    expect(posts.map(({ text }) => text)).toEqual(["The old one.", "Which?"]);
    expect(posts[1]?.threadId).toBe(posts[0]?.threadId);
  });
});

describe("the stored inbox, read again", () => {
  test("shows what would change, changes it once, and keeps what somebody edited", async () => {
    const community = await aCommunity();
    const ana = await aMember(community);
    const to = addressOf(community);
    await arrive({ from: ana.address, to, subject: "One", text: "New words.\n\n> old words" });
    await arrive({ from: ana.address, to, subject: "Two", text: "Mine." });
    const [first, second] = await postsOf(community);
    // As a worse reader would have read them.
    await db().post.update({ where: { id: first?.id ?? "" }, data: { text: "New words.\n\n> old words" } });
    await db().post.update({
      where: { id: second?.id ?? "" },
      data: { text: "Edited.", editedAt: new Date() },
    });

    const only = { communityId: community.id };
    expect(await replayInbound({ ...only, apply: false })).toMatchObject({
      read: 2,
      changes: 1,
      keptForEdits: 1,
    });
    expect((await postsOf(community))[0]?.text).toContain("> old words");
    expect(await replayInbound({ ...only, apply: true })).toMatchObject({ changes: 1 });
    expect((await postsOf(community)).map(({ text }) => text)).toEqual(["New words.", "Edited."]);
    expect(await replayInbound({ ...only, apply: true })).toMatchObject({ changes: 0, keptForEdits: 1 });
  });

  test("takes up what was set aside", async () => {
    const community = await aCommunity();
    const ana = await aMember(community);
    const id = await receive({ from: ana.address, to: addressOf(community), text: "It crashed." });
    await db().inboundMessage.update({
      where: { id },
      data: { status: "shunted", attempts: 5, error: "Error: odd" },
    });
    const changes: unknown[] = [];
    await replayInbound({ communityId: community.id, apply: false }, (change) => changes.push(change));
    expect(changes).toMatchObject([
      { change: { kind: "read-again", because: "shunted", error: "Error: odd" } },
    ]);
    expect(await statusOf(id)).toBe("shunted");

    await replayInbound({ communityId: community.id, apply: true });
    await runDueJobs();
    expect(await statusOf(id)).toBe("accepted");
  });
});

describe("mail as it came", () => {
  test("is forgotten after as many days as its community says, and its post stays; what is held is kept", async () => {
    const community = await aCommunity({ rawMailDays: 30 });
    const ana = await aMember(community);
    setClock(new Date("2026-05-01T10:00:00Z"));
    const taken = await arrive({ from: ana.address, to: addressOf(community), text: "Kept as a post." });
    const held = await arrive({ from: "eve@example.org", to: addressOf(community), text: "Held." });

    setClock(new Date("2026-05-31T09:00:00Z"));
    await forgetRawMail();
    expect(await db().inboundMessage.count({ where: { id: taken.id, rawForgottenAt: null } })).toBe(1);
    setClock(new Date("2026-05-31T10:00:01Z"));
    await forgetRawMail();

    const after = await db().inboundMessage.findUniqueOrThrow({ where: { id: taken.id } });
    expect(after.raw.byteLength).toBe(0);
    expect(after).toMatchObject({
      status: "accepted",
      subject: "Clay",
      rawForgottenAt: new Date("2026-05-31T10:00:01Z"),
    });
    expect((await postsOf(community))[0]?.text).toBe("Kept as a post.");
    expect(
      (await db().inboundMessage.findUniqueOrThrow({ where: { id: held.id } })).raw.byteLength,
    ).toBeGreaterThan(0);
    expect(rawMailWords(30)).toContain("30 days");
    expect(rawMailWords(null)).toContain("for ever");
  });
});

test("a mailbox has one reader at a time; another follows when it has gone, where that one ended", async () => {
  const { id } = await db().ingress.create({
    data: { kind: "imap", name: "box", settings: "", createdAt: new Date() },
  });
  expect(await holdIngress(id, "one")).not.toBeNull();
  expect(await holdIngress(id, "two")).toBeNull();
  await db().ingress.update({ where: { id }, data: { cursor: { INBOX: { uidValidity: "1", uid: 7 } } } });
  await letGoOfIngress(id, "two");
  expect(await holdIngress(id, "two")).toBeNull();
  // Its holder died: nobody says any more that it is held.
  await db().$executeRaw`UPDATE ingress SET held_until = now() - interval '1 second' WHERE id = ${id}::uuid`;
  expect((await holdIngress(id, "two"))?.cursor).toEqual({ INBOX: { uidValidity: "1", uid: 7 } });
  await db().ingress.delete({ where: { id } });
});
