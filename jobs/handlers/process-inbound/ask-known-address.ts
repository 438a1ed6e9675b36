import type { Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { prepareDelivery } from "#app/models/delivery.ts";
import { withoutTokens } from "#app/models/leaked-tokens.ts";
import { primaryAddress } from "#app/models/person.ts";
import type { RejectionReason } from "#app/models/rejection.ts";
import type { Author } from "#jobs/handlers/process-inbound/author.ts";
import type { Letter } from "#jobs/handlers/process-inbound/open-letter.ts";

const WEEK = 7 * 86_400_000;

/** Doubts that the person in whose name it came can settle. */
const askable: ReadonlySet<RejectionReason> = new Set(["another-sender", "unproven-sender", "forged-sender"]);

/** "Was this you?", to the address that we know. Once a day for each person, whoever plays tricks on them. */
export async function askKnownAddress(
  tx: Tx,
  { inbound, message, reply }: Letter,
  member: Author,
  reason: RejectionReason,
): Promise<void> {
  if (!askable.has(reason) || member.status !== "active") return;
  await prepareDelivery(tx, {
    communityId: member.communityId,
    kind: "held",
    letterKey: `held:${member.id}:${now().toISOString().slice(0, 10)}`,
    address: await primaryAddress(member.personId, tx),
    membershipId: member.id,
    facts: {
      inboundMessageId: inbound.id,
      number: inbound.number,
      receivedAt: inbound.receivedAt.toISOString(),
      sender: message.from[0]?.address ?? "",
      written: withoutTokens(reply.text.slice(0, 2_000)),
    },
    urgency: 1,
    notAfter: new Date(now().getTime() + WEEK),
  });
}
