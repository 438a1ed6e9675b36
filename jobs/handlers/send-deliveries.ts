import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { composeSafely } from "#jobs/sending/compose-safely.ts";
import { Round } from "#jobs/sending/round.ts";
import { signatureOf } from "#jobs/sending/signature.ts";
import { openWays, type OpenWay, passableWay, sendThrough } from "#jobs/sending/way-out.ts";

/** A stop waits this long for what is under way. */
const FINISHING_MS = 15_000;
/** A pace that lets letters through again so soon is waited for; for all else the schedule looks again. */
const LONGEST_WAIT_MS = 5_000;
const LOOK_MS = 100;

let sending: Promise<void> | null = null;
let round: Round | null = null;
let isHinted = false;
let isStopping = false;

/**
 * Sends what is due until nothing is. A hint that comes while a round is under way is heard by that round: one
 * process never has more than one window (twice its connections) in its hands.
 */
export function sendDeliveries(): Promise<void> {
  isHinted = true;
  round?.hint();
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
}

async function sendWhileHinted(): Promise<void> {
  while (isHinted && !isStopping) {
    isHinted = false;
    await sendAllDue(await openWays());
  }
}

/** By the main way, or by the next one while that is away. */
async function sendAllDue(ways: readonly OpenWay[]): Promise<void> {
  while (!isStopping) {
    const way = passableWay(ways);
    if (!way) return;
    const isTrial = way.breaker.state === "trial";
    round = new Round(way, {
      worker: randomUUID(),
      compose: composeSafely,
      sign: signatureOf,
      mustEnd: () => isStopping || passableWay(ways) !== way,
    });
    const end = await round.run().finally(() => (round = null));
    const paceMs = end.why === "held" ? end.paceMs : null;
    if (paceMs !== null && paceMs <= LONGEST_WAIT_MS) await pause(paceMs);
    else if (end.why !== "ended" && !(isTrial && way.breaker.state === "closed")) return;
  }
}

async function pause(milliseconds: number): Promise<void> {
  for (let left = milliseconds; left > 0 && !isStopping; left -= LOOK_MS) await wait(Math.min(left, LOOK_MS));
}
