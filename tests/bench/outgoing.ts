import { generateKeyPairSync } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { simpleParser } from "mailparser";
import { db, disconnect } from "#app/db/client.ts";
import { startEmbeddedPostgres } from "#app/db/embedded-postgres.ts";
import { amendConfig } from "#app/lib/config.ts";
import { compose } from "#app/mailers/index.ts";
import { publishDigest } from "#app/models/digest.ts";
import { signLetter } from "#emails/writing/dkim/sign-letter.ts";
import { composeSafely } from "#jobs/sending/compose-safely.ts";
import { Round, type RoundParts } from "#jobs/sending/round.ts";
import { asWay } from "#jobs/sending/way-out.ts";
import { makeTransport, type Outgoing, piecesOf } from "#jobs/transport.ts";
import { migrate } from "#tests/support/postgres.ts";
import { sendBarely, sendByNodemailer, sendRawByNodemailer } from "./ceilings.ts";
import { addPosts, populate } from "./populate.ts";
import { measureSenderMemory } from "./sender-memory.ts";
import { openSinkForSending, type Sink } from "./sink.ts";
import { type Figure, median, perSecond, printTable, rate, ratioOf } from "./table.ts";

/*
 * `node --import tsx tests/bench/outgoing.ts [members] [rounds]`: a digest of twelve items, each with a reply address of
 * the member's own, from the rows to the sink and back, beside three ceilings. Rounds alternate; medians are told.
 * `outgoing.ts memory [recipients]`: what a sender's memory grows by from a thousand to a hundred thousand.
 */
const members = Number(process.argv[2] ?? 10_000);
const rounds = Number(process.argv[3] ?? 5);
const connections = 20;
const slower = { a: 8, b: 2 };

const dataDir = await mkdtemp(join(tmpdir(), "roundletter-outgoing-"));
const postgres = await startEmbeddedPostgres({ dataDir });
const sink = await openSinkForSending();
try {
  process.env.SECRET_KEY = "a-key-for-measuring-that-is-long-enough-0123456789";
  process.env.MAIL_DOMAIN = "roundletter.test";
  process.env.APP_URL = "http://roundletter.test";
  await migrate(postgres.url);
  amendConfig({ databaseUrl: postgres.url, dataDir });
  const isAboutMemory = process.argv[2] === "memory";
  printTable(
    isAboutMemory
      ? [await measureSenderMemory(postgres.url, sink.port, { many: Number(process.argv[3] ?? 100_000) })]
      : await measureOutgoing(sink),
  );
} finally {
  sink.close();
  await disconnect();
  await postgres.stop();
  await rm(dataDir, { recursive: true, force: true });
}

async function measureOutgoing({ port, name }: Pick<Sink, "port" | "name">): Promise<Figure[]> {
  const { community } = await populate({ slug: "big-circle", members, threads: 12, posts: 48 });
  const rates = {
    a: [] as number[],
    b: [] as number[],
    c: [] as number[],
    ours: [] as number[],
    signed: [] as number[],
  };
  const costs: Cost[] = [];
  const key = { domain: "roundletter.test", selector: "k", privateKey: rsaKey() };
  let octets = 0;

  for (let round = 0; round < rounds; round += 1) {
    const plain = await aRound(community, port, () => null);
    const signed = await aRound(community, port, (letter) => signLetter(piecesOf(letter), [key], new Date()));
    rates.ours.push(plain.rate);
    rates.signed.push(signed.rate);
    costs.push(plain.cost);
    const raw = await aSentLetter(community.id);
    octets = raw.length;
    const { html, text } = await simpleParser(raw);
    const run = { port, connections, letters: members };
    rates.c.push(rate(members, await sendBarely(run, raw)));
    const [forA, forB] = [Math.ceil(members / slower.a), Math.ceil(members / slower.b)];
    rates.b.push(rate(forB, await sendRawByNodemailer({ ...run, letters: forB }, raw)));
    rates.a.push(
      rate(forA, await sendByNodemailer({ ...run, letters: forA }, { html: html || "", text: text ?? "" })),
    );
    console.log(
      `round ${String(round + 1)}: ours ${perSecond(plain.rate)}, signed ${perSecond(signed.rate)}, ` +
        Object.entries(rates)
          .slice(0, 3)
          .map(([name, values]) => `${name.toUpperCase()} ${perSecond(values.at(-1) ?? 0)}`)
          .join(", "),
    );
    console.log(`  ${tellCost(plain.cost)}`);
    console.log(`  signed: ${tellCost(signed.cost)}`);
  }
  const [a, b, c, ours, signed] = [rates.a, rates.b, rates.c, rates.ours, rates.signed].map(median) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const what = `digest: ${String(members)} letters of ${(octets / 1024).toFixed(0)} KB to ${name}, end to end`;
  return [
    {
      what,
      ours: perSecond(ours),
      ceiling: `${perSecond(c)} C bare pipelined sockets, constant bytes`,
      ratio: `${ratioOf(ours, c)} (0.60)`,
    },
    {
      what: "",
      ours: "",
      ceiling: `${perSecond(b)} B nodemailer pool, constant bytes`,
      ratio: `${ratioOf(ours, b)} (1.50)`,
    },
    {
      what: "",
      ours: "",
      ceiling: `${perSecond(a)} A nodemailer pool, html and text`,
      ratio: `${ratioOf(ours, a)} (4.00)`,
    },
    {
      what: "the same, signed (RSA 2048)",
      ours: perSecond(signed),
      ceiling: `${perSecond(c)} C`,
      ratio: `${ratioOf(signed, c)} (0.35)`,
    },
  ];
}

interface Cost {
  compose: number;
  sign: number;
  cpu: number;
}

async function aRound(
  community: Awaited<ReturnType<typeof populate>>["community"],
  port: number,
  sign: RoundParts["sign"],
): Promise<{ rate: number; cost: Cost }> {
  await addPosts(community, { threads: 12, posts: 36, age: "1 second" });
  await publishDigest(null, community.id);
  await db()
    .$executeRaw`UPDATE delivery SET not_before = now() - interval '1 second' WHERE status = 'prepared'`;
  await db().$executeRawUnsafe("VACUUM ANALYZE delivery");
  const transport = makeTransport(`smtp://127.0.0.1:${String(port)}`, { connections });
  const spent = { compose: 0, sign: 0 };
  const cpu = process.cpuUsage();
  const began = performance.now();
  const parts: RoundParts = {
    worker: `bench ${String(began)}`,
    compose: (letters) => timed(spent, "compose", () => composeSafely(letters)),
    sign: (letter: Outgoing) => sign(letter),
    mustEnd: () => false,
  };
  await new Round(asWay(transport), parts).run();
  const took = performance.now() - began;
  const { user, system } = process.cpuUsage(cpu);
  transport.close();
  const left = await db().delivery.count({ where: { kind: "digest", status: { not: "sent" } } });
  if (left > 0) throw new Error(`${String(left)} letters were not sent`);
  return {
    rate: rate(members, took),
    cost: {
      compose: spent.compose / members,
      sign: spent.sign / members,
      cpu: (user + system) / 1000 / members,
    },
  };
}

async function timed<Result>(
  spent: Record<string, number>,
  name: string,
  act: () => Promise<Result>,
): Promise<Result> {
  const before = process.cpuUsage();
  const result = await act();
  const { user, system } = process.cpuUsage(before);
  spent[name] = (spent[name] ?? 0) + (user + system) / 1000;
  return result;
}

function tellCost({ compose: composing, cpu }: Cost): string {
  return `CPU of the sender a letter: ${cpu.toFixed(3)} ms in all; while composing ${composing.toFixed(3)} ms`;
}

async function aSentLetter(communityId: string): Promise<Buffer> {
  const delivery = await db().delivery.findFirstOrThrow({
    where: { communityId, kind: "digest" },
    orderBy: { createdAt: "desc" },
  });
  const composed = (await compose([delivery])).get(delivery.id);
  if (!composed || !("raw" in composed)) throw new Error("the letter could not be composed again");
  return composed.raw;
}

function rsaKey() {
  return generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
}
