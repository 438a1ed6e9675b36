import { config } from "#app/lib/config.ts";
import { db } from "#app/db/client.ts";
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

/** Every reason for which a message may wait, with its words: for choosing one. */
export function heldReasons(): (readonly [key: string, words: string])[] {
  return Object.entries(reasons).flatMap(([key, { fate, why }]) =>
    fate === "hold" ? [[key, why] as const] : [],
  );
}

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
    notBefore = now(),
    said,
  }: {
    message: ReadMessage;
    written: string;
    membershipId?: string | null;
    notBefore?: Date;
    /** By whoever decided, in their own words. */
    said?: string;
  },
): Promise<boolean> {
  const address = message.from[0]?.address ?? "";
  if (!isNotice(reason) || inbound.communityId === null || isUnanswerable(inbound, message)) return false;
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
      advice: said === undefined ? words.advice : `“${said}”`,
      written: written.slice(0, 25_000),
    },
    urgency: 0,
    notBefore,
    notAfter: new Date(now().getTime() + WEEK),
  });
  return true;
}

/** What its sender would be told if somebody decided now not to take it. */
export type ForeseenNotice =
  | { goes: true; address: string; reason: string; advice: string | null }
  | { goes: false; why: "machine" | "told-today" };

export async function foreseeNotice(inbound: InboundMessage, message: ReadMessage): Promise<ForeseenNotice> {
  const { communityId } = inbound;
  if (communityId === null || isUnanswerable(inbound, message)) return { goes: false, why: "machine" };
  const address = message.from[0]?.address ?? "";
  const day = now().toISOString().slice(0, 10);
  const told = await db().rejectionNotice.count({
    where: { communityId, address, reason: "by-hand", day },
  });
  if (told > 0) return { goes: false, why: "told-today" };
  const words = noticeWords["by-hand"][await localeOf(db(), communityId, inbound.membershipId)];
  return { goes: true, address, ...words };
}

/** A machine, or one who writes in the community's own name, which nobody does but the community. */
function isUnanswerable({ envelopeFrom }: InboundMessage, message: ReadMessage): boolean {
  const address = message.from[0]?.address ?? "";
  return !mayBeAnswered(message, envelopeFrom) || address.endsWith(`@${config().mailDomain}`);
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
