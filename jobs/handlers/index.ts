import type { JobName, JobPayload } from "#app/outbox/catalog.ts";
import { makeExport } from "#app/models/export/make.ts";
import { runArchive } from "#app/models/uploaded-archive/run.ts";
import { importPeople } from "#app/models/people-import/run.ts";
import { issueDigests } from "#jobs/handlers/issue-digests.ts";
import { issueNewsletters } from "#jobs/handlers/issue-newsletters.ts";
import { processInbound } from "#jobs/handlers/process-inbound.ts";
import { readInbound } from "#jobs/handlers/read-inbound.ts";
import { remindAndExpire } from "#jobs/handlers/remind-and-expire.ts";
import { sendDeliveries } from "#jobs/handlers/send-deliveries.ts";
import { sweep } from "#jobs/handlers/sweep.ts";

/** Who does which job. A job that nobody does is not compiled. */
export const handlers: { [Name in JobName]: (payload: JobPayload<Name>) => Promise<void> } = {
  "read-inbound": readInbound,
  "process-inbound": processInbound,
  "send-deliveries": sendDeliveries,
  "issue-digests": issueDigests,
  "issue-newsletters": issueNewsletters,
  "import-people": ({ importId }) => importPeople(importId),
  "import-archive": ({ archiveId }) => runArchive(archiveId),
  "make-export": ({ exportId }) => makeExport(exportId),
  sweep,
  "remind-and-expire": remindAndExpire,
};
