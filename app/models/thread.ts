import type { Thread } from "#prisma/generated/client.ts";
import type { ThreadKind } from "#prisma/generated/enums.ts";
import { db } from "#app/db/client.ts";
import { transaction, type Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { isUuid } from "#app/lib/ids.ts";
import { Refusal } from "#app/lib/refusal.ts";
import { record } from "./audit.ts";
import { withoutTokens } from "./leaked-tokens.ts";
import { insistMay, type Actor } from "./roles.ts";

export { listThreads, threadsToJoin, type ThreadSort, type ThreadState } from "./thread/list.ts";
export { threadWithPosts } from "./thread/conversation.ts";
export { mergeThreads, splitThread, unmergeThread } from "./thread/merging.ts";
export { removeThread, restoreThread } from "./thread/removal.ts";
export {
  followThread,
  forgetWish,
  isMuted,
  muteThread,
  threadWishes,
  unfollowThread,
  unmuteThread,
  wishFor,
} from "./thread/wishes.ts";

export interface NewThread {
  communityId: string;
  subject: string;
  startedById: string | null;
  kind?: ThreadKind;
}

export async function startThread(tx: Tx, thread: NewThread): Promise<Thread> {
  const at = now();
  return tx.thread.create({
    data: {
      communityId: thread.communityId,
      subject: tidySubject(thread.subject),
      startedById: thread.startedById,
      kind: thread.kind ?? "discussion",
      createdAt: at,
      lastPostAt: at,
    },
  });
}

export async function threadById(communityId: string, id: string): Promise<Thread | null> {
  return isUuid(id) ? db().thread.findFirst({ where: { id, communityId } }) : null;
}

/** Nobody can post to it until it is opened again; what was said stays. Closing twice changes nothing. */
export function closeThread(actor: Actor, id: string): Promise<void> {
  return turnThread(actor, id, { from: null, to: now(), act: "thread.closed" });
}

export function reopenThread(actor: Actor, id: string): Promise<void> {
  return turnThread(actor, id, { from: { not: null }, to: null, act: "thread.reopened" });
}

export async function renameThread(actor: Actor, id: string, subject: string): Promise<void> {
  insistMay(actor, "moderate-threads");
  await transaction(async (tx) => {
    const thread = await insistThread(tx, actor, id);
    const tidy = tidySubject(subject);
    if (thread.subject === tidy) return;
    await tx.thread.update({ where: { id }, data: { subject: tidy } });
    await record(tx, {
      ...by(actor),
      act: "thread.renamed",
      subjectId: id,
      details: { before: thread.subject },
    });
  });
}

type Turn =
  { from: null; to: Date; act: "thread.closed" } | { from: { not: null }; to: null; act: "thread.reopened" };

async function turnThread(actor: Actor, id: string, turn: Turn): Promise<void> {
  insistMay(actor, "moderate-threads");
  await transaction(async (tx) => {
    await insistThread(tx, actor, id);
    const { count } = await tx.thread.updateMany({
      where: { id, communityId: actor.community.id, closedAt: turn.from },
      data: { closedAt: turn.to },
    });
    if (count > 0) await record(tx, { ...by(actor), act: turn.act, subjectId: id });
  });
}

async function insistThread(tx: Tx, actor: Actor, id: string): Promise<Thread> {
  const thread = isUuid(id)
    ? await tx.thread.findFirst({ where: { id, communityId: actor.community.id } })
    : null;
  if (!thread) throw new Refusal("not-found");
  return thread;
}

function by(actor: Actor) {
  return { communityId: actor.community.id, actorId: actor.person.id };
}

const longestSubject = 200;

/** One line, without the Re: and Fwd: that mail programs pile up in front. */
export function tidySubject(subject: string): string {
  const line = withoutTokens(subject)
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim();
  const bare = line.replace(/^((re|fwd?|aw|wg|rv|tr|sv|antw|vs)(\[\d+\])?\s*:\s*)+/i, "").trim();
  const characters = Array.from(bare);
  const short =
    characters.length > longestSubject ? `${characters.slice(0, longestSubject - 1).join("")}…` : bare;
  return short || "Without a subject";
}
