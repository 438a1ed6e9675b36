import type { Delivery } from "#prisma/generated/client.ts";
import { db } from "#app/db/client.ts";
import { isUuid } from "#app/lib/ids.ts";
import { showcaseParts, type ListedShowcase } from "./list.ts";

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
