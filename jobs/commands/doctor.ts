import { access, constants, mkdtemp, rm, statfs } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { db } from "#app/db/client.ts";
import { now } from "#app/lib/clock.ts";
import { config } from "#app/lib/config.ts";
import { checkDeliverability, type CheckState } from "#app/models/deliverability.ts";
import { report, type ReportOptions } from "#jobs/commands/report.ts";
import { withDatabase } from "#jobs/commands/with-database.ts";
import { openQueues } from "#jobs/queues.ts";

interface Looked {
  title: string;
  state: CheckState;
  words: string;
  records?: readonly { type: string; name: string; value: string }[];
}

/** `roundletter doctor`: whether everything that it stands on is sound, inside and out. True: nothing is to be mended. */
export async function examine(options: ReportOptions): Promise<boolean> {
  const looked = await withDatabase(async () => [
    await look("Database", askDatabase),
    await look("Queues", askQueues),
    await look("Disk", askDisk),
    await look("Storage", askStorage),
    ...(await checkDeliverability()),
  ]);
  report(options, { json: looked, words: looked.map(inWords).join("\n") });
  return looked.every(({ state }) => state !== "wrong");
}

type Found = Omit<Looked, "title">;

async function look(title: string, ask: () => Promise<Found>): Promise<Looked> {
  try {
    return { title, ...(await ask()) };
  } catch (error) {
    return { title, state: "wrong", words: error instanceof Error ? error.message : "It does not answer." };
  }
}

async function askDatabase(): Promise<Found> {
  const [row] = await db().$queryRaw<{ version: string; size: string; open: number; most: number }[]>`
    SELECT current_setting('server_version') AS version, pg_size_pretty(pg_database_size(current_database())) AS size,
      (SELECT count(*)::int FROM pg_stat_activity) AS open, current_setting('max_connections')::int AS most`;
  const { version = "", size = "", open = 0, most = 1 } = row ?? {};
  const isCrowded = open > most * 0.8;
  return {
    state: isCrowded ? "advice" : "well",
    words: `PostgreSQL ${version}, ${size}, ${open} of ${most} connections${isCrowded ? ": soon nobody gets one" : ""}.`,
  };
}

const LATE_MINUTES = 15;

async function askQueues(): Promise<Found> {
  const queues = await openQueues();
  try {
    const [failed, oldest] = await Promise.all([
      db().outboxJob.count({ where: { status: "failed" } }),
      db().outboxJob.findFirst({
        where: {
          status: { not: "failed" },
          runAt: { lte: new Date(now().getTime() - LATE_MINUTES * 60_000) },
        },
        orderBy: { runAt: "asc" },
        select: { runAt: true },
      }),
    ]);
    if (oldest)
      return { state: "wrong", words: `A job waits since ${oldest.runAt.toISOString()}. Does a worker run?` };
    if (failed > 0)
      return { state: "advice", words: `${failed} jobs were given up; roundletter status tells of them.` };
    return { state: "well", words: `On ${queues.engine}, and nothing is late.` };
  } finally {
    await queues.close();
  }
}

async function askDisk(): Promise<Found> {
  const { bavail, blocks, bsize } = await statfs(config().dataDir);
  const [free, share] = [(bavail * bsize) / 1024 ** 3, bavail / blocks];
  const words = `${free.toFixed(1)} GB are free where ${config().dataDir} lies.`;
  return { state: free < 0.5 ? "wrong" : share < 0.1 ? "advice" : "well", words };
}

async function askStorage(): Promise<Found> {
  const { storageUrl } = config();
  if (storageUrl.protocol !== "file:")
    return { state: "unknown", words: `Pictures and files lie at ${storageUrl.host}.` };
  const folder = fileURLToPath(storageUrl);
  const isThere = await access(folder).then(
    () => true,
    () => false,
  );
  if (!isThere) return { state: "well", words: "Nothing was kept yet." };
  await access(folder, constants.W_OK);
  await rm(await mkdtemp(join(folder, "doctor-")), { recursive: true });
  return { state: "well", words: "Pictures and files can be kept." };
}

const signs: Record<CheckState, string> = { well: "✓", advice: "!", wrong: "✗", unknown: "?" };

function inWords({ title, state, words, records = [] }: Looked): string {
  const lines = records.map(({ type, name, value }) => `      ${type}  ${name}  ${value}`);
  return [`${signs[state]} ${title}: ${words}`, ...lines].join("\n");
}
