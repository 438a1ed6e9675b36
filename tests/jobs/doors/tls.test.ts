import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, type TLSSocket } from "node:tls";
import { createTransport } from "nodemailer";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import { afterAll, beforeAll, expect, test } from "vitest";

import { db } from "#app/db/client.ts";
import { addIngress, removeIngress } from "#app/models/ingress.ts";
import { keepDoors } from "#jobs/ingress/doors.ts";
import { type MailDoor, startMailDoor } from "#jobs/ingress/smtp.ts";
import { makeCertificate } from "#tests/support/certificate.ts";
import { aCommunity } from "#tests/support/circle.ts";
import { eventually } from "#tests/support/house.ts";
import { freePort } from "#tests/support/ports.ts";
import { addressOf } from "../inbound/arriving.ts";

let folder: string;
let files: { certificate: string; key: string };
let door: MailDoor;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "roundletter-tls-"));
  files = { certificate: join(folder, "certificate.pem"), key: join(folder, "key.pem") };
  await place("mx.roundletter.test");
  door = await startMailDoor({ port: 0, host: "127.0.0.1", tls: files });
});

afterAll(async () => {
  await door.close();
  await rm(folder, { recursive: true, force: true });
});

async function place(name: string): Promise<void> {
  const made = makeCertificate(name);
  await writeFile(files.certificate, made.certificate);
  await writeFile(files.key, made.key);
}

/** Whose certificate is shown after STARTTLS. */
function shownBy(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const line = new SMTPConnection({
      host: "127.0.0.1",
      port,
      requireTLS: true,
      tls: { rejectUnauthorized: false },
    });
    line.once("error", reject);
    line.connect(() => {
      const socket = (line as unknown as { _socket: TLSSocket })._socket;
      resolve(socket.getPeerCertificate().subject.CN);
      line.close();
    });
  });
}

test("mail may come in plain text or under STARTTLS, and a renewed certificate needs no restart", async () => {
  const community = await aCommunity();
  for (const tls of [{ ignoreTLS: true }, { requireTLS: true, tls: { rejectUnauthorized: false } }]) {
    const transport = createTransport({ host: "127.0.0.1", port: door.port, secure: false, ...tls });
    await transport.sendMail({
      from: "eve@example.org",
      to: addressOf(community),
      subject: JSON.stringify(tls),
      text: "Hi",
    });
    transport.close();
  }
  expect(await db().inboundMessage.count({ where: { communityId: community.id } })).toBe(2);

  expect(await shownBy(door.port)).toBe("mx.roundletter.test");
  await place("renewed.roundletter.test");
  await eventually(async () => expect(await shownBy(door.port)).toBe("renewed.roundletter.test"));
  // Half a certificate is no reason to stop.
  await writeFile(files.certificate, "-----BEGIN CERTIFICATE-----\nAAAA");
  expect(await shownBy(door.port)).toBe("renewed.roundletter.test");
  await place("again.roundletter.test");
  await eventually(async () => expect(await shownBy(door.port)).toBe("again.roundletter.test"));
});

test("a door that is added is opened while everything runs, and closed when it is taken away", async () => {
  const [port, taken] = [await freePort(), await freePort()];
  const blocker = createServer().listen(taken, "127.0.0.1");
  const doors = keepDoors(200);
  try {
    const added = await addIngress("smtps", "TLS from the first byte", {
      host: "127.0.0.1",
      port,
      tls: files,
    });
    const blocked = await addIngress("lmtp", "A port that is taken", { host: "127.0.0.1", port: taken });
    const greeting = () =>
      new Promise<string>((resolve, reject) => {
        const socket = connect({ port, host: "127.0.0.1", rejectUnauthorized: false });
        socket.once("data", (bytes: Buffer) => {
          resolve(bytes.toString());
          socket.destroy();
        });
        socket.once("error", reject);
      });
    expect(await eventually(greeting)).toMatch(/^220 .*ESMTP/);
    await eventually(async () =>
      expect((await db().ingress.findUniqueOrThrow({ where: { id: blocked.id } })).trouble).toMatch(
        /is taken by another program/,
      ),
    );

    await removeIngress(added.number);
    await eventually(async () => {
      await expect(greeting()).rejects.toMatchObject({ code: "ECONNREFUSED" });
    });
  } finally {
    await doors.close();
    blocker.close();
  }
});
