import { letterHeaders } from "#emails/templates/compose.ts";
import { followerReason } from "#emails/templates/frame-letter.ts";
import { wrapText } from "#emails/templates/kit/plain.ts";
import { newsletterHtml } from "#emails/templates/newsletter/newsletter-html.ts";
import { SLOTS } from "#emails/templates/newsletter/newsletter-names.ts";
import { newsletterSubject } from "#emails/templates/newsletter/newsletter-subject.ts";
import { newsletterText } from "#emails/templates/newsletter/newsletter-text.ts";
import type { NewsletterEdition, NewsletterRecipient } from "#emails/templates/newsletter-views.ts";
import {
  type EncodedTemplate,
  encodeTemplate,
  fillEncoded,
  measureLargest,
} from "#emails/writing/encoded-template.ts";
import { escapeHtml } from "#emails/writing/html.ts";
import type { Letter } from "#emails/writing/letter.ts";
import type { Locale } from "#emails/writing/locale.ts";
import { assembleMessage, htmlPart, type LetterHead, textPart } from "#emails/writing/mime.ts";
import { dropMarks, fillTemplate, parseTemplate, type Template } from "#emails/writing/slots.ts";

export type {
  NewsletterEdition,
  NewsletterItemView,
  NewsletterRecipient,
  PublicPostView,
} from "#emails/templates/newsletter-views.ts";

/** An issue in one language, ready to be filled for any of its followers. */
export interface CompiledNewsletter {
  edition: NewsletterEdition;
  locale: Locale;
  subject: string;
  html: { plain: Template; encoded: EncodedTemplate };
  text: { plain: Template; encoded: EncodedTemplate };
}

/** Gmail cuts a letter at 102 KB; ours end at 85, of which some is kept for what is filled in. */
const MOST = { octets: 83_000, links: 38 };
/** So much of each story and post is shown, the first that makes the letter short enough. */
const LENGTHS = [1_200, 700, 350, 160, 80];

/** Draws and encodes an issue once, so that each follower's letter is only joined from pieces. */
export async function compileNewsletter(
  edition: NewsletterEdition,
  locale: Locale,
): Promise<CompiledNewsletter> {
  const { timeZone } = edition;
  for (let shown = edition; ; shown = withoutLast(shown)) {
    for (const longest of LENGTHS) {
      const html = parseTemplate(await newsletterHtml(shown, { locale, timeZone, longest }));
      const encoded = encodeTemplate(html);
      if (shown.items.length > 1 && !isShort(encoded)) continue;
      const text = parseTemplate(newsletterText(shown, { locale, timeZone, longest }));
      return {
        edition: shown,
        locale,
        subject: newsletterSubject(shown, locale),
        html: { plain: html, encoded },
        text: { plain: text, encoded: encodeTemplate(text) },
      };
    }
  }
}

/** One follower's newsletter as raw bytes. Same letter as `composeNewsletter`. */
export function writeNewsletterMessage(
  compiled: CompiledNewsletter,
  recipient: NewsletterRecipient,
  date: Date,
): Buffer {
  const filling = fillForFollower(compiled, recipient);
  return assembleMessage(headOf(compiled, recipient, date), [
    textPart(fillEncoded(compiled.text.encoded, filling, dropMarks)),
    htmlPart(fillEncoded(compiled.html.encoded, filling, escapeHtml)),
  ]);
}

/** The same letter as a value, for previews, the linter and tests. */
export function composeNewsletter(
  compiled: CompiledNewsletter,
  recipient: NewsletterRecipient,
  date: Date,
): Letter {
  const { slots } = fillForFollower(compiled, recipient);
  const filled = (template: Template, escape: (value: string) => string): string => {
    const values = Object.entries(slots).map(([name, value]) => [name, escape(value)] as const);
    return fillTemplate(template, { slots: Object.fromEntries(values) });
  };
  return {
    ...headOf(compiled, recipient, date),
    envelopeFrom: recipient.envelopeFrom,
    text: filled(compiled.text.plain, dropMarks),
    html: filled(compiled.html.plain, escapeHtml),
    calendar: null,
  };
}

function isShort(encoded: EncodedTemplate): boolean {
  const { octets, links } = measureLargest(encoded, () => false);
  return octets <= MOST.octets && links <= MOST.links;
}

/** The last thing is told on the web only. */
function withoutLast(edition: NewsletterEdition): NewsletterEdition {
  return { ...edition, items: edition.items.slice(0, -1), left: edition.left + 1 };
}

function fillForFollower(
  { edition, locale }: CompiledNewsletter,
  { since, preferencesUrl, unsubscribeUrl }: NewsletterRecipient,
): { slots: Record<string, string> } {
  const { community, timeZone } = edition;
  const reason = followerReason({ community, locale, timeZone }, since);
  return {
    slots: {
      [SLOTS.reason]: reason,
      [SLOTS.reasonText]: wrapText(reason),
      [SLOTS.preferences]: preferencesUrl,
      [SLOTS.unsubscribe]: unsubscribeUrl,
    },
  };
}

function headOf(
  { edition: { community }, subject }: CompiledNewsletter,
  recipient: NewsletterRecipient,
  date: Date,
): LetterHead {
  const { to, replyTo, messageId, unsubscribeUrl, unsubscribeMailto, preferencesUrl, since } = recipient;
  const footer = { joinedAt: since, preferencesUrl, unsubscribeUrl, unsubscribeMailto };
  return {
    from: { name: community.name, address: `${community.slug}@${community.domain}` },
    to,
    replyTo,
    messageId,
    inReplyTo: null,
    references: [],
    subject,
    headers: letterHeaders({ kind: "newsletter", community, footer }),
    date,
  };
}
