import { now } from "#app/lib/clock.ts";
import { log } from "#app/lib/log.ts";
import { jobs, type JobName } from "#app/outbox/catalog.ts";
import type { Queues } from "#jobs/queues.ts";

/** What is done again and again, and how often (in milliseconds). Adding a row adds the schedule. */
const schedules = {
  sweep: 15_000,
  "send-deliveries": 20_000,
  "issue-digests": 60_000,
  "issue-newsletters": 60_000,
  "remind-and-expire": 3_600_000,
} as const satisfies Partial<Record<JobName, number>>;

export interface Schedules {
  close(): void;
}

/**
 * Plain timers in each worker. BullMQ's job schedulers live in the queue, and a flushed queue would forget them;
 * a timer needs nothing but the process. Several workers agree by the id: a queue holds one job of each period.
 */
export function startSchedules(queues: Queues): Schedules {
  const due = (name: keyof typeof schedules): void => {
    void askFor(queues, name).catch((error: unknown) =>
      log.warn(
        { job: name, code: error instanceof Error ? error.name : "unknown" },
        "a schedule waits for its queue",
      ),
    );
  };
  const names = Object.keys(schedules) as (keyof typeof schedules)[];
  const timers = names.map((name) => setInterval(() => due(name), schedules[name]));
  for (const name of names) due(name);
  return {
    close: () => {
      for (const timer of timers) clearInterval(timer);
    },
  };
}

async function askFor(queues: Queues, name: keyof typeof schedules): Promise<void> {
  const period = Math.floor(now().getTime() / schedules[name]);
  await queues.add(jobs[name].queue, [{ id: `${name}-${period}`, name, payload: {}, outboxId: null }]);
}
