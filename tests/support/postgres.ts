import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { startEmbeddedPostgres } from "#app/db/embedded-postgres.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** The server's maintenance database. */
    postgresUrl: string;
  }
}

export const templateName = "roundletter_template";

/** vitest asks once for each project, in one process: one server for all of them. */
const home = globalThis as typeof globalThis & {
  testPostgres?: Promise<{ url: string; stop: () => Promise<void> }>;
  testPostgresUsers?: number;
};

/** One PostgreSQL for the whole run, with a migrated template that each test file copies. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  home.testPostgres ??= start();
  home.testPostgresUsers = (home.testPostgresUsers ?? 0) + 1;
  const server = await home.testPostgres;
  project.provide("postgresUrl", server.url);
  return async () => {
    home.testPostgresUsers = (home.testPostgresUsers ?? 1) - 1;
    if (home.testPostgresUsers === 0) await server.stop();
  };
}

async function start() {
  const dataDir = await mkdtemp(join(tmpdir(), "roundletter-test-"));
  const server = await startEmbeddedPostgres({ dataDir });
  const url = new URL(server.url);
  url.pathname = "/postgres";
  const admin = new pg.Client({ connectionString: url.href });
  await admin.connect();
  // A test's database may be lost with the machine: speed matters more.
  await admin.query("ALTER SYSTEM SET synchronous_commit = off");
  await admin.query("SELECT pg_reload_conf()");
  await admin.query(`CREATE DATABASE ${templateName}`);
  await admin.end();
  url.pathname = `/${templateName}`;
  await migrate(url.href);
  url.pathname = "/postgres";
  return {
    url: url.href,
    stop: async () => {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** As in production: a process of its own. */
export function migrate(databaseUrl: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["--import", "tsx", "prisma/migrate.ts"], {
      env: { ...process.env, DATABASE_URL: databaseUrl },
      stdio: ["ignore", "ignore", "inherit"],
    });
    child.once("error", reject);
    child.once("exit", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`migrations ended with ${String(code)}`));
    });
  });
}
