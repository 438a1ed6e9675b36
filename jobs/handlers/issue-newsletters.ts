import { log } from "#app/lib/log.ts";
import { issueDueNewsletters } from "#app/models/newsletter.ts";

/** Once a minute: a newsletter for every community whose digest has left, or whose month has come. */
export async function issueNewsletters(): Promise<void> {
  const issued = await issueDueNewsletters();
  for (const { newsletter, audience } of issued)
    log.info({ communityId: newsletter.communityId, audience }, "a newsletter was issued");
}
