import { db } from "#app/db/client.ts";
import type { SuppressionReason } from "#prisma/generated/enums.ts";

/** An address that is not written to, and whose it is. */
export interface StoppedAddress {
  communityId: string;
  address: string;
  reason: SuppressionReason;
  /** What the latest report said of it: unknown, full …; null where nothing came back. */
  failure: string | null;
  /** The mail server's own. */
  words: string;
  since: Date;
  /** Null: an address that belongs to no member here (an invitation that came back). */
  member: { id: string; name: string; photoId: string | null } | null;
  /** Who brought them in and may know another way to reach them, if they are still here. */
  inviter: { id: string; name: string; address: string } | null;
}

/** Of these communities; of these addresses only, when they are given. One query; the latest first. */
export async function stoppedAddresses(
  communityIds: readonly string[],
  { addresses }: { addresses?: readonly string[] } = {},
): Promise<StoppedAddress[]> {
  return db().$queryRaw<StoppedAddress[]>`
    SELECT suppression.community_id AS "communityId", suppression.address::text, suppression.reason::text,
      latest.reason AS failure, suppression.words, suppression.created_at AS since,
      CASE WHEN membership.id IS NOT NULL THEN
        jsonb_build_object('id', membership.id, 'name', membership.name, 'photoId', membership.photo_id) END AS member,
      CASE WHEN inviter_address.address IS NOT NULL THEN
        jsonb_build_object('id', inviter.id, 'name', inviter.name, 'address', inviter_address.address) END AS inviter
    FROM suppression
    LEFT JOIN LATERAL (
      SELECT reason FROM bounce
      WHERE bounce.community_id = suppression.community_id AND bounce.address = suppression.address
        AND class <> 'delayed'
      ORDER BY at DESC LIMIT 1
    ) latest ON true
    LEFT JOIN email_address ON email_address.address = suppression.address
    LEFT JOIN membership
      ON membership.person_id = email_address.person_id AND membership.community_id = suppression.community_id
    LEFT JOIN membership inviter ON inviter.id = membership.invited_by_id AND inviter.status IN ('active', 'paused')
    LEFT JOIN LATERAL (
      SELECT address FROM email_address WHERE email_address.person_id = inviter.person_id
      ORDER BY is_primary DESC, created_at LIMIT 1
    ) inviter_address ON true
    WHERE suppression.community_id = ANY(${communityIds as string[]}::uuid[])
      AND (${addresses === undefined} OR suppression.address = ANY(${(addresses ?? []) as string[]}::citext[]))
    ORDER BY suppression.created_at DESC, suppression.address`;
}
