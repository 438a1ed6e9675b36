import { db } from "#app/db/client.ts";
import { transaction } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { enqueue } from "#app/outbox/enqueue.ts";

const MINUTE = 60_000;
/** Reading takes seconds; who has held a message for this long is gone. */
const LONGEST_CLAIM = 2 * MINUTE;
/** A message that waits this long without a job has lost it. */
const LONGEST_WAIT = 5 * MINUTE;
/** Who crashed as often as this is set aside. */
export const MOST_ATTEMPTS = 5;
const BATCH = 200;

/** For the sweeper: messages whose reader died, or whose job was lost, are read again. Returns how many. */
export async function recoverInbound(): Promise<number> {
  await shuntHopeless();
  return transaction(async (tx) => {
    const before = new Date(now().getTime() - LONGEST_CLAIM);
    const abandoned = await tx.inboundMessage.findMany({
      where: { status: "processing", claimedAt: { lt: before } },
      select: { id: true },
      take: BATCH,
    });
    const ids = abandoned.map(({ id }) => id);
    await tx.inboundMessage.updateMany({
      where: { id: { in: ids }, status: "processing", claimedAt: { lt: before } },
      data: { status: "received", claimedAt: null },
    });

    const jobless = await tx.$queryRaw<{ id: string }[]>`
      SELECT id::text FROM inbound_message
      WHERE status = 'received' AND received_at < ${new Date(now().getTime() - LONGEST_WAIT)}
        AND NOT EXISTS (
          SELECT 1 FROM outbox_job
          WHERE name = 'process-inbound' AND status <> 'failed'
            AND payload->>'inboundMessageId' = inbound_message.id::text)
      LIMIT ${BATCH}`;
    const again = new Set([...ids, ...jobless.map(({ id }) => id)]);
    for (const inboundMessageId of again) await enqueue(tx, "process-inbound", { inboundMessageId });
    return again.size;
  });
}

/** Whoever reads it dies (kill -9, out of memory), five times over: it is set aside like any that crashes. */
async function shuntHopeless(): Promise<void> {
  await db().inboundMessage.updateMany({
    where: {
      status: "processing",
      attempts: { gte: MOST_ATTEMPTS },
      claimedAt: { lt: new Date(now().getTime() - LONGEST_CLAIM) },
    },
    data: {
      status: "shunted",
      error: "The process that read it ended, five times.",
      settledAt: now(),
      claimedAt: null,
    },
  });
}
