import { transaction, type Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { isUuid } from "#app/lib/ids.ts";
import { Refusal } from "#app/lib/refusal.ts";
import { enqueue } from "#app/outbox/enqueue.ts";
import type { Digest } from "#prisma/generated/client.ts";
import type { DigestStatus } from "#prisma/generated/enums.ts";
import { record } from "../audit.ts";
import { insistMay, type Act, type Actor } from "../roles.ts";
import { type DigestWithItems, ensureDraft, itemsInOrder } from "./draft-row.ts";
import { keyOf } from "./items.ts";
import { parkLetters, unparkLetters } from "./parking.ts";
import { untellDigests } from "./told.ts";
import { lockCommunity } from "./write-round.ts";

/** What has not been handed to a mail server waits until it is let go on. @throws Refusal "already-settled" */
export function pauseDigest(actor: Actor, id: string): Promise<Digest> {
  return move(actor, id, { from: ["issued"], may: "edit-digest", act: "digest.paused" }, async (tx) => {
    await parkLetters(tx, id);
    return { status: "paused", pausedAt: now() };
  });
}

/** It goes on where it was; whose hour has passed meanwhile gets it at once, while it is fresh. */
export function resumeDigest(actor: Actor, id: string): Promise<Digest> {
  return move(actor, id, { from: ["paused"], may: "edit-digest", act: "digest.resumed" }, async (tx) => {
    await unparkLetters(tx, id);
    await enqueue(tx, "send-deliveries", {});
    return { status: "issued", pausedAt: null };
  });
}

/** The end of the hold window, now: no need to wait for a change of mind. */
export function letDigestGo(actor: Actor, id: string): Promise<Digest> {
  return move(
    actor,
    id,
    { from: ["issued"], may: "publish-digest", act: "digest.let-go" },
    async (tx, digest) => {
      // Only what waits for the hold: a letter for a later hour of its member's keeps that hour.
      await tx.$executeRaw`
      UPDATE delivery SET not_before = ${now()}
      WHERE digest_id = ${id}::uuid AND status = 'prepared' AND not_before > ${now()} AND not_before <= ${digest.holdsUntil}`;
      await enqueue(tx, "send-deliveries", {});
      return { status: "issued", holdsUntil: now() };
    },
  );
}

export interface Stopped {
  digest: Digest;
  /** How many letters will not go out. */
  letters: number;
  /** Whether its opening and order are in the draft again. */
  isBackInDraft: boolean;
}

/**
 * For good: no letter that is still here goes out, and what they held is news again. (What a mail server is just being
 * given goes on; should it come back as "later", it is not tried again.) Opening and arrangement return to the draft,
 * unless a new opening is written there already.
 */
export async function stopDigest(actor: Actor, id: string): Promise<Stopped> {
  let letters = 0;
  let isBackInDraft = false;
  const step = { from: ["issued", "paused"], may: "edit-digest", act: "digest.stopped" } as const;
  const digest = await move(actor, id, step, async (tx, edition) => {
    await unparkLetters(tx, id);
    const cancelled = await tx.$queryRaw<{ id: string }[]>`
      UPDATE delivery SET status = 'cancelled', response = 'the digest was stopped'
      WHERE digest_id = ${id}::uuid AND status IN ('prepared', 'deferred') RETURNING id`;
    await tx.$executeRaw`
      UPDATE delivery SET not_after = least(not_after, ${now()}) WHERE digest_id = ${id}::uuid AND status = 'leased'`;
    letters = cancelled.length;
    await untellDigests(
      tx,
      cancelled.map((letter) => letter.id),
    );
    isBackInDraft = await returnToDraft(tx, edition);
    return { status: "stopped", stoppedAt: now(), pausedAt: null };
  });
  return { digest, letters, isBackInDraft };
}

interface Step {
  from: readonly DigestStatus[];
  may: Act;
  act: `digest.${string}`;
}

type Change = Partial<Pick<Digest, "status" | "pausedAt" | "stoppedAt" | "holdsUntil">>;

/** Under the community's lock, so that no round writes letters meanwhile; by compare-and-set all the same. */
async function move(
  actor: Actor,
  id: string,
  { from, may, act }: Step,
  change: (tx: Tx, digest: DigestWithItems) => Promise<Change>,
): Promise<Digest> {
  insistMay(actor, may);
  if (!isUuid(id)) throw new Refusal("not-found");
  const communityId = actor.community.id;
  return transaction(async (tx) => {
    await lockCommunity(tx, communityId);
    const found = await tx.digest.findFirst({ where: { id, communityId }, include: itemsInOrder });
    if (!found || found.status === "draft") throw new Refusal("not-found");
    if (!from.includes(found.status)) throw new Refusal("already-settled");

    const data = await change(tx, found);
    const [changed] = await tx.digest.updateManyAndReturn({ where: { id, status: found.status }, data });
    if (!changed) throw new Refusal("already-settled");
    await record(tx, { communityId, actorId: actor.person.id, act, subjectId: id });
    return changed;
  });
}

async function returnToDraft(tx: Tx, { communityId, opening, items }: DigestWithItems): Promise<boolean> {
  const draft = await ensureDraft(tx, communityId);
  const known = new Set(draft.items.map(keyOf));
  const missing = items.filter((item) => !known.has(keyOf(item)));
  await tx.digestItem.createMany({
    data: missing.map(({ kind, threadId, showcaseId, eventId, position, note, pinned, dropped }) => {
      return { digestId: draft.id, kind, threadId, showcaseId, eventId, position, note, pinned, dropped };
    }),
  });
  if (opening === "" || draft.opening !== "") return opening === "";
  await tx.digest.update({ where: { id: draft.id }, data: { opening } });
  return true;
}
