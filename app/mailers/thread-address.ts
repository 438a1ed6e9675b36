import type { FullMembership } from "#app/models/membership.ts";
import { replyAddress } from "./letter.ts";

/** Where this member's answer to a thread goes: as good as the one in their letters. */
export function threadReplyAddress(
  community: { slug: string },
  membership: FullMembership,
  threadNumber: number,
): string {
  return replyAddress(community, membership, "thread", threadNumber);
}
