import { createTransport } from "nodemailer";
import { db } from "#app/db/client.ts";
import type { Deployment } from "./deployment.ts";
import { openSink } from "./sink.ts";
import { median, perSecond, rate, ratioOf, type Figure } from "./table.ts";
import { tryUntil } from "./waiting.ts";

const rounds = 5;
const messagesPerRound = 200;
const connections = 20;

/**
 * Messages of 5 KB over 20 connections, from members to their community: accepted (committed, then 250) and filed (a
 * post), against a server that throws the same messages away. Rounds alternate.
 */
export async function measureInbound(
  deployment: Deployment,
  community: string,
  senders: readonly string[],
): Promise<Figure[]> {
  const sink = await openSink();
  const accepted: number[] = [];
  const filed: number[] = [];
  const thrown: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const messages = Array.from({ length: messagesPerRound }, (_, index) =>
      aMessage(senders[index % senders.length] ?? "", community, `round-${String(round)}-${String(index)}`),
    );
    thrown.push(rate(messages.length, await sendAll(sink.port, messages)));

    const before = await db().post.count();
    const began = performance.now();
    accepted.push(rate(messages.length, await sendAll(deployment.smtpPort, messages)));
    await tryUntil(async () => (await db().post.count()) >= before + messages.length, 120_000);
    filed.push(rate(messages.length, performance.now() - began));
  }
  sink.close();

  const [ours, posts, ceiling] = [median(accepted), median(filed), median(thrown)];
  return [
    {
      what: "inbound: accepted and committed (5 KB, 20 connections)",
      ours: perSecond(ours),
      ceiling: `${perSecond(ceiling)} thrown away`,
      ratio: ratioOf(ours, ceiling),
    },
    {
      what: "inbound: accepted to post filed",
      ours: perSecond(posts),
      ceiling: `${perSecond(ceiling)} thrown away`,
      ratio: ratioOf(posts, ceiling),
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

async function sendAll(port: number, messages: readonly Message[]): Promise<number> {
  const pool = createTransport({
    host: "127.0.0.1",
    port,
    pool: true,
    maxConnections: connections,
    maxMessages: Infinity,
    ignoreTLS: true,
  });
  const began = performance.now();
  await Promise.all(messages.map((message) => pool.sendMail(message)));
  const took = performance.now() - began;
  pool.close();
  return took;
}
