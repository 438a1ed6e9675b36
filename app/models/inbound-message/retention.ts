import { db } from "#app/db/client.ts";
import { now } from "#app/lib/clock.ts";

const BATCH = 500;

/** What the settings say of how long mail is kept as it came in. null: for ever. */
export function rawMailWords(days: number | null): string {
  if (days === null)
    return "Every mail that came in is kept as it came, for ever: what was made of it can always be compared with it, and read again by a better reader.";
  const kept = days === 1 ? "one day" : `${String(days)} days`;
  return `A mail is kept as it came for ${kept} after it was dealt with, and then forgotten for good, also in what we can restore by hand; backups made before still have it. The posts, pictures and files that were made of it stay. What is held or set aside is kept until somebody has decided.`;
}

/**
 * Forgets the bytes of what was dealt with longer ago than its community keeps them. Posts, and who wrote when and
 * under which subject, stay; the fingerprint too, so that the same mail is still filed once. Gives back how many.
 */
export async function forgetRawMail(): Promise<number> {
  let forgotten = 0;
  for (;;) {
    const count = await db().$executeRaw`
      UPDATE inbound_message SET raw = '', raw_forgotten_at = ${now()}
      WHERE id IN (
        SELECT inbound_message.id FROM community JOIN inbound_message ON inbound_message.community_id = community.id
        WHERE community.raw_mail_days IS NOT NULL AND inbound_message.raw_forgotten_at IS NULL
          AND inbound_message.status IN ('accepted', 'rejected', 'ignored')
          AND inbound_message.settled_at < ${now()}::timestamptz - make_interval(days => community.raw_mail_days)
        LIMIT ${BATCH} FOR UPDATE OF inbound_message SKIP LOCKED
      )`;
    forgotten += count;
    if (count < BATCH) return forgotten;
  }
}
