import { setImmediate as nextTurn } from "node:timers/promises";

import { transaction } from "#app/db/transaction.ts";
import { log } from "#app/lib/log.ts";
import { claimReceived } from "#app/models/inbound-message/claiming.ts";
import { filePosts } from "#app/models/inbound-message/file-posts.ts";
import { noteCrash } from "#app/models/inbound-message.ts";
import { Rejection } from "#app/models/rejection.ts";
import { enqueue } from "#app/outbox/enqueue.ts";
import { carryOut } from "#jobs/handlers/process-inbound/carry-out.ts";
import { decide, type Decision } from "#jobs/handlers/process-inbound/decide.ts";
import { openLetter, type Letter } from "#jobs/handlers/process-inbound/open-letter.ts";
import { ParentMissing } from "#jobs/handlers/process-inbound/parent-missing.ts";
import type { InboundMessage } from "#prisma/generated/client.ts";

let reading: Promise<void> | null = null;
let isHinted = false;

/**
 * Reads whatever was received, many at a time, until nothing is left. Messages that become a post and nothing else are
 * filed together; all others one by one. One that crashes harms none of its neighbours: it is tried again by itself.
 * A hint that comes meanwhile is heard by the round that is under way.
 */
export function readInbound(): Promise<void> {
  isHinted = true;
  reading ??= readWhileHinted().finally(() => (reading = null));
  return reading;
}

async function readWhileHinted(): Promise<void> {
  while (isHinted) {
    isHinted = false;
    for (let batch = await claimReceived(); batch.length > 0; batch = await claimReceived())
      await readBatch(batch);
  }
}

async function readBatch(batch: readonly InboundMessage[]): Promise<void> {
  const letters: Letter[] = [];
  for (const inbound of batch) {
    const letter = await withoutHarm(inbound, null, () => openLetter(inbound));
    if (letter) letters.push(letter);
    // Others may be spoken to between two messages.
    await nextTurn();
  }
  for (const wave of wavesOf(letters)) await readWave(wave);
}

/** Who writes several times is read in that order: a second message may be about what became of the first. */
function wavesOf(letters: readonly Letter[]): Letter[][] {
  const waves: Letter[][] = [];
  const times = new Map<string, number>();
  for (const letter of letters) {
    const sender = letter.reading.facts.fromAddress?.toLowerCase() ?? "";
    const time = times.get(sender) ?? 0;
    times.set(sender, time + 1);
    (waves[time] ??= []).push(letter);
  }
  return waves;
}

async function readWave(letters: readonly Letter[]): Promise<void> {
  const decided = await Promise.all(
    letters.map(async (letter) => {
      const decision = await withoutHarm(letter.inbound, letter, () => decide(letter));
      return decision ? [{ letter, decision }] : [];
    }),
  );
  const filed = await fileTogether(decided.flat());
  for (const { letter, decision } of decided.flat()) {
    if (filed.has(letter.inbound.id)) continue;
    await withoutHarm(letter.inbound, letter, () => carryOut(letter, decision));
  }
}

interface Decided {
  letter: Letter;
  decision: Decision;
}

/** Those that are posts and nothing else, in one commit. When that fails, each is tried by itself: nothing is settled yet. */
async function fileTogether(decided: readonly Decided[]): Promise<ReadonlySet<string>> {
  const plain = decided.flatMap(({ letter: { inbound, reading: read }, decision }) =>
    decision instanceof Rejection || decision instanceof ParentMissing || !decision.plain
      ? []
      : [{ ...decision.plain, inboundMessageId: inbound.id, reading: read }],
  );
  if (plain.length === 0) return new Set();
  try {
    return await filePosts(plain);
  } catch (error) {
    log.warn(
      { messages: plain.length, error: error instanceof Error ? error.name : "unknown" },
      "messages that could not be filed together are filed one by one",
    );
    return new Set();
  }
}

/** null: it crashed. It goes back, and a job of its own reads it again. */
async function withoutHarm<Result>(
  inbound: InboundMessage,
  letter: Letter | null,
  work: () => Promise<Result>,
): Promise<Result | null> {
  try {
    return await work();
  } catch (error) {
    log.error({ error: error instanceof Error ? error.name : "unknown" }, "a message could not be read");
    await noteCrash(inbound, error, letter?.reading);
    await transaction((tx) => enqueue(tx, "process-inbound", { inboundMessageId: inbound.id }));
    return null;
  }
}
