import pg from "pg";

import { databaseUrl, db } from "#app/db/client.ts";
import { now } from "#app/lib/clock.ts";
import { log } from "#app/lib/log.ts";
import { isJobName, jobs, type QueueName } from "#app/outbox/catalog.ts";
import { QUEUES, type Queues, type Ticket } from "#jobs/queues.ts";

export interface Relay {
  close(): Promise<void>;
}

const BATCH = 500;
const POLL = 1_000;
const RECONNECT = 2_000;
/** A queue that does not take jobs within this is away: they wait in the outbox. */
const PATIENCE = 10_000;

/** Carries committed jobs to the queue: at once when told (LISTEN), and each second in case the word was lost. */
export function startRelay(queues: Queues): Relay {
  let closed = false;
  let again = false;
  let running: Promise<void> | null = null;

  const carry = async (): Promise<void> => {
    do {
      again = false;
      const carried = await relayDueJobs(queues).catch(hear);
      if (carried === BATCH) again = true;
    } while (again && !closed);
    running = null;
  };
  const nudge = (): void => {
    again = true;
    if (!closed) running ??= carry();
  };

  const poll = setInterval(nudge, POLL);
  const ears = listen(nudge);
  nudge();
  return {
    async close() {
      closed = true;
      clearInterval(poll);
      await ears.close();
      await running;
    },
  };
}

/** One round: rows are marked first and then carried, so that none is carried without being watched by the sweeper. */
export async function relayDueJobs(queues: Queues): Promise<number> {
  const rows = await takeDueRows();
  for (const queue of QUEUES) {
    const tickets = rows.filter(({ name }) => queueOf(name) === queue).map(writeTicket);
    if (tickets.length === 0) continue;
    try {
      await withPatience(queues.add(queue, tickets));
    } catch (error) {
      await giveBack(tickets);
      hear(error);
    }
  }
  return rows.length;
}

interface Row {
  id: bigint;
  name: string;
  payload: unknown;
}

async function takeDueRows(): Promise<Row[]> {
  return db().$queryRaw<Row[]>`
    UPDATE outbox_job SET status = 'relayed', relayed_at = ${now()}
    WHERE id IN (
      SELECT id FROM outbox_job WHERE status = 'waiting' AND run_at <= ${now()}
      ORDER BY run_at, id LIMIT ${BATCH} FOR UPDATE SKIP LOCKED
    )
    RETURNING id, name, payload`;
}

async function giveBack(tickets: readonly Ticket[]): Promise<void> {
  const ids = tickets.flatMap(({ outboxId }) => (outboxId === null ? [] : [BigInt(outboxId)]));
  await db().outboxJob.updateMany({
    where: { id: { in: ids }, status: "relayed" },
    data: { status: "waiting", relayedAt: null },
  });
}

/** A row that an older or newer version wrote goes to upkeep, where it fails with its name and is shown. */
function queueOf(name: string): QueueName {
  return isJobName(name) ? jobs[name].queue : "upkeep";
}

function writeTicket({ id, name, payload }: Row): Ticket {
  return { id: `outbox-${String(id)}`, name, payload, outboxId: String(id) };
}

async function withPatience(adding: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("the queue does not answer")), PATIENCE);
  });
  await Promise.race([adding, late]).finally(() => clearTimeout(timer));
}

/** A connection of its own, made again whenever it is lost. */
function listen(nudge: () => void): Relay {
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | null = null;
  let closed = false;

  const connect = async (): Promise<void> => {
    const fresh = new pg.Client({ connectionString: databaseUrl(), keepAlive: true });
    client = fresh;
    fresh.on("error", hear);
    fresh.on("notification", nudge);
    fresh.once("end", retry);
    await fresh.connect();
    await fresh.query("LISTEN outbox");
    nudge();
  };
  const retry = (): void => {
    if (closed || timer) return;
    timer = setTimeout(() => {
      timer = null;
      void connect().catch((error: unknown) => {
        hear(error);
        retry();
      });
    }, RECONNECT);
  };
  void connect().catch((error: unknown) => {
    hear(error);
    retry();
  });

  return {
    async close() {
      closed = true;
      if (timer) clearTimeout(timer);
      await client?.end().catch(hear);
    },
  };
}

function hear(error: unknown): void {
  const code = (error as NodeJS.ErrnoException).code ?? (error instanceof Error ? error.name : "unknown");
  log.warn({ code }, "the relay waits for its database or queue");
}
