import type { Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { jobs, type JobName, type JobPayload } from "./catalog.ts";

/** Writes a job into the caller's transaction: no job without a committed reason, no reason without its job. */
export async function enqueue<Name extends JobName>(
  tx: Tx,
  name: Name,
  payload: JobPayload<Name>,
  { runAt = now() }: { runAt?: Date } = {},
): Promise<void> {
  await tx.outboxJob.create({
    data: { name, payload: jobs[name].payload.parse(payload), runAt, createdAt: now() },
    select: { id: true },
  });
  // The relay listens; a lost word is made good by its polling. Told at commit, once per transaction.
  await tx.$executeRaw`SELECT pg_notify('outbox', '')`;
}
