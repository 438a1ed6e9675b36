import type { Post } from "#prisma/generated/client.ts";
import { transaction } from "#app/db/transaction.ts";
import { isUuid } from "#app/lib/ids.ts";
import { Refusal } from "#app/lib/refusal.ts";
import { postReply } from "../post.ts";
import { insistMay, type Actor } from "../roles.ts";

/** What somebody who is signed in writes on the page. @throws Refusal as `postReply` */
export function postOnWeb(actor: Actor, threadId: string, text: string): Promise<Post> {
  insistMay(actor, "post");
  if (!isUuid(threadId)) throw new Refusal("not-found");
  return transaction((tx) =>
    postReply(tx, {
      communityId: actor.community.id,
      threadId,
      authorId: actor.membership.id,
      text,
      html: null,
      folded: [],
      source: "web",
    }),
  );
}
