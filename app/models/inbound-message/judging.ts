import { transaction, type Tx } from "#app/db/transaction.ts";
import { isUuid } from "#app/lib/ids.ts";
import { Refusal } from "#app/lib/refusal.ts";
import { record } from "#app/models/audit.ts";
import { tidyAddress } from "#app/models/person.ts";
import { insistMay, type Actor } from "#app/models/roles.ts";
import { sendRejectionNotice } from "#app/models/rejection.ts";
import { enqueue } from "#app/outbox/enqueue.ts";
import { now } from "#app/lib/clock.ts";
import { parseMessage } from "#emails/reading/parse-message.ts";
import { readReply } from "#emails/reading/reply-text.ts";
import type { InboundMessage } from "#prisma/generated/client.ts";

/**
 * Lets a held message (or one that crashed) be read again, now in the name of a member who is sure to have written it.
 * @throws Refusal "not-allowed", "not-found", "already-settled"
 */
export async function releaseHeld(actor: Actor, id: string, { as }: { as?: string } = {}): Promise<void> {
  insistMay(actor, "judge-held");
  const communityId = actor.community.id;

  await transaction(async (tx) => {
    const message = await insistMessage(tx, communityId, id);
    const membershipId = as ?? message.membershipId;
    // What crashed is simply tried again; what was held needs somebody in whose name it is said.
    if (membershipId === null && message.status === "held") throw new Refusal("choose-member");
    if (membershipId !== null) await insistMember(tx, communityId, membershipId);
    await releaseAs(tx, message, membershipId, actor.person.id);
  });
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
  await record(tx, {
    communityId: message.communityId,
    actorId: author.personId,
    act: "inbound.disowned",
    subjectId: message.id,
  });
}

/** Not taken: the sender is told why, unless a machine sent it. @throws Refusal */
export async function rejectHeld(actor: Actor, id: string): Promise<void> {
  insistMay(actor, "judge-held");
  await transaction(async (tx) => {
    const message = await insistMessage(tx, actor.community.id, id);
    await turn(tx, message, { status: "rejected", reason: "by-hand", settledAt: now() });
    await record(tx, { ...by(actor), act: "inbound.rejected", subjectId: id });

    const read = await parseMessage(message.raw);
    await sendRejectionNotice(tx, message, "by-hand", { message: read, written: readReply(read).text });
  });
}

/** Back to those who wait, after a rejection by mistake. @throws Refusal */
export async function restoreHeld(actor: Actor, id: string): Promise<void> {
  insistMay(actor, "judge-held");
  await transaction(async (tx) => {
    const message = await insistMessage(tx, actor.community.id, id, ["rejected", "ignored"]);
    await turn(tx, message, { status: "held", settledAt: null });
    await record(tx, { ...by(actor), act: "inbound.restored", subjectId: id });
  });
}

async function releaseAs(
  tx: Tx,
  message: InboundMessage,
  membershipId: string | null,
  byPerson: string,
): Promise<void> {
  const released = { kind: "released", by: byPerson, before: message.reason };
  await turn(tx, message, {
    status: "received",
    attempts: 0,
    error: null,
    settledAt: null,
    membershipId,
    outcome: membershipId === null ? [] : [released],
  });
  await enqueue(tx, "process-inbound", { inboundMessageId: message.id });
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
  if (!message) throw new Refusal("not-found");
  if (!statuses.includes(message.status)) throw new Refusal("already-settled");
  return message;
}

async function insistMember(tx: Tx, communityId: string, id: string): Promise<void> {
  const where = { id, communityId, status: { in: ["active" as const, "paused" as const] } };
  if (!isUuid(id) || (await tx.membership.count({ where })) === 0) throw new Refusal("not-found");
}

function by(actor: Actor): { communityId: string; actorId: string } {
  return { communityId: actor.community.id, actorId: actor.person.id };
}
