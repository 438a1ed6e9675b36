import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaClient } from "#prisma/generated/client.ts";
import { config } from "#app/lib/config.ts";
import { log } from "#app/lib/log.ts";

/** One client in a process, although the server bundle and the worker each load this file. */
export function db(): PrismaClient {
  const home = globalThis as typeof globalThis & { roundletterDb?: PrismaClient };
  return (home.roundletterDb ??= connect(databaseUrl()));
}

/**
 * The same database without Prisma, for the few statements that every arriving message costs: bytes go as bytes rather
 * than as base64 within JSON, and a named statement is planned once for each connection. Rows come as PostgreSQL names
 * them.
 */
export function leanDb(): pg.Pool {
  const home = globalThis as typeof globalThis & { roundletterLeanDb?: pg.Pool };
  return (home.roundletterLeanDb ??= openLean(databaseUrl()));
}

/** The database in use: `DATABASE_URL`, or the embedded one once it has started. */
export function databaseUrl(): string {
  const url = config().databaseUrl;
  if (!url) throw new Error("the database has no address yet: start the embedded PostgreSQL first");
  return url;
}

export async function disconnect(): Promise<void> {
  const home = globalThis as typeof globalThis & {
    roundletterDb?: PrismaClient;
    roundletterLeanDb?: pg.Pool;
  };
  const { roundletterDb: client, roundletterLeanDb: lean } = home;
  delete home.roundletterDb;
  delete home.roundletterLeanDb;
  await Promise.all([client?.$disconnect(), lean?.end()]);
}

function openLean(connectionString: string): pg.Pool {
  const pool = new pg.Pool({ connectionString, max: 4, idleTimeoutMillis: 30_000 });
  const hear = (error: Error): void => log.warn({ code: error.message }, "a database connection was lost");
  pool.on("error", hear);
  // A client that is checked out has no listener of its own, and would end the process.
  pool.on("connect", (client) => client.on("error", hear));
  return pool;
}

function connect(connectionString: string): PrismaClient {
  const adapter = new PrismaPg(
    { connectionString, max: 10, idleTimeoutMillis: 30_000 },
    // Without this listener a restart of PostgreSQL would end the process.
    { onPoolError: (error) => log.warn({ code: error.message }, "a database connection was lost") },
  );
  return new PrismaClient({ adapter, errorFormat: "minimal" });
}
