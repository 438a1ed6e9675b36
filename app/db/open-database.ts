import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { amendConfig, config } from "#app/lib/config.ts";
import { OperatorError } from "#app/lib/operator-error.ts";
import { disconnect } from "./client.ts";
import { startEmbeddedPostgres } from "./embedded-postgres.ts";

export interface OpenDatabase {
  /** Closes our connections and, where we started it, the embedded PostgreSQL. */
  close(): Promise<void>;
}

/**
 * The database, ready for use: `DATABASE_URL`, or the embedded one under DATA_DIR (started when it does not run yet),
 * with every migration applied. From here on `db()` works.
 * @throws OperatorError when it cannot be reached, started or migrated
 */
export async function openDatabase(
  progress: (words: string) => void = () => undefined,
): Promise<OpenDatabase> {
  const { databaseUrl, dataDir } = config();
  if (databaseUrl) {
    await refuseUnreachable(databaseUrl);
    await migrate(databaseUrl, progress);
    return { close: disconnect };
  }

  progress("Starting the database");
  const server = await startEmbeddedPostgres({ dataDir, progress });
  try {
    amendConfig({ databaseUrl: server.url });
    await migrate(server.url, progress);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    close: async () => {
      await disconnect();
      await server.stop();
    },
  };
}

async function refuseUnreachable(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => undefined); // told by the query below
  try {
    await client.connect();
    await client.query("SELECT 1");
  } catch (cause) {
    const { host } = new URL(url);
    const words = cause instanceof Error ? cause.message : String(cause);
    throw new OperatorError(
      `The database at ${host} cannot be reached: ${words}`,
      ["Check DATABASE_URL, and that the server runs and lets us in."],
      {
        cause,
      },
    );
  } finally {
    await client.end().catch(() => undefined); // never opened
  }
}

/** In a process of its own: the engine keeps one alive. */
function migrate(databaseUrl: string, progress: (words: string) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = fileURLToPath(new URL("../../prisma/migrate.ts", import.meta.url));
    const child = spawn(process.execPath, ["--import", "tsx", script], {
      env: { ...process.env, DATABASE_URL: databaseUrl },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const said: string[] = [];
    const complaints: string[] = [];
    child.stdout.setEncoding("utf8").on("data", (words: string) => said.push(words));
    child.stderr.setEncoding("utf8").on("data", (words: string) => complaints.push(words));
    child.once("error", reject);
    child.once("close", (code) => {
      if (code !== 0) {
        reject(
          new OperatorError(
            "The database could not be brought up to date.",
            complaints.join("").trim().split("\n").slice(-4),
          ),
        );
        return;
      }
      const { applied } = JSON.parse(said.join("")) as { applied: string[] };
      if (applied.length > 0) progress(`Brought the database up to date (${applied.join(", ")})`);
      resolve();
    });
  });
}
