import { spawn } from "node:child_process";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";

import { disconnect } from "#app/db/client.ts";
import { startEmbeddedPostgres } from "#app/db/embedded-postgres.ts";
import { amendConfig, config } from "#app/lib/config.ts";
import { houseFolder, isBundled } from "#app/lib/house-folder.ts";
import { log } from "#app/lib/log.ts";
import { OperatorError } from "#app/lib/operator-error.ts";

export interface OpenDatabase {
  /** Closes our connections, and stops PostgreSQL if it was we who started it. */
  close: () => Promise<void>;
}

/** The database that the configuration names, or the embedded one: running already, or started now. Migrated, and in use. */
export async function openDatabase(say: (words: string) => void = () => undefined): Promise<OpenDatabase> {
  const { databaseUrl, dataDir } = config();
  const embedded = databaseUrl === null ? await startEmbeddedPostgres({ dataDir, progress: say }) : null;
  const url = databaseUrl ?? embedded?.url ?? "";
  try {
    if (embedded === null) await insistReachable(url);
    // Whoever runs the embedded one already has brought it up to date.
    if (embedded?.ours !== false && !(await isUpToDate(url))) await migrate(url, say);
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
  amendConfig({ databaseUrl: url });
  return {
    async close() {
      await disconnect();
      if (embedded !== null) amendConfig({ databaseUrl: null });
      // That PostgreSQL ends the last connections is what was asked for, and no news.
      if (embedded?.ours) log.level = "error";
      await embedded?.stop();
    },
  };
}

async function insistReachable(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 10_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
  } catch (error) {
    const { host, pathname } = new URL(connectionString);
    throw new OperatorError(
      `The database ${host}${pathname} does not answer: ${error instanceof Error ? error.message : ""}`,
      ["Check DATABASE_URL, and that PostgreSQL is running and lets this account in."],
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Whether every migration there is has been applied: then the schema engine, the slow part of a start, stays out of it. */
async function isUpToDate(connectionString: string): Promise<boolean> {
  const entries = await readdir(join(houseFolder, "prisma/migrations"), { withFileTypes: true });
  const wanted = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const client = new pg.Client({ connectionString });
  client.on("error", () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      "SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL",
    );
    const applied = new Set(rows.map(({ name }) => name));
    return wanted.every((name) => applied.has(name));
  } catch {
    // There is no such table yet.
    return false;
  } finally {
    await client.end();
  }
}

/** In a process of its own: the schema engine keeps one alive, and its memory is given back. */
async function migrate(url: string, say: (words: string) => void): Promise<void> {
  const script = isBundled ? ["build/processes/migrate.js"] : ["--import", "tsx", "prisma/migrate.ts"];
  const { code, output, errors } = await run(process.execPath, script, { DATABASE_URL: url });
  if (code !== 0) {
    throw new OperatorError(
      "The database could not be brought up to date.",
      errors.trim().split("\n").slice(-4),
    );
  }
  const { applied } = JSON.parse(output.trim().split("\n").at(-1) ?? "{}") as { applied?: string[] };
  for (const name of applied ?? []) say(`applied ${name}`);
}

function run(
  command: string,
  args: string[],
  env: Record<string, string>,
): Promise<{ code: number | null; output: string; errors: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: houseFolder,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    let errors = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, output, errors }));
  });
}
