import type { Tx } from "#app/db/transaction.ts";

/** Makes a thread's count and its latest hour true again. The caller holds the thread's lock or takes it here. */
export async function recountThread(tx: Tx, threadId: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM thread WHERE id = ${threadId}::uuid FOR NO KEY UPDATE`;
  await tx.$executeRaw`
    UPDATE thread SET
      post_count = (SELECT count(*) FROM post WHERE thread_id = thread.id AND removed_at IS NULL),
      last_post_at = coalesce(
        (SELECT max(created_at) FROM post WHERE thread_id = thread.id AND removed_at IS NULL), thread.created_at)
    WHERE id = ${threadId}::uuid`;
}
