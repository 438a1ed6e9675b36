import { transaction, type Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { enqueue } from "#app/outbox/enqueue.ts";
import { recordRefusedRecipients } from "../bounce.ts";
import { untellDigests } from "../digest/told.ts";

/** What became of one letter. `response` is the mail server's last words, or our reason. */
export type Settlement = { id: string; response: string } & (
  | { status: "sent"; messageId: string }
  | { status: "deferred" }
  /** The server refused this recipient for good; `code` is its enhanced status (5.1.1) where it told one. */
  | { status: "bounced"; code: string | null }
  | { status: "suppressed" }
  | { status: "cancelled" }
  /** The connection broke when the letter was on its way: the server may have it. */
  | { status: "uncertain"; messageId: string }
  /** Not tried after all: the sender stops, and hands it back. */
  | { status: "prepared" }
);

/** How long a letter is tried, from when it was written. */
const TRY_HOURS = 48;
const FIRST_WAIT_SECONDS = 60;
const LONGEST_WAIT_SECONDS = 4 * 3600;

interface Settled {
  id: string;
  status: string;
  wasTried: boolean;
  notBefore: Date;
}

/**
 * Settles a whole batch in one statement. Only what this worker still holds is settled: leases that ran out in the
 * meantime (`uncertain`) too, for now it is known. A deferred letter is due again after a wait that doubles, up to
 * four hours; after 48 hours it has bounced.
 */
export async function settleDeliveries(worker: string, settlements: readonly Settlement[]): Promise<void> {
  if (settlements.length === 0) return;

  await transaction(async (tx) => {
    const settled = await writeSettlements(tx, worker, settlements);

    await recordRefusedRecipients(tx, bouncesAmong(settled, settlements));
    await untellDigests(
      tx,
      settled.filter(({ status }) => status === "cancelled").map(({ id }) => id),
    );
    const waiting = settled.filter(({ status }) => status === "deferred" || status === "prepared");
    const again = waiting.map(({ notBefore }) => notBefore.getTime());
    if (again.length > 0) await enqueue(tx, "send-deliveries", {}, { runAt: new Date(Math.min(...again)) });
  });
}

function writeSettlements(tx: Tx, worker: string, settlements: readonly Settlement[]): Promise<Settled[]> {
  const at = now();
  const rows = settlements.map((settlement) => ({
    id: settlement.id,
    status: settlement.status,
    response: settlement.response.slice(0, 500),
    message_id: "messageId" in settlement ? settlement.messageId : null,
    jitter: 0.8 + 0.4 * Math.random(),
  }));

  return tx.$queryRaw<Settled[]>`
    UPDATE delivery SET
      status = CASE WHEN new.status = 'deferred' AND delivery.created_at <= ${hoursBefore(at, TRY_HOURS)}
        THEN 'bounced' ELSE new.status END::"DeliveryStatus",
      response = new.response,
      message_id = coalesce(new.message_id, delivery.message_id),
      sent_at = CASE WHEN new.status = 'sent' THEN ${at} ELSE delivery.sent_at END,
      attempts = delivery.attempts + CASE WHEN new.status IN ('sent', 'deferred', 'bounced', 'uncertain') THEN 1 ELSE 0 END,
      not_before = CASE WHEN new.status = 'deferred'
        THEN ${at}::timestamptz + new.jitter * make_interval(secs => least(
          ${LONGEST_WAIT_SECONDS}::float, ${FIRST_WAIT_SECONDS}::float * 2 ^ least(delivery.attempts, 20)))
        ELSE delivery.not_before END,
      leased_until = NULL, leased_by = NULL
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS new (id uuid, status text, response text, message_id text, jitter float)
    WHERE delivery.id = new.id AND delivery.status IN ('leased', 'uncertain') AND delivery.leased_by = ${worker}
    RETURNING delivery.id, delivery.status::text, delivery.not_before AS "notBefore",
      new.status = 'deferred' AS "wasTried"`;
}

/** Refused for good, and tried for too long: the second is a transient failure, which counts less. */
function bouncesAmong(settled: readonly Settled[], settlements: readonly Settlement[]) {
  const byId = new Map(settlements.map((settlement) => [settlement.id, settlement]));
  return settled
    .filter(({ status }) => status === "bounced")
    .map(({ id, wasTried }) => {
      const settlement = byId.get(id);
      const code = settlement?.status === "bounced" ? settlement.code : null;
      return { deliveryId: id, isFinal: !wasTried, code, words: settlement?.response ?? "" };
    });
}

function hoursBefore(at: Date, hours: number): Date {
  return new Date(at.getTime() - hours * 3_600_000);
}
