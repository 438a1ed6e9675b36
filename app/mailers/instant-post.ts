import { config } from "#app/lib/config.ts";
import { links } from "#app/lib/links.ts";
import type { Delivery } from "#app/models/delivery.ts";
import { instantPosts, mutedSince, POST_REMOVED } from "#app/models/delivery/instant.ts";
import { pairOf } from "#app/models/digest/contents.ts";
import { digestsAmong, earlierLetters } from "#app/models/thread/earlier-letters.ts";
import { instantPost } from "#emails/templates/instant-post.ts";
import { writeMessageId } from "#emails/writing/message-id.ts";
import { placeInThread } from "#emails/writing/threading.ts";
import { composeForMembers, type MemberFacts } from "./compose-each.ts";
import { readDigests } from "./digest/as-sent.ts";
import {
  type Composition,
  finishLetter,
  letterProps,
  memberFooter,
  messageIdOf,
  replyAddress,
} from "./letter.ts";
import { postView } from "./post-view.ts";

const LONGEST_POST = 20_000;

/**
 * One post, at once, as it stands when its grace is over: edits until then are what is sent. Nothing is sent of a post
 * that was taken back, nor to who has left, paused or muted the thread meanwhile.
 */
export async function composeInstantPosts(
  deliveries: readonly Delivery[],
): Promise<Map<string, Composition>> {
  const posts = await instantPosts(deliveries.flatMap(({ postId }) => postId ?? []));
  const threadIds = [...posts.values()].map(({ threadId }) => threadId);
  const membershipIds = deliveries.flatMap(({ membershipId }) => membershipId ?? []);
  const [muted, earlier] = await Promise.all([
    mutedSince(threadIds, membershipIds),
    earlierLetters(threadIds, membershipIds),
  ]);
  const digests = await readDigests(await digestsAmong(earlier));

  return composeForMembers(deliveries, (facts) => {
    const { community, member, delivery } = facts;
    const post = posts.get(delivery.postId ?? "");
    if (!post) return { cancelled: POST_REMOVED };
    if (member.status !== "active") return { cancelled: "they get no letters now" };
    if (muted.has(pairOf(post.threadId, member.id))) return { cancelled: "they have muted the thread" };

    const { thread } = post;
    const before = earlier.get(pairOf(thread.id, member.id));
    const draft = instantPost({
      ...letterProps(facts),
      footer: memberFooter(community, member),
      thread: {
        title: thread.subject,
        url: threadPage(facts, thread),
      },
      post: postView(post, LONGEST_POST),
      isFirst: thread.posts[0]?.id === post.id,
      digestSubject: digests.get(before?.digest?.deliveryId ?? "")?.letter.subject ?? null,
    });
    const place = placeInThread({
      root: threadRootId(thread.id),
      digest: before?.digest?.messageId ?? null,
      earlier: before?.letters ?? [],
      parent: messageIdOf({ letterKey: `post:${post.inReplyToId ?? ""}`, address: delivery.address }),
    });
    const replyTo = replyAddress(community, member, "thread", thread.number);
    return finishLetter(facts, draft, { replyTo, ...place });
  });
}

/** All letters of a thread answer one id that no letter has: so they thread, whichever of them a member gets. */
export function threadRootId(threadId: string): string {
  return writeMessageId(`thread:${threadId}`, "root", config().mailDomain);
}

/** Where its reader finds the whole of it: who curates in the console, a member in the archive, a follower nowhere. */
function threadPage(
  { community, member }: Pick<MemberFacts, "community" | "member">,
  { id, number }: { id: string; number: number },
): string | null {
  if (member.role === "follower") return null;
  return member.role === "member"
    ? links.archive(community.slug, `/threads/${number}`)
    : links.console(community.slug, `/threads/${id}`);
}
