import { db } from "#app/db/client.ts";

const MOST = 2_000;

/** Whom a digest of this community may be written to, by name. */
export function readersOf(communityId: string): Promise<{ id: string; name: string }[]> {
  return db().$queryRaw<{ id: string; name: string }[]>`
    SELECT id, name FROM membership
    WHERE community_id = ${communityId}::uuid AND status IN ('active', 'paused') AND role <> 'follower'
    ORDER BY name COLLATE "unicode" LIMIT ${MOST}`;
}
