import pg from "pg";
import { noFilters, readMigrations, startEngine } from "./engine.ts";

/** A key of our own: the engine takes another one itself and gives up after ten seconds. */
const advisoryLock = 2026_1124;

/**
 * Applies what is missing; several processes may ask at once.
 * Runs as a process of its own (the engine keeps one alive), with `DATABASE_URL`; prints the applied names as JSON.
 */
async function applyMigrations(connectionString: string): Promise<string[]> {
  const gate = new pg.Client({ connectionString });
  await gate.connect();
  try {
    await gate.query("SELECT pg_advisory_lock($1)", [advisoryLock]);
    const engine = await startEngine(connectionString);
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList: await readMigrations(),
      filters: noFilters,
    });
    return appliedMigrationNames;
  } finally {
    await gate.end();
  }
}

const url = process.env.DATABASE_URL;
if (!url) {
  console.error("DATABASE_URL is missing");
  process.exit(1);
}
try {
  console.log(JSON.stringify({ applied: await applyMigrations(url) }));
  process.exit(0);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
