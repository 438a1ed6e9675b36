import { log } from "#app/lib/log.ts";
import { issueDueDigests } from "#app/models/digest.ts";
import { askForOks } from "#app/models/digest/ask-for-oks.ts";
import { resumeDueMembers } from "#app/models/membership/pausing.ts";

/**
 * Once a minute: a digest for every member whose hour has come, those whose pause ends with this hour among them; and
 * a proof to owners where the next one needs their ok.
 */
export async function issueDigests(): Promise<void> {
  await resumeDueMembers();
  await askForOks();
  const runs = await issueDueDigests();
  for (const { communityId, audience } of runs) log.info({ communityId, audience }, "digests were issued");
}
