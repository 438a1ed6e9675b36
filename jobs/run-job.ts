import { db } from "#app/db/client.ts";
import { now } from "#app/lib/clock.ts";
import { log } from "#app/lib/log.ts";
import { isJobName, jobs, type JobName } from "#app/outbox/catalog.ts";
import { handlers } from "#jobs/handlers/index.ts";
import type { Attempt } from "#jobs/queues.ts";

/** One attempt at a job: done, its outbox row is gone; failed for good, the row says why. Throws for another try. */
export async function runJob({ name, payload, outboxId, last }: Attempt): Promise<void> {
  try {
    if (!isJobName(name)) throw new Error(`No job is called ${name}`);
    await perform(name, payload);
  } catch (error) {
    await noteFailure(outboxId, last, error);
    throw error;
  }
  if (outboxId !== null) await db().outboxJob.deleteMany({ where: { id: BigInt(outboxId) } });
}

/** Everything that is due, here and now, without a queue: for commands, and for tests that are not about queues. */
export async function runDueJobs(): Promise<number> {
  let done = 0;
  for (;;) {
    const row = await db().outboxJob.findFirst({
      where: { status: "waiting", runAt: { lte: now() } },
      orderBy: [{ runAt: "asc" }, { id: "asc" }],
    });
    if (!row) return done;
    await runJob({ name: row.name, payload: row.payload, outboxId: String(row.id), last: true });
    done += 1;
  }
}

function perform(name: JobName, payload: unknown): Promise<void> {
  const handle: (payload: never) => Promise<void> = handlers[name];
  return handle(jobs[name].payload.parse(payload) as never);
}

async function noteFailure(outboxId: string | null, last: boolean, error: unknown): Promise<void> {
  const words = error instanceof Error ? error.message.slice(0, 2_000) : String(error);
  log.error({ outboxId, last, error: error instanceof Error ? error.name : "unknown" }, "a job failed");
  if (outboxId === null) return;
  await db()
    .outboxJob.updateMany({
      where: { id: BigInt(outboxId) },
      data: { attempts: { increment: 1 }, error: words, ...(last ? { status: "failed" as const } : {}) },
    })
    // The database may be what failed: the sweeper finds the row as it was.
    .catch(() => undefined);
}
