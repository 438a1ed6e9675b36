import { db } from "#app/db/client.ts";
import { isUuid } from "#app/lib/ids.ts";
import type { Newsletter } from "#prisma/generated/client.ts";
import type { LetterAudience } from "../delivery/audience.ts";
import { newsletterKey } from "./issue.ts";
import { type NewsletterItem, readItems } from "./items.ts";
import { entriesOf } from "./news.ts";

export type ListedNewsletter = Omit<Newsletter, "audience" | "contents"> & {
  audience: LetterAudience;
  itemCount: number;
  /** Its letters by state. */
  letters: Record<string, number>;
};

const PAGE = 20;

/** Issues, the latest first, with how their letters do: three queries. */
export async function listNewsletters(
  communityId: string,
  { page = 1 }: { page?: number } = {},
): Promise<{ newsletters: ListedNewsletter[]; pages: number }> {
  const where = { communityId, status: { not: "draft" as const } };
  const [found, total] = await Promise.all([
    db().newsletter.findMany({ where, orderBy: { issue: "desc" }, skip: (page - 1) * PAGE, take: PAGE }),
    db().newsletter.count({ where }),
  ]);
  const counts = await lettersOf(found.map(({ id }) => id));
  return {
    newsletters: found.map((newsletter) => listed(newsletter, counts.get(newsletter.id))),
    pages: Math.max(1, Math.ceil(total / PAGE)),
  };
}

/** One issue: what it told, whom it reached, whom not and why. */
export async function newsletterReport(
  communityId: string,
  id: string,
): Promise<{ newsletter: ListedNewsletter; items: NewsletterItem[] } | null> {
  if (!isUuid(id)) return null;
  const found = await db().newsletter.findFirst({ where: { id, communityId, status: { not: "draft" } } });
  if (!found) return null;
  const counts = await lettersOf([id]);
  return {
    newsletter: listed(found, counts.get(id)),
    items: await readItems(communityId, entriesOf(found.contents)),
  };
}

function listed(
  { audience, contents, ...newsletter }: Newsletter,
  letters: Record<string, number> = {},
): ListedNewsletter {
  return {
    ...newsletter,
    audience: {
      candidates: 0,
      prepared: 0,
      excluded: {},
      ...(audience as unknown as Partial<LetterAudience> | null),
    },
    itemCount: entriesOf(contents).length,
    letters,
  };
}

async function lettersOf(ids: readonly string[]): Promise<Map<string, Record<string, number>>> {
  const counted = await db().delivery.groupBy({
    by: ["letterKey", "status"],
    where: { letterKey: { in: ids.map(newsletterKey) } },
    _count: true,
  });
  const counts = new Map<string, Record<string, number>>();
  for (const { letterKey, status, _count } of counted) {
    const id = letterKey.slice(newsletterKey("").length);
    counts.set(id, { ...counts.get(id), [status]: _count });
  }
  return counts;
}
