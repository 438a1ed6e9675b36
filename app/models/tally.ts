import { db } from "#app/db/client.ts";
import { now } from "#app/lib/clock.ts";

export interface Tally {
  count: number;
  /** When it begins again at nothing. */
  until: Date;
}

/** Counts one more, in one statement, however many processes count at once. A tally lasts `seconds` from its first. */
export async function countOne(name: string, who: string, seconds: number): Promise<Tally> {
  const at = now();
  const until = new Date(at.getTime() + seconds * 1000);
  const [tally] = await db().$queryRaw<Tally[]>`
    INSERT INTO tally (name, who, count, until) VALUES (${name}, ${who}, 1, ${until})
    ON CONFLICT (name, who) DO UPDATE SET
      count = CASE WHEN tally.until <= ${at} THEN 1 ELSE tally.count + 1 END,
      until = CASE WHEN tally.until <= ${at} THEN excluded.until ELSE tally.until END
    RETURNING count, until`;
  return tally ?? { count: 1, until };
}

export async function tallyOf(name: string, who: string): Promise<Tally | null> {
  const tally = await db().tally.findUnique({ where: { name_who: { name, who } } });
  return tally && tally.until > now() ? tally : null;
}

/** For the clock. */
export async function forgetTallies(): Promise<number> {
  const { count } = await db().tally.deleteMany({ where: { until: { lte: now() } } });
  return count;
}
