import { db } from "#app/db/client.ts";

/** A member who was sent an issue, and what came of it. */
export interface Answering {
  id: string;
  name: string;
  /** What they wrote by mail in its threads, within eight days after it came. */
  posts: number;
}

/** Who answered an issue, the most talkative first. One query. */
export function answersTo(digestId: string): Promise<Answering[]> {
  return db().$queryRaw<Answering[]>`
    WITH told AS (
      SELECT coalesce(item.thread_id, showcase.thread_id, event.thread_id) AS id FROM digest_item item
      LEFT JOIN showcase ON showcase.id = item.showcase_id LEFT JOIN event ON event.id = item.event_id
      WHERE item.digest_id = ${digestId}::uuid AND NOT item.dropped
      UNION SELECT thread_id FROM digest WHERE id = ${digestId}::uuid
    )
    SELECT membership.id, membership.name, count(DISTINCT post.id)::int AS posts
    FROM delivery JOIN membership ON membership.id = delivery.membership_id
    JOIN post ON post.author_id = membership.id AND post.thread_id IN (SELECT id FROM told)
    WHERE delivery.digest_id = ${digestId}::uuid AND delivery.kind = 'digest' AND delivery.sent_at IS NOT NULL
      AND post.source = 'mail' AND post.removed_at IS NULL
      AND post.created_at BETWEEN delivery.sent_at AND delivery.sent_at + interval '8 days'
    GROUP BY membership.id, membership.name ORDER BY posts DESC, membership.name LIMIT 200`;
}
