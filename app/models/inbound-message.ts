import { db } from "#app/db/client.ts";
import type { Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { fileInGroup } from "#app/models/inbound-message/filing.ts";
import { MOST_ATTEMPTS } from "#app/models/inbound-message/recovery.ts";
import { fingerprintOf } from "#app/models/inbound-message/fingerprint.ts";
import { readAddress } from "#emails/writing/addresses.ts";
import { config } from "#app/lib/config.ts";
import type { InboundMessage } from "#prisma/generated/client.ts";
import type { InboundStatus } from "#prisma/generated/enums.ts";

export { listInbox, nextHeld, type InboxState } from "./inbound-message/inbox.ts";
export { countHeld, inboundById, listHeld, type ListedInbound } from "./inbound-message/list.ts";
export {
  rejectByAuthor,
  rejectHeld,
  releaseByAuthor,
  releaseHeld,
  restoreHeld,
  silenceHeld,
} from "./inbound-message/judging.ts";
export {
  judgeHeld,
  takeBackJudgements,
  type Judged,
  type Verdict,
} from "./inbound-message/judging-several.ts";
export { claimInboundMessage } from "./inbound-message/claiming.ts";
export { type Living, livingAt } from "./inbound-message/living-at.ts";
export { recoverInbound } from "./inbound-message/recovery.ts";

export interface ArrivedMessage {
  /** Which door it came by: "smtp", "command". */
  ingress: string;
  envelopeFrom: string;
  recipient: string;
  remoteHost: string;
  raw: Uint8Array;
}

export interface Filed {
  id: string;
  /** It had arrived before: answered like the first time, and filed once. */
  duplicate: boolean;
}

/** What came of a message: a post, a thread, a reaction, a question, a command, a bounce, a release by someone. */
export type Outcome = readonly ({ kind: string } & Record<string, string | number | boolean | null>)[];

export interface Settlement {
  status: Extract<InboundStatus, "accepted" | "held" | "rejected" | "ignored">;
  reason?: string | null;
  outcome?: Outcome;
  membershipId?: string | null;
}

/** Durable when this returns: only then may the other side be answered with yes. */
export async function receiveInboundMessage(arrived: ArrivedMessage): Promise<Filed> {
  const recipient = plain(arrived.recipient).trim().toLowerCase();
  return fileInGroup({
    ingress: arrived.ingress,
    envelopeFrom: plain(arrived.envelopeFrom),
    recipient,
    slug: readAddress(recipient, config().mailDomain)?.slug ?? "",
    remoteHost: plain(arrived.remoteHost),
    raw: arrived.raw,
    fingerprint: await fingerprintOf(recipient, arrived.raw),
  });
}

/** What the console shows of a message, known as soon as it has been read. */
export interface Facts {
  fromAddress: string | null;
  fromName: string | null;
  subject: string | null;
  messageId: string | null;
  preview: string | null;
}

/** What reading it told, kept with whatever became of it: facts, and what is known of its sender and why. */
export interface Reading {
  facts: Facts;
  authentication: { verdict: string; found: readonly string[] } | null;
}

/** The end of reading, in the transaction of what came of it. Throws when it had been settled or taken back meanwhile. */
export async function settleInboundMessage(
  tx: Tx,
  id: string,
  settlement: Settlement,
  reading: Reading | null = null,
): Promise<void> {
  const { status, reason = null, outcome = [], membershipId } = settlement;
  const { count } = await tx.inboundMessage.updateMany({
    where: { id, status: "processing" },
    data: {
      status,
      reason,
      outcome: [...outcome],
      settledAt: now(),
      claimedAt: null,
      error: null,
      ...(membershipId === undefined ? {} : { membershipId }),
      ...columnsOf(reading),
    },
  });
  if (count !== 1) throw new Error("this message has been settled by another");
}

/** Reading it crashed: it is tried again, and after the fifth time it is set aside with its error. */
export async function noteCrash(
  message: Pick<InboundMessage, "id" | "attempts">,
  error: unknown,
  reading: Reading | null = null,
): Promise<"again" | "shunted"> {
  const words = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const shunted = message.attempts >= MOST_ATTEMPTS;
  await db().inboundMessage.updateMany({
    where: { id: message.id, status: "processing" },
    data: {
      status: shunted ? "shunted" : "received",
      error: words.slice(0, 2_000),
      claimedAt: null,
      ...(shunted ? { settledAt: now() } : {}),
      ...columnsOf(reading),
    },
  });
  return shunted ? "shunted" : "again";
}

function columnsOf(reading: Reading | null) {
  if (!reading) return {};
  const { facts, authentication } = reading;
  return { ...facts, ...(authentication ? { authentication: asJson(authentication) } : {}) };
}

function asJson({ verdict, found }: NonNullable<Reading["authentication"]>) {
  return { verdict, found: [...found] };
}

/** PostgreSQL's text takes no NUL. */
function plain(text: string): string {
  return text.replaceAll("\0", "").slice(0, 1_000);
}
