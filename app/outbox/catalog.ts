import { z } from "zod";

export type QueueName = "inbound" | "outbound" | "upkeep";

const nothing = z.object({});

/** Every job there is. A job is a hint that something is due: the database says what, and jobs may run twice. */
export const jobs = {
  /** Whatever was received is read, many at a time. */
  "read-inbound": { queue: "inbound", payload: nothing },
  /** This one is read (again), by itself. */
  "process-inbound": { queue: "inbound", payload: z.object({ inboundMessageId: z.uuid() }) },
  "send-deliveries": { queue: "outbound", payload: nothing },
  "issue-digests": { queue: "upkeep", payload: nothing },
  "issue-newsletters": { queue: "upkeep", payload: nothing },
  "import-people": { queue: "upkeep", payload: z.object({ importId: z.uuid() }) },
  /** Beside mail that comes in: it may take minutes, and digests must not wait for it. */
  "import-archive": { queue: "inbound", payload: z.object({ archiveId: z.uuid() }) },
  "make-export": { queue: "upkeep", payload: z.object({ exportId: z.uuid() }) },
  sweep: { queue: "upkeep", payload: nothing },
  "remind-and-expire": { queue: "upkeep", payload: nothing },
} as const satisfies Record<string, { queue: QueueName; payload: z.ZodType }>;

export type JobName = keyof typeof jobs;
export type JobPayload<Name extends JobName> = z.infer<(typeof jobs)[Name]["payload"]>;

export function isJobName(name: string): name is JobName {
  return Object.hasOwn(jobs, name);
}
