import type { Tx } from "#app/db/transaction.ts";
import { db } from "#app/db/client.ts";
import { now } from "#app/lib/clock.ts";
import { newId } from "#app/lib/ids.ts";
import { Refusal } from "#app/lib/refusal.ts";

interface GivenReaction {
  communityId: string;
  postId: string;
  membershipId: string;
  emoji: string;
}

/** One emoji of one member on one post; giving it twice changes nothing. `tx` null: on its own. */
export async function react(tx: Tx | null, given: GivenReaction): Promise<void> {
  if (!isEmoji(given.emoji)) throw new Refusal("nothing-written");
  const written = await (tx ?? db()).$executeRaw`
    INSERT INTO reaction (id, community_id, post_id, membership_id, emoji, created_at)
    SELECT ${newId()}::uuid, post.community_id, post.id, membership.id, ${given.emoji}, ${now()}
    FROM post JOIN membership ON membership.community_id = post.community_id
    WHERE post.id = ${given.postId}::uuid AND membership.id = ${given.membershipId}::uuid
      AND post.community_id = ${given.communityId}::uuid AND post.removed_at IS NULL
    ON CONFLICT (post_id, membership_id, emoji) DO UPDATE SET created_at = reaction.created_at`;
  if (written === 0) throw new Refusal("not-found");
}

export async function takeBackReaction(
  tx: Tx | null,
  { communityId, postId, membershipId, emoji }: GivenReaction,
) {
  await (tx ?? db()).reaction.deleteMany({ where: { communityId, postId, membershipId, emoji } });
}

/** One picture sign as a person sees it, however many code points it is made of (flags, skin, families). */
function isEmoji(text: string): boolean {
  if (text.length > 32 || !/\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u.test(text))
    return false;
  return [...new Intl.Segmenter("en", { granularity: "grapheme" }).segment(text)].length === 1;
}
