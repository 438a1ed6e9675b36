import type { Delivery } from "#app/models/delivery.ts";
import { wholeThreads } from "#app/models/thread/whole.ts";
import type { DigestPostView } from "#emails/templates/digest-views.ts";
import { threadLetter } from "#emails/templates/thread-letter.ts";
import { composeForMembers, factId } from "./compose-each.ts";
import { threadRootId } from "./instant-post.ts";
import { type Composition, finishLetter, letterProps, memberFooter, replyAddress } from "./letter.ts";
import { postView } from "./post-view.ts";

/** A letter stays below what Gmail cuts off: its HTML is some three times its words. */
const MOST_LETTERS = 20_000;
const LONGEST_POST = 8_000;

/** A whole thread, for who asked for more of it. Facts: `{ threadId }`. */
export async function composeThreadLetters(
  deliveries: readonly Delivery[],
): Promise<Map<string, Composition>> {
  const threads = await wholeThreads(deliveries.map((delivery) => factId(delivery, "threadId")));

  return composeForMembers(deliveries, (facts) => {
    const { community, member, delivery } = facts;
    const thread = threads.get(factId(delivery, "threadId"));
    if (thread?.communityId !== community.id) return { cancelled: "the thread is gone" };

    const posts = whatFits(thread.posts.map((post) => postView(post, LONGEST_POST)));
    const draft = threadLetter({
      ...letterProps(facts),
      footer: memberFooter(community, member),
      title: thread.subject,
      posts,
      omitted: thread.total - posts.length,
    });
    const root = threadRootId(thread.id);
    return finishLetter(facts, draft, {
      replyTo: replyAddress(community, member, "thread", thread.number),
      inReplyTo: root,
      references: [root],
    });
  });
}

/** The newest ones that there is room for, at least one. */
function whatFits(posts: readonly DigestPostView[]): DigestPostView[] {
  let room = MOST_LETTERS;
  const kept: DigestPostView[] = [];
  for (const post of posts.toReversed()) {
    room -= post.text.length + 200;
    if (room < 0 && kept.length > 0) break;
    kept.push(post);
  }
  return kept.toReversed();
}
