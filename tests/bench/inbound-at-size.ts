import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { db, disconnect } from "#app/db/client.ts";
import { startEmbeddedPostgres } from "#app/db/embedded-postgres.ts";
import { amendConfig } from "#app/lib/config.ts";
import { receiveInboundMessage } from "#app/models/inbound-message.ts";
import { readInbound } from "#jobs/handlers/read-inbound.ts";
import { migrate } from "#tests/support/postgres.ts";
import { populate } from "./populate.ts";
import { median, ratioOf, type Figure } from "./table.ts";

const SIZES = { small: 1_000, large: 1_000_000 } as const;
const rounds = 7;
const messages = 200;

/** What a post by mail costs, from its bytes to its commit, among a million posts and among a thousand. Rounds alternate. */
export async function measureInboundAtSize(): Promise<Figure[]> {
  const dataDir = await mkdtemp(join(tmpdir(), "roundletter-bench-"));
  process.env["SECRET_KEY"] ??= "a-key-for-measuring-that-is-long-enough-0123456789";
  const server = await startEmbeddedPostgres({ dataDir });
  const places = {
    small: await fill(server.url, "small", dataDir),
    large: await fill(server.url, "large", dataDir),
  };
  const taken: Record<keyof typeof SIZES, number[]> = { small: [], large: [] };
  for (let round = 0; round <= rounds; round++) {
    for (const size of ["small", "large"] as const) {
      const took = await fileSome(places[size], round);
      // The first round of each only warms up.
      if (round > 0) taken[size].push(took);
    }
  }
  await disconnect();
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });

  const [large, small] = [median(taken.large), median(taken.small)];
  return [
    {
      what: "inbound: a post among a million posts, and among a thousand",
      ours: `${large.toFixed(2)} ms`,
      ceiling: `${small.toFixed(2)} ms`,
      ratio: ratioOf(large, small),
    },
  ];
}

interface Place {
  url: string;
  dataDir: string;
  addresses: readonly string[];
}

async function fill(server: string, size: keyof typeof SIZES, dataDir: string): Promise<Place> {
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${size}`);
  await admin.end();
  const url = new URL(server);
  url.pathname = `/${size}`;
  await migrate(url.href);
  await enter({ url: url.href, dataDir });
  const posts = SIZES[size];
  const { addresses } = await populate({ slug: "kiln-circle", members: 200, threads: posts / 20, posts });
  await db().$executeRawUnsafe("VACUUM ANALYZE");
  return { url: url.href, dataDir, addresses };
}

async function enter({ url, dataDir }: { url: string; dataDir: string }): Promise<void> {
  await disconnect();
  amendConfig({ databaseUrl: url, dataDir, mailDomain: "roundletter.test" });
  await db().$queryRaw`SELECT 1`;
}

/** Milliseconds a message. */
async function fileSome(place: Place, round: number): Promise<number> {
  await enter(place);
  const raws = Array.from({ length: messages }, (_, at) => {
    const from = place.addresses[at % place.addresses.length] ?? "";
    const head = `From: ${from}\r\nSubject: At size ${String(round)}-${String(at)}\r\nMessage-ID: <${String(round)}-${String(at)}@x>`;
    return { from, raw: Buffer.from(`${head}\r\n\r\n${"The clay wants a slow day. ".repeat(180)}\r\n`) };
  });
  const began = performance.now();
  await Promise.all(
    raws.map(({ from, raw }) =>
      receiveInboundMessage({
        ...{ ingress: "smtp", envelopeFrom: from, remoteHost: "127.0.0.1", raw },
        recipient: "kiln-circle@roundletter.test",
      }),
    ),
  );
  await readInbound();
  return (performance.now() - began) / messages;
}
