import { db } from "#app/db/client.ts";
import { transaction, type Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { nextDigestAt } from "#app/lib/local-time.ts";
import type { Community, Newsletter } from "#prisma/generated/client.ts";
import type { NewsletterRhythm } from "#prisma/generated/enums.ts";
import { record } from "../audit.ts";
import { insistMay, type Actor } from "../roles.ts";
import { readNews } from "./news.ts";
import { type NewsletterItem, readItems } from "./items.ts";

export interface NewsletterDraft {
  opening: string;
  items: NewsletterItem[];
  followers: number;
}

/** The community's one newsletter to come: made when there is none. */
export async function ensureNewsletterDraft(tx: Tx, communityId: string): Promise<Newsletter> {
  const where = { communityId, status: "draft" } as const;
  const draft = await tx.newsletter.findFirst({ where });
  if (draft) return draft;
  // Two at once: the index `newsletter_one_draft_key` lets one in, and both find it.
  await tx.newsletter.createMany({ data: [{ communityId, createdAt: now() }], skipDuplicates: true });
  return tx.newsletter.findFirstOrThrow({ where });
}

/** What the next one would tell if it were issued now, and how many follow. */
export async function newsletterDraft(communityId: string): Promise<NewsletterDraft> {
  const entries = await readNews(db(), communityId, now());
  const [draft, items, followers] = await Promise.all([
    db().newsletter.findFirst({ where: { communityId, status: "draft" }, select: { opening: true } }),
    readItems(communityId, entries),
    db().membership.count({ where: { communityId, role: "follower", status: { in: ["active", "paused"] } } }),
  ]);
  return { opening: draft?.opening ?? "", items, followers };
}

/** The owner's words to followers; the members' opening is another one. */
export async function writeNewsletterOpening(actor: Actor, opening: string): Promise<void> {
  insistMay(actor, "edit-digest");
  const communityId = actor.community.id;
  await transaction(async (tx) => {
    const draft = await ensureNewsletterDraft(tx, communityId);
    if (draft.opening === opening) return;
    await tx.newsletter.update({ where: { id: draft.id }, data: { opening } });
    await record(tx, {
      communityId,
      actorId: actor.person.id,
      act: "newsletter.edited",
      subjectId: draft.id,
      details: { before: draft.opening },
    });
  });
}

/** With each digest, once a month (on the first of the community's weekdays, at its hour), or not at all. */
export async function changeNewsletterRhythm(actor: Actor, rhythm: NewsletterRhythm): Promise<void> {
  insistMay(actor, "edit-community");
  const { id } = actor.community;
  await transaction(async (tx) => {
    const before = await tx.community.findUniqueOrThrow({ where: { id } });
    if (before.newsletterRhythm === rhythm) return;
    await tx.community.update({
      where: { id },
      data: {
        newsletterRhythm: rhythm,
        nextNewsletterAt: rhythm === "monthly" ? nextMonthly(before, now()) : null,
        // Digests that went out before are not told of after all.
        ...(rhythm === "with_digest" && { newsletterUntil: now() }),
      },
    });
    await record(tx, {
      communityId: id,
      actorId: actor.person.id,
      act: "newsletter.rhythm-changed",
      details: { from: before.newsletterRhythm, to: rhythm },
    });
  });
}

export function nextMonthly(
  { digestWeekday, digestHour, timeZone }: Pick<Community, "digestWeekday" | "digestHour" | "timeZone">,
  after: Date,
): Date | null {
  return nextDigestAt("monthly", digestWeekday, digestHour, timeZone, after);
}
