import { db } from "#app/db/client.ts";
import { isRefusal } from "#app/lib/refusal.ts";
import { insistMay, type Actor } from "#app/models/roles.ts";
import { closeThread, reopenThread } from "../thread.ts";
import { removeThread, restoreThread } from "./removal.ts";

/** What can be done to several threads at once, and what undoes it. */
export const threadActs = {
  close: { act: closeThread, undo: "open" },
  open: { act: reopenThread, undo: "close" },
  remove: { act: (actor: Actor, id: string) => removeThread(actor, id), undo: "restore" },
  restore: { act: restoreThread, undo: "remove" },
} as const;

export type ThreadAct = keyof typeof threadActs;

/** The numbers of those that it was done to, for the undo; and how many cannot have it done to them. */
export async function actOnThreads(
  actor: Actor,
  act: ThreadAct,
  numbers: readonly number[],
): Promise<{ done: number[]; left: number }> {
  insistMay(actor, "moderate-threads");
  const threads = await db().thread.findMany({
    where: { communityId: actor.community.id, number: { in: [...numbers] }, mergedIntoId: null },
    select: { id: true, number: true, closedAt: true },
  });
  const done: number[] = [];
  for (const { id, number, closedAt } of threads) {
    // What is so already is not undone with the others.
    if ((act === "close" && closedAt) || (act === "open" && !closedAt)) continue;
    try {
      await threadActs[act].act(actor, id);
      done.push(number);
    } catch (error) {
      if (!isRefusal(error)) throw error;
    }
  }
  return { done, left: threads.length - done.length };
}
