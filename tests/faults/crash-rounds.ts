import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
import { build } from "vite";
import { db } from "#app/db/client.ts";
import { recoverLeases } from "#app/models/delivery.ts";
import { aPileOfLetters } from "#tests/support/plain-letters.ts";
import { aMoodyServer, type MoodyServer } from "./moody-server.ts";

export interface CrashReport {
  /** Kills with at least one letter in flight; others do not count. */
  rounds: number;
  /** Kills with nothing in flight. */
  idle: number;
  letters: number;
  sent: number;
  bounced: number;
  /** Told to be sent, and the server never saw it; or never settled at all. */
  lost: number;
  /** The server took it more than once. */
  repeated: number;
  uncertainByKill: number;
  /** The most that one kill left in doubt, and what it may be: twice the connections. */
  mostByOneKill: number;
  window: number;
  /** Of those in doubt, how many the server had. */
  uncertainTaken: number;
  uncertainByStop: number;
  seconds: number;
}

const connections = 4;
const PROGRAM = "build/faults";

/**
 * Kills a sender (SIGKILL) at random points, so many times, while letters go out through a server that fails at random;
 * then stops one in good manners, lets the rest go, and counts. Needs a database of its own.
 */
export async function crashRounds({
  databaseUrl,
  rounds,
  letters,
  seed = Date.now(),
  tell = () => undefined,
}: {
  databaseUrl: string;
  rounds: number;
  letters: number;
  seed?: number;
  tell?: (words: string) => void;
}): Promise<CrashReport> {
  const began = performance.now();
  const random = randomFrom(seed);
  await bundleSender();
  const server = await aMoodyServer({ random });
  const senders = senderFactory({
    DATABASE_URL: databaseUrl,
    SMTP_URL: server.url,
    CONNECTIONS: String(connections),
    // A bundle is production, which wants these told.
    APP_URL: "http://roundletter.test",
    MAIL_DOMAIN: "roundletter.test",
    SECRET_KEY: "a-key-for-faults-that-is-long-enough-0123456789",
  });
  const report = { rounds: 0, idle: 0, letters: 0, uncertainByKill: 0, mostByOneKill: 0, uncertainByStop: 0 };
  const addLetters = async (count: number) => {
    await aPileOfLetters(
      Array.from({ length: count }, (_, at) => `p${String(report.letters + at)}@example.org`),
    );
    report.letters += count;
  };

  await addLetters(letters);
  let next = senders();
  while (report.rounds < rounds) {
    await hurry();
    if ((await waitingLetters()) < 100) await addLetters(500);
    const sender = await next;
    next = senders(); // starts while this one is at work
    const inDoubt = await killAtRandom(sender, server, random);
    if (inDoubt === 0) report.idle += 1;
    else report.rounds += 1;
    report.uncertainByKill += inDoubt;
    report.mostByOneKill = Math.max(report.mostByOneKill, inDoubt);
    if (report.rounds % 20 === 0)
      tell(`${String(report.rounds)} kills, ${String(report.uncertainByKill)} letters in doubt`);
  }
  await hurry();
  report.uncertainByStop = await stopInGoodManners(await next, server);
  await finish(senders);
  const counted = await count(server);
  await server.close();
  return {
    ...report,
    ...counted,
    window: 2 * connections,
    seconds: Math.round((performance.now() - began) / 1000),
  };
}

/** How many letters the kill left in doubt. */
async function killAtRandom(sender: Sender, server: MoodyServer, random: () => number): Promise<number> {
  const before = server.begun();
  const until = Math.floor(random() * 50);
  sender.go();
  for (let patience = 0; server.begun() - before < until && patience < 3_000; patience += 1) await wait(1);
  await wait(random() * 8);
  await sender.end("SIGKILL");
  // The server finishes what it has got; nothing more comes.
  await wait(15);
  return recover();
}

async function stopInGoodManners(sender: Sender, server: MoodyServer): Promise<number> {
  await aPileOfLetters(Array.from({ length: 200 }, (_, at) => `stop${String(at)}@example.org`));
  const before = server.begun();
  sender.go();
  while (server.begun() - before < 40) await wait(1);
  await sender.end("SIGTERM");
  const left = await db().delivery.count({ where: { status: "leased" } });
  if (left > 0) throw new Error(`a graceful stop left ${String(left)} letters leased`);
  return recover();
}

/** As if the leases had run out: what the sweeper does then. */
async function recover(): Promise<number> {
  const uncertain = {
    where: { status: "uncertain", response: { startsWith: "the sender stopped" } },
  } as const;
  const before = await db().delivery.count(uncertain);
  await db()
    .$executeRaw`UPDATE delivery SET leased_until = now() - interval '1 second' WHERE status = 'leased'`;
  await recoverLeases();
  return (await db().delivery.count(uncertain)) - before;
}

/** What waits for another try is due now. */
async function hurry(): Promise<void> {
  await db().$executeRaw`UPDATE delivery SET not_before = now() - interval '1 second'
    WHERE status IN ('prepared', 'deferred') AND not_before > now()`;
}

async function finish(senders: () => Promise<Sender>): Promise<void> {
  const sender = await senders();
  sender.go();
  while ((await waitingLetters()) > 0) {
    await hurry();
    await wait(50);
  }
  await sender.end("SIGTERM");
}

function waitingLetters(): Promise<number> {
  return db().delivery.count({ where: { status: { in: ["prepared", "deferred", "leased"] } } });
}

async function count(server: MoodyServer) {
  const all = await db().delivery.findMany({ select: { id: true, status: true } });
  const took = (id: string) => server.took.get(`<${id}@roundletter.test>`) ?? 0;
  const those = (status: string) => all.filter((one) => one.status === status);
  const settled = new Set(["sent", "bounced", "uncertain"]);
  return {
    letters: all.length,
    sent: those("sent").length,
    bounced: those("bounced").length,
    lost: all.filter(({ id, status }) => !settled.has(status) || (status === "sent" && took(id) === 0))
      .length,
    repeated: all.filter(({ id }) => took(id) > 1).length,
    uncertainTaken: those("uncertain").filter(({ id }) => took(id) > 0).length,
  };
}

// ─── The process that is killed ──────────────────────────────────────────────────────────────────────────────

interface Sender {
  go(): void;
  end(signal: NodeJS.Signals): Promise<void>;
}

/** Bundled once: started from its sources it would need a second and a half each time. */
async function bundleSender(): Promise<void> {
  await build({
    configFile: false,
    logLevel: "silent",
    publicDir: false,
    build: {
      ssr: true,
      target: "node20",
      outDir: PROGRAM,
      rollupOptions: {
        input: { sender: "tests/faults/sender.ts" },
        output: { entryFileNames: "[name].mjs" },
      },
    },
  });
}

function senderFactory(env: Record<string, string>): () => Promise<Sender> {
  return async () => {
    const child = spawn(process.execPath, [`${PROGRAM}/sender.mjs`], {
      env: { ...process.env, ...env, VITEST: "" },
      stdio: ["pipe", "pipe", "inherit"],
    });
    const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
    await untilReady(child, ended);
    return {
      go: () => child.stdin.write("go\n"),
      end: async (signal) => {
        child.kill(signal);
        await ended;
      },
    };
  };
}

async function untilReady(
  child: ChildProcess & { stdout: NodeJS.ReadableStream },
  ended: Promise<void>,
): Promise<void> {
  const ready = new Promise<"ready">((resolve) =>
    createInterface({ input: child.stdout }).once("line", () => resolve("ready")),
  );
  if ((await Promise.race([ready, ended])) !== "ready") throw new Error("the sender did not start");
}

/** Mulberry32: the same seed, the same moods. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
