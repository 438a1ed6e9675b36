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
/** So much of each story and post is shown: the most for which the letter is short enough. */
const LENGTHS = [80, 160, 350, 700, 1_200];

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

/** As much of each story as there is room for; when even the least is too much, the last things stand on the web only. */
async function drawShort(edition: NewsletterEdition, locale: Locale) {
  const draw = async (shown: NewsletterEdition, longest: number) => {
    const html = await newsletterHtml(shown, { locale, timeZone: edition.timeZone, longest });
    return { shown, longest, html };
  };
  const [least = 0, ...lengths] = LENGTHS;

  let drawn = await draw(edition, least);
  for (let excess = excessOf(drawn.html); excess > 1; excess = excessOf(drawn.html)) {
    const { items, left } = drawn.shown;
    if (items.length <= 1) break;
    const kept = Math.max(1, Math.min(items.length - 1, Math.floor(items.length / excess)));
    const shown = { ...edition, items: items.slice(0, kept), left: left + items.length - kept };
    drawn = await draw(shown, least);
  }
  for (const longest of lengths) {
    const longer = await draw(drawn.shown, longest);
    if (excessOf(longer.html) > 1) break;
    drawn = longer;
  }
  return drawn;
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
