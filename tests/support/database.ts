import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, afterEach, beforeAll, inject } from "vitest";
import { disconnect } from "#app/db/client.ts";
import { setClock } from "#app/lib/clock.ts";
import { amendConfig } from "#app/lib/config.ts";
import { templateName } from "./postgres.ts";

/*
 * A setup file: each test file that it serves has a database of its own (a copy of the migrated template, 0.1 s)
 * and a data folder of its own. Tests in a file live side by side in communities of their own.
 */
const name = `test_${randomBytes(6).toString("hex")}`;
const dataDir = mkdtempSync(join(tmpdir(), "roundletter-files-"));
process.env.DATA_DIR = dataDir;
process.env.APP_URL = "http://roundletter.test";
process.env.MAIL_DOMAIN = "roundletter.test";
process.env.SECRET_KEY = "a-key-for-tests-that-is-long-enough-0123456789";

beforeAll(async () => {
  await maintain(`CREATE DATABASE ${name} TEMPLATE ${templateName}`);
  const url = new URL(inject("postgresUrl"));
  url.pathname = `/${name}`;
  amendConfig({ databaseUrl: url.href, dataDir, storageUrl: new URL(`file://${dataDir}/blobs/`) });
});

afterEach(() => {
  setClock(null);
});

afterAll(async () => {
  await disconnect();
  await maintain(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  rmSync(dataDir, { recursive: true, force: true });
});

async function maintain(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject("postgresUrl") });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
