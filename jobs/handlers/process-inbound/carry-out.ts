import { transaction } from "#app/db/transaction.ts";
import { settleInboundMessage } from "#app/models/inbound-message.ts";
import { tellJudges } from "#app/models/inbound-message/telling-judges.ts";
import { waitForParent, wakeWaiting } from "#app/models/inbound-message/waiting.ts";
import { Rejection, sendRejectionNotice } from "#app/models/rejection.ts";
import { askKnownAddress } from "#jobs/handlers/process-inbound/ask-known-address.ts";
import { whoSeems } from "#jobs/handlers/process-inbound/author.ts";
import { asRejection, type Decision } from "#jobs/handlers/process-inbound/decide.ts";
import type { Letter } from "#jobs/handlers/process-inbound/open-letter.ts";
import { ParentMissing } from "#jobs/handlers/process-inbound/parent-missing.ts";
import type { Placed } from "#jobs/handlers/process-inbound/placed.ts";

/** Does what was decided about one letter. @throws when it crashes; nothing of it is done then */
export async function carryOut(letter: Letter, decision: Decision): Promise<void> {
  if (decision instanceof ParentMissing) {
    await waitForParent(letter.inbound, decision.parent);
    return;
  }
  if (decision instanceof Rejection) {
    await reject(letter, decision);
    return;
  }
  try {
    await settle(letter, decision);
  } catch (error) {
    await reject(letter, asRejection(error));
  }
}

/** What it does and what became of it, in one transaction. */
async function settle({ inbound, reading }: Letter, { membershipId, act }: Placed): Promise<void> {
  await transaction(async (tx) => {
    const outcome = await act(tx);
    await settleInboundMessage(tx, inbound.id, { status: "accepted", outcome, membershipId }, reading);
    await wakeWaiting(tx, [reading.facts.messageId]);
  });
}

/** The one place where a message is not taken: recorded, and its sender told where the table has words for it. */
async function reject(letter: Letter, { reason, status }: Rejection): Promise<void> {
  const { inbound, message, reply, reading } = letter;
  const seems = await whoSeems(letter);
  const membershipId = seems?.id ?? null;
  await transaction(async (tx) => {
    await settleInboundMessage(tx, inbound.id, { status, reason, membershipId }, reading);
    if (status === "rejected") {
      await sendRejectionNotice(tx, inbound, reason, { message, written: reply.text, membershipId });
    }
    if (status === "held" && seems) await askKnownAddress(tx, letter, seems, reason);
    if (status === "held") await tellJudges(tx, inbound, reply.text);
  });
}
