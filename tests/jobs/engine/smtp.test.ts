import { connect, type Socket } from "node:net";
import { createTransport } from "nodemailer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { db, disconnect } from "#app/db/client.ts";
import { amendConfig, config } from "#app/lib/config.ts";
import { answerLetter, letterById, listLetters } from "#app/models/mailroom.ts";
import { startMailDoor, type MailDoor } from "#jobs/ingress/smtp.ts";
import { openMailroom, type Mailroom } from "#jobs/mailroom.ts";
import { aCommunity, aMember, aThread } from "#tests/support/circle.ts";
import { addressOf, replyAddressOf } from "../inbound/arriving.ts";

let ingress: MailDoor;
let mailroom: Mailroom;

beforeAll(async () => {
  ingress = await startMailDoor({ port: 0, host: "127.0.0.1" });
  mailroom = await openMailroom();
  amendConfig({ inboundSmtpPort: ingress.port });
});

afterAll(async () => {
  await ingress.close();
  await mailroom.close();
});

/** Says lines to the door, one after the other, and hears what it answers to each. */
async function talk(lines: readonly string[], port = ingress.port): Promise<string[]> {
  const socket = connect(port, "127.0.0.1");
  const heard: string[] = [await answer(socket)];
  for (const line of lines) {
    socket.write(`${line}\r\n`);
    heard.push(await answer(socket));
  }
  socket.destroy();
  return heard;
}

function answer(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    let text = "";
    const listen = (bytes: Buffer): void => {
      text += bytes.toString();
      if (!/^\d{3} .*\r\n$/m.test(text)) return;
      socket.off("data", listen);
      resolve(text.trim());
    };
    socket.on("data", listen);
    socket.once("close", () => resolve(text.trim() || "closed"));
  });
}

describe("the door", () => {
  test("says what it can", async () => {
    const [greeting, ehlo] = await talk(["EHLO example.org"]);
    expect(greeting).toMatch(/^220 roundletter\.test/);
    for (const word of ["SIZE 26214400", "PIPELINING", "8BITMIME", "SMTPUTF8", "ENHANCEDSTATUSCODES"])
      expect(ehlo).toContain(word);
    expect(ehlo).not.toContain("AUTH");
  });

  test("turns away recipients that nobody is, and takes a mail only when it is committed", async () => {
    const community = await aCommunity();
    const heard = await talk([
      "EHLO example.org",
      "MAIL FROM:<eve@example.org>",
      "RCPT TO:<nobody-here@roundletter.test>",
      "RCPT TO:<somebody@elsewhere.test>",
      `RCPT TO:<${addressOf(community)}>`,
      "DATA",
      "From: eve@example.org\r\nSubject: Hi\r\n\r\n..dots\r\n.",
    ]);
    expect(heard[3]).toBe("550 5.1.1 Nobody lives at this address");
    expect(heard[4]).toMatch(/^550 5\.1\.1/);
    expect(heard[5]).toMatch(/^250/);
    expect(heard[7]).toMatch(/^250 2\.6\.0 filed as/);

    const [message] = await db().inboundMessage.findMany({ where: { communityId: community.id } });
    expect(message).toMatchObject({ status: "received", envelopeFrom: "eve@example.org", ingress: "smtp" });
    expect(Buffer.from(message?.raw ?? []).toString()).toContain("\r\n.dots\r\n");
    expect(await db().outboxJob.count({ where: { name: "read-inbound" } })).toBe(1);
  });

  test("two recipients of ours on one mail have each their own", async () => {
    const [here, there] = [await aCommunity(), await aCommunity()];
    const transport = createTransport({ host: "127.0.0.1", port: ingress.port, secure: false });
    await transport.sendMail({
      from: "eve@example.org",
      to: [addressOf(here), addressOf(there)],
      subject: "Both",
      text: "Hello",
    });
    transport.close();
    expect(await db().inboundMessage.count({ where: { communityId: { in: [here.id, there.id] } } })).toBe(2);
  });

  test("a mail above 25 MB is refused when it is announced", async () => {
    const heard = await talk(["EHLO example.org", "MAIL FROM:<eve@example.org> SIZE=30000000"]);
    expect(heard[2]).toMatch(/^552/);
  });

  test("while the database is away it says: come again", async () => {
    const community = await aCommunity();
    const url = config().databaseUrl;
    await disconnect();
    amendConfig({ databaseUrl: "postgresql://nobody@127.0.0.1:1/nothing" });
    const heard = await talk([
      "EHLO example.org",
      "MAIL FROM:<eve@example.org>",
      `RCPT TO:<${addressOf(community)}>`,
    ]);
    await disconnect();
    amendConfig({ databaseUrl: url });
    expect(heard[3]).toMatch(/^451 4\.3\.0 It cannot/);

    const later = await talk([
      "EHLO example.org",
      "MAIL FROM:<eve@example.org>",
      `RCPT TO:<${addressOf(community)}>`,
    ]);
    expect(later[3]).toMatch(/^250/);
  });

  test("who says nothing for long, or stays too long, is shown out", async () => {
    const hasty = await startMailDoor({ port: 0, host: "127.0.0.1", idle: 5_000, total: 400 });
    const socket = connect(hasty.port, "127.0.0.1");
    const began = performance.now();
    const closed = new Promise<number>((resolve) =>
      socket.once("close", () => resolve(performance.now() - began)),
    );
    await answer(socket);
    // Busy all the time, and getting nowhere.
    const busy = setInterval(() => socket.write("NOOP\r\n"), 50);
    socket.on("error", () => undefined).on("data", () => undefined);
    expect(await closed).toBeGreaterThan(300);
    expect(await closed).toBeLessThan(4_000);
    clearInterval(busy);
    await hasty.close();
  });

  test("a port that is taken is told in words", async () => {
    await expect(startMailDoor({ port: ingress.port, host: "127.0.0.1" })).rejects.toThrow(
      /is taken by another program/,
    );
  });
});

describe("the mailroom", () => {
  test("keeps what is sent to it, and sends an answer by the real way", async () => {
    const community = await aCommunity();
    const ana = await aMember(community, { name: "Ana" });
    const thread = await aThread(community, { by: ana });
    const replyTo = replyAddressOf(community, ana, "thread", thread.number);
    const transport = createTransport(mailroom.url);
    await transport.sendMail({
      from: { name: "Kiln Circle", address: addressOf(community) },
      to: { name: "Ana", address: ana.address },
      replyTo,
      subject: "Where does your clay come from?",
      text: "Ben answered:\n\nFrom the river.",
      html: "<p>Ben answered:</p><p>From the river.</p>",
    });
    transport.close();

    const { letters, recipients } = await listLetters({ recipient: ana.address });
    expect(letters).toMatchObject([{ subject: "Where does your clay come from?", fromName: "Kiln Circle" }]);
    expect(recipients).toContainEqual({ recipient: ana.address, letters: 1 });
    const opened = await letterById(letters[0]?.id ?? "");
    expect(opened).toMatchObject({ replyTo, html: expect.stringContaining("From the river.") as string });

    await answerLetter(letters[0]?.id ?? "", { body: "So does mine.", client: "apple-mail" });
    const [inbound] = await db().inboundMessage.findMany({ where: { communityId: community.id } });
    expect(inbound).toMatchObject({ recipient: replyTo, envelopeFrom: ana.address });
    const source = Buffer.from(inbound?.raw ?? []).toString();
    expect(source).toContain("Apple-interchange-newline");
    expect(source).toMatch(/In-Reply-To: </i);
  });

  test("is shut in production", async () => {
    const { letters } = await listLetters();
    amendConfig({ production: true });
    await expect(answerLetter(letters[0]?.id ?? "", { body: "Hello" })).rejects.toMatchObject({
      reason: "not-found",
    });
    amendConfig({ production: false });
  });
});
