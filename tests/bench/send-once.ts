import { amendConfig } from "#app/lib/config.ts";
import { disconnect } from "#app/db/client.ts";
import { composeSafely } from "#jobs/sending/compose-safely.ts";
import { Round } from "#jobs/sending/round.ts";
import { asWay } from "#jobs/sending/way-out.ts";
import { makeTransport } from "#jobs/transport.ts";

/*
 * A sender in a process of its own: sends what is due and tells, as JSON, the most memory that was resident meanwhile
 * (MB). `send-once.ts DATABASE_URL SINK_PORT`.
 */
const [databaseUrl = "", port = ""] = process.argv.slice(2);
amendConfig({ databaseUrl });
const transport = makeTransport(`smtp://127.0.0.1:${port}`, { connections: 20 });
let most = 0;
const look = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 50);
await new Round(asWay(transport), {
  worker: "memory",
  compose: composeSafely,
  sign: () => null,
  mustEnd: () => false,
}).run();
clearInterval(look);
transport.close();
await disconnect();
process.stdout.write(
  `${JSON.stringify({ most: Math.max(most, process.memoryUsage.rss()) / 1024 / 1024 })}\n`,
);
process.exit(0);
