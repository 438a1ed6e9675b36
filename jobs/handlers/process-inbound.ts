import { claimInboundMessage, noteCrash } from "#app/models/inbound-message.ts";
import { carryOut } from "#jobs/handlers/process-inbound/carry-out.ts";
import { decide } from "#jobs/handlers/process-inbound/decide.ts";
import { openLetter, type Letter } from "#jobs/handlers/process-inbound/open-letter.ts";

/**
 * A message becomes what it is: a post, an answer, a command, a report. Runs as often as it must: who finds nothing to
 * claim goes home. What crashes is tried again, and set aside after the fifth time; nothing is lost either way.
 */
export async function processInbound({ inboundMessageId }: { inboundMessageId: string }): Promise<void> {
  const inbound = await claimInboundMessage(inboundMessageId);
  if (!inbound) return;

  let letter: Letter | null = null;
  try {
    letter = await openLetter(inbound);
    await carryOut(letter, await decide(letter));
  } catch (error) {
    if ((await noteCrash(inbound, error, letter?.reading)) === "again") throw error;
  }
}
