import type { Showcase } from "#prisma/generated/client.ts";
import type { Tx } from "#app/db/transaction.ts";
import { isUuid } from "#app/lib/ids.ts";
import { Refusal } from "#app/lib/refusal.ts";
import { actorMay, insistMay, type Actor } from "../roles.ts";

/** The maker's own, or any for who curates; the row is held until the transaction ends. */
export async function lockShowcase(tx: Tx, actor: Actor, id: string): Promise<Showcase> {
  const communityId = actor.community.id;
  if (!isUuid(id)) throw new Refusal("not-found");
  await tx.$queryRaw`
    SELECT id FROM showcase WHERE id = ${id}::uuid AND community_id = ${communityId}::uuid FOR UPDATE`;
  const showcase = await tx.showcase.findFirst({ where: { id, communityId } });
  if (!showcase) throw new Refusal("not-found");
  const isMaker = showcase.makerId === actor.membership.id && actorMay(actor, "make-showcase");
  if (!isMaker) insistMay(actor, "edit-showcases");
  return showcase;
}
