import type { Delivery, Showcase } from "#prisma/generated/client.ts";
import { db } from "#app/db/client.ts";
import type { Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { isUuid } from "#app/lib/ids.ts";
import { prepareDelivery } from "../delivery.ts";
import { showcaseParts, type ListedShowcase } from "./list.ts";

/** What a card tells its maker beside what it shows: a draft to say ok to, or where it stands now. */
export type CardOccasion = "draft" | "submitted" | "published" | "hung" | "changed";

const MONTH = 30 * 86_400_000;

/**
 * The card of a showcase, as the digest shows it, to its maker. `key`: what it is in answer to; the same is written
 * once. `address`: who wrote, where it differs from the maker's first address.
 */
export async function sendCard(
  tx: Tx,
  showcase: Showcase,
  card: { occasion: CardOccasion; key: string; address?: string | undefined; hints?: readonly string[] },
): Promise<void> {
  const address = card.address ?? (await firstAddressOf(tx, showcase.makerId));
  if (address === null) return;
  await prepareDelivery(tx, {
    communityId: showcase.communityId,
    kind: "showcase_card",
    letterKey: `showcase-card:${card.key}`,
    address,
    membershipId: showcase.makerId,
    facts: { showcaseId: showcase.id, occasion: card.occasion, hints: [...(card.hints ?? [])] },
    urgency: 1,
    notAfter: new Date(now().getTime() + MONTH),
  });
}

/** A curator has looked at what waited: it hangs. */
export function tellHung(tx: Tx, showcase: Showcase): Promise<void> {
  return sendCard(tx, showcase, { occasion: "hung", key: `${showcase.id}:hung` });
}

async function firstAddressOf(tx: Tx, membershipId: string): Promise<string | null> {
  const member = await tx.membership.findUniqueOrThrow({
    where: { id: membershipId },
    select: {
      person: {
        select: { addresses: { orderBy: [{ isPrimary: "desc" }, { createdAt: "asc" }], take: 1 } },
      },
    },
  });
  return member.person.addresses[0]?.address ?? null;
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
