import { db } from "#app/db/client.ts";
import { transaction, type Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { newId } from "#app/lib/ids.ts";
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

/**
 * No letter of this community goes to this address any more. A pause because of soft failures gives way to a graver
 * reason; any other stays as it is. True when there is something new to tell.
 */
export async function suppress(
  tx: Tx,
  { communityId, address, reason, words = "" }: NewSuppression,
  actor?: Actor,
): Promise<boolean> {
  const [written] = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO suppression (id, community_id, address, reason, words, created_at)
    VALUES (${newId()}::uuid, ${communityId}::uuid, ${address}, ${reason}::"SuppressionReason", ${words.slice(0, 500)}, ${now()})
    ON CONFLICT (community_id, address) DO UPDATE SET reason = excluded.reason, words = excluded.words
    WHERE suppression.reason = 'soft_bounces' AND excluded.reason <> 'soft_bounces'
    RETURNING id`;
  if (!written) return false;

  const actorId = actor?.person.id ?? null;
  await record(tx, {
    communityId,
    actorId,
    act: "suppression.begun",
    subjectId: written.id,
    details: { reason },
  });
  return true;
}

/** Somebody who may let an address go may stop one as well: because its person asked for it, mostly. */
export async function stopAddress(actor: Actor, address: string): Promise<void> {
  insistMay(actor, "release-suppression");
  const stopped = { communityId: actor.community.id, address, reason: "by_hand" } as const;
  await transaction((tx) => suppress(tx, stopped, actor));
}

export async function isSuppressed(communityId: string, address: string): Promise<boolean> {
  return (await db().suppression.count({ where: { communityId, address } })) > 0;
}

export function listSuppressions(communityId: string): Promise<Suppression[]> {
  return db().suppression.findMany({ where: { communityId }, orderBy: { createdAt: "desc" } });
}

/**
 * Letters go there again, from the next one on; what was suppressed meanwhile is not sent after. What counted against
 * the address counts no more.
 */
export async function releaseSuppression(actor: Actor, address: string): Promise<void> {
  insistMay(actor, "release-suppression");
  const communityId = actor.community.id;

  await transaction(async (tx) => {
    const found = await tx.suppression.findFirst({ where: { communityId, address } });
    if (!found) throw new Refusal("not-found");
    await tx.suppression.delete({ where: { id: found.id } });
    await tx.bounce.updateMany({
      where: { communityId, address, clearedAt: null },
      data: { clearedAt: now() },
    });
    await record(tx, {
      communityId,
      actorId: actor.person.id,
      act: "suppression.released",
      subjectId: found.id,
      details: { reason: found.reason },
    });
  });
}
