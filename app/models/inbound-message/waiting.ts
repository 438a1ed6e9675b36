import { db } from "#app/db/client.ts";
import { transaction, type Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { together } from "#app/lib/together.ts";
import { enqueue } from "#app/outbox/enqueue.ts";

/** So long an answer waits for what it answers, then it begins a thread of its own. */
const LONGEST_WAIT = 10 * 60_000;

/**
 * An answer came before what it answers (mail takes different ways): it is put back, and read again when that has come
 * or the wait is over, whichever is first.
 */
export async function waitForParent(
  { id, receivedAt }: { id: string; receivedAt: Date },
  parent: string,
): Promise<void> {
  const waitsUntil = new Date(receivedAt.getTime() + LONGEST_WAIT);
  await transaction(async (tx) => {
    const { count } = await tx.inboundMessage.updateMany({
      where: { id, status: "processing" },
      data: { status: "received", claimedAt: null, attempts: 0, waitsFor: parent, waitsUntil },
    });
    if (count === 1) await enqueue(tx, "process-inbound", { inboundMessageId: id }, { runAt: waitsUntil });
  });
  // It may have come in this very moment, and looked for nobody who waits.
  if (await isFiled(parent)) await transaction((tx) => wakeWaiting(tx, [parent]));
}

/** These messages are filed now: whoever waits for one of them is read at once. */
export async function wakeWaiting(tx: Tx, messageIds: readonly (string | null)[]): Promise<void> {
  const ids = messageIds.filter((id) => id !== null);
  if (ids.length === 0) return;
  const woken = await tx.$queryRaw<{ id: string }[]>`
    UPDATE inbound_message SET waits_until = ${now()}
    WHERE waits_for = ANY(${ids}::text[]) AND status = 'received' AND waits_until > ${now()}
    RETURNING id::text`;
  for (const { id } of woken) await enqueue(tx, "process-inbound", { inboundMessageId: id });
}

async function isFiled(messageId: string): Promise<boolean> {
  return (await db().inboundMessage.count({ where: { messageId, status: "accepted" } })) > 0;
}

interface Sought {
  communityId: string;
  messageId: string;
}

/** The post that a member's message became, by its Message-ID; null while it is not filed. */
export const postOf = together(
  async (sought: readonly Sought[]): Promise<({ id: string; threadId: string } | null)[]> => {
    const posts = await db().post.findMany({
      where: { inboundMessage: { messageId: { in: sought.map(({ messageId }) => messageId) } } },
      select: {
        id: true,
        threadId: true,
        communityId: true,
        inboundMessage: { select: { messageId: true } },
      },
      orderBy: { answer: "asc" },
    });
    return sought.map(
      ({ communityId, messageId }) =>
        posts.find(
          (post) => post.communityId === communityId && post.inboundMessage?.messageId === messageId,
        ) ?? null,
    );
  },
);

/** The open thread that was begun by an answer to this message, because the message came too late. */
export const threadThatWaitedFor = together(async (sought: readonly Sought[]): Promise<(string | null)[]> => {
  const early = await db().inboundMessage.findMany({
    where: { waitsFor: { in: sought.map(({ messageId }) => messageId) }, status: "accepted" },
    select: {
      communityId: true,
      waitsFor: true,
      posts: {
        where: { thread: { kind: "discussion", closedAt: null, removedAt: null } },
        select: { threadId: true },
        take: 1,
      },
    },
    orderBy: { settledAt: "asc" },
  });
  return sought.map(
    ({ communityId, messageId }) =>
      early.find((each) => each.communityId === communityId && each.waitsFor === messageId)?.posts[0]
        ?.threadId ?? null,
  );
});
