import type { Tx } from "#app/db/transaction.ts";

/**
 * A digest that was cancelled (too late, mostly) has told nobody anything: what it held becomes news again for its
 * members, unless they were sent a later one.
 */
export async function untellDigests(tx: Tx, deliveryIds: readonly string[]): Promise<void> {
  if (deliveryIds.length === 0) return;

  await tx.$executeRaw`
    WITH lost AS (
      SELECT delivery.membership_id, delivery.created_at, entry
      FROM delivery CROSS JOIN LATERAL jsonb_array_elements(
        CASE jsonb_typeof(delivery.facts) WHEN 'array' THEN delivery.facts ELSE '[]'::jsonb END) AS entry
      WHERE delivery.id = ANY(${deliveryIds as string[]}::uuid[]) AND delivery.kind = 'digest'
        AND NOT EXISTS (
          SELECT FROM delivery later
          WHERE later.membership_id = delivery.membership_id AND later.kind = 'digest'
            AND later.created_at > delivery.created_at AND later.status NOT IN ('cancelled', 'suppressed')
        )
    ),
    untold AS (
      SELECT lost.membership_id, post.created_at AS at
      FROM lost CROSS JOIN LATERAL jsonb_array_elements_text(lost.entry -> 'postIds') AS told (id)
      JOIN post ON post.id = told.id::uuid
      UNION ALL
      SELECT lost.membership_id, newcomer.joined_at
      FROM lost CROSS JOIN LATERAL jsonb_array_elements_text(coalesce(lost.entry -> 'memberIds', '[]')) AS told (id)
      JOIN membership newcomer ON newcomer.id = told.id::uuid
      UNION ALL
      SELECT lost.membership_id, coalesce(showcase.published_at, event.published_at)
      FROM lost JOIN digest_item item ON item.id = (lost.entry ->> 'itemId')::uuid
      LEFT JOIN showcase ON showcase.id = item.showcase_id
      LEFT JOIN event ON event.id = item.event_id
    ),
    oldest AS (
      SELECT membership_id, min(at) AS at FROM untold WHERE at IS NOT NULL GROUP BY membership_id
    )
    UPDATE membership SET told_until = oldest.at - interval '1 millisecond'
    FROM oldest WHERE membership.id = oldest.membership_id AND membership.told_until >= oldest.at`;
}
