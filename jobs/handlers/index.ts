import type { JobName, JobPayload } from "#app/outbox/catalog.ts";
import { issueDigests } from "#jobs/handlers/issue-digests.ts";
import { issueNewsletters } from "#jobs/handlers/issue-newsletters.ts";
import { processInbound } from "#jobs/handlers/process-inbound.ts";
import { remindAndExpire } from "#jobs/handlers/remind-and-expire.ts";
import { sendDeliveries } from "#jobs/handlers/send-deliveries.ts";
import { sweep } from "#jobs/handlers/sweep.ts";

/** Who does which job. A job that nobody does is not compiled. */
export const handlers: { [Name in JobName]: (payload: JobPayload<Name>) => Promise<void> } = {
  "process-inbound": processInbound,
  "send-deliveries": sendDeliveries,
  "issue-digests": issueDigests,
  "issue-newsletters": issueNewsletters,
  sweep,
  "remind-and-expire": remindAndExpire,
};
