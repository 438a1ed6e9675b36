import { db } from "#app/db/client.ts";
import { transaction, type Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { forgetCounts } from "./allowance.ts";
import { settleDeliveries, type Settlement } from "./settle.ts";

/*
 * The credit window: which letters a worker may just be handing to a mail server. It is written down before the first
 * byte of a letter goes out, so that after a crash at most these are in doubt.
 */

type Sent = Extract<Settlement, { status: "sent" }>;

const DAY = 86_400_000;

/** Before a worker's first letter: without a window, everything that it held would be in doubt. */
export async function openWindow(tx: Tx, worker: string): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO sending_window (worker, letters, at) VALUES (${worker}, '{}', ${now()}) ON CONFLICT DO NOTHING`;
}

/**
 * Writes down what became of some letters, and which are begun now beside those still in flight: for what was taken by
 * the server, one statement. Only what is still this worker's may begin: not what was handed to another because the
 * lease ran out, nor what was stopped or paused, or has become too old. Returns the ids that may go.
 */
export async function moveWindow(
  worker: string,
  {
    settled,
    inFlight,
    next,
  }: { settled: readonly Settlement[]; inFlight: readonly string[]; next: readonly string[] },
): Promise<Set<string>> {
  const sent = settled.filter((one) => one.status === "sent");
  await settleDeliveries(
    worker,
    settled.filter((one) => one.status !== "sent"),
  );
  return new Set(await settleAndBegin(worker, sent, inFlight, next));
}

/** After the last letter. */
export async function closeWindow(worker: string): Promise<void> {
  await db().$executeRaw`DELETE FROM sending_window WHERE worker = ${worker}`;
}

/** Of workers that died long ago; their letters were recovered. */
export async function forgetWindows(at: Date): Promise<void> {
  await transaction(async (tx) => {
    await tx.$executeRaw`
      DELETE FROM sending_window WHERE at < ${new Date(at.getTime() - DAY)} AND NOT EXISTS (
        SELECT 1 FROM delivery WHERE delivery.status = 'leased' AND delivery.leased_by = sending_window.worker)`;
    await forgetCounts(tx);
  });
}

/**
 * What may not begin after all, and is still ours: letters of a paused digest are put off as the others were
 * (digest/parking), and what was stopped or grew too old is cancelled.
 */
export async function withdraw(worker: string, ids: readonly string[]): Promise<void> {
  const at = now();
  const stale = await db().$queryRaw<{ id: string }[]>`
    WITH parked AS (
      UPDATE delivery SET status = 'prepared', leased_until = NULL, leased_by = NULL,
        not_before = delivery.not_before + interval '1000 years'
      FROM digest
      WHERE delivery.id = ANY(${ids}::uuid[]) AND delivery.status = 'leased' AND leased_by = ${worker}
        AND delivery.not_after > ${at} AND digest.id = delivery.digest_id AND digest.status = 'paused'
    )
    SELECT id FROM delivery WHERE id = ANY(${ids}::uuid[]) AND status = 'leased' AND leased_by = ${worker}
      AND not_after <= ${at}`;
  await settleDeliveries(
    worker,
    stale.map(({ id }) => ({ id, status: "cancelled", response: "too late" })),
  );
}

/** Lists go in and come out as one text each: value by value they would cost the sender more than all the rest of it. */
async function settleAndBegin(
  worker: string,
  sent: readonly Sent[],
  inFlight: readonly string[],
  next: readonly string[],
): Promise<string[]> {
  const at = now();
  const rows = sent.map(({ id, response, messageId }) => ({
    id,
    response: response.slice(0, 500),
    message_id: messageId,
  }));
  const [moved] = await db().$queryRaw<{ begun: string }[]>`
    WITH settled AS (
      UPDATE delivery SET status = 'sent', response = new.response, message_id = new.message_id, sent_at = ${at},
        attempts = attempts + 1, leased_until = NULL, leased_by = NULL
      FROM json_to_recordset(${JSON.stringify(rows)}::json) AS new (id uuid, response text, message_id text)
      WHERE delivery.id = new.id AND delivery.status IN ('leased', 'uncertain') AND delivery.leased_by = ${worker}
    ),
    begun AS (
      SELECT delivery.id FROM delivery LEFT JOIN digest ON digest.id = delivery.digest_id
      WHERE delivery.id = ANY(string_to_array(${next.join()}, ',')::uuid[]) AND delivery.status = 'leased'
        AND leased_by = ${worker}
        AND leased_until > ${at} AND not_after > ${at} AND digest.status IS DISTINCT FROM 'paused'
    ),
    moved AS (
      INSERT INTO sending_window (worker, letters, at)
      VALUES (${worker}, string_to_array(${inFlight.join()}, ',')::uuid[] || ARRAY(SELECT id FROM begun), ${at})
      ON CONFLICT (worker) DO UPDATE SET letters = EXCLUDED.letters, at = EXCLUDED.at
    )
    SELECT coalesce(string_agg(id::text, ','), '') AS begun FROM begun`;
  return moved?.begun === "" ? [] : (moved?.begun ?? "").split(",");
}
