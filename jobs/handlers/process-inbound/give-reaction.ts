import { db } from "#app/db/client.ts";
import { react } from "#app/models/reaction.ts";
import { readReaction } from "#emails/reading/reaction.ts";
import type { Author } from "#jobs/handlers/process-inbound/author.ts";
import type { Letter } from "#jobs/handlers/process-inbound/open-letter.ts";
import type { Placed } from "#jobs/handlers/process-inbound/placed.ts";
import type { Target } from "#jobs/handlers/process-inbound/targets.ts";

/** "+1", "thanks!", a heart: no post, but a sign under the post it answers. null: it is more than that. */
export async function giveReaction(letter: Letter, author: Author, target: Target): Promise<Placed | null> {
  const emoji = readReaction(letter.reply.text);
  if (emoji === null || target.kind !== "thread" || letter.message.attachments.length > 0) return null;
  const postId = target.aboutPostId ?? (await lastPostOfOthers(target.threadId, author));
  if (postId === null) return null;

  return {
    membershipId: author.id,
    async act(tx) {
      await react(tx, { communityId: author.communityId, postId, membershipId: author.id, emoji });
      return [{ kind: "reaction", id: postId, emoji, threadId: target.threadId }];
    },
  };
}

async function lastPostOfOthers(threadId: string, { id, communityId }: Author): Promise<string | null> {
  const post = await db().post.findFirst({
    where: { threadId, communityId, removedAt: null, authorId: { not: id } },
    orderBy: { createdAt: "desc" },
    select: { id: true },
  });
  return post?.id ?? null;
}
