import { mkdtemp, rm } from "node:fs/promises";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTransport } from "nodemailer";
import { afterAll, beforeAll, expect, test } from "vitest";

import { db } from "#app/db/client.ts";
import { type MailDoor, startMailDoor } from "#jobs/ingress/smtp.ts";
import { aCommunity } from "#tests/support/circle.ts";
import { eventually } from "#tests/support/house.ts";
import { hasPostfix, startPostfix } from "#tests/support/postfix.ts";
import { addressOf, writeMail } from "../inbound/arriving.ts";

let folder: string;
let socket: MailDoor;
let door: MailDoor;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "roundletter-lmtp-"));
  socket = await startMailDoor({ protocol: "lmtp", path: join(folder, "lmtp.sock") });
  door = await startMailDoor({ protocol: "lmtp", port: 0, host: "127.0.0.1" });
});

afterAll(async () => {
  await socket.close();
  await door.close();
  await rm(folder, { recursive: true, force: true });
});

/** Says lines, one after the other, and hears everything that is answered until the goodbye. */
async function talk(to: { path: string } | { port: number }, lines: readonly string[]): Promise<string[]> {
  const line: Socket = "path" in to ? connect(to.path) : connect(to.port, "127.0.0.1");
  let heard = "";
  line.on("data", (bytes: Buffer) => (heard += bytes.toString()));
  const answered = (from: number) =>
    eventually(() => {
      if (!/^\d{3} .*\r\n/m.test(heard.slice(from))) throw new Error(`no answer yet: ${heard}`);
      return Promise.resolve();
    }, 5_000);
  await answered(0);
  for (const each of [...lines, "QUIT"]) {
    const from = heard.length;
    line.write(`${each}\r\n`);
    await answered(from);
  }
  line.destroy();
  return heard.trim().split("\r\n");
}

test("each recipient has an answer of their own, over a Unix socket", async () => {
  const [here, there] = [await aCommunity(), await aCommunity()];
  const heard = await talk({ path: join(folder, "lmtp.sock") }, [
    "LHLO mx.example.org",
    "MAIL FROM:<eve@example.org>",
    `RCPT TO:<${addressOf(here)}>`,
    "RCPT TO:<nobody-here@roundletter.test>",
    `RCPT TO:<${addressOf(there)}>`,
    "DATA",
    "From: eve@example.org\r\nSubject: Both\r\n\r\nHello\r\n.",
  ]);
  expect(heard.filter((line) => line.startsWith("550"))).toHaveLength(1);
  expect(heard.filter((line) => /^250 2\.6\.0 filed as/.test(line))).toHaveLength(2);
  expect(
    await db().inboundMessage.count({ where: { communityId: { in: [here.id, there.id] }, ingress: "lmtp" } }),
  ).toBe(2);
});

test("it speaks LMTP, and nothing else", async () => {
  const heard = await talk({ port: door.port }, ["EHLO example.org"]);
  expect(heard[0]).toMatch(/^220 .*LMTP/);
  expect(heard.join("\n")).toMatch(/500 .*not allowed in LMTP/);
});

test.skipIf(!hasPostfix)("a Postfix in front of it delivers what its clients give it", async () => {
  const community = await aCommunity();
  const postfix = await startPostfix("roundletter.test", `lmtp:inet:127.0.0.1:${door.port}`);
  try {
    const transport = createTransport({ host: "127.0.0.1", port: postfix.port, ignoreTLS: true });
    await transport.sendMail({
      envelope: { from: "ana@example.org", to: [addressOf(community)] },
      raw: writeMail({ from: "Ana <ana@example.org>", to: addressOf(community), text: "By way of Postfix" }),
    });
    transport.close();
    await eventually(async () => {
      const [message] = await db().inboundMessage.findMany({ where: { communityId: community.id } });
      expect(message).toMatchObject({ ingress: "lmtp", envelopeFrom: "ana@example.org" });
      expect(Buffer.from(message?.raw ?? []).toString()).toMatch(
        /^Received: from .*\r\n[\s\S]*By way of Postfix/,
      );
    });
    await eventually(async () => expect(await postfix.log()).toMatch(/status=sent \(250 2\.6\.0 filed as/));
  } finally {
    await postfix.stop();
  }
});
