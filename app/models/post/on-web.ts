import type { Post } from "#prisma/generated/client.ts";
import { transaction, type Tx } from "#app/db/transaction.ts";
import { isUuid } from "#app/lib/ids.ts";
import { Refusal } from "#app/lib/refusal.ts";
import { postReply } from "../post.ts";
import { startThread } from "../thread.ts";
import { insistMay, type Actor } from "../roles.ts";

/** What somebody who is signed in writes on the page. @throws Refusal as `postReply` */
export function postOnWeb(actor: Actor, threadId: string, text: string): Promise<Post> {
  insistMay(actor, "post");
  if (!isUuid(threadId)) throw new Refusal("not-found");
  return transaction((tx) => say(tx, actor, threadId, text));
}

/** The same, as the first word of a thread. */
export function startOnWeb(
  actor: Actor,
  { subject, text }: { subject: string; text: string },
): Promise<Post> {
  insistMay(actor, "post");
  return transaction(async (tx) => {
    const thread = await startThread(tx, {
      communityId: actor.community.id,
      subject,
      startedById: actor.membership.id,
    });
    return say(tx, actor, thread.id, text);
  });
}

function say(tx: Tx, actor: Actor, threadId: string, text: string): Promise<Post> {
  return postReply(tx, {
    communityId: actor.community.id,
    threadId,
    authorId: actor.membership.id,
    text,
    html: null,
    folded: [],
    source: "web",
  });
}
