import type { Draft } from "#emails/templates/draft.ts";
import { link, replyMark, type Row, section, small, type Section } from "#emails/templates/kit/blocks.ts";
import { formatMonth } from "#emails/templates/kit/dates.ts";
import { fitPreheader } from "#emails/templates/kit/fit.ts";
import { textParts, underlined, withAddress, wrapText } from "#emails/templates/kit/plain.ts";
import type { CommunityLook, LetterProps, MemberFooter } from "#emails/templates/letter-props.ts";
import { wordsIn } from "#emails/templates/words/index.ts";
import { type Html, html } from "#emails/writing/html.ts";
import type { Locale } from "#emails/writing/locale.ts";
import { type LetterKind, mannersOf } from "#emails/writing/manners.ts";
import { REPLY_MARKS } from "#emails/writing/reply-mark.ts";

/** A letter's own part; what every letter has in common is added by `frameLetter`. */
export interface LetterBody {
  kind: LetterKind;
  fromName?: string;
  subject: string;
  preheader: string;
  rows: readonly Row[];
  text: readonly (string | null)[];
  calendar?: Draft["calendar"];
}

/** Puts masthead, reply mark and footer around a letter, in HTML and in text. */
export function frameLetter(props: LetterProps & { footer?: MemberFooter }, body: LetterBody): Draft {
  const { community, locale } = props;
  const footer = props.footer ?? null;
  const mark = mannersOf(body.kind).replyMark ? REPLY_MARKS[locale] : null;
  const markRows = mark === null ? [] : [section("plain", [replyMark(mark)])];

  return {
    kind: body.kind,
    community,
    locale,
    fromName: body.fromName ?? community.name,
    subject: body.subject,
    preheader: fitPreheader(body.preheader),
    sections: [
      ...markRows,
      section("masthead", [], { community: community.name }),
      section("plain", body.rows),
      footerSection(props, footer),
    ],
    text: `${textParts(mark, underlined(community.name), ...body.text, footerText(props, footer))}\n`,
    calendar: body.calendar ?? null,
    footer,
  };
}

/** The visible end of a letter: why it came, how to change that, and where its sender lives. */
function footerSection(props: LetterProps, footer: MemberFooter | null): Section {
  const { community, locale } = props;
  const words = wordsIn(locale).footer;
  const ways = footer
    ? memberWays(locale, footer.preferencesUrl, footer.unsubscribeUrl)
    : link(community.homeUrl, words.home(community.name));
  return section("footer", [small(reason(props, footer)), small(ways), ...postalRows(community)]);
}

export function memberWays(
  locale: Locale,
  preferencesUrl: string | Html,
  unsubscribeUrl: string | Html,
): Html {
  const words = wordsIn(locale).footer;
  return html`${link(preferencesUrl, words.preferences)} &nbsp;·&nbsp;
  ${link(unsubscribeUrl, words.unsubscribe)}`;
}

export function postalRows({ postalAddress }: CommunityLook): Row[] {
  return postalAddress === null ? [] : [small(postalAddress.replace(/\s*\n\s*/g, ", "))];
}

/** After "-- ", so that mail programs leave it out when they quote (RFC 3676, 4.3). */
function footerText(props: LetterProps, footer: MemberFooter | null): string {
  const { community, locale } = props;
  const words = wordsIn(locale).footer;
  return textParts(
    `-- \n${wrapText(reason(props, footer))}`,
    footer && withAddress(words.preferences, footer.preferencesUrl),
    footer && withAddress(words.unsubscribe, footer.unsubscribeUrl),
    footer ? null : withAddress(words.home(community.name), community.homeUrl),
    community.postalAddress,
  );
}

/** Why someone gets this letter. */
export function reason(
  { community, locale, timeZone }: LetterProps,
  footer: Pick<MemberFooter, "joinedAt"> | null,
): string {
  const words = wordsIn(locale).footer;
  if (!footer) return words.once(community.name);
  if (!footer.joinedAt) return words.member(community.name);
  return words.joined(community.name, formatMonth(footer.joinedAt, { locale, timeZone }));
}
