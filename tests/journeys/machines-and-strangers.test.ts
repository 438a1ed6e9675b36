import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "#app/db/client.ts";
import { createCommunity } from "#app/models/community.ts";
import { aMember, type MemberOfTest } from "#tests/support/circle.ts";
import { roundletter } from "#tests/support/command.ts";
import { eventually, openHouse, type House } from "#tests/support/house.ts";
import { letterTo, lettersTo } from "#tests/support/inbox.ts";

let house: House;
let bea: MemberOfTest;
let cem: MemberOfTest;

beforeAll(async () => {
  house = await openHouse();
  const { community } = await createCommunity({
    slug: "kiln-circle",
    name: "Kiln Circle",
    timeZone: "Europe/Berlin",
    owner: { name: "Ana Ferreira", address: "ana@example.org" },
  });
  bea = await aMember(community, { name: "Bea Okafor", address: "bea@example.org" });
  await db().community.update({ where: { id: community.id }, data: { instantGraceMinutes: 0 } });
  cem = await aMember(community, {
    name: "Cem Yıldız",
    address: "cem@example.org",
    instantPosts: true,
    quietHours: false,
  });
  await house.start();
  await house.mail({
    from: bea.address,
    to: "kiln-circle@roundletter.test",
    subject: "The kiln is cooling",
    text: "Unloading at nine.",
  });
  await letterTo(cem.address);
});

afterAll(() => house.close());

test("a hard bounce suppresses the address, and nothing more is sent to it", async () => {
  const letter = await db().mailroomLetter.findFirstOrThrow({ where: { recipient: cem.address } });
  await house.mail({
    envelope: { from: "", to: [letter.envelopeFrom] },
    raw: deliveryReport({ to: letter.envelopeFrom, failed: cem.address, returned: letter.messageId ?? "" }),
  });

  await eventually(async () => {
    expect(await db().suppression.findMany({ select: { address: true, reason: true } })).toEqual([
      { address: cem.address, reason: "hard_bounce" },
    ]);
  });
  await house.mail({
    from: bea.address,
    to: "kiln-circle@roundletter.test",
    subject: "All unloaded",
    text: "Two cracks, no tears.",
  });
  await eventually(async () => {
    const post = await db().post.findFirstOrThrow({ where: { text: "Two cracks, no tears." } });
    const { audience } = await db().letterAudience.findFirstOrThrow({
      where: { letterKey: { contains: post.id } },
    });
    expect(audience).toMatchObject({ excluded: { suppressed: 1 } });
    expect(await db().delivery.count({ where: { address: cem.address, postId: post.id } })).toBe(0);
  });
  expect(await lettersTo(cem.address)).toHaveLength(1);
});

test("an out-of-office never becomes a post and is never answered", async () => {
  const before = await counts();
  await house.mail({
    from: bea.address,
    to: "kiln-circle@roundletter.test",
    subject: "Automatic reply: The kiln is cooling",
    text: "I am out of the office until Monday.",
    headers: { "Auto-Submitted": "auto-replied" },
  });

  await settled("Automatic reply: The kiln is cooling", "ignored");
  expect(await counts()).toEqual(before);
});

test("our own mail coming back never becomes a post", async () => {
  const before = await counts();
  const own = await db().mailroomLetter.findFirstOrThrow({ where: { recipient: cem.address } });
  await house.mail({
    envelope: { from: bea.address, to: ["kiln-circle@roundletter.test"] },
    raw: Buffer.from(own.raw),
  });

  await eventually(async () => {
    const back = await db().inboundMessage.findFirstOrThrow({ where: { messageId: own.messageId } });
    expect(back.status).toBe("ignored");
  });
  expect(await counts()).toEqual(before);
});

test("a stranger's letter is held, with the reason; nothing is published", async () => {
  const before = await counts();
  await house.mail({
    from: "Nobody Known <stranger@elsewhere.example>",
    to: "kiln-circle@roundletter.test",
    subject: "Do you sell bowls",
    text: "I saw one at the market.",
  });

  const held = await settled("Do you sell bowls", "held");
  expect(held.reason).toBeTruthy();
  expect((await counts()).posts).toBe(before.posts);
});

test("another's reply address does not let one speak in their name", async () => {
  const before = await counts();
  const letter = await letterTo(cem.address);
  await house.mail({
    from: "Mallory <mallory@elsewhere.example>",
    to: letter.answerTo,
    subject: "Re: The kiln is cooling",
    text: "I quit. Everything is for free.",
  });

  await settled("Re: The kiln is cooling", "held");
  expect((await counts()).posts).toBe(before.posts);
});

test("the command line takes a message as a pipe transport gives it", async () => {
  const raw = [
    `From: Bea Okafor <${bea.address}>`,
    "To: kiln-circle@roundletter.test",
    "Subject: By the pipe",
    "Message-ID: <by-the-pipe@example.org>",
    "",
    "It came through a pipe.",
    "",
  ].join("\r\n");
  const args = ["ingest", "--to", "kiln-circle@roundletter.test", "--from", bea.address, "--json"];
  const first = await roundletter(args, { env: house.env, input: raw });
  const again = await roundletter(args, { env: house.env, input: raw });

  expect([first.code, again.code]).toEqual([0, 0]);
  await eventually(async () => {
    expect(await db().post.count({ where: { text: "It came through a pipe." } })).toBe(1);
  });
});

test("mail for nobody is refused at once", async () => {
  const toNobody = house.mail({
    from: bea.address,
    to: "no-such-circle@roundletter.test",
    subject: "Hello",
    text: "Hello",
  });

  await expect(toNobody).rejects.toThrow(/550/);
});

async function counts() {
  return {
    posts: await db().post.count(),
    threads: await db().thread.count(),
    letters: await db().mailroomLetter.count(),
  };
}

function settled(subject: string, status: "held" | "ignored") {
  return eventually(async () => {
    const message = await db().inboundMessage.findFirstOrThrow({ where: { subject } });
    expect(message.status).toBe(status);
    return message;
  });
}

/** RFC 3464, as a mail server writes it. */
function deliveryReport({ to, failed, returned }: { to: string; failed: string; returned: string }): string {
  return [
    "From: Mail Delivery System <MAILER-DAEMON@mx.example.org>",
    `To: ${to}`,
    "Subject: Undelivered Mail Returned to Sender",
    "Message-ID: <report-1@mx.example.org>",
    "Auto-Submitted: auto-replied",
    "MIME-Version: 1.0",
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b1"',
    "",
    "--b1",
    "Content-Type: text/plain; charset=us-ascii",
    "",
    `<${failed}>: host mx.example.org said: 550 5.1.1 User unknown`,
    "",
    "--b1",
    "Content-Type: message/delivery-status",
    "",
    "Reporting-MTA: dns; mx.example.org",
    "",
    `Final-Recipient: rfc822; ${failed}`,
    "Action: failed",
    "Status: 5.1.1",
    "Diagnostic-Code: smtp; 550 5.1.1 User unknown",
    "",
    "--b1",
    "Content-Type: text/rfc822-headers",
    "",
    `Message-ID: ${returned}`,
    "",
    "--b1--",
    "",
  ].join("\r\n");
}
