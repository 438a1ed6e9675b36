import { db } from "#app/db/client.ts";

/** An item of a digest that was sent, and the thread in which it is talked about. */
export interface ItemThread {
  threadId: string;
  title: string;
  /** Of the digest: 12 of "No. 12". */
  issue: number | null;
}

const parts = {
  digest: { select: { threadId: true, issue: true } },
  thread: { select: { id: true, subject: true } },
  showcase: { select: { threadId: true, title: true } },
  event: { select: { threadId: true, title: true } },
} as const;

/** By the number that signed links carry. What has no thread of its own is talked about in the digest's. */
export async function itemThread(communityId: string, number: number): Promise<ItemThread | null> {
  const item = await db().digestItem.findFirst({
    where: { number, digest: { communityId } },
    include: parts,
  });
  if (!item) return null;

  const subject = item.showcase ?? item.event;
  const threadId = item.thread?.id ?? subject?.threadId ?? item.digest.threadId;
  const title = item.thread?.subject ?? subject?.title ?? "New in the circle";
  return threadId === null ? null : { threadId, title, issue: item.digest.issue };
}
