import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { now } from "#app/lib/clock.ts";
import { log } from "#app/lib/log.ts";
import { compose } from "#app/mailers/index.ts";
import type { Composition } from "#app/mailers/letter.ts";
import {
  leaseDeliveries,
  type LeasedDelivery,
  settleDeliveries,
  type Settlement,
} from "#app/models/delivery.ts";
import { currentTransport, sendThrough } from "#jobs/sending/way-out.ts";
import type { SendResult, Transport } from "#jobs/transport.ts";

/** After a server that does not answer, nothing is tried for this long. */
const PAUSE_MS = 30_000;
/** A stop waits this long for what is under way. */
const FINISHING_MS = 8_000;

let sending: Promise<void> | null = null;
let isHinted = false;
let isStopping = false;
let pausedUntil = 0;

/**
 * Sends what is due until nothing is. A hint that comes while a round is under way is heard by that round: one
 * process never has more than one window (twice its connections) in its hands.
 */
export function sendDeliveries(): Promise<void> {
  isHinted = true;
  sending ??= sendWhileHinted().finally(() => {
    sending = null;
  });
  return sending;
}

/** A graceful stop: takes nothing new, and what no server has seen goes back to be sent by another. */
export async function stopSending(): Promise<void> {
  isStopping = true;
  const late = new AbortController();
  const timer = wait(FINISHING_MS, undefined, { signal: late.signal }).then(
    () => sendThrough(null),
    () => undefined,
  );
  await sending?.catch(() => undefined);
  late.abort();
  await timer;
}

/** Begins anew after `stopSending` (tests, and a process that changes its way out). */
export function resumeSending(): void {
  isStopping = false;
  pausedUntil = 0;
}

async function sendWhileHinted(): Promise<void> {
  while (isHinted) {
    isHinted = false;
    await sendAllDue(await currentTransport(), randomUUID());
  }
}

/**
 * Two hands, each with as many letters as there are connections: while one waits for its last answers, writes them
 * down and takes more, the other's letters keep every connection busy.
 */
async function sendAllDue(transport: Transport, worker: string): Promise<void> {
  const hands = await Promise.allSettled([sendInTurn(transport, worker), sendInTurn(transport, worker)]);
  for (const hand of hands) if (hand.status === "rejected") throw hand.reason;
}

async function sendInTurn(transport: Transport, worker: string): Promise<void> {
  for (;;) {
    if (isStopping || now().getTime() < pausedUntil) return;
    const leased = await leaseDeliveries(worker, transport.connections);
    if (leased.length === 0) return;
    await settleSurely(worker, await sendBatch(transport, leased));
  }
}

/** Composed together, sent side by side. Nothing here throws: each letter gets its settlement. */
async function sendBatch(transport: Transport, leased: readonly LeasedDelivery[]): Promise<Settlement[]> {
  const at = now();
  const kept = leased.filter((delivery) => whyNot(delivery, at) === null);
  const letters = await composeSafely(kept);

  const results: SendResult[] = [];
  const sent = kept.map(async (delivery): Promise<Settlement> => {
    const letter = letters.get(delivery.id) ?? new Error("its mailer forgot it");
    if (letter instanceof Error)
      return { id: delivery.id, status: "deferred", response: `not written: ${letter.message}` };
    if ("cancelled" in letter) return { id: delivery.id, status: "cancelled", response: letter.cancelled };
    const result = await transport.send(letter);
    results.push(result);
    return settlementOf(delivery.id, letter.messageId, result);
  });
  const settlements = await Promise.all(sent);
  pauseIfAway(results);
  return [...leased.flatMap((delivery) => whyNot(delivery, at) ?? []), ...settlements];
}

function whyNot({ id, isSuppressed, notAfter }: LeasedDelivery, at: Date): Settlement | null {
  if (isSuppressed) return { id, status: "suppressed", response: "the address is suppressed" };
  if (notAfter <= at) return { id, status: "cancelled", response: "too late" };
  return null;
}

/** A letter that cannot be written must not keep the others of its batch waiting. */
async function composeSafely(
  deliveries: readonly LeasedDelivery[],
): Promise<Map<string, Composition | Error>> {
  try {
    return await compose(deliveries);
  } catch (error) {
    if (deliveries.length <= 1) {
      const failure = error instanceof Error ? error : new Error(String(error));
      const kinds = deliveries.map(({ id, kind }) => ({ id, kind }));
      log.error({ deliveries: kinds, error: failure }, "a letter could not be written");
      return new Map(deliveries.map(({ id }) => [id, failure]));
    }
  }
  const alone = await Promise.all(deliveries.map((delivery) => composeSafely([delivery])));
  return new Map(alone.flatMap((composed) => [...composed]));
}

function settlementOf(id: string, messageId: string, result: SendResult): Settlement {
  const { response } = result;
  switch (result.outcome) {
    case "accepted":
      return { id, status: "sent", response, messageId };
    case "bounced":
      return { id, status: "bounced", response, code: result.code };
    case "uncertain":
      return { id, status: "uncertain", response, messageId };
    case "unsent":
      return { id, status: "prepared", response };
    case "deferred":
    case "away":
      return { id, status: "deferred", response };
  }
}

/** A server that was away for every letter of a batch is left alone for a while. One broken connection is none. */
function pauseIfAway(results: readonly SendResult[]): void {
  const [first] = results;
  if (!first || results.some(({ outcome }) => outcome !== "away")) return;
  pausedUntil = now().getTime() + PAUSE_MS;
  log.warn({ response: first.response.slice(0, 200) }, "the mail server is away: sending pauses");
}

/** What the server took must be written down: a database that restarts is waited for, as long as the lease holds. */
async function settleSurely(worker: string, settlements: readonly Settlement[]): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await settleDeliveries(worker, settlements);
      return;
    } catch (error) {
      if (attempt === 8) throw error;
      await wait(Math.min(250 * 2 ** attempt, 10_000));
    }
  }
}
