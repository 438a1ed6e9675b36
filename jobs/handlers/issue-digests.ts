import { log } from "#app/lib/log.ts";
import { issueDueDigests } from "#app/models/digest.ts";

/** Once a minute: a digest for every member whose hour has come. */
export async function issueDigests(): Promise<void> {
  const runs = await issueDueDigests();
  for (const { communityId, audience } of runs) log.info({ communityId, audience }, "digests were issued");
}
