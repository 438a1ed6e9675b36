import { transaction } from "#app/db/transaction.ts";
import { Refusal } from "#app/lib/refusal.ts";
import { record } from "#app/models/audit.ts";
import { insistMay, type Actor } from "#app/models/roles.ts";

/** What owners want to remember of a member; the member does not see it, but it is theirs when they ask for everything. */
export async function noteOn(actor: Actor, id: string, notes: string): Promise<void> {
  insistMay(actor, "manage-members");
  const where = { id, communityId: actor.community.id };
  await transaction(async (tx) => {
    const { count } = await tx.membership.updateMany({ where, data: { notes: notes.trim() } });
    if (count === 0) throw new Refusal("not-found");
    await record(tx, {
      communityId: actor.community.id,
      actorId: actor.person.id,
      act: "member.noted",
      subjectId: id,
    });
  });
}
