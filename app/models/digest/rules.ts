import { transaction } from "#app/db/transaction.ts";
import { Refusal } from "#app/lib/refusal.ts";
import type { Community } from "#prisma/generated/client.ts";
import { record } from "../audit.ts";
import { insistMay, type Actor } from "../roles.ts";

/** How a community's digests leave. */
export type DigestRules = Pick<Community, "holdMinutes" | "proofRequired">;

/** @throws Refusal "hold-odd" */
export async function changeDigestRules(actor: Actor, rules: DigestRules): Promise<void> {
  insistMay(actor, "publish-digest");
  const { holdMinutes, proofRequired } = rules;
  if (!Number.isInteger(holdMinutes) || holdMinutes < 0 || holdMinutes > 120) throw new Refusal("hold-odd");

  const communityId = actor.community.id;
  await transaction(async (tx) => {
    await tx.community.update({ where: { id: communityId }, data: { holdMinutes, proofRequired } });
    const details = { changed: ["holdMinutes", "proofRequired"] };
    await record(tx, { communityId, actorId: actor.person.id, act: "community.changed", details });
  });
}
