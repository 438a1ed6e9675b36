import { db } from "#app/db/client.ts";
import { transaction, type Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { Refusal } from "#app/lib/refusal.ts";
import type { Suppression } from "#prisma/generated/client.ts";
import type { SuppressionReason } from "#prisma/generated/enums.ts";
import { record } from "./audit.ts";
import { insistMay, type Actor } from "./roles.ts";

export interface NewSuppression {
  communityId: string;
  address: string;
  reason: SuppressionReason;
  /** What their mail server said, or whoever asked for it. */
  words?: string;
}

/** No letter of this community goes to this address any more. True when it is new. */
export async function suppress(
  tx: Tx,
  { communityId, address, reason, words = "" }: NewSuppression,
): Promise<boolean> {
  const { count } = await tx.suppression.createMany({
    data: [{ communityId, address, reason, words: words.slice(0, 500), createdAt: now() }],
    skipDuplicates: true,
  });
  return count > 0;
}

export async function isSuppressed(communityId: string, address: string): Promise<boolean> {
  return (await db().suppression.count({ where: { communityId, address } })) > 0;
}

export function listSuppressions(communityId: string): Promise<Suppression[]> {
  return db().suppression.findMany({ where: { communityId }, orderBy: { createdAt: "desc" } });
}

/** Letters go there again, from the next one on; what was suppressed meanwhile is not sent after. */
export async function releaseSuppression(actor: Actor, address: string): Promise<void> {
  insistMay(actor, "release-suppression");
  const communityId = actor.community.id;

  await transaction(async (tx) => {
    const found = await tx.suppression.findFirst({ where: { communityId, address } });
    if (!found) throw new Refusal("not-found");
    await tx.suppression.delete({ where: { id: found.id } });
    await record(tx, {
      communityId,
      actorId: actor.person.id,
      act: "suppression.released",
      subjectId: found.id,
      details: { reason: found.reason },
    });
  });
}
