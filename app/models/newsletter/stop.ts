import { transaction } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { isUuid } from "#app/lib/ids.ts";
import { Refusal } from "#app/lib/refusal.ts";
import { record } from "../audit.ts";
import { insistMay, type Actor } from "../roles.ts";
import { ensureNewsletterDraft } from "./draft.ts";
import { newsletterKey } from "./issue.ts";

/**
 * Within the hold: nobody gets it, the archive never shows it, and what it told is news again. Its opening goes back
 * into the draft, unless a new one was begun. @throws Refusal "newsletter-gone" when its hour has come
 */
export async function stopNewsletter(actor: Actor, id: string): Promise<void> {
  insistMay(actor, "publish-digest");
  if (!isUuid(id)) throw new Refusal("not-found");
  const communityId = actor.community.id;
  const at = now();

  await transaction(async (tx) => {
    const newsletter = await tx.newsletter.findFirst({
      where: { id, communityId, status: { not: "draft" } },
    });
    if (!newsletter) throw new Refusal("not-found");
    if (newsletter.status === "stopped") return;

    const { count } = await tx.newsletter.updateMany({
      where: { id, status: "issued", sendsAt: { gt: at } },
      data: { status: "stopped", stoppedAt: at },
    });
    if (count === 0) throw new Refusal("newsletter-gone");
    await tx.delivery.updateMany({
      where: { letterKey: newsletterKey(id), status: { in: ["prepared", "deferred"] } },
      data: { status: "cancelled", response: "the newsletter was stopped" },
    });
    const draft = await ensureNewsletterDraft(tx, communityId);
    if (draft.opening === "") {
      await tx.newsletter.update({ where: { id: draft.id }, data: { opening: newsletter.opening } });
    }
    await record(tx, { communityId, actorId: actor.person.id, act: "newsletter.stopped", subjectId: id });
  });
}
