import { db } from "#app/db/client.ts";
import { pairOf } from "#app/models/digest/contents.ts";
import type { Delivery } from "#prisma/generated/client.ts";

/** What a member has of a thread in their mailbox, by Message-ID, oldest first. */
export interface EarlierLetters {
  /** The digest whose own thread it is, as they got it. */
  digest: { messageId: string; deliveryId: string } | null;
  /** Letters of the thread that they were sent, and those that they wrote themselves. */
  letters: string[];
}

/** References hold twenty ids; two of them are the digest's and the thread's own. */
const MOST = 18;

/** For each thread and member (`pairOf`) that has any: one query, however long the threads are. */
export async function earlierLetters(
  threadIds: readonly string[],
  membershipIds: readonly string[],
): Promise<Map<string, EarlierLetters>> {
  const rows = await db().$queryRaw<Row[]>`
    WITH asked AS (
      SELECT thread.id AS thread_id, membership.id AS membership_id
      FROM unnest(${[...new Set(threadIds)]}::uuid[]) AS thread (id)
      CROSS JOIN unnest(${[...new Set(membershipIds)]}::uuid[]) AS membership (id)
    ), had AS (
      SELECT asked.*, delivery.message_id, delivery.sent_at AS at, NULL::uuid AS digest_letter
      FROM asked JOIN post USING (thread_id)
      JOIN delivery ON delivery.post_id = post.id AND delivery.membership_id = asked.membership_id
      WHERE delivery.status = 'sent'
      UNION ALL
      SELECT asked.*, inbound_message.message_id, post.created_at, NULL
      FROM asked JOIN post ON post.thread_id = asked.thread_id AND post.author_id = asked.membership_id
      JOIN inbound_message ON inbound_message.id = post.inbound_message_id
      UNION ALL
      SELECT asked.*, delivery.message_id, delivery.sent_at, delivery.id
      FROM asked JOIN digest USING (thread_id)
      JOIN delivery ON delivery.digest_id = digest.id AND delivery.membership_id = asked.membership_id
      WHERE delivery.status = 'sent' AND delivery.kind = 'digest'
    ), newest AS (
      SELECT *, row_number() OVER (
        PARTITION BY thread_id, membership_id, digest_letter IS NULL ORDER BY at DESC
      ) AS place
      FROM had WHERE message_id IS NOT NULL
    )
    SELECT thread_id AS "threadId", membership_id AS "membershipId", message_id AS "messageId",
      digest_letter AS "digestLetter"
    FROM newest WHERE place <= ${MOST} ORDER BY at`;
  return gather(rows);
}

/** The digests among them, as deliveries: what was sent can be read from those. */
export async function digestsAmong(earlier: ReadonlyMap<string, EarlierLetters>): Promise<Delivery[]> {
  const ids = [...earlier.values()].flatMap(({ digest }) => digest?.deliveryId ?? []);
  return ids.length === 0 ? [] : db().delivery.findMany({ where: { id: { in: ids } } });
}

interface Row {
  threadId: string;
  membershipId: string;
  messageId: string;
  digestLetter: string | null;
}

function gather(rows: readonly Row[]): Map<string, EarlierLetters> {
  const byPair = new Map<string, EarlierLetters>();
  for (const { threadId, membershipId, messageId, digestLetter } of rows) {
    const pair = pairOf(threadId, membershipId);
    const had = byPair.get(pair) ?? { digest: null, letters: [] };
    if (digestLetter !== null) had.digest = { messageId, deliveryId: digestLetter };
    else had.letters.push(messageId);
    byPair.set(pair, had);
  }
  return byPair;
}
