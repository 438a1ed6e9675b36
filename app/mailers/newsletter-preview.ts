import { now } from "#app/lib/clock.ts";
import { Refusal } from "#app/lib/refusal.ts";
import { listNewsletters, newsletterDraft } from "#app/models/newsletter.ts";
import { insistMay, type Actor } from "#app/models/roles.ts";
import { compileNewsletter, composeNewsletter } from "#emails/templates/newsletter.ts";
import { ownersAddress } from "./letter.ts";
import { knownLocale } from "./locale.ts";
import { newsletterEdition } from "./newsletter/edition.ts";

/**
 * The newsletter to come as a follower would get it now: in the community's language, with links that stop nothing.
 * @throws Refusal "nothing-new" when there is nothing to show
 */
export async function previewNewsletter(
  actor: Actor,
): Promise<{ subject: string; html: string; text: string }> {
  insistMay(actor, "edit-digest");
  const { community } = actor;
  const [draft, { newsletters }] = await Promise.all([
    newsletterDraft(community.id),
    listNewsletters(community.id),
  ]);
  const { opening, items } = draft;
  if (items.length === 0 && opening.trim() === "") throw new Refusal("nothing-new");

  const locale = knownLocale(community.locale);
  const issue = (newsletters[0]?.issue ?? 0) + 1;
  const edition = newsletterEdition(
    community,
    { key: "preview", issue, date: now(), opening },
    items,
    locale,
  );
  const { domain, webUrl } = edition.community;
  const letter = composeNewsletter(
    await compileNewsletter(edition, locale),
    {
      to: { name: "", address: `preview@${domain}` },
      since: now(),
      replyTo: ownersAddress(community),
      messageId: `<preview@${domain}>`,
      envelopeFrom: "",
      preferencesUrl: webUrl,
      unsubscribeUrl: webUrl,
      unsubscribeMailto: `mailto:preview@${domain}`,
    },
    now(),
  );
  return { subject: letter.subject, html: letter.html, text: letter.text };
}
