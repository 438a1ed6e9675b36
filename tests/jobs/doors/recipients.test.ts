import { connect, type Socket } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";

import { db } from "#app/db/client.ts";
import { setClock } from "#app/lib/clock.ts";
import { Guests } from "#jobs/ingress/guests.ts";
import { type MailDoor, startMailDoor } from "#jobs/ingress/smtp.ts";
import { aCommunity, aMember } from "#tests/support/circle.ts";
import { eventually } from "#tests/support/house.ts";
import { addressOf, replyAddressOf } from "../inbound/arriving.ts";

let door: MailDoor;

beforeAll(async () => {
  door = await startMailDoor({ port: 0, host: "127.0.0.1" });
});

afterAll(async () => {
  setClock(null);
  await door.close();
});

/** What is answered to each recipient. */
async function answersFor(recipients: readonly string[]): Promise<string[]> {
  const socket: Socket = connect(door.port, "127.0.0.1");
  let heard = "";
  socket.on("data", (bytes: Buffer) => (heard += bytes.toString()));
  const hear = (from: number) =>
    eventually(() => {
      const line = /^\d{3} .*(?=\r\n)/m.exec(heard.slice(from))?.[0];
      return line === undefined ? Promise.reject(new Error("no answer yet")) : Promise.resolve(line);
    }, 5_000);
  await hear(0);
  const answers: string[] = [];
  for (const line of [
    "EHLO example.org",
    "MAIL FROM:<eve@example.org>",
    ...recipients.map((each) => `RCPT TO:<${each}>`),
  ]) {
    const from = heard.length;
    socket.write(`${line}\r\n`);
    answers.push(await hear(from));
  }
  socket.destroy();
  return answers.slice(2);
}

test("the door knows which addresses are ours, which were, and which nobody ever wrote", async () => {
  const [community, other] = [await aCommunity(), await aCommunity()];
  const ana = await aMember(community);
  const sealed = replyAddressOf(community, ana, "thread", 7);
  const changed = sealed.replace(/.(?=@)/, (last) => (last === "a" ? "b" : "a"));
  const elsewhere = sealed.replace(community.slug, other.slug);
  expect(await answersFor([addressOf(community), sealed, changed, elsewhere])).toEqual([
    expect.stringMatching(/^250/),
    expect.stringMatching(/^250/),
    "550 5.1.1 Nobody lives at this address",
    "550 5.1.1 Nobody lives at this address",
  ]);

  await db().person.update({ where: { id: ana.personId }, data: { keyVersion: 3 } });
  expect((await answersFor([sealed]))[0]).toMatch(
    /^550 5\.1\.1 This address is not good any more: write to the community/,
  );
});

test("an address is good for two years", async () => {
  const community = await aCommunity();
  const ana = await aMember(community);
  setClock(new Date("2024-01-10T12:00:00Z"));
  const sealed = replyAddressOf(community, ana, "thread", 7);
  setClock(new Date("2026-01-05T12:00:00Z"));
  expect((await answersFor([sealed]))[0]).toMatch(/^250/);
  setClock(new Date("2026-01-15T12:00:00Z"));
  expect((await answersFor([sealed]))[0]).toMatch(/^550/);
  setClock(null);
});

test("a stranger who guesses waits longer each time, and is then shown out; a neighbour passes on others' mail", () => {
  const guests = new Guests(60_000);
  const waits = Array.from({ length: 21 }, () => guests.countMistake("198.51.100.7"));
  expect(waits.slice(0, 4)).toEqual([0, 0, 0, 250]);
  expect(waits.at(-1)).toBe(4_500);
  expect(guests.welcome("198.51.100.7")).toMatchObject({ responseCode: 421 });
  expect(guests.countMessage("198.51.100.7")).toMatchObject({ responseCode: 421 });
  expect(guests.welcome("198.51.100.8")).toBeNull();
  expect(guests.countMistake("127.0.0.1")).toBe(0);
  guests.close();
});
