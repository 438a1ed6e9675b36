import type { Delivery, Showcase } from "#prisma/generated/client.ts";
import { db } from "#app/db/client.ts";
import type { Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { isUuid } from "#app/lib/ids.ts";
import { prepareDelivery } from "#app/models/delivery.ts";
import { primaryAddress } from "#app/models/person.ts";
import { showcaseParts, type ListedShowcase } from "./list.ts";

const cardIsFreshFor = 7 * 86_400_000;

/** Shows its maker how a draft that came by mail will look. Once per draft. */
export async function sendShowcaseCard(tx: Tx, showcase: Showcase): Promise<void> {
  const maker = await tx.membership.findUniqueOrThrow({ where: { id: showcase.makerId } });
  await prepareDelivery(tx, {
    communityId: showcase.communityId,
    kind: "showcase_card",
    letterKey: `showcase-card:${showcase.id}`,
    address: await primaryAddress(maker.personId, tx),
    membershipId: maker.id,
    facts: { showcaseId: showcase.id },
    urgency: 1,
    notAfter: new Date(now().getTime() + cardIsFreshFor),
  });
}

/** The showcases that letters are about, by delivery, in a constant number of queries. */
export async function showcasesForLetters(
  deliveries: readonly Delivery[],
): Promise<Map<string, ListedShowcase>> {
  const wanted = new Map(
    deliveries.map(({ id, facts }) => [id, (facts as { showcaseId?: unknown }).showcaseId]),
  );
  const ids = [...wanted.values()].filter((id): id is string => typeof id === "string" && isUuid(id));
  const showcases = await db().showcase.findMany({ where: { id: { in: ids } }, include: showcaseParts });
  const byId = new Map<unknown, ListedShowcase>(showcases.map((showcase) => [showcase.id, showcase]));

  return new Map(
    deliveries.flatMap(({ id, communityId }) => {
      const showcase = byId.get(wanted.get(id));
      return showcase?.communityId === communityId ? [[id, showcase]] : [];
    }),
  );
}
