import { transaction, type Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { isTimeZone, localDate, nextDigestAt } from "#app/lib/local-time.ts";
import { Refusal } from "#app/lib/refusal.ts";
import { lastDigestDay } from "#app/models/digest/last-day.ts";
import type { Membership } from "#prisma/generated/client.ts";

export type Rhythm = Pick<Membership, "digestRhythm" | "digestWeekday" | "digestHour" | "timeZone">;

/** How a member wants their mail. */
export type RhythmPatch = Partial<Rhythm & Pick<Membership, "instantPosts" | "locale">>;

/** When the next digest of someone with this rhythm is due; null when none is to come by itself. */
export function nextDigestOf(rhythm: Rhythm, after: Date): Date | null {
  return nextDigestAt(rhythm.digestRhythm, rhythm.digestWeekday, rhythm.digestHour, rhythm.timeZone, after);
}

/** The next digest comes by the new rhythm at once, but none on a day that has had one. Who pauses still gets none. */
export async function changeRhythm(
  membership: Pick<Membership, "id">,
  patch: RhythmPatch,
): Promise<Membership> {
  insistRhythm(patch);

  return transaction(async (tx) => {
    const changed = await tx.membership.update({ where: { id: membership.id }, data: patch });
    const due = changed.status === "active" ? await nextFor(tx, changed) : null;
    return tx.membership.update({ where: { id: changed.id }, data: { nextDigestAt: due } });
  });
}

async function nextFor(tx: Tx, membership: Membership): Promise<Date | null> {
  const due = nextDigestOf(membership, now());
  const hadOne = due && localDate(due, membership.timeZone) === (await lastDigestDay(tx, membership));
  return hadOne ? nextDigestOf(membership, due) : due;
}

function insistRhythm({ timeZone, digestWeekday, digestHour }: RhythmPatch): void {
  if (timeZone !== undefined && !isTimeZone(timeZone)) throw new Refusal("zone-unknown");
  if (digestWeekday !== undefined && !isWithin(digestWeekday, 1, 7)) throw new Refusal("rhythm-odd");
  if (digestHour !== undefined && !isWithin(digestHour, 0, 23)) throw new Refusal("rhythm-odd");
}

function isWithin(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}
