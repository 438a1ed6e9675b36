import { letterHeaders } from "#emails/templates/compose.ts";
import { followerReason } from "#emails/templates/frame-letter.ts";
import { wrapText } from "#emails/templates/kit/plain.ts";
import { newsletterHtml } from "#emails/templates/newsletter/newsletter-html.ts";
import { SLOTS } from "#emails/templates/newsletter/newsletter-names.ts";
import { newsletterSubject } from "#emails/templates/newsletter/newsletter-subject.ts";
import { newsletterText } from "#emails/templates/newsletter/newsletter-text.ts";
import type { NewsletterEdition, NewsletterRecipient } from "#emails/templates/newsletter-views.ts";
import { type EncodedTemplate, encodeTemplate, fillEncoded } from "#emails/writing/encoded-template.ts";
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
const MOST = { octets: 83_000, links: 40 };
/** So much of each story and post is shown, the first that makes the letter short enough. */
const LENGTHS = [1_200, 700, 350, 160, 80];

/** Draws and encodes an issue once, so that each follower's letter is only joined from pieces. */
export async function compileNewsletter(
  edition: NewsletterEdition,
  locale: Locale,
): Promise<CompiledNewsletter> {
  const { shown, longest, html } = await drawShort(edition, locale);
  const { timeZone } = edition;
  const [page, text] = [
    parseTemplate(html),
    parseTemplate(newsletterText(shown, { locale, timeZone, longest })),
  ];
  return {
    edition: shown,
    locale,
    subject: newsletterSubject(shown, locale),
    html: { plain: page, encoded: encodeTemplate(page) },
    text: { plain: text, encoded: encodeTemplate(text) },
  };
}

/** First less and less is shown of what was written; then the last things are told on the web only. */
async function drawShort(edition: NewsletterEdition, locale: Locale) {
  const { timeZone } = edition;
  for (const longest of LENGTHS) {
    const html = await newsletterHtml(edition, { locale, timeZone, longest });
    if (excessOf(html) <= 1) return { shown: edition, longest, html };
  }

  const longest = LENGTHS.at(-1) ?? 0;
  for (let shown = edition; ;) {
    const html = await newsletterHtml(shown, { locale, timeZone, longest });
    const excess = excessOf(html);
    if (excess <= 1 || shown.items.length <= 1) return { shown, longest, html };
    const kept = Math.max(1, Math.min(shown.items.length - 1, Math.floor(shown.items.length / excess)));
    const left = shown.left + shown.items.length - kept;
    shown = { ...shown, items: shown.items.slice(0, kept), left };
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

/** How many times too long it is, or has too many links; at most 1 is right. */
function excessOf(html: string): number {
  const links = html.match(/<a\s/gi)?.length ?? 0;
  return Math.max(Buffer.byteLength(html) / MOST.octets, links / MOST.links);
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
