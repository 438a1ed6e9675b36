import { transaction, type Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { nextDigestAt } from "#app/lib/local-time.ts";
import { Refusal } from "#app/lib/refusal.ts";
import { record } from "../audit.ts";
import { insistMay, type Actor } from "../roles.ts";
import { ensureDraft } from "./draft-row.ts";
import { lockCommunity } from "./write-round.ts";

/**
 * Lets one round out: each member's hour moves on to the one after, daily readers by a day, weekly ones by a week.
 * What is new stays new, and the draft with its opening waits for the round after. Gives back how many are skipped.
 * @throws Refusal "already-skipped", "nobody-due"
 */
export async function skipRound(actor: Actor): Promise<number> {
  insistMay(actor, "edit-digest");
  return transaction(async (tx) => {
    const draft = await lockDraft(tx, actor);
    if (draft.skippedAt) throw new Refusal("already-skipped");
    const skipped = await moveHours(tx, actor.community.id, (hour) => hour);
    if (skipped === 0) throw new Refusal("nobody-due");
    await tx.digest.update({ where: { id: draft.id }, data: { skippedAt: now() } });
    await tell(tx, actor, "digest.skipped", draft.id);
    return skipped;
  });
}

/** Each member's next hour counts again, as far as it has not passed. */
export async function unskipRound(actor: Actor): Promise<void> {
  insistMay(actor, "edit-digest");
  await transaction(async (tx) => {
    const draft = await lockDraft(tx, actor);
    if (!draft.skippedAt) return;
    await moveHours(tx, actor.community.id, () => now());
    await tx.digest.update({ where: { id: draft.id }, data: { skippedAt: null } });
    await tell(tx, actor, "digest.unskipped", draft.id);
  });
}

/** Everybody's next hour becomes the first after `after(their hour now)`. Two statements. */
async function moveHours(tx: Tx, communityId: string, after: (hour: Date) => Date): Promise<number> {
  const members = await tx.membership.findMany({
    where: { communityId, status: "active", nextDigestAt: { not: null } },
    select: {
      id: true,
      digestRhythm: true,
      digestWeekday: true,
      digestHour: true,
      timeZone: true,
      nextDigestAt: true,
    },
  });
  const rows = members.map(
    ({ id, digestRhythm, digestWeekday, digestHour, timeZone, nextDigestAt: hour }) => ({
      id,
      next: nextDigestAt(digestRhythm, digestWeekday, digestHour, timeZone, after(hour ?? now())),
    }),
  );
  await tx.$executeRaw`
    UPDATE membership SET next_digest_at = new.next
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS new (id uuid, next timestamptz)
    WHERE membership.id = new.id`;
  return rows.length;
}

async function lockDraft(tx: Tx, { community }: Actor) {
  await lockCommunity(tx, community.id);
  return ensureDraft(tx, community.id);
}

function tell(
  tx: Tx,
  { community, person }: Actor,
  act: `digest.${string}`,
  subjectId: string,
): Promise<void> {
  return record(tx, { communityId: community.id, actorId: person.id, act, subjectId });
}
