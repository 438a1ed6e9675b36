import { setTimeout as wait } from "node:timers/promises";
import { db } from "#app/db/client.ts";
import { recoverInbound } from "#app/models/inbound-message.ts";
import { aCommunity, aMember } from "#tests/support/circle.ts";
import { deliver, type Mail } from "./inbound-client.ts";
import { bundleInbound, startInbound, type Running } from "./inbound-program.ts";

export interface KillReport {
  rounds: number;
  /** Messages that heard 250. */
  acknowledged: number;
  /** Of those, with no post at the end. */
  lost: number;
  /** Filed more than once, of all that were ever sent. */
  twice: number;
  /** Committed when the process was killed, and not acknowledged: they came again. None of them makes the test void. */
  unacknowledged: number;
  /** Killed while they were being read. */
  whileRead: number;
  seconds: number;
}

const CONNECTIONS = 20;
const WORD = /^note-(\d+)$/;

/**
 * The door and its reader are killed (SIGKILL) at random points under load, so many times. The other side does as mail
 * servers do: what was not acknowledged comes again. In the end every acknowledged message is one post.
 */
export async function inboundKills({
  databaseUrl,
  rounds,
  random = Math.random,
  tell = () => undefined,
}: {
  databaseUrl: string;
  rounds: number;
  random?: () => number;
  tell?: (words: string) => void;
}): Promise<KillReport> {
  const began = performance.now();
  await bundleInbound();
  const community = await aCommunity();
  const senders = await Promise.all(Array.from({ length: 20 }, () => aMember(community)));
  const to = `${community.slug}@roundletter.test`;
  const start = () => startInbound(envFor(databaseUrl));
  const report = { rounds: 0, unacknowledged: 0, whileRead: 0 };
  const acknowledged = new Set<number>();
  const again: number[] = [];
  let count = 0;

  const mailOf = (number: number): Mail => ({
    ...{ from: `note-${String(number)}@out.example`, to },
    raw: aNote(number, senders[number % senders.length]?.address ?? "", to),
  });
  const load = async (running: Running, signal: { ended: boolean }): Promise<void> => {
    const under = new Map<Mail, number>();
    const next = (): Mail | null => {
      if (signal.ended) return null;
      const number = again.shift() ?? count++;
      const mail = mailOf(number);
      under.set(mail, number);
      return mail;
    };
    const hear = (mail: Mail, answer: number): void => {
      const number = under.get(mail) ?? -1;
      under.delete(mail);
      if (answer >= 200 && answer < 300) acknowledged.add(number);
      else again.push(number);
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, () => deliver(running.port, next, hear)));
  };

  let following = start();
  while (report.rounds < rounds) {
    const running = await following;
    following = start();
    const signal = { ended: false };
    const loading = load(running, signal);
    const until = acknowledged.size + Math.floor(random() * 40);
    for (let patience = 0; acknowledged.size < until && patience < 3_000; patience++) await wait(1);
    await wait(random() * 10);
    await running.end("SIGKILL");
    signal.ended = true;
    await loading;
    report.rounds += 1;
    report.unacknowledged += await countCommitted(to, again);
    report.whileRead += await recover();
    if (report.rounds % 50 === 0)
      tell(`${String(report.rounds)} kills, ${String(report.unacknowledged)} committed and not acknowledged`);
  }

  const last = await following;
  const queue = again.splice(0).map(mailOf);
  await deliver(
    last.port,
    () => queue.shift() ?? null,
    (mail, answer) => {
      if (answer === 250) acknowledged.add(numberIn(mail.from));
    },
  );
  await untilRead();
  await last.end("SIGTERM");
  const filed = await countFiled(community.id);
  await tellLost(
    to,
    [...acknowledged].filter((number) => !filed.has(number)),
    tell,
  );
  return {
    ...report,
    acknowledged: acknowledged.size,
    lost: [...acknowledged].filter((number) => !filed.has(number)).length,
    twice: [...filed.values()].filter((times) => times > 1).length,
    seconds: Math.round((performance.now() - began) / 1000),
  };
}

export function envFor(databaseUrl: string): Record<string, string> {
  return {
    DATABASE_URL: databaseUrl,
    APP_URL: "http://roundletter.test",
    MAIL_DOMAIN: "roundletter.test",
    SECRET_KEY: process.env["SECRET_KEY"] ?? "",
    // A mailroom stands behind it, and nothing is sent.
    NODE_ENV: "test",
  };
}

function aNote(number: number, from: string, to: string): string {
  const head = [
    `From: ${from}`,
    `To: ${to}`,
    `Subject: Note ${String(number)}`,
    `Message-ID: <note-${String(number)}@out.example>`,
    "Date: Tue, 24 Nov 2026 08:00:00 +0000",
  ];
  return [...head, "", `note-${String(number)}`].join("\r\n");
}

function numberIn(address: string): number {
  return Number(/note-(\d+)@/.exec(address)?.[1] ?? -1);
}

async function countCommitted(to: string, numbers: readonly number[]): Promise<number> {
  const envelopes = numbers.map((number) => `note-${String(number)}@out.example`);
  return db().inboundMessage.count({ where: { recipient: to, envelopeFrom: { in: envelopes } } });
}

/** Where each is that was acknowledged and is no post. */
async function tellLost(
  to: string,
  numbers: readonly number[],
  tell: (words: string) => void,
): Promise<void> {
  const envelopes = numbers.map((number) => `note-${String(number)}@out.example`);
  const found = await db().inboundMessage.findMany({
    where: { recipient: to, envelopeFrom: { in: envelopes } },
    select: { envelopeFrom: true, status: true, reason: true, attempts: true, error: true, outcome: true },
  });
  if (numbers.length > 0) tell(`lost ${numbers.join(", ")}: ${JSON.stringify(found)}`);
}

/** What the sweeper does when two minutes are over. */
async function recover(): Promise<number> {
  const reading = await db().inboundMessage.updateMany({
    where: { status: "processing" },
    data: { claimedAt: new Date(Date.now() - 3_600_000) },
  });
  await recoverInbound();
  return reading.count;
}

async function untilRead(): Promise<void> {
  for (let patience = 0; patience < 1_200; patience++) {
    const open = await db().inboundMessage.count({ where: { status: { in: ["received", "processing"] } } });
    if (open === 0) return;
    await wait(100);
  }
  throw new Error("not everything was read within two minutes");
}

async function countFiled(communityId: string): Promise<Map<number, number>> {
  const posts = await db().post.findMany({ where: { communityId }, select: { text: true } });
  const filed = new Map<number, number>();
  for (const { text } of posts) {
    const number = Number(WORD.exec(text)?.[1] ?? -1);
    filed.set(number, (filed.get(number) ?? 0) + 1);
  }
  return filed;
}
