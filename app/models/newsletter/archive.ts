import { db } from "#app/db/client.ts";
import { now } from "#app/lib/clock.ts";
import type { Newsletter } from "#prisma/generated/client.ts";
import { type NewsletterItem, readItemsOf } from "./items.ts";
import { entriesOf } from "./news.ts";

/** An issue as everybody may read it. */
export interface PublicNewsletter {
  id: string;
  issue: number;
  /** When it went out. */
  date: Date;
  opening: string;
  items: NewsletterItem[];
}

const PAGE = 20;

/** What has gone out, the latest first, twenty a page. Issues of which nothing is left to show are not there. */
export async function newsletterArchive(
  communityId: string,
  { page = 1, take = PAGE }: { page?: number; take?: number } = {},
): Promise<{ newsletters: PublicNewsletter[]; pages: number }> {
  const where = { communityId, ...hasGoneOut() };
  const [found, total] = await Promise.all([
    db().newsletter.findMany({ where, orderBy: { issue: "desc" }, skip: (page - 1) * take, take }),
    db().newsletter.count({ where }),
  ]);
  const newsletters = await asPublic(communityId, found);
  return { newsletters: newsletters.filter(isThere), pages: Math.max(1, Math.ceil(total / take)) };
}

/** Null when there is none, or nothing of it is left to show. */
export async function newsletterByIssue(
  communityId: string,
  issue: number,
): Promise<PublicNewsletter | null> {
  const found = await db().newsletter.findFirst({ where: { communityId, issue, ...hasGoneOut() } });
  const [newsletter] = found ? await asPublic(communityId, [found]) : [];
  return newsletter && isThere(newsletter) ? newsletter : null;
}

/** The issues before and after it that can be read. */
export async function newsletterNeighbours(
  communityId: string,
  issue: number,
): Promise<{ earlier: number | null; later: number | null }> {
  const [earlier, later] = await Promise.all([
    readable(communityId, { lt: issue }, "desc"),
    readable(communityId, { gt: issue }, "asc"),
  ]);
  return { earlier, later };
}

/** The nearest few are looked at: of an issue that was taken back whole, nothing is left. */
async function readable(communityId: string, issue: { lt: number } | { gt: number }, order: "asc" | "desc") {
  const near = await db().newsletter.findMany({
    where: { communityId, ...hasGoneOut(), issue },
    orderBy: { issue: order },
    take: 5,
  });
  const there = (await asPublic(communityId, near)).find(isThere);
  return there?.issue ?? null;
}

/** For the letters themselves, before and after their hour: by id, with what they may still tell. */
export async function newsletterForLetters(
  communityId: string,
  id: string,
): Promise<(PublicNewsletter & { status: Newsletter["status"] }) | null> {
  const found = await db().newsletter.findFirst({ where: { id, communityId } });
  const [newsletter] = found ? await asPublic(communityId, [found]) : [];
  return found && newsletter ? { ...newsletter, status: found.status } : null;
}

/** What was issued is shown when its letters leave. */
function hasGoneOut() {
  return { status: "issued", sendsAt: { lte: now() } } as const;
}

function isThere({ items, opening }: PublicNewsletter): boolean {
  return items.length > 0 || opening !== "";
}

async function asPublic(communityId: string, found: readonly Newsletter[]): Promise<PublicNewsletter[]> {
  const itemOf = await readItemsOf(
    communityId,
    found.flatMap(({ contents }) => entriesOf(contents)),
  );
  return found.map(({ id, issue, sendsAt, createdAt, opening, contents }) => ({
    id,
    issue: issue ?? 0,
    date: sendsAt ?? createdAt,
    opening: opening.trim(),
    items: entriesOf(contents).flatMap((entry) => itemOf(entry) ?? []),
  }));
}
