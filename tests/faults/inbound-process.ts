import { monitorEventLoopDelay } from "node:perf_hooks";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
import { db } from "#app/db/client.ts";
import { amendConfig } from "#app/lib/config.ts";
import { startMailDoor } from "#jobs/ingress/smtp.ts";
import { runDueJobs } from "#jobs/run-job.ts";

/*
 * The door for mail and its reader in one process, to be killed and abused: prints its port, then takes and reads mail
 * until it ends. A line on standard input asks how it has been since the last one: {"stallMs", "rssMb", "cpuMs"}.
 */
amendConfig({ databaseUrl: process.env["DATABASE_URL"] ?? "" });
await db().$queryRaw`SELECT 1`;
const door = await startMailDoor({
  port: 0,
  host: "127.0.0.1",
  proxies: ["127.0.0.1"],
  total: Number(process.env["TOTAL"] ?? 600_000),
});
const stalls = monitorEventLoopDelay({ resolution: 5 });
stalls.enable();
process.stdout.write(`${String(door.port)}\n`);

createInterface({ input: process.stdin }).on("line", () => {
  const { user, system } = process.cpuUsage();
  const stallMs = Math.max(0, Math.round(stalls.max / 1e6) - 5);
  const rssMb = Math.round(process.memoryUsage.rss() / 2 ** 20);
  process.stdout.write(`${JSON.stringify({ stallMs, rssMb, cpuMs: Math.round((user + system) / 1000) })}\n`);
  stalls.reset();
});

for (;;) {
  // Without its database it waits, as a worker does.
  await runDueJobs().catch(() => undefined);
  await wait(10);
}
