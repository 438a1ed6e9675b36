import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "#prisma/generated/client.ts";
import { config } from "#app/lib/config.ts";
import { log } from "#app/lib/log.ts";

/** One client in a process, although the server bundle and the worker each load this file. */
export function db(): PrismaClient {
  const home = globalThis as typeof globalThis & { roundletterDb?: PrismaClient };
  return (home.roundletterDb ??= connect(databaseUrl()));
}

/** The database in use: `DATABASE_URL`, or the embedded one once it has started. */
export function databaseUrl(): string {
  const url = config().databaseUrl;
  if (!url) throw new Error("the database has no address yet: start the embedded PostgreSQL first");
  return url;
}

export async function disconnect(): Promise<void> {
  const home = globalThis as typeof globalThis & { roundletterDb?: PrismaClient };
  const client = home.roundletterDb;
  delete home.roundletterDb;
  await client?.$disconnect();
}

function connect(connectionString: string): PrismaClient {
  const adapter = new PrismaPg(
    { connectionString, max: 10, idleTimeoutMillis: 30_000 },
    // Without this listener a restart of PostgreSQL would end the process.
    { onPoolError: (error) => log.warn({ code: error.message }, "a database connection was lost") },
  );
  return new PrismaClient({ adapter, errorFormat: "minimal" });
}
