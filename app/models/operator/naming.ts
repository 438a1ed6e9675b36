import type { Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { record } from "#app/models/audit.ts";

/** Whoever founds the first community of a deployment looks after the whole of it. */
export async function nameFirstOperator(tx: Tx, personId: string): Promise<void> {
  if ((await tx.community.count()) !== 1) return;
  if ((await tx.person.count({ where: { operatorSince: { not: null } } })) > 0) return;
  await tx.person.update({ where: { id: personId }, data: { operatorSince: now() } });
  await record(tx, { communityId: null, actorId: personId, act: "operator.named", subjectId: personId });
}
