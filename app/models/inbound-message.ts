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

export { countHeld, inboundById, listHeld, listInbound, type ListedInbound } from "./inbound-message/list.ts";
export {
  rejectByAuthor,
  rejectHeld,
  releaseByAuthor,
  releaseHeld,
  restoreHeld,
} from "./inbound-message/judging.ts";
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
export function receiveInboundMessage(arrived: ArrivedMessage): Promise<Filed> {
  const recipient = plain(arrived.recipient).trim().toLowerCase();
  return fileInGroup({
    ingress: arrived.ingress,
    envelopeFrom: plain(arrived.envelopeFrom),
    recipient,
    slug: readAddress(recipient, config().mailDomain)?.slug ?? "",
    remoteHost: plain(arrived.remoteHost),
    raw: arrived.raw,
    fingerprint: fingerprintOf(recipient, arrived.raw),
  });
}

/** Takes a message for reading; null when there is nothing to take (any more): another has it, or it is settled. */
export async function claimInboundMessage(id: string): Promise<InboundMessage | null> {
  const [claimed] = await db().inboundMessage.updateManyAndReturn({
    where: { id, status: "received" },
    data: { status: "processing", claimedAt: now(), attempts: { increment: 1 } },
  });
  return claimed ?? null;
}

/** What the console shows of a message, known as soon as it has been read. */
export interface Facts {
  fromAddress: string | null;
  fromName: string | null;
  subject: string | null;
  messageId: string | null;
  preview: string | null;
}

export async function noteFacts(id: string, facts: Facts): Promise<void> {
  await db().inboundMessage.updateMany({ where: { id, status: "processing" }, data: facts });
}

/** What is known of its sender, and why: shown beside a held message. */
export async function noteAuthentication(
  id: string,
  authentication: { verdict: string; found: readonly string[] },
): Promise<void> {
  const { verdict, found } = authentication;
  if (verdict === "unchecked" && found.length === 0) return;
  await db().inboundMessage.updateMany({
    where: { id, status: "processing" },
    data: { authentication: { verdict, found: [...found] } },
  });
}

/** The end of reading, in the transaction of what came of it. Throws when it had been settled or taken back meanwhile. */
export async function settleInboundMessage(tx: Tx, id: string, settlement: Settlement): Promise<void> {
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
    },
  });
  if (count !== 1) throw new Error("this message has been settled by another");
}

/** Reading it crashed: it is tried again, and after the fifth time it is set aside with its error. */
export async function noteCrash(
  message: Pick<InboundMessage, "id" | "attempts">,
  error: unknown,
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
    },
  });
  return shunted ? "shunted" : "again";
}

/** PostgreSQL's text takes no NUL. */
function plain(text: string): string {
  return text.replaceAll("\0", "").slice(0, 1_000);
}
