import { db } from "#app/db/client.ts";
import { transaction, type Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { log } from "#app/lib/log.ts";
import { Refusal } from "#app/lib/refusal.ts";
import type { Community, Newsletter } from "#prisma/generated/client.ts";
import { record } from "../audit.ts";
import { type LetterAudience, prepareForAudience } from "../delivery/audience.ts";
import { insistMay, type Actor } from "../roles.ts";
import type { NewsletterEntry } from "./contents.ts";
import { ensureNewsletterDraft, nextMonthly } from "./draft.ts";
import { readFollowers } from "./followers.ts";
import { readNews } from "./news.ts";

export interface IssuedNewsletter {
  newsletter: Newsletter;
  audience: LetterAudience;
}

const HOUR = 3_600_000;
/** A newsletter that could not be sent for so long is not sent any more. */
const FRESH_HOURS = 72;
/** A digest that went out longer ago than this gets no newsletter after all, nor does a monthly hour long past. */
const LATEST_HOURS = 72;

/**
 * Freezes a newsletter for every community whose digest has left, or whose month has come, by `at`: each in one
 * transaction with a constant number of statements, however many follow. Without anything public that is new, and
 * without an opening, there is none. A community that fails does not keep the others waiting.
 */
export async function issueDueNewsletters(at: Date = now()): Promise<IssuedNewsletter[]> {
  const issued: IssuedNewsletter[] = [];
  const failures: unknown[] = [];
  for (const communityId of await communitiesDue(at)) {
    try {
      const one = await transaction((tx) => issueDue(tx, communityId, at));
      if (one) issued.push(one);
    } catch (error) {
      log.error({ communityId, error }, "a newsletter could not be issued");
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, "some newsletters could not be issued");
  return issued;
}

/** The draft goes to all who follow, after the hold. @throws Refusal "not-allowed", "nothing-new" */
export async function publishNewsletter(actor: Actor): Promise<IssuedNewsletter> {
  insistMay(actor, "publish-digest");
  return transaction(async (tx) => {
    const community = await lockCommunity(tx, actor.community.id);
    const one = community?.publicHome
      ? await issueNewsletter(tx, community, { at: now(), digestId: null })
      : null;
    if (!one) throw new Refusal("nothing-new");
    await record(tx, {
      communityId: one.newsletter.communityId,
      actorId: actor.person.id,
      act: "newsletter.published",
      subjectId: one.newsletter.id,
    });
    return one;
  });
}

async function communitiesDue(at: Date): Promise<string[]> {
  const oldest = new Date(at.getTime() - LATEST_HOURS * HOUR);
  const due = await db().$queryRaw<{ id: string }[]>`
    SELECT id FROM community
    WHERE newsletter_rhythm = 'monthly' AND next_newsletter_at IS NOT NULL AND next_newsletter_at <= ${at}
    UNION ALL
    SELECT id FROM community
    WHERE public_home AND newsletter_rhythm = 'with_digest' AND EXISTS (
      SELECT FROM digest
      WHERE digest.community_id = community.id AND digest.status = 'issued'
        AND digest.issued_at > greatest(coalesce(community.newsletter_until, '-infinity'), ${oldest}::timestamptz)
        AND coalesce(digest.holds_until, digest.issued_at) <= ${at})
    ORDER BY id`;
  return due.map(({ id }) => id);
}

/** Looked at again under the lock: of two that come at once, the second finds nothing due. */
async function issueDue(tx: Tx, communityId: string, at: Date): Promise<IssuedNewsletter | null> {
  const community = await lockCommunity(tx, communityId);
  if (!community) return null;
  return community.newsletterRhythm === "monthly"
    ? issueMonthly(tx, community, at)
    : issueWithDigest(tx, community, at);
}

async function issueMonthly(tx: Tx, community: Community, at: Date): Promise<IssuedNewsletter | null> {
  const due = community.nextNewsletterAt;
  if (!due || due > at) return null;
  await tx.community.update({
    where: { id: community.id },
    data: { nextNewsletterAt: nextMonthly(community, at) },
  });
  const isStale = at.getTime() - due.getTime() > LATEST_HOURS * HOUR;
  return isStale || !community.publicHome ? null : issueNewsletter(tx, community, { at, digestId: null });
}

/** Not before the digest has left: one that is stopped in its hold takes no newsletter with it. */
async function issueWithDigest(tx: Tx, community: Community, at: Date): Promise<IssuedNewsletter | null> {
  if (community.newsletterRhythm !== "with_digest" || !community.publicHome) return null;
  const oldest = new Date(at.getTime() - LATEST_HOURS * HOUR);
  const digest = await tx.digest.findFirst({
    where: {
      communityId: community.id,
      status: "issued",
      issuedAt: { gt: later(community.newsletterUntil, oldest) },
      OR: [{ holdsUntil: { lte: at } }, { holdsUntil: null }],
    },
    orderBy: { issue: "desc" },
    select: { id: true, issuedAt: true },
  });
  if (!digest) return null;
  await tx.community.update({ where: { id: community.id }, data: { newsletterUntil: digest.issuedAt } });
  return issueNewsletter(tx, community, { at, digestId: digest.id });
}

/** The draft becomes this issue: its number, its contents and its readers are set from here on. */
async function issueNewsletter(
  tx: Tx,
  community: Community,
  { at, digestId }: { at: Date; digestId: string | null },
): Promise<IssuedNewsletter | null> {
  const { id: communityId, holdMinutes } = community;
  const draft = await ensureNewsletterDraft(tx, communityId);
  const contents = await readNews(tx, communityId, at, digestId);
  if (contents.length === 0 && draft.opening.trim() === "") return null;

  const sendsAt = new Date(at.getTime() + holdMinutes * 60_000);
  const audience = await prepareForAudience(
    tx,
    {
      communityId,
      kind: "newsletter",
      letterKey: newsletterKey(draft.id),
      facts: { newsletterId: draft.id },
      urgency: 9,
      notBefore: sendsAt,
      notAfter: new Date(sendsAt.getTime() + FRESH_HOURS * HOUR),
    },
    await readFollowers(tx, communityId),
  );
  const last = await tx.newsletter.aggregate({ where: { communityId }, _max: { issue: true } });
  const newsletter = await tx.newsletter.update({
    where: { id: draft.id },
    data: {
      status: "issued",
      issue: (last._max.issue ?? 0) + 1,
      contents: contents.map(frozen),
      digestId,
      audience: { ...audience },
      issuedAt: at,
      sendsAt,
    },
  });
  await ensureNewsletterDraft(tx, communityId);
  await record(tx, { communityId, actorId: null, act: "newsletter.issued", subjectId: newsletter.id });
  return { newsletter, audience };
}

/** By which its letters are known, whoever gets them. */
export function newsletterKey(id: string): string {
  return `newsletter:${id}`;
}

function frozen(entry: NewsletterEntry) {
  return { ...entry };
}

/** One at a time; members who join or write do not wait for it. */
async function lockCommunity(tx: Tx, communityId: string): Promise<Community | null> {
  await tx.$queryRaw`SELECT id FROM community WHERE id = ${communityId}::uuid FOR NO KEY UPDATE`;
  return tx.community.findUnique({ where: { id: communityId } });
}

function later(a: Date | null, b: Date): Date {
  return a && a > b ? a : b;
}
