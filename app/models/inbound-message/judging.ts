import { z } from "zod";
import { transaction, type Tx } from "#app/db/transaction.ts";
import { config } from "#app/lib/config.ts";
import { isUuid } from "#app/lib/ids.ts";
import { Refusal } from "#app/lib/refusal.ts";
import { record } from "#app/models/audit.ts";
import { addVouchedAddress } from "#app/models/membership/addresses.ts";
import { revokeLetter } from "#app/models/membership/revoking.ts";
import { tidyAddress } from "#app/models/person.ts";
import { insistMay, type Actor } from "#app/models/roles.ts";
import { sendRejectionNotice, type RejectionReason } from "#app/models/rejection.ts";
import { enqueue } from "#app/outbox/enqueue.ts";
import { now } from "#app/lib/clock.ts";
import { parseMessage } from "#emails/reading/parse-message.ts";
import { readReply } from "#emails/reading/reply-text.ts";
import { withoutTokens } from "#app/models/leaked-tokens.ts";
import { readAddress } from "#emails/writing/addresses.ts";
import type { InboundMessage, Membership } from "#prisma/generated/client.ts";

/** A decision of the console waits as long as its undo is offered; then the message is read. */
const SECOND_THOUGHT = 10_000;

export interface Release {
  /** In whose name it is said; whose it seems to be when left out. */
  as?: string;
  /** The address that was used is theirs from now on. */
  trust?: boolean;
  /** Its new words, as somebody edited them. */
  text?: string;
}

/**
 * Lets a held message (or one that crashed) be read again, now in the name of a member who is sure to have written it;
 * ten seconds later, so that `takeBackJudgements` can undo it. Returns that member's name, if there is one.
 * @throws Refusal "not-allowed", "not-found", "already-settled", "choose-member", "address-taken" (to trust)
 */
export async function releaseHeld(
  actor: Actor,
  id: string,
  { as, trust = false, text }: Release = {},
): Promise<string | null> {
  insistMay(actor, "judge-held");
  const communityId = actor.community.id;

  return transaction(async (tx) => {
    const message = await insistMessage(tx, communityId, id);
    const membershipId = as ?? message.membershipId;
    // What crashed is simply tried again; what was held needs somebody in whose name it is said.
    if (membershipId === null && (message.status === "held" || trust)) throw new Refusal("choose-member");
    const member = membershipId === null ? null : await insistMember(tx, communityId, membershipId);
    const adopted = trust && member ? await vouchForAddress(tx, actor, message, member) : null;
    const editedText = text === undefined ? message.editedText : await editedWords(message, text);

    await releaseAs(tx, { ...message, editedText }, membershipId, actor.person.id, {
      adopted,
      runAt: new Date(now().getTime() + SECOND_THOUGHT),
    });
    if (editedText !== message.editedText)
      await record(tx, { ...by(actor), act: "inbound.edited", subjectId: id });
    return member?.name ?? null;
  });
}

/** null: they are as they came. */
async function editedWords({ raw }: InboundMessage, text: string): Promise<string | null> {
  const words = text.replaceAll("\0", "").replaceAll("\r\n", "\n").trim();
  if (words === "") throw new Refusal("nothing-written");
  // As the console showed them.
  return words === withoutTokens(readReply(await parseMessage(raw)).text).trim() ? null : words;
}

/** The member whose name it carries said that it was they: by reply to the letter that asked. */
export async function releaseByAuthor(
  tx: Tx,
  message: InboundMessage,
  author: { id: string; personId: string },
): Promise<void> {
  await releaseAs(tx, message, author.id, author.personId);
  if (isProvenAlias(message)) await adoptAddress(tx, message, author);
}

/** Its own domain stands by the address that was used; only whose it is was not known. */
function isProvenAlias({ reason, authentication }: InboundMessage): boolean {
  const verdict = (authentication as { verdict?: unknown } | null)?.verdict;
  return reason === "another-sender" && verdict === "aligned";
}

/** One more address of this person, from now on known at once. One that is somebody's already stays theirs. */
async function adoptAddress(
  tx: Tx,
  { communityId, fromAddress }: InboundMessage,
  { personId }: { personId: string },
): Promise<void> {
  const address = fromAddress === null ? null : tidyAddress(fromAddress);
  if (address === null) return;
  const { count } = await tx.emailAddress.createMany({
    data: [{ personId, address, isPrimary: false, verifiedAt: now(), createdAt: now() }],
    skipDuplicates: true,
  });
  if (count > 0) await record(tx, { communityId, actorId: personId, act: "address.adopted" });
}

/** The member whose name it carries said that it was not they. Whoever wrote it is not told. */
export async function rejectByAuthor(
  tx: Tx,
  message: InboundMessage,
  author: { personId: string },
): Promise<void> {
  await turn(tx, message, { status: "rejected", settledAt: now() });
  // Whoever has its address is not they: it proves nothing from now on. The letters after it do.
  const used = readAddress(message.recipient, config().mailDomain);
  if (message.reason === "another-sender" && used?.kind === "token") await revokeLetter(tx, used.claim);
  await record(tx, {
    communityId: message.communityId,
    actorId: author.personId,
    act: "inbound.disowned",
    subjectId: message.id,
  });
}

/** Not taken: the sender is told why ten seconds later, unless a machine sent it. @throws Refusal */
export async function rejectHeld(actor: Actor, id: string, { said }: { said?: string } = {}): Promise<void> {
  insistMay(actor, "judge-held");
  await transaction(async (tx) => {
    const message = await insistMessage(tx, actor.community.id, id);
    await settleByHand(tx, actor, message, { status: "rejected", reason: "by-hand" });
    const read = await parseMessage(message.raw);
    await sendRejectionNotice(tx, message, "by-hand", {
      message: read,
      written: readReply(read).text,
      notBefore: new Date(now().getTime() + SECOND_THOUGHT),
      ...(said !== undefined && { said: withoutTokens(said) }),
    });
  });
}

/** Nobody hears of it, not even who sent it. It is kept. @throws Refusal */
export async function silenceHeld(actor: Actor, id: string): Promise<void> {
  insistMay(actor, "judge-held");
  await transaction(async (tx) => {
    const message = await insistMessage(tx, actor.community.id, id);
    await settleByHand(tx, actor, message, { status: "ignored", reason: "spam" });
  });
}

async function settleByHand(
  tx: Tx,
  actor: Actor,
  message: InboundMessage,
  { status, reason }: { status: "rejected" | "ignored"; reason: RejectionReason },
): Promise<void> {
  const judged = { kind: "judged", by: actor.person.id, before: message.reason, from: message.status };
  await turn(tx, message, { status, reason, settledAt: now(), outcome: [judged] });
  const act = status === "rejected" ? "inbound.rejected" : "inbound.silenced";
  await record(tx, { ...by(actor), act, subjectId: message.id, details: { reason: message.reason } });
}

/**
 * Back to those who wait: what was let pass and is not read yet, what was not taken, what was set aside. A notice that
 * has not left does not leave; an address that was trusted with it is forgotten again.
 * @throws Refusal "already-settled": it has been read
 */
export async function restoreHeld(actor: Actor, id: string): Promise<void> {
  insistMay(actor, "judge-held");
  await transaction(async (tx) => {
    const message = await insistMessage(tx, actor.community.id, id, ["received", "rejected", "ignored"]);
    const judged = judgementIn(message);
    if (message.status === "received" && judged === null) throw new Refusal("already-settled");
    await turn(tx, message, {
      status: judged?.from === "shunted" ? "shunted" : "held",
      reason: judged ? judged.before : message.reason,
      settledAt: null,
      outcome: [],
      ...(judged?.kind === "released" ? { membershipId: judged.seemed } : {}),
    });
    await forgetFollowUps(tx, message, judged?.adopted ?? null);
    await record(tx, { ...by(actor), act: "inbound.restored", subjectId: id });
  });
}

const judgement = z.object({
  kind: z.enum(["released", "judged"]),
  before: z.string().nullable().default(null),
  from: z.string().optional(),
  adopted: z.string().nullable().default(null),
  /** Whose it seemed to be before somebody said in whose name it is. */
  seemed: z.string().nullable().default(null),
});

function judgementIn({ outcome }: InboundMessage): z.infer<typeof judgement> | null {
  const entries: unknown[] = Array.isArray(outcome) ? outcome : [];
  return entries.map((entry) => judgement.safeParse(entry).data ?? null).find(Boolean) ?? null;
}

async function forgetFollowUps(
  tx: Tx,
  { id, communityId, fromAddress }: InboundMessage,
  adopted: string | null,
): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM outbox_job WHERE name = 'process-inbound' AND payload->>'inboundMessageId' = ${id}`;
  if (adopted !== null) await tx.emailAddress.deleteMany({ where: { id: adopted, isPrimary: false } });
  const { count } = await tx.delivery.deleteMany({
    where: { letterKey: `rejection:${id}`, status: { in: ["prepared", "deferred", "suppressed"] } },
  });
  if (count === 0 || communityId === null) return;
  await tx.rejectionNotice.deleteMany({
    where: { communityId, address: fromAddress ?? "", reason: "by-hand" },
  });
}

/** Theirs by the word of somebody else: it opens no door before they say so themselves (models/session/sign-in). */
async function vouchForAddress(
  tx: Tx,
  actor: Actor,
  { fromAddress }: InboundMessage,
  member: Membership,
): Promise<string | null> {
  const address = fromAddress === null ? null : tidyAddress(fromAddress);
  if (address === null) return null;
  return (await addVouchedAddress(tx, actor, member, address))?.id ?? null;
}

async function releaseAs(
  tx: Tx,
  message: InboundMessage,
  membershipId: string | null,
  byPerson: string,
  { adopted = null, runAt = now() }: { adopted?: string | null; runAt?: Date } = {},
): Promise<void> {
  const released = {
    kind: "released",
    by: byPerson,
    before: message.reason,
    from: message.status,
    seemed: message.membershipId,
    adopted,
  };
  await turn(tx, message, {
    status: "received",
    attempts: 0,
    settledAt: null,
    membershipId,
    editedText: message.editedText,
    outcome: membershipId === null ? [{ ...released, kind: "judged" }] : [released],
  });
  await enqueue(tx, "process-inbound", { inboundMessageId: message.id }, { runAt });
  await record(tx, {
    communityId: message.communityId,
    actorId: byPerson,
    act: "inbound.released",
    subjectId: message.id,
    details: { as: membershipId, reason: message.reason },
  });
}

type Change = Parameters<Tx["inboundMessage"]["updateMany"]>[0]["data"];

async function turn(tx: Tx, { id, status }: InboundMessage, data: Change): Promise<void> {
  const { count } = await tx.inboundMessage.updateMany({ where: { id, status }, data });
  if (count !== 1) throw new Refusal("already-settled");
}

async function insistMessage(
  tx: Tx,
  communityId: string,
  id: string,
  statuses: readonly InboundMessage["status"][] = ["held", "shunted"],
): Promise<InboundMessage> {
  const message = isUuid(id) ? await tx.inboundMessage.findFirst({ where: { id, communityId } }) : null;
  // Whose bytes are forgotten cannot be read again.
  if (!message || message.rawForgottenAt !== null) throw new Refusal("not-found");
  if (!statuses.includes(message.status)) throw new Refusal("already-settled");
  return message;
}

async function insistMember(tx: Tx, communityId: string, id: string): Promise<Membership> {
  const where = { id, communityId, status: { in: ["active" as const, "paused" as const] } };
  const member = isUuid(id) ? await tx.membership.findFirst({ where }) : null;
  if (!member) throw new Refusal("not-found");
  return member;
}

function by(actor: Actor): { communityId: string; actorId: string } {
  return { communityId: actor.community.id, actorId: actor.person.id };
}
