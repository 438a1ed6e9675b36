import { randomUUID } from "node:crypto";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
import { db, disconnect } from "#app/db/client.ts";
import { amendConfig } from "#app/lib/config.ts";
import { Round } from "#jobs/sending/round.ts";
import { asWay } from "#jobs/sending/way-out.ts";
import { makeTransport } from "#jobs/transport.ts";
import { composePlainly } from "#tests/support/plain-letters.ts";

/*
 * A process that only sends, to be killed: it says `ready`, waits for a line, then sends whatever is due until it is
 * told to stop (SIGTERM). DATABASE_URL, SMTP_URL and CONNECTIONS are what it needs.
 */
amendConfig({ databaseUrl: process.env["DATABASE_URL"] ?? "" });
const url = process.env["SMTP_URL"] ?? "";
const connections = Number(process.env["CONNECTIONS"] ?? 4);
const stopping = new AbortController();
process.on("SIGTERM", () => stopping.abort());

await db().$queryRaw`SELECT 1`;
process.stdout.write("ready\n");
await new Promise<void>((resolve) => createInterface({ input: process.stdin }).once("line", () => resolve()));

const transport = makeTransport(url, { connections });
while (!stopping.signal.aborted) {
  const way = asWay(transport);
  await new Round(way, {
    worker: randomUUID(),
    compose: (letters) => composePlainly(letters, 4_000),
    sign: () => null,
    mustEnd: () => stopping.signal.aborted,
  }).run();
  await wait(20);
}
transport.close();
await disconnect();
process.exit(0);
