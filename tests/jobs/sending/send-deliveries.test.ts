import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { simpleParser } from "mailparser";
import { db } from "#app/db/client.ts";
import { transaction } from "#app/db/transaction.ts";
import { setClock } from "#app/lib/clock.ts";
import { amendConfig, config } from "#app/lib/config.ts";
import { addressKey } from "#app/lib/keys.ts";
import { previewDigest } from "#app/mailers/digest-preview.ts";
import { sentDigestOf } from "#app/mailers/sent-digest.ts";
import { prepareInstantLetters } from "#app/models/delivery/instant.ts";
import { publishDigest } from "#app/models/digest.ts";
import type { Community } from "#prisma/generated/client.ts";
import { readAddress, verifyClaim } from "#emails/writing/addresses.ts";
import { type LintContext, lintLetter } from "#emails/writing/letter-lint.ts";
import { resumeSending, sendDeliveries, stopSending } from "#jobs/handlers/send-deliveries.ts";
import { sendThrough } from "#jobs/sending/way-out.ts";
import { makeTransport } from "#jobs/transport.ts";
import {
  actorOf,
  aCommunity,
  aMember,
  anOwner,
  aPost,
  aThread,
  type MemberOfTest,
} from "#tests/support/circle.ts";
import { aMailServer, type TakenLetter, type TestMailServer } from "./mail-server.ts";

const noon = new Date("2026-11-24T12:00:00Z");
const minutes = (count: number) => new Date(noon.getTime() + count * 60_000);
let server: TestMailServer;

beforeEach(async () => {
  setClock(noon);
  server = await aMailServer();
  await sendThrough(makeTransport(server.url, { connections: 4 }));
  resumeSending();
  await db().delivery.deleteMany();
});

afterEach(async () => {
  await sendThrough(null);
  await server.close();
});

async function aCircle(
  names: readonly string[] = [],
): Promise<{ community: Community; ana: MemberOfTest; others: MemberOfTest[] }> {
  setClock(minutes(-60));
  const community = await aCommunity();
  const ana = await anOwner(community);
  const others: MemberOfTest[] = [];
  for (const name of names) {
    others.push(
      await aMember(community, {
        address: `${name}-${community.slug}@example.org`,
        joinedAt: minutes(-600),
        toldUntil: minutes(-60),
      }),
    );
  }
  setClock(noon);
  return { community, ana, others };
}

async function aDigestFor(names: readonly string[]) {
  const circle = await aCircle(names);
  const thread = await aThread(circle.community, { by: circle.ana });
  const post = await aPost(thread, circle.ana, { createdAt: minutes(-10) });
  const { digest } = await publishDigest(actorOf(circle.ana, circle.community), circle.community.id);
  return { ...circle, thread, post, digest };
}

const lintContext = (kind: LintContext["kind"]): LintContext => ({
  kind,
  domain: config().mailDomain,
  webHosts: ["roundletter.test"],
});
const takenBy = (member: MemberOfTest): TakenLetter | undefined =>
  server.taken.find(({ to }) => to === member.address);
const stateOf = (member: MemberOfTest) =>
  db().delivery.findFirstOrThrow({ where: { membershipId: member.id } });

describe("sending a digest", () => {
  test("brings each member their own letter, with every header it must have", async () => {
    const { community, digest, others, thread } = await aDigestFor(["ben", "cleo"]);
    await sendDeliveries();

    const [ben] = others;
    if (!ben) throw new Error("Ben is missing");
    expect(server.taken.map(({ to }) => to).sort()).toEqual(others.map(({ address }) => address).sort());
    const letter = await simpleParser(takenBy(ben)?.raw ?? "");
    expect(lintLetter(takenBy(ben)?.raw ?? Buffer.alloc(0), lintContext("digest"))).toEqual([]);
    expect(letter.subject).toContain("Where does your clay come from?");
    expect(letter.text).toContain("From the pit behind the old brickworks.");
    expect(letter.text).toContain(`[1] ${thread.subject}`);
    expect(letter.headers.get("auto-submitted")).toBe("auto-generated");
    expect(String(takenBy(ben)?.raw)).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m);
    expect(letter.headers.get("list")).toMatchObject({ id: { id: `${community.slug}.roundletter.test` } });

    const delivery = await stateOf(ben);
    expect(delivery).toMatchObject({
      status: "sent",
      sentAt: noon,
      messageId: letter.messageId,
      digestId: digest.id,
    });
    const back = readAddress(takenBy(ben)?.from ?? "", config().mailDomain);
    expect(back).toMatchObject({
      kind: "token",
      claim: { kind: "delivery", member: 0, target: delivery.number },
    });
    if (back?.kind !== "token") throw new Error("not a return path");
    expect(verifyClaim({ key: addressKey(), keyVersion: 1, slug: community.slug, token: back.token })).toBe(
      true,
    );
  });

  test("can be reproduced word for word, with where each answer goes", async () => {
    const { others, digest, thread, post } = await aDigestFor(["ben"]);
    await sendDeliveries();
    const [ben] = others;
    if (!ben) throw new Error("Ben is missing");
    // What was taken back afterwards stands in the letter that they have.
    await db().post.update({ where: { id: post.id }, data: { removedAt: minutes(5) } });
    setClock(minutes(60 * 24 * 3));

    const sent = await sentDigestOf(ben.id, digest.id);
    const letter = await simpleParser(takenBy(ben)?.raw ?? "");
    expect(sent?.text.trim()).toBe(letter.text?.trim());
    expect(sent?.items).toMatchObject([
      {
        number: 1,
        title: thread.subject,
        text: expect.stringContaining(post.text) as string,
        htmlId: "item-1",
      },
    ]);
    expect(letter.html).toContain(sent?.items[0]?.addresses[0]);
    expect(letter.html).toContain('id="item-1"');
    expect(sent?.targets[1]?.threadId).toBe(thread.id);
    expect(sent?.threadId).toBe(digest.threadId);
  });

  test("leaves out what was taken back before it was written, and keeps the numbers right", async () => {
    const { community, ana, others } = await aCircle(["ben"]);
    const posts = [];
    for (const subject of ["Clay", "Glazes"]) {
      posts.push(
        await aPost(await aThread(community, { subject }), ana, {
          createdAt: minutes(-10),
          text: `About ${subject}`,
        }),
      );
    }
    const { digest } = await publishDigest(null, community.id);
    const [ben] = others;
    if (!ben) throw new Error("Ben is missing");
    const order = (await sentDigestOf(ben.id, digest.id))?.items.map(({ title }) => title);
    const first = posts.find(({ text }) => text === `About ${order?.[0] ?? ""}`);
    await db().post.update({ where: { id: first?.id ?? "" }, data: { removedAt: noon } });
    await sendDeliveries();

    const text = (await simpleParser(takenBy(ben)?.raw ?? "")).text ?? "";
    expect(text).not.toContain(first?.text);
    expect(text).toContain(`[1] ${order?.[1] ?? ""}`);
    expect(
      (await sentDigestOf(ben.id, digest.id))?.items.map(({ number, title }) => ({ number, title })),
    ).toEqual([{ number: 1, title: order?.[1] }]);
  });

  test("settles each letter by what the server said of it", async () => {
    const names = ["ben", "later", "gone", "spam", "cut-data"];
    const { others, community } = await aDigestFor(names);
    await sendDeliveries();

    const states = await Promise.all(others.map(async (member) => (await stateOf(member)).status));
    expect(Object.fromEntries(names.map((name, at) => [name, states[at]]))).toEqual({
      ben: "sent",
      later: "deferred",
      gone: "bounced",
      spam: "bounced",
      "cut-data": "uncertain",
    });
    const suppressed = await db().suppression.findMany({ where: { communityId: community.id } });
    expect(suppressed.map(({ address }) => address)).toEqual([others[2]?.address]);
  });

  test("tries later what was deferred, and never what is uncertain", async () => {
    const { others } = await aDigestFor(["later", "cut-data"]);
    await sendDeliveries();
    setClock(minutes(3));
    await sendDeliveries();
    const [later, uncertain] = others;
    if (!later || !uncertain) throw new Error("somebody is missing");
    expect(await stateOf(later)).toMatchObject({ status: "deferred", attempts: 2 });
    expect(await stateOf(uncertain)).toMatchObject({ status: "uncertain", attempts: 1 });
  });

  test("does not send what has become stale, unwanted, or is for somebody who has left", async () => {
    const { others, community } = await aDigestFor(["ben", "cleo", "dan"]);
    const [ben, cleo, dan] = others;
    if (!ben || !cleo || !dan) throw new Error("somebody is missing");
    await db().membership.update({ where: { id: ben.id }, data: { status: "left" } });
    await db().suppression.create({
      data: { communityId: community.id, address: cleo.address, reason: "complaint" },
    });
    await db().delivery.updateMany({ where: { membershipId: dan.id }, data: { notAfter: minutes(-1) } });
    await sendDeliveries();

    expect(server.taken).toEqual([]);
    expect([await stateOf(ben), await stateOf(cleo), await stateOf(dan)].map(({ status }) => status)).toEqual(
      ["cancelled", "suppressed", "cancelled"],
    );
  });

  test("in two rounds at once gives nobody two letters", async () => {
    const { others } = await aDigestFor(Array.from({ length: 30 }, (_, at) => `p${String(at)}`));
    await Promise.all([sendDeliveries(), sendDeliveries(), sendDeliveries()]);
    expect(server.taken).toHaveLength(30);
    expect(new Set(server.taken.map(({ to }) => to)).size).toBe(30);
    expect(
      await db().delivery.count({
        where: { membershipId: { in: others.map(({ id }) => id) }, status: "sent" },
      }),
    ).toBe(30);
  });

  test("goes on while the server thinks over one letter, with never more in hand than twice the connections", async () => {
    const names = Array.from({ length: 12 }, (_, at) => (at === 3 ? "wait-ann" : `p${String(at)}`));
    await aDigestFor(names);
    await sendThrough(makeTransport(server.url, { connections: 3 }));
    const sending = sendDeliveries();

    await expect.poll(() => server.taken.length, { timeout: 10_000 }).toBe(11);
    const inHand = await db().delivery.count({ where: { status: "leased" } });
    expect(inHand).toBeGreaterThan(0);
    expect(inHand).toBeLessThanOrEqual(6);
    expect(server.mostAtOnce()).toBeLessThanOrEqual(3);

    server.answerWaiting();
    await sending;
    expect(await db().delivery.count({ where: { status: "sent" } })).toBe(12);
  });

  test("pauses when the server is away, and goes on when it is back", async () => {
    const { others } = await aDigestFor(Array.from({ length: 12 }, (_, at) => `p${String(at)}`));
    await sendThrough(makeTransport("smtp://127.0.0.1:1", { connections: 4 }));
    await sendDeliveries();
    const ids = others.map(({ id }) => id);
    const count = (status: "deferred" | "prepared" | "sent") =>
      db().delivery.count({ where: { membershipId: { in: ids }, status } });
    // One window was tried, the rest was spared.
    expect([await count("deferred"), await count("prepared")]).toEqual([8, 4]);

    await sendThrough(makeTransport(server.url, { connections: 4 }));
    setClock(minutes(3));
    await sendDeliveries();
    expect(await count("sent")).toBe(12);
  });

  test("stops in order: nothing new is taken, and what had not begun is handed back", async () => {
    await aDigestFor(Array.from({ length: 20 }, (_, at) => `p${String(at)}`));
    await server.close();
    server = await aMailServer({ delay: 150 });
    await sendThrough(makeTransport(server.url, { connections: 4 }));
    const sending = sendDeliveries();
    await expect.poll(() => server.taken.length, { timeout: 10_000 }).toBeGreaterThan(0);
    await stopSending();
    await sending;

    const left = await db().delivery.groupBy({ by: ["status"], _count: true, orderBy: { status: "asc" } });
    const counts = Object.fromEntries(left.map(({ status, _count }) => [status, _count]));
    expect(Object.keys(counts).sort()).toEqual(["prepared", "sent"]);
    expect(counts["sent"]).toBe(server.taken.length);
  });
});

describe("an instant letter", () => {
  test("comes to who asked for it, not to its author nor to who muted the thread, and threads", async () => {
    const { community, ana } = await aCircle();
    const [ben, muted] = [
      await aMember(community, { instantPosts: true }),
      await aMember(community, { instantPosts: true }),
    ];
    await aMember(community);
    const author = await aMember(community, { instantPosts: true, name: "Mei" });
    const thread = await aThread(community, { by: ana });
    await db().threadPreference.create({
      data: { threadId: thread.id, membershipId: muted.id, wish: "mute" },
    });
    const posts = [await aPost(thread, author), await aPost(thread, author, { text: "And another pit." })];
    for (const post of posts) await transaction((tx) => prepareInstantLetters(tx, post));
    await sendDeliveries();

    expect(server.taken.map(({ to }) => to)).toEqual([ben.address, ben.address]);
    for (const { raw } of server.taken) expect(lintLetter(raw, lintContext("instant-post"))).toEqual([]);
    const letters = await Promise.all(server.taken.map(({ raw }) => simpleParser(raw)));
    expect(letters.map(({ subject }) => subject).sort()).toEqual(
      [`Re: ${thread.subject}`, thread.subject].sort(),
    );
    expect(letters[0]?.from?.text).toContain("Mei via Kiln Circle");
    expect(letters[0]?.inReplyTo).toBe(letters[1]?.inReplyTo);
    expect(letters[0]?.references).toEqual(letters[1]?.references);
    expect(letters[0]?.replyTo?.value[0]?.address).toMatch(new RegExp(`^${community.slug}\\+`));
  });

  test("of a post that was taken back is not sent", async () => {
    const { community, ana } = await aCircle();
    const ben = await aMember(community, { instantPosts: true });
    const post = await aPost(await aThread(community), ana);
    await transaction((tx) => prepareInstantLetters(tx, post));
    await db().post.update({ where: { id: post.id }, data: { removedAt: noon } });
    await sendDeliveries();
    expect(server.taken).toEqual([]);
    expect((await stateOf(ben)).status).toBe("cancelled");
  });
});

test("the owner sees the digest to come as a reader would", async () => {
  const { community, ana } = await aCircle(["ben"]);
  await aPost(await aThread(community), ana, { createdAt: minutes(-10) });
  const preview = await previewDigest(actorOf(ana, community), community.id);
  expect(preview.subject).toContain("Where does your clay come from?");
  expect(preview.text).toContain("From the pit behind the old brickworks.");
  expect(preview.html).toContain("old brickworks");
});

test("without a mail server letters go to the mailroom", async () => {
  const { others } = await aDigestFor(["ben"]);
  await sendThrough(null);
  amendConfig({ smtpUrl: null });
  await sendDeliveries();
  expect(await db().mailroomLetter.count({ where: { recipient: others[0]?.address ?? "" } })).toBe(1);
});
