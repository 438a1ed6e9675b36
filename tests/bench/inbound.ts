import { createTransport } from "nodemailer";
import { db } from "#app/db/client.ts";
import type { Deployment } from "./deployment.ts";
import { openSink } from "./sink.ts";
import { median, perSecond, rate, ratioOf, type Figure } from "./table.ts";
import { tryUntil } from "./waiting.ts";

const rounds = 5;
const messagesPerRound = 400;
const connections = 20;

/**
 * Messages of 5 KB from members to their community: accepted (committed, then 250) and filed (a post), over 20
 * connections and over one, against a server that throws the same messages away. Rounds alternate.
 */
export async function measureInbound(
  deployment: Deployment,
  community: string,
  senders: readonly string[],
): Promise<Figure[]> {
  const sink = await openSink();
  const taken: Record<"accepted" | "filed" | "thrown" | "one" | "oneThrown" | "cpu", number[]> = {
    ...{ accepted: [], filed: [], thrown: [], one: [], oneThrown: [], cpu: [] },
  };
  const batch = (word: string, count: number) =>
    Array.from({ length: count }, (_, index) =>
      aMessage(senders[index % senders.length] ?? "", community, `${word}-${String(index)}`),
    );
  for (let round = 0; round < rounds; round++) {
    const messages = batch(`round-${String(round)}`, messagesPerRound);
    taken.thrown.push(rate(messages.length, await sendAll(sink.port, messages)));

    const before = await db().post.count();
    const cpu = await deployment.cpu();
    const began = performance.now();
    taken.accepted.push(rate(messages.length, await sendAll(deployment.smtpPort, messages)));
    await tryUntil(async () => (await db().post.count()) >= before + messages.length, 120_000);
    taken.filed.push(rate(messages.length, performance.now() - began));
    const spent = await deployment.cpu();
    if (cpu !== null && spent !== null) taken.cpu.push((spent - cpu) / messages.length);

    const few = batch(`one-${String(round)}`, messagesPerRound / 4);
    taken.oneThrown.push(rate(few.length, await sendAll(sink.port, few, 1)));
    taken.one.push(rate(few.length, await sendAll(deployment.smtpPort, few, 1)));
    await tryUntil(async () => (await db().post.count()) >= before + messages.length + few.length, 120_000);
  }
  sink.close();

  const against = (what: string, ours: number, ceiling: number): Figure => ({
    what: `inbound: ${what}`,
    ours: perSecond(ours),
    ceiling: `${perSecond(ceiling)} thrown away`,
    ratio: ratioOf(ours, ceiling),
  });
  const thrown = median(taken.thrown);
  return [
    against("accepted and committed (5 KB, 20 connections)", median(taken.accepted), thrown),
    against("accepted to post filed", median(taken.filed), thrown),
    against("accepted and committed, one connection", median(taken.one), median(taken.oneThrown)),
    {
      what: "inbound: processor time of a filed mail, PostgreSQL included",
      ours: taken.cpu.length === 0 ? "not told" : `${median(taken.cpu).toFixed(1)} ms`,
      ceiling: "2 ms",
      ratio: taken.cpu.length === 0 ? "" : ratioOf(median(taken.cpu), 2),
    },
  ];
}

interface Message {
  envelope: { from: string; to: string[] };
  raw: Buffer;
}

function aMessage(from: string, to: string, word: string): Message {
  const words = "The clay wants a slow day before it goes into the kiln, and nobody may hurry it. ";
  const raw = [
    `From: ${from}`,
    `To: ${to}`,
    `Subject: ${word}`,
    `Message-ID: <${word}@bench.example>`,
    "Date: Tue, 24 Nov 2026 08:00:00 +0000",
    "Content-Type: text/plain; charset=utf-8",
    "",
    word,
    ...Array.from({ length: 60 }, () => words),
    "",
  ].join("\r\n");
  return { envelope: { from, to: [to] }, raw: Buffer.from(raw) };
}

async function sendAll(
  port: number,
  messages: readonly Message[],
  maxConnections = connections,
): Promise<number> {
  const pool = createTransport({
    host: "127.0.0.1",
    port,
    pool: true,
    maxConnections,
    maxMessages: Infinity,
    ignoreTLS: true,
  });
  const began = performance.now();
  await Promise.all(messages.map((message) => pool.sendMail(message)));
  const took = performance.now() - began;
  pool.close();
  return took;
}
