import { fileURLToPath } from "node:url";

import { readCalendarReply } from "#emails/reading/calendar-reply.ts";
import { readCommand } from "#emails/reading/commands.ts";
import { readMessage } from "#emails/reading/parse-message.ts";
import { readReaction } from "#emails/reading/reaction.ts";
import { readReply } from "#emails/reading/reply-text.ts";
import { sortMail } from "#emails/reading/sort-mail.ts";
import { brokenMessage } from "#tests/support/broken-messages.ts";
import { randomFrom } from "#tests/support/randomness.ts";
import { printTable, type Figure } from "./table.ts";

/* `node --import tsx tests/bench/fuzz-reading.ts [messages] [first seed]`: broken mail by the hundred thousand. */

const largest = 64 * 1024;
const slowest = 200;

export function fuzzReading(count: number, firstSeed: number): Figure[] {
  const found: Findings = { throws: [], slow: [], worst: { seed: -1, ms: 0 }, read: 0, bytes: 0 };
  gc();
  const before = process.memoryUsage().rss;
  let peak = before;
  for (let seed = firstSeed; seed < firstSeed + count; seed++) {
    readOne(seed, found);
    if (seed % 2_000 === 0) peak = Math.max(peak, process.memoryUsage().rss);
    if (found.read % 20_000 === 0)
      console.log(
        `${found.read} read, ${found.throws.length} threw, slowest ${found.worst.ms.toFixed(0)} ms`,
      );
  }
  for (const { seed, words } of found.throws.slice(0, 20)) console.log(`seed ${seed} threw: ${words}`);
  for (const { seed, ms } of found.slow.slice(0, 20)) console.log(`seed ${seed} took ${ms.toFixed(0)} ms`);
  const grown = Math.round((peak - before) / 1e6);
  return [
    {
      what: `fuzz: ${found.read} messages, ${Math.round(found.bytes / 1e6)} MB`,
      ours: `${found.throws.length} threw`,
      ceiling: "0",
      ratio: "",
    },
    {
      what: "fuzz: slowest",
      ours: `${found.worst.ms.toFixed(0)} ms (seed ${found.worst.seed})`,
      ceiling: `${slowest} ms`,
      ratio: (found.worst.ms / slowest).toFixed(2),
    },
    {
      what: "fuzz: memory grown by",
      ours: `${grown} MB`,
      ceiling: "200 MB",
      ratio: (grown / 200).toFixed(2),
    },
  ];
}

interface Findings {
  throws: { seed: number; words: string }[];
  slow: { seed: number; ms: number }[];
  worst: { seed: number; ms: number };
  read: number;
  bytes: number;
}

const own = { domain: "kiln.example", listIds: ["kiln-circle.kiln.example"] };
const today = new Date("2026-05-05T09:00:00Z");

function readOne(seed: number, found: Findings): void {
  const raw = brokenMessage(randomFrom(seed)).subarray(0, largest);
  let ms = measured(raw, seed, found);
  // A machine that did something else for a while is no slow reader: what was slow once is asked again.
  for (let again = 0; again < 3 && ms > slowest / 2; again++) ms = Math.min(ms, measured(raw, seed, found));
  found.read++;
  found.bytes += raw.byteLength;
  if (ms > slowest) found.slow.push({ seed, ms });
  if (ms > found.worst.ms) found.worst = { seed, ms };
}

function measured(raw: Buffer, seed: number, found: Findings): number {
  const start = process.cpuUsage();
  try {
    const message = readMessage(raw);
    sortMail(message, own);
    const reply = readReply(message);
    readCommand(reply.text, today);
    readReaction(reply.text);
    if (message.calendar !== null) readCalendarReply(message.calendar);
  } catch (error) {
    found.throws.push({
      seed,
      words: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
  }
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

function gc(): void {
  (globalThis as { gc?: () => void }).gc?.();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  printTable(fuzzReading(Number(process.argv[2] ?? 200_000), Number(process.argv[3] ?? 1)));
}
