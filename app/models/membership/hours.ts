import { db } from "#app/db/client.ts";
import { transaction } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { nextDigestAt } from "#app/lib/local-time.ts";
import type { DigestRhythm } from "#prisma/generated/enums.ts";

interface StoredHour {
  rhythm: DigestRhythm;
  weekday: number;
  hour: number;
  zone: string;
  next: Date;
}

/**
 * A member's next hour is stored as an instant. That instant is wrong when their zone's rules have changed since (a
 * new Node brings new ones), or when it was reckoned by a clock that had jumped far ahead. Once an hour, all that are
 * to come are compared with what they should be: the next hour, or (in a round that is skipped) the one after.
 * Gives back how many groups of members were put right.
 */
export async function mendHours(): Promise<number> {
  const at = now();
  const stored = await db().$queryRaw<StoredHour[]>`
    SELECT DISTINCT digest_rhythm::text AS rhythm, digest_weekday AS weekday, digest_hour AS hour,
      time_zone AS zone, next_digest_at AS next
    FROM membership WHERE status = 'active' AND next_digest_at > ${at}`;
  const wrong = stored.flatMap((one) => {
    const right = rightHour(one, at);
    return right ? [{ ...one, right }] : [];
  });
  if (wrong.length > 0) {
    await transaction(
      (tx) => tx.$executeRaw`
      UPDATE membership SET next_digest_at = new.right
      FROM jsonb_to_recordset(${JSON.stringify(wrong)}::jsonb)
        AS new (rhythm text, weekday int, hour int, zone text, next timestamptz, "right" timestamptz)
      WHERE membership.status = 'active' AND digest_rhythm::text = new.rhythm AND digest_weekday = new.weekday
        AND digest_hour = new.hour AND time_zone = new.zone AND next_digest_at = new.next`,
    );
  }
  await forgetTheFuture(at);
  return wrong.length;
}

/** null: it is right already. */
function rightHour({ rhythm, weekday, hour, zone, next }: StoredHour, at: Date): Date | null {
  const following = (after: Date) => nextDigestAt(rhythm, weekday, hour, zone, after);
  const first = following(at);
  const second = first && following(first);
  if (!first || !second) return null;
  if (next.getTime() === first.getTime() || next.getTime() === second.getTime()) return null;
  // A skipped round by the old rules lies nearer to the second.
  const isSkipped = Math.abs(next.getTime() - second.getTime()) < FEW_HOURS;
  return isSkipped ? second : first;
}

const FEW_HOURS = 3 * 3_600_000;

/** What a clock that was ahead has told stays told; what is said from now on is news. */
async function forgetTheFuture(at: Date): Promise<void> {
  const later = new Date(at.getTime() + 3_600_000);
  await db().membership.updateMany({ where: { toldUntil: { gt: later } }, data: { toldUntil: at } });
}
