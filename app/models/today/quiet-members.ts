import { db } from "#app/db/client.ts";
import { now } from "#app/lib/clock.ts";

/** A member of whom nothing was heard for a long while: a word from the owner often brings them back. */
export interface QuietMember {
  id: string;
  name: string;
  photoId: string | null;
  /** When they last wrote, reacted or answered an event; null: never. */
  lastAt: Date | null;
  total: number;
}

const QUIET_FOR = 60 * 86_400_000;
const SHOWN = 5;

/** Those who were last heard first; who never took part, or came lately, is not called quiet. One query. */
export function quietMembers(communityId: string): Promise<QuietMember[]> {
  const since = new Date(now().getTime() - QUIET_FOR);
  return db().$queryRaw<QuietMember[]>`
    SELECT id, name, photo_id AS "photoId", heard AS "lastAt", count(*) OVER ()::int AS total FROM (
      SELECT membership.id, membership.name, membership.photo_id, greatest(
        (SELECT max(created_at) FROM post WHERE author_id = membership.id),
        (SELECT max(created_at) FROM reaction WHERE membership_id = membership.id),
        (SELECT max(answered_at) FROM rsvp WHERE membership_id = membership.id)) AS heard
      FROM membership
      WHERE community_id = ${communityId}::uuid AND status = 'active' AND role = 'member'
        AND joined_at < ${since}) quiet
    WHERE heard < ${since}
    ORDER BY heard DESC, id LIMIT ${SHOWN}`;
}
