import { log } from "#app/lib/log.ts";
import type { QueueName } from "#app/outbox/catalog.ts";
import { resumeSending, sendDeliveries, stopSending } from "#jobs/handlers/send-deliveries.ts";
import { sweep } from "#jobs/handlers/sweep.ts";
import { openQueues, QUEUES, type Queues, type WorkingQueue } from "#jobs/queues.ts";
import { startRelay } from "#jobs/relay.ts";
import { runJob } from "#jobs/run-job.ts";
import { startSchedules } from "#jobs/schedules.ts";

/** How many jobs of a queue a worker does at once. */
const concurrency = { inbound: 4, outbound: 2, upkeep: 1 } as const satisfies Record<QueueName, number>;

const FINISHING = 20_000;
/** What only lets go of connections is not waited for longer: the process ends, and the system takes them back. */
const LETTING_GO = 4_000;

export interface RunningWorker {
  queues: Queues;
  /** Takes nothing new, finishes what is in hand, or hands it back after twenty seconds. */
  close(): Promise<void>;
}

export async function startWorker(): Promise<RunningWorker> {
  resumeSending();
  const queues = await openQueues();
  const hands = QUEUES.map((queue) => queues.work(queue, concurrency[queue], runJob));
  const relay = startRelay(queues);
  const schedules = startSchedules(queues);
  const looked = lookAround();

  return {
    queues,
    async close() {
      schedules.close();
      await letGo("relay", relay.close());
      await Promise.all([within(FINISHING, looked), stopSending(), ...hands.map(finish)]);
      await letGo("queues", queues.close());
    },
  };
}

/** What another left when it died does not wait until the queue notices that its jobs have stalled. */
async function lookAround(): Promise<void> {
  try {
    await sweep();
    await sendDeliveries();
  } catch (error) {
    log.warn({ error: error instanceof Error ? error.name : "unknown" }, "the first look around failed");
  }
}

async function finish(hand: WorkingQueue): Promise<void> {
  if (await within(FINISHING, hand.close())) return;
  log.warn("a job did not finish in time and is handed back");
  await letGo("hand", hand.close(true));
}

/** A connection that is blocked in a wait may never come back by itself. */
async function letGo(part: string, closing: Promise<void>): Promise<void> {
  if (!(await within(LETTING_GO, closing))) log.warn({ part }, "did not let go in time");
}

async function within(milliseconds: number, ending: Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds);
  });
  return Promise.race([ending.then(() => true), late]).finally(() => clearTimeout(timer));
}
