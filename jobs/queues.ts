import {
  createPostgresBackend,
  Queue,
  runMigrations,
  withBackend,
  Worker,
  type JobsOptions,
  type PostgresConnectionOptions,
} from "bullmq";
import pg from "pg";

import { databaseUrl } from "#app/db/client.ts";
import { config } from "#app/lib/config.ts";
import { log } from "#app/lib/log.ts";
import { jobs, type QueueName } from "#app/outbox/catalog.ts";

/** One job on its way to a worker. The id makes carrying it twice harmless: a queue holds each id once. */
export interface Ticket {
  id: string;
  name: string;
  payload: unknown;
  /** The outbox row behind it; null for what a schedule asked for. */
  outboxId: string | null;
}

export interface Attempt extends Omit<Ticket, "id"> {
  /** Whether the queue gives up when this one fails. */
  last: boolean;
}

export interface Queues {
  engine: "PostgreSQL" | "Redis";
  add(queue: QueueName, tickets: readonly Ticket[]): Promise<void>;
  /** Takes work from a queue until closed. Closing waits for what is in hand; by force it is handed back. */
  work(queue: QueueName, concurrency: number, work: (attempt: Attempt) => Promise<void>): WorkingQueue;
  counts(queue: QueueName): Promise<Record<string, number>>;
  /** Throws away everything that waits: for tests of what a lost queue does (nothing). */
  flush(): Promise<void>;
  close(): Promise<void>;
}

export interface WorkingQueue {
  close(force?: boolean): Promise<void>;
}

export const QUEUES = [...new Set(Object.values(jobs).map(({ queue }) => queue))] as readonly QueueName[];

interface Cargo {
  payload: unknown;
  outboxId: string | null;
}

/** Six tries, one to sixteen seconds apart; nothing is kept, because the outbox row tells what became of it. */
const carrying: JobsOptions = {
  attempts: 6,
  backoff: { type: "exponential", delay: 1_000, jitter: 0.3 },
  removeOnComplete: true,
  removeOnFail: true,
};

/**
 * A worker that died is noticed within twenty seconds; one that is only slow loses its job to another, which does no
 * harm: jobs claim what they do. `runRetryDelay` is how long a worker rests after its database went away; BullMQ's own 15 s
 * is too long for mail.
 */
const working = {
  lockDuration: 15_000,
  stalledInterval: 5_000,
  maxStalledCount: 5,
  runRetryDelay: 1_000,
  drainDelay: 5,
};

/** BullMQ on PostgreSQL, or on Redis where REDIS_URL names one. */
export async function openQueues(): Promise<Queues> {
  const { redisUrl } = config();
  return redisUrl === null ? openOnPostgres(databaseUrl()) : openOnRedis(redisUrl);
}

/**
 * All queues share one pool of ours rather than one each: fewer connections at rest, and only so can every client be
 * given an `error` listener (a client that is checked out has none of its own, and would end the process).
 */
async function openOnPostgres(connectionString: string): Promise<Queues> {
  const pool = new pg.Pool({
    connectionString,
    max: 9,
    idleTimeoutMillis: 30_000,
    options: "-c search_path=bullmq",
  });
  pool.on("error", hear("queue"));
  pool.on("connect", (client) => client.on("error", hear("queue")));
  await migrateQueues(pool);

  // The pool that BullMQ describes and the one that pg exports are the same thing under two sets of types.
  const connection = pool as unknown as PostgresConnectionOptions;
  const bullmq = withBackend(createPostgresBackend);
  return joinQueues({
    engine: "PostgreSQL",
    open: (name) => new bullmq.Queue<Cargo>(name, { connection }),
    work: (name, options, work) =>
      new bullmq.Worker<Cargo>(name, work, { ...working, ...options, connection }),
    release: () => pool.end(),
  });
}

async function migrateQueues(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await runMigrations(client, "bullmq");
  } finally {
    client.release();
  }
}

/** Adding fails fast while Redis is away (the relay comes again); workers wait for it without end. */
function openOnRedis(url: string): Queues {
  const prefix = "roundletter";
  const adding = { url, maxRetriesPerRequest: 1, enableOfflineQueue: false };
  const waiting = { url, maxRetriesPerRequest: null };
  return joinQueues({
    engine: "Redis",
    open: (name) => new Queue<Cargo>(name, { prefix, connection: adding }),
    work: (name, options, work) =>
      new Worker<Cargo>(name, work, { ...working, ...options, prefix, connection: waiting }),
    release: () => Promise.resolve(),
  });
}

interface CarriedJob {
  name: string;
  data: Cargo;
  attemptsMade: number;
  opts: JobsOptions;
}

interface OpenQueue {
  on(event: "error", listener: (error: Error) => void): unknown;
  addBulk(cargo: { name: string; data: Cargo; opts: JobsOptions }[]): Promise<unknown>;
  getJobCounts(): Promise<Record<string, number>>;
  obliterate(options: { force: boolean }): Promise<void>;
  close(): Promise<void>;
}

interface OpenWorker {
  on(event: "error", listener: (error: Error) => void): unknown;
  close(force?: boolean): Promise<void>;
}

interface Backend {
  engine: Queues["engine"];
  open(name: QueueName): OpenQueue;
  work(
    name: QueueName,
    options: { concurrency: number },
    work: (job: CarriedJob) => Promise<void>,
  ): OpenWorker;
  release(): Promise<void>;
}

function joinQueues(backend: Backend): Queues {
  const open = new Map(QUEUES.map((name) => [name, backend.open(name)]));
  for (const queue of open.values()) queue.on("error", hear("queue"));
  const named = (name: QueueName): OpenQueue => {
    const queue = open.get(name);
    if (!queue) throw new Error(`No queue is called ${name}`);
    return queue;
  };

  return {
    engine: backend.engine,
    async add(name, tickets) {
      const cargo = tickets.map(({ id, name, payload, outboxId }) => ({
        name,
        data: { payload, outboxId },
        opts: { ...carrying, jobId: id },
      }));
      if (cargo.length > 0) await named(name).addBulk(cargo);
    },
    work(name, concurrency, work) {
      const worker = backend.work(name, { concurrency }, (job) => work(readAttempt(job)));
      worker.on("error", hear("worker"));
      return worker;
    },
    counts: (name) => named(name).getJobCounts(),
    async flush() {
      for (const queue of open.values()) await queue.obliterate({ force: true });
    },
    async close() {
      await Promise.allSettled([...open.values()].map((queue) => queue.close()));
      await backend.release();
    },
  };
}

function readAttempt({ name, data, attemptsMade, opts }: CarriedJob): Attempt {
  return {
    name,
    payload: data.payload,
    outboxId: data.outboxId,
    last: attemptsMade + 1 >= (opts.attempts ?? 1),
  };
}

/** A lost connection is told and survived: BullMQ and pg connect again by themselves. */
function hear(who: "queue" | "worker"): (error: Error) => void {
  return (error) =>
    log.warn(
      { who, code: (error as NodeJS.ErrnoException).code ?? error.name },
      "the queue's connection faltered",
    );
}
