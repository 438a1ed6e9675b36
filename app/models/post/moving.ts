import { transaction } from "#app/db/transaction.ts";
import { isUuid } from "#app/lib/ids.ts";
import { Refusal } from "#app/lib/refusal.ts";
import { record } from "#app/models/audit.ts";
import { recountThread } from "#app/models/post/counters.ts";
import { actorMay, type Actor } from "#app/models/roles.ts";

/**
 * Takes a post to another thread of its community: its author's, or anybody's for who moderates. What is to be sent of
 * it tells the thread that it is in by then. Moving it to where it is changes nothing.
 * @throws Refusal `not-found`, `not-allowed`, `thread-closed`
 */
export async function movePost(actor: Actor, id: string, threadId: string): Promise<void> {
  const communityId = actor.community.id;
  if (!isUuid(id) || !isUuid(threadId)) throw new Refusal("not-found");
  await transaction(async (tx) => {
    const post = await tx.post.findFirst({ where: { id, communityId, removedAt: null } });
    const thread = await tx.thread.findFirst({ where: { id: threadId, communityId } });
    if (!post || !thread || thread.removedAt || thread.mergedIntoId) throw new Refusal("not-found");
    if (post.authorId !== actor.membership.id && !actorMay(actor, "moderate-threads"))
      throw new Refusal("not-allowed");
    if (post.threadId === threadId) return;
    if (thread.closedAt) throw new Refusal("thread-closed");

    await tx.post.update({ where: { id }, data: { threadId, inReplyToId: null } });
    // In one order always, so that two who move across each other do not wait for each other.
    for (const changed of [post.threadId, threadId].toSorted()) await recountThread(tx, changed);
    await record(tx, {
      communityId,
      actorId: actor.person.id,
      act: "post.moved",
      subjectId: id,
      details: { from: post.threadId, to: threadId },
    });
  });
}
