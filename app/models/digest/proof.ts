import { createHash } from "node:crypto";
import { db } from "#app/db/client.ts";
import { transaction, type Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { Refusal } from "#app/lib/refusal.ts";
import { enqueue } from "#app/outbox/enqueue.ts";
import type { Digest, Proof } from "#prisma/generated/client.ts";
import type { ProofReason } from "#prisma/generated/enums.ts";
import { record } from "../audit.ts";
import { prepareDelivery } from "../delivery/prepare.ts";
import { primaryAddress } from "../person.ts";
import { insistMay, type Actor } from "../roles.ts";
import { type DraftPreview, draftOf } from "./draft.ts";
import { nextIssue } from "./report.ts";
import { lockCommunity } from "./write-round.ts";

/** What of a proof is mailed: its list with the question, and the letter itself as a member will see it. */
export type ProofPart = "list" | "letter";

/** As it was listed, in the order of its numbers: what an answer that edits the list is read against. */
export interface ProofEntry {
  number: number;
  key: string;
  title: string;
}

const FRESH_DAYS = 7;
const DAY = 86_400_000;

/** Mails the draft as it stands now to the one who asks. @throws Refusal "nothing-new" */
export async function sendProof(
  actor: Actor,
  {
    parts = ["list", "letter"],
    reason = "asked",
  }: { parts?: readonly ProofPart[]; reason?: ProofReason } = {},
): Promise<Proof> {
  insistMay(actor, "edit-digest");
  const { community, membership, person } = actor;
  const newsUntil = now();
  const shown = await draftOf(community.id);
  if (isEmpty(shown)) throw new Refusal("nothing-new");
  const address = await primaryAddress(person.id);

  return transaction(async (tx) => {
    const proof = await tx.proof.create({
      data: {
        communityId: community.id,
        digestId: shown.digest.id,
        membershipId: membership.id,
        reason,
        fingerprint: fingerprintOf(shown),
        newsUntil: shown.digest.newsUntil ?? newsUntil,
        contents: listOf(shown).map((entry) => ({ ...entry })),
        createdAt: now(),
      },
    });
    for (const part of parts) await mailPart(tx, proof, { part, address });
    return proof;
  });
}

export type Approval =
  /** `goesAt` null: at once. */
  | { kind: "approved"; digest: Digest; goesAt: Date | null }
  /** It is worth nothing: a new proof is on its way. */
  | { kind: "renewed"; why: Extract<ProofReason, "changed" | "expired"> }
  /** Its digest has left, or was stopped. */
  | { kind: "left" };

/**
 * Somebody who may said ok to the proof that was mailed to them: exactly what it showed goes out, at its hour; at once
 * where that has passed, or where nobody has one. @throws Refusal "proof-unknown", "not-allowed"
 */
export async function approveProof(actor: Actor, number: number): Promise<Approval> {
  insistMay(actor, "edit-digest");
  const communityId = actor.community.id;
  const proof = await db().proof.findFirst({
    where: { number, communityId, membershipId: actor.membership.id },
    include: { digest: true },
  });
  if (!proof) throw new Refusal("proof-unknown");
  if (proof.digest.status !== "draft") return { kind: "left" };
  if (now().getTime() - proof.createdAt.getTime() > FRESH_DAYS * DAY) return renew(actor, "expired");

  const next = await nextIssue(communityId);
  const digest = await transaction(async (tx) => {
    // While this is held nobody edits the draft, and no round takes it.
    await lockCommunity(tx, communityId);
    if (fingerprintOf(await draftOf(communityId, proof.newsUntil)) !== proof.fingerprint) return null;
    return approve(tx, actor, proof, next.at);
  });
  if (!digest) return renew(actor, "changed");
  const goesAt = digest.scheduledAt ?? next.at;
  return { kind: "approved", digest, goesAt: goesAt && goesAt > now() ? goesAt : null };
}

/** An ok is taken back: the draft tells again what is new when it goes, and waits for an ok where it needs one. */
export async function withdrawOk(actor: Actor): Promise<void> {
  insistMay(actor, "edit-digest");
  const communityId = actor.community.id;
  await transaction(async (tx) => {
    await lockCommunity(tx, communityId);
    const [draft] = await tx.digest.updateManyAndReturn({
      where: { communityId, status: "draft", approvedAt: { not: null } },
      data: { approvedAt: null, newsUntil: null },
    });
    if (!draft) return;
    await record(tx, {
      communityId,
      actorId: actor.person.id,
      act: "digest.ok-withdrawn",
      subjectId: draft.id,
    });
  });
}

/** What a proof's letters are drawn from; null when its digest is not to come any more. */
export async function proofToDraw(id: string): Promise<{
  proof: Proof;
  shown: DraftPreview;
  issue: number;
  sendsAt: Date;
  /** Where each gets it by their own clock. */
  scheduledLocal: string | null;
  memberCount: number;
  needsOk: boolean;
} | null> {
  const proof = await db().proof.findUnique({ where: { id }, include: { digest: true, community: true } });
  if (proof?.digest.status !== "draft") return null;
  const { community, digest, ...row } = proof;
  const next = await nextIssue(community.id);
  const last = await db().digest.aggregate({ where: { communityId: community.id }, _max: { issue: true } });
  const hour = digest.scheduledAt ?? next.at ?? now();
  return {
    proof: row,
    shown: await draftOf(community.id, proof.newsUntil),
    issue: (last._max.issue ?? 0) + 1,
    sendsAt: hour > now() ? hour : now(),
    scheduledLocal: digest.scheduledLocal,
    memberCount: next.readers,
    needsOk:
      community.proofRequired || digest.heldAt !== null || (next.at === null && digest.scheduledAt === null),
  };
}

/** Whether a draft has nothing to tell. */
export function isEmpty({ opening, items }: Pick<DraftPreview, "opening" | "items">): boolean {
  return opening === "" && items.every(({ dropped }) => dropped);
}

function listOf({ items }: DraftPreview): ProofEntry[] {
  return items
    .filter(({ dropped }) => !dropped)
    .map(({ key, title }, at) => ({ number: at + 1, key, title }));
}

/** Over all that would be told, in its order: whatever of it changes, changes this. */
function fingerprintOf({ opening, items }: DraftPreview): string {
  const told = items
    .filter(({ dropped }) => !dropped)
    .map(({ key, title, note, postIds, memberIds }) => [key, title, note, postIds, memberIds]);
  return createHash("sha256")
    .update(JSON.stringify([opening, told]))
    .digest("hex");
}

async function approve(tx: Tx, actor: Actor, proof: Proof, hour: Date | null): Promise<Digest | null> {
  const { digestId, communityId, newsUntil } = proof;
  const [digest] = await tx.digest.updateManyAndReturn({
    where: { id: digestId, status: "draft" },
    data: { approvedAt: now(), newsUntil, heldAt: null, heldFor: null },
  });
  if (!digest) return null;

  await tx.proof.update({ where: { id: proof.id }, data: { approvedAt: now() } });
  await record(tx, { communityId, actorId: actor.person.id, act: "digest.approved", subjectId: digestId });
  await enqueue(tx, "issue-digests", {});
  // Nobody has an hour for it: then an ok means now.
  if (digest.scheduledAt !== null || hour !== null) return digest;
  return tx.digest.update({ where: { id: digestId }, data: { scheduledAt: now() } });
}

async function renew(actor: Actor, why: "changed" | "expired"): Promise<Approval> {
  await sendProof(actor, { reason: why });
  return { kind: "renewed", why };
}

async function mailPart(
  tx: Tx,
  proof: Proof,
  { part, address }: { part: ProofPart; address: string },
): Promise<void> {
  await prepareDelivery(tx, {
    communityId: proof.communityId,
    kind: "proof",
    letterKey: `proof:${proof.id}:${part}`,
    address,
    membershipId: proof.membershipId,
    facts: { proofId: proof.id, part },
    urgency: 1,
    notAfter: new Date(now().getTime() + DAY),
  });
}
