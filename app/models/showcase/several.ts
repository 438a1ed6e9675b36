import { db } from "#app/db/client.ts";
import { isRefusal } from "#app/lib/refusal.ts";
import type { Actor } from "../roles.ts";
import { archiveShowcase, editShowcase, publishShowcase, reviveDraft } from "../showcase.ts";

/** What can be done to several at once, and what takes it back. */
const acts = {
  publish: publishShowcase,
  archive: archiveShowcase,
  revive: reviveDraft,
  sold: (actor: Actor, id: string) => editShowcase(actor, id, { stock: "sold" }),
  available: (actor: Actor, id: string) => editShowcase(actor, id, { stock: "available" }),
} as const;

export type BulkAct = keyof typeof acts;

export function isBulkAct(act: string): act is BulkAct {
  return Object.hasOwn(acts, act);
}

const most = 200;

/** Each in its own transaction, so that one that is gone does not hold up the others. Gives those that were done. */
export async function doToShowcases(
  actor: Actor,
  act: BulkAct,
  numbers: readonly number[],
): Promise<number[]> {
  const wanted = [...new Set(numbers)].filter((number) => Number.isInteger(number) && number > 0);
  const showcases = await db().showcase.findMany({
    where: { communityId: actor.community.id, number: { in: wanted.slice(0, most) } },
    select: { id: true, number: true },
    orderBy: { number: "asc" },
  });
  const done: number[] = [];
  for (const { id, number } of showcases) {
    try {
      await acts[act](actor, id);
      done.push(number);
    } catch (error) {
      if (!isRefusal(error)) throw error;
    }
  }
  return done;
}
