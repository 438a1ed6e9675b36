import { setTimeout as wait } from "node:timers/promises";
import { db } from "#app/db/client.ts";
import { aCommunity, aMember } from "#tests/support/circle.ts";
import { bombs } from "./inbound-bombs.ts";
import { deliver, open, type Line } from "./inbound-client.ts";
import { envFor } from "./inbound-kills.ts";
import { bundleInbound, startInbound, type Running } from "./inbound-program.ts";

/** What one abuse did to everybody else. */
export interface AbuseReport {
  abuse: string;
  /** What the door answered, or how it ended. */
  met: string;
  /** The longest the event loop stood still. Pass: below 50. */
  stallMs: number;
  /** Honest mail's answer, the slowest of a hundred, against the same without abuse. Pass: at most twice. */
  p99Ms: number;
  quietP99Ms: number;
  /** Resident memory, more than before. Pass: at most 64. */
  moreMb: number;
  /** Honest messages that were not taken. Pass: 0. */
  turnedAway: number;
}

type Abuse = (port: number, size: number, house: House) => Promise<string>;

interface House {
  slug: string;
  member: string;
}

/** `size`: 1 is the long form. */
export async function inboundAbuse({
  databaseUrl,
  size,
  only = () => true,
  tell = () => undefined,
}: {
  databaseUrl: string;
  size: number;
  only?: (abuse: string) => boolean;
  tell?: (report: AbuseReport) => void;
}): Promise<AbuseReport[]> {
  await bundleInbound();
  const community = await aCommunity();
  const [member, honest] = [await aMember(community), await aMember(community)];
  const house = { slug: community.slug, member: member.address };
  const running = await startInbound({ ...envFor(databaseUrl), TOTAL: "4000" });
  const reports: AbuseReport[] = [];
  try {
    await honestMail(running, house.slug, honest.address, wait(1_500));
    for (const [abuse, commit] of Object.entries(abuses)) {
      if (!only(abuse)) continue;
      const quiet = await honestMail(running, house.slug, honest.address, wait(1_500));
      const before = await running.ask();
      const working = commit(running.port, size, house).then(async (met) => {
        await untilRead();
        return met;
      });
      const loud = await honestMail(running, house.slug, honest.address, working);
      const after = await running.ask();
      const report = {
        ...{ abuse, met: await working, stallMs: after.stallMs },
        ...{ p99Ms: loud.p99Ms, quietP99Ms: quiet.p99Ms, turnedAway: loud.turnedAway },
        moreMb: after.rssMb - before.rssMb,
      };
      reports.push(report);
      tell(report);
    }
  } finally {
    await running.end("SIGTERM");
  }
  return reports;
}

export function isBorne({ stallMs, p99Ms, quietP99Ms, moreMb, turnedAway }: AbuseReport): boolean {
  return stallMs < 50 && p99Ms <= 2 * Math.max(quietP99Ms, 10) && moreMb <= 64 && turnedAway === 0;
}

const abuses: Record<string, Abuse> = {
  "letter by letter": async (port, size) => {
    const lines = await many(port, Math.round(200 * size), "198.51.100");
    // One octet now and then keeps an idle timeout awake; the whole dialogue has an end all the same.
    let cut = 0;
    await Promise.all(
      lines.map(async (line) => {
        try {
          for (let at = 0; at < 60; at++) {
            line.write("E");
            await wait(100);
            if (line.isCut()) throw new Error("cut");
          }
        } catch {
          cut += 1;
        }
        line.close();
      }),
    );
    return `${String(cut)} of ${String(lines.length)} cut`;
  },
  "many connections": async (port, size) => {
    const lines = await many(port, Math.round(10_000 * size), "203.0.113");
    await wait(500);
    const open = lines.filter((line) => !line.isCut()).length;
    for (const line of lines) line.close();
    return `${String(open)} of ${String(Math.round(10_000 * size))} held open`;
  },
  "guesses of reply addresses": async (port, size, { slug }) => {
    const most = Math.round(1_000_000 * size);
    const began = performance.now();
    let asked = 0;
    let found = 0;
    // A guesser with many addresses, for as long as it takes or three seconds.
    await Promise.all(
      Array.from({ length: 20 }, async (_, who) => {
        while (asked < most && performance.now() - began < 3_000 + 57_000 * size) {
          try {
            const line = await open(port, `192.0.2.${String(1 + (who % 250))}`);
            await line.answer();
            await line.say("EHLO guesser.example");
            await line.say("MAIL FROM:<guesser@example.org>");
            for (let tries = 0; tries < 50 && asked < most; tries++) {
              asked += 1;
              if ((await line.say(`RCPT TO:<${slug}+${guess()}@roundletter.test>`)) < 300) found += 1;
            }
            line.close();
          } catch {
            await wait(20);
          }
        }
      }),
    );
    const seconds = (performance.now() - began) / 1_000;
    return `${String(found)} found in ${String(asked)}, ${(asked / seconds).toFixed(0)} a second of 20 addresses`;
  },
  ...Object.fromEntries(
    Object.entries(bombs).map(([name, make]): [string, Abuse] => [
      name,
      (port, size, house) => sendBomb(port, make(size), house),
    ]),
  ),
};

async function sendBomb(port: number, raw: string, { slug, member }: House): Promise<string> {
  const to = `${slug}@roundletter.test`;
  const head = `From: ${member}\r\nTo: ${to}\r\nMessage-ID: <${String(Math.random())}@bomb>\r\nMIME-Version: 1.0\r\n`;
  let sent = false;
  let said = 0;
  const mail = { from: member, to, raw: head + raw.replaceAll("\r\n.", "\r\n..") };
  await deliver(
    port,
    () => (sent ? null : ((sent = true), mail)),
    (_, answer) => (said = answer),
  );
  await untilRead();
  const message = await db().inboundMessage.findFirst({
    orderBy: { number: "desc" },
    where: { envelopeFrom: member },
  });
  return `${String(said)}, ${message?.reason ?? message?.status ?? "not there"}`;
}

function guess(): string {
  const letters = "abcdefghijklmnopqrstuvwxyz234567";
  return Array.from({ length: 38 }, () => letters[Math.floor(Math.random() * 32)]).join("");
}

interface HeldLine extends Line {
  isCut: () => boolean;
}

/** So many connections, from as many addresses as a network has. */
async function many(port: number, count: number, network: string): Promise<HeldLine[]> {
  const lines: HeldLine[] = [];
  for (let from = 0; from < count; from += 100) {
    const some = Array.from({ length: Math.min(100, count - from) }, async (_, at) => {
      const line = await open(port, `${network}.${String(1 + ((from + at) % 250))}`).catch(() => null);
      if (!line) return [];
      let cut = false;
      line.onCut(() => (cut = true));
      return [{ ...line, isCut: () => cut }];
    });
    lines.push(...(await Promise.all(some)).flat());
  }
  return lines;
}

/** A mail every twenty milliseconds from one who means well, until something is over. */
async function honestMail(
  { port }: Running,
  slug: string,
  from: string,
  until: Promise<unknown>,
): Promise<{ p99Ms: number; turnedAway: number }> {
  const to = `${slug}@roundletter.test`;
  const times: number[] = [];
  let [over, turnedAway] = [false, 0];
  void until.then(
    () => (over = true),
    () => (over = true),
  );
  while (!over) {
    const began = performance.now();
    let sent = false;
    const text = `Honest ${String(Math.random())}\r\n${"Nothing but words. ".repeat(100)}`;
    const raw = `From: ${from}\r\nTo: ${to}\r\nMessage-ID: <${String(Math.random())}@h>\r\n\r\n${text}`;
    let heard = 0;
    const mail = { from, to, raw };
    await deliver(
      port,
      () => (sent ? null : ((sent = true), mail)),
      (_, answer) => (heard = answer),
    );
    if (heard !== 250) turnedAway += 1;
    times.push(performance.now() - began);
    await wait(20);
  }
  const sorted = times.toSorted((a, b) => a - b);
  return { p99Ms: Math.round(sorted[Math.floor(sorted.length * 0.99)] ?? 0), turnedAway };
}

async function untilRead(): Promise<void> {
  for (let patience = 0; patience < 600; patience++) {
    const where = { status: { in: ["received" as const, "processing" as const] } };
    if ((await db().inboundMessage.count({ where })) === 0) return;
    await wait(50);
  }
}
