import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { disconnect } from "#app/db/client.ts";
import { startEmbeddedPostgres } from "#app/db/embedded-postgres.ts";
import { amendConfig } from "#app/lib/config.ts";
import { compose } from "#app/mailers/index.ts";
import { leaseDeliveries, settleDeliveries, type Settlement } from "#app/models/delivery.ts";
import { publishDigest } from "#app/models/digest.ts";
import { migrate } from "#tests/support/postgres.ts";
import { addPosts, populate } from "./populate.ts";

/**
 * What one letter of a digest costs this process, in CPU time and without a mail server: lease, compose, settle.
 * `node --import tsx tests/bench/letter-cpu.ts [batch]`; with `--cpu-prof` it can be looked into. PostgreSQL's own
 * time is not in it.
 */
const MEMBERS = 1_000;
const ROUNDS = 5;
const batch = Number(process.argv[2] ?? 20);

const dataDir = await mkdtemp(join(tmpdir(), "roundletter-cpu-"));
const server = await startEmbeddedPostgres({ dataDir });
try {
  process.env.SECRET_KEY = "a-key-for-measuring-that-is-long-enough-0123456789";
  process.env.MAIL_DOMAIN = "roundletter.test";
  process.env.APP_URL = "http://roundletter.test";
  await migrate(server.url);
  amendConfig({ databaseUrl: server.url, dataDir });
  await measureLetters();
} finally {
  await disconnect();
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
}

async function measureLetters(): Promise<void> {
  const { community } = await populate({ slug: "big-circle", members: MEMBERS, threads: 12, posts: 48 });
  for (let round = 1; round <= ROUNDS; round += 1) {
    await addPosts(community, { threads: 12, posts: 36, age: "1 second" });
    const issuing = spent();
    await publishDigest(null, community.id);
    console.log(`round ${String(round)}: issued in ${issuing().toFixed(0)} ms`);
    await sendAll();
  }
}

async function sendAll(): Promise<void> {
  const cost = { lease: 0, compose: 0, settle: 0 };
  let letters = 0;
  let octets = 0;
  for (;;) {
    const leasing = spent();
    const leased = await leaseDeliveries("cpu", batch);
    cost.lease += leasing();
    if (leased.length === 0) break;

    const composing = spent();
    const composed = await compose(leased);
    cost.compose += composing();

    const settlements = leased.map(({ id }): Settlement => {
      const letter = composed.get(id);
      if (!letter || !("raw" in letter)) throw new Error("a letter was not written");
      octets += letter.raw.length;
      return { id, status: "sent", response: "250 2.0.0 taken", messageId: letter.messageId };
    });
    const settling = spent();
    await settleDeliveries("cpu", settlements);
    cost.settle += settling();
    letters += leased.length;
  }
  const each = (total: number) => `${(total / letters).toFixed(3)} ms`;
  const total = cost.lease + cost.compose + cost.settle;
  console.log(
    `${String(letters)} letters of ${(octets / letters / 1024).toFixed(0)} KB, ${String(batch)} at a time; CPU a letter: ` +
      `lease ${each(cost.lease)}, compose ${each(cost.compose)}, settle ${each(cost.settle)}, together ${each(total)}`,
  );
}

/** CPU time of this process since then, in ms. */
function spent(): () => number {
  const began = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(began);
    return (user + system) / 1000;
  };
}
