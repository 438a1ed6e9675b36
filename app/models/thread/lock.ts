import type { Tx } from "#app/db/transaction.ts";
import { isUuid } from "#app/lib/ids.ts";
import { Refusal } from "#app/lib/refusal.ts";
import type { Actor } from "#app/models/roles.ts";
import type { Thread } from "#prisma/generated/client.ts";

/** One thread of the actor's community, held until the transaction ends. @throws Refusal "not-found" */
export async function lockThread(tx: Tx, { community }: Actor, id: string): Promise<Thread> {
  if (!isUuid(id)) throw new Refusal("not-found");
  await tx.$queryRaw`SELECT id FROM thread WHERE id = ${id}::uuid AND community_id = ${community.id}::uuid FOR NO KEY UPDATE`;
  const thread = await tx.thread.findFirst({ where: { id, communityId: community.id } });
  if (!thread) throw new Refusal("not-found");
  return thread;
}

/** Two of them, always in the same order, so that nobody waits for each other. */
export async function lockThreads(
  tx: Tx,
  actor: Actor,
  one: string,
  other: string,
): Promise<[Thread, Thread]> {
  if (one === other) throw new Refusal("same-thing");
  const [first, second] = [one, other].toSorted() as [string, string];
  const locked = [await lockThread(tx, actor, first), await lockThread(tx, actor, second)] as [
    Thread,
    Thread,
  ];
  return one === first ? locked : [locked[1], locked[0]];
}
