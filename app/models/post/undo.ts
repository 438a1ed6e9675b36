import type { Post } from "#prisma/generated/client.ts";
import { db } from "#app/db/client.ts";
import { now } from "#app/lib/clock.ts";
import { Refusal } from "#app/lib/refusal.ts";
import { graceEndsAt } from "../delivery/instant.ts";
import type { Actor } from "../roles.ts";
import { removePost, type Withdrawn } from "./removal.ts";

/**
 * The author takes back what they have just said. Within the community's grace nobody has got it at once; what a
 * digest told in between cannot be called back. `restorePost` undoes it.
 * @throws Refusal "not-found", "not-allowed" (another's), "undo-too-late" (the grace is over: `removePost` still hides it)
 */
export async function undoPost(actor: Actor, postId: string): Promise<Withdrawn> {
  const post = await db().post.findFirst({
    where: { id: postId, communityId: actor.community.id, removedAt: null },
  });
  if (!post) throw new Refusal("not-found");
  if (post.authorId !== actor.membership.id) throw new Refusal("not-allowed");
  if ((await graceEndsAt(db(), post)) <= now()) throw new Refusal("undo-too-late");
  return removePost(actor, postId);
}

/** What this member said last and can still undo; in one thread, when it is told. */
export async function latestUndoable(
  { community, membership }: Pick<Actor, "community" | "membership">,
  { threadId }: { threadId?: string } = {},
): Promise<Post | null> {
  const since = new Date(now().getTime() - community.instantGraceMinutes * 60_000);
  return db().post.findFirst({
    where: {
      communityId: community.id,
      authorId: membership.id,
      removedAt: null,
      createdAt: { gt: since },
      ...(threadId === undefined ? {} : { threadId }),
    },
    orderBy: { createdAt: "desc" },
  });
}
