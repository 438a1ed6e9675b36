import type { Tx } from "#app/db/transaction.ts";
import type { Addressee } from "../delivery/audience.ts";

/** Everyone who follows (not who only comes to an event), with the reason why a letter would not reach them: one query. */
export async function readFollowers(tx: Tx, communityId: string): Promise<Addressee[]> {
  const followers = await tx.$queryRaw<(Omit<Addressee, "exclusion"> & { isPaused: boolean })[]>`
    SELECT membership.id AS "membershipId", address.address::text, (membership.status = 'paused') AS "isPaused",
      (suppression.id IS NOT NULL) AS "isSuppressed"
    FROM membership
    LEFT JOIN LATERAL (
      SELECT address FROM email_address WHERE email_address.person_id = membership.person_id
      ORDER BY is_primary DESC, created_at LIMIT 1
    ) address ON true
    LEFT JOIN suppression
      ON suppression.community_id = membership.community_id AND suppression.address = address.address
    WHERE membership.community_id = ${communityId}::uuid AND membership.role = 'follower'
      AND membership.digest_rhythm <> 'off'
      AND membership.status IN ('active', 'paused')
    ORDER BY membership.number`;
  return followers.map(({ isPaused, ...follower }) => ({
    ...follower,
    exclusion: isPaused ? ("paused" as const) : null,
  }));
}
