import type { Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { type BounceReason, outcomeOf, reasonOf } from "#emails/reading/delivery-reasons.ts";
import type { ReportedRecipient } from "#emails/reading/delivery-status.ts";
import type { Delivery } from "#prisma/generated/client.ts";
import { tellOwnersOfBounce } from "./bounce/notice.ts";
import { suppress } from "./suppression.ts";

export { bounceNoticeFacts } from "./bounce/notice.ts";
export { stoppedAddresses, type StoppedAddress } from "./bounce/stopped.ts";
export { clearProvenAddresses, proveAlive } from "./bounce/proof-of-life.ts";

/** What a mail server says about one recipient: in a report that came back, or while it was being sent. */
export type BounceReport = Pick<ReportedRecipient, "outcome" | "status" | "reason" | "remoteText">;

const SOFT_LIMIT = 3;
const SOFT_WINDOW_DAYS = 15;
const DAY = 86_400_000;

/**
 * Counts once per letter and class. A permanent failure stops mail to the address at once; three letters that failed
 * transiently within 15 days pause it; a delay does neither. What is said about the letter rather than the mailbox
 * (policy, spam, size) is kept, and charged to nobody. Each address has a score of its own, so a changed one starts
 * clean; proof of life clears it (bounce/proof-of-life). Returns whether it is new.
 */
export async function recordBounce(
  tx: Tx,
  bounce: {
    delivery: Pick<Delivery, "id" | "communityId" | "address">;
    recipient: BounceReport;
    inboundMessageId?: string | null;
  },
): Promise<boolean> {
  const { delivery, recipient } = bounce;
  if (!delivery.communityId) return markBounced(tx, delivery, recipient);

  const { count } = await tx.bounce.createMany({
    data: [
      {
        communityId: delivery.communityId,
        deliveryId: delivery.id,
        address: delivery.address,
        class: recipient.outcome,
        status: recipient.status,
        reason: recipient.reason,
        words: recipient.remoteText.slice(0, 500),
        inboundMessageId: bounce.inboundMessageId ?? null,
        at: now(),
      },
    ],
    skipDuplicates: true,
  });
  if (count === 0) return false;

  if (recipient.outcome !== "delayed") await markBounced(tx, delivery, recipient);
  if (isAboutMailbox[recipient.reason]) {
    await stopIfHopeless(tx, { ...delivery, communityId: delivery.communityId }, recipient);
  }
  return true;
}

/** Somebody told their provider that our letter is unwanted: no more mail to them, at once, and the owners hear of it. */
export async function recordComplaint(
  tx: Tx,
  { communityId, address }: { communityId: string; address: string },
  words: string,
): Promise<boolean> {
  const isNew = await suppress(tx, { communityId, address, reason: "complaint", words });
  if (isNew) await tellOwnersOfBounce(tx, { communityId, address });
  return isNew;
}

/** What the mail server refused while a batch was being sent (models/delivery/settle). */
export async function recordRefusedRecipients(
  tx: Tx,
  refused: readonly { deliveryId: string; isFinal: boolean; code: string | null; words: string }[],
): Promise<void> {
  if (refused.length === 0) return;
  const deliveries = await tx.delivery.findMany({
    where: { id: { in: refused.map(({ deliveryId }) => deliveryId) } },
  });
  const byId = new Map(deliveries.map((delivery) => [delivery.id, delivery]));

  for (const { deliveryId, isFinal, code, words } of refused) {
    const delivery = byId.get(deliveryId);
    if (!delivery) continue;
    const reason = isFinal ? reasonOf(code, words) : "expired";
    const outcome = isFinal ? outcomeOf("failed", code, reason, words) : "transient";
    await recordBounce(tx, { delivery, recipient: { outcome, status: code, reason, remoteText: words } });
  }
}

/** Whether a reason speaks of the mailbox, or of this one letter and how it was sent. */
const isAboutMailbox = {
  unknown: true,
  full: true,
  route: true,
  expired: true,
  other: true,
  policy: false,
  spam: false,
  size: false,
} as const satisfies Record<BounceReason, boolean>;

const aboutMailbox = Object.entries(isAboutMailbox).flatMap(([reason, is]) => (is ? [reason] : []));

async function markBounced(
  tx: Tx,
  delivery: Pick<Delivery, "id">,
  { remoteText }: BounceReport,
): Promise<boolean> {
  const { count } = await tx.delivery.updateMany({
    where: { id: delivery.id, status: { in: ["sent", "uncertain"] } },
    data: { status: "bounced", response: remoteText.slice(0, 500) },
  });
  return count > 0;
}

type Failed = Pick<Delivery, "id" | "address"> & { communityId: string };

async function stopIfHopeless(tx: Tx, failed: Failed, { outcome, remoteText }: BounceReport): Promise<void> {
  const isHopeless = outcome === "permanent" || (outcome === "transient" && (await failsOften(tx, failed)));
  if (!isHopeless) return;

  const isNew = await suppress(tx, {
    communityId: failed.communityId,
    address: failed.address,
    reason: outcome === "permanent" ? "hard_bounce" : "soft_bounces",
    words: remoteText,
  });
  if (isNew) await tellOwnersOfBounce(tx, failed);
}

async function failsOften(tx: Tx, { communityId, address }: Failed): Promise<boolean> {
  const since = new Date(now().getTime() - SOFT_WINDOW_DAYS * DAY);
  const counting = { communityId, address, class: "transient", at: { gt: since }, clearedAt: null } as const;
  const about = { reason: { in: aboutMailbox } };
  return (await tx.bounce.count({ where: { ...counting, ...about } })) >= SOFT_LIMIT;
}
