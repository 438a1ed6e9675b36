import { config } from "#app/lib/config.ts";
import type { Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { prepareDelivery } from "#app/models/delivery.ts";
import { mayBeAnswered } from "#app/models/rejection/answerable.ts";
import {
  isNotice,
  isReason,
  noticeWords,
  reasons,
  type Fate,
  type NoticeReason,
  type RejectionReason,
} from "#app/models/rejection/reasons.ts";
import type { ReadMessage } from "#emails/reading/parse-message.ts";
import { LOCALES, type Locale } from "#emails/writing/locale.ts";
import type { InboundMessage } from "#prisma/generated/client.ts";
import type { InboundStatus } from "#prisma/generated/enums.ts";

export type { RejectionReason } from "#app/models/rejection/reasons.ts";
export { mayBeAnswered } from "#app/models/rejection/answerable.ts";

/** A message is not filed: thrown anywhere while it is read, caught in one place. */
export class Rejection extends Error {
  readonly reason: RejectionReason;

  constructor(reason: RejectionReason) {
    super(reasons[reason].why);
    this.name = "Rejection";
    this.reason = reason;
  }

  get status(): Extract<InboundStatus, "ignored" | "held" | "rejected"> {
    return statusOf[reasons[this.reason].fate];
  }
}

const statusOf = { silence: "ignored", hold: "held", notice: "rejected" } as const satisfies Record<
  Fate,
  InboundStatus
>;

const WEEK = 7 * 86_400_000;

/** In words for the console; null when there was no reason to give. */
export function holdWords(reason: string | null): string | null {
  if (reason === null) return null;
  return isReason(reason) ? reasons[reason].why : reason;
}

/**
 * Tells the sender that, and why, it was not taken, and gives the text back. At most one a day for each sender and
 * reason, never to a machine, and only for reasons that have words for the sender.
 */
export async function sendRejectionNotice(
  tx: Tx,
  inbound: InboundMessage,
  reason: RejectionReason,
  {
    message,
    written,
    membershipId = inbound.membershipId,
  }: { message: ReadMessage; written: string; membershipId?: string | null },
): Promise<boolean> {
  const address = message.from[0]?.address ?? "";
  if (!isNotice(reason) || inbound.communityId === null || !mayBeAnswered(message, inbound.envelopeFrom))
    return false;
  // Nobody writes to the community in the community's own name but the community.
  if (address.endsWith(`@${config().mailDomain}`)) return false;
  if (!(await takeDaysNotice(tx, inbound.communityId, address, reason))) return false;

  const words = noticeWords[reason][await localeOf(tx, inbound.communityId, membershipId)];
  await prepareDelivery(tx, {
    communityId: inbound.communityId,
    kind: "rejection",
    letterKey: `rejection:${inbound.id}`,
    address,
    membershipId,
    facts: {
      inboundMessageId: inbound.id,
      receivedAt: inbound.receivedAt.toISOString(),
      subject: message.subject,
      reason: words.reason,
      advice: words.advice,
      written: written.slice(0, 25_000),
    },
    urgency: 0,
    notAfter: new Date(now().getTime() + WEEK),
  });
  return true;
}

async function takeDaysNotice(
  tx: Tx,
  communityId: string,
  address: string,
  reason: NoticeReason,
): Promise<boolean> {
  const { count } = await tx.rejectionNotice.createMany({
    data: [{ communityId, address, reason, day: now().toISOString().slice(0, 10), createdAt: now() }],
    skipDuplicates: true,
  });
  return count === 1;
}

async function localeOf(tx: Tx, communityId: string, membershipId: string | null): Promise<Locale> {
  const member =
    membershipId === null
      ? null
      : await tx.membership.findFirst({ where: { id: membershipId, communityId } });
  const wanted =
    member?.locale ?? (await tx.community.findUniqueOrThrow({ where: { id: communityId } })).locale;
  return LOCALES.find((known) => known === wanted.slice(0, 2).toLowerCase()) ?? "en";
}
