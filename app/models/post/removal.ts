import type { Post } from "#prisma/generated/client.ts";
import { transaction, type Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { isUuid } from "#app/lib/ids.ts";
import { Refusal } from "#app/lib/refusal.ts";
import { record } from "../audit.ts";
import { restoreInstantLetters, withdrawInstantLetters } from "../delivery/instant.ts";
import { actorMay, type Actor } from "../roles.ts";
import { recountThread } from "./counters.ts";

/** What became of a removed post's instant letters: how many nobody got, and how many had gone out. */
export interface Withdrawn {
  withdrawn: number;
  sent: number;
}

/**
 * Takes a post out of sight: its author's, or anybody's for who moderates. Nothing is deleted; of its instant letters
 * those that still wait are not sent.
 */
export async function removePost(actor: Actor, id: string, reason = ""): Promise<Withdrawn> {
  return transaction(async (tx) => {
    const post = await insistPost(tx, actor, id);
    if (!isOwn(actor, post) && !actorMay(actor, "moderate-threads")) throw new Refusal("not-allowed");
    return turnPost(tx, actor, post, {
      from: null,
      to: now(),
      act: "post.removed",
      reason: reason.trim() || null,
    });
  });
}

/** What a moderator removed, only a moderator brings back; what the author removed, the author too. */
export async function restorePost(actor: Actor, id: string): Promise<void> {
  await transaction(async (tx) => {
    const post = await insistPost(tx, actor, id);
    const mayRestore =
      actorMay(actor, "moderate-threads") || (isOwn(actor, post) && (await removedBy(tx, post, actor)));
    if (!mayRestore) throw new Refusal("not-allowed");
    await turnPost(tx, actor, post, { from: { not: null }, to: null, act: "post.restored", reason: null });
  });
}

type Turn = (
  { from: null; to: Date; act: "post.removed" } | { from: { not: null }; to: null; act: "post.restored" }
) & { reason: string | null };

async function turnPost(tx: Tx, actor: Actor, post: Post, turn: Turn): Promise<Withdrawn> {
  const { count } = await tx.post.updateMany({
    where: { id: post.id, communityId: post.communityId, removedAt: turn.from },
    data: { removedAt: turn.to, removalReason: turn.reason },
  });
  if (count === 0) return { withdrawn: 0, sent: 0 };

  await recountThread(tx, post.threadId);
  await record(tx, {
    communityId: post.communityId,
    actorId: actor.person.id,
    act: turn.act,
    subjectId: post.id,
    details: { threadId: post.threadId, ...(turn.reason !== null && { reason: turn.reason }) },
  });
  if (turn.act === "post.removed") return withdrawInstantLetters(tx, post.id);
  await restoreInstantLetters(tx, post.id);
  return { withdrawn: 0, sent: 0 };
}

async function insistPost(tx: Tx, actor: Actor, id: string): Promise<Post> {
  const post = isUuid(id)
    ? await tx.post.findFirst({ where: { id, communityId: actor.community.id } })
    : null;
  if (!post) throw new Refusal("not-found");
  return post;
}

function isOwn(actor: Actor, post: Post): boolean {
  return post.authorId === actor.membership.id;
}

async function removedBy(tx: Tx, post: Post, actor: Actor): Promise<boolean> {
  const latest = await tx.auditEntry.findFirst({
    where: { communityId: post.communityId, act: "post.removed", subjectId: post.id },
    orderBy: [{ at: "desc" }, { id: "desc" }],
  });
  return latest?.actorId === actor.person.id;
}
