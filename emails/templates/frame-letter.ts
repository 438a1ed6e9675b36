import type { Draft } from "#emails/templates/draft.ts";
import { link, replyMark, type Row, section, small, type Section } from "#emails/templates/kit/blocks.ts";
import { formatMonth } from "#emails/templates/kit/dates.ts";
import { fitPreheader } from "#emails/templates/kit/fit.ts";
import { textParts, underlined, withAddress, wrapText } from "#emails/templates/kit/plain.ts";
import type { CommunityLook, LetterProps } from "#emails/templates/letter-props.ts";
import { wordsIn } from "#emails/templates/words/index.ts";
import { type Html, asHtml } from "#emails/writing/html.ts";
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
export function frameLetter(props: LetterProps, body: LetterBody): Draft {
  const { community, locale } = props;
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
      footerSection(props, body.kind),
    ],
    text: `${textParts(mark, underlined(community.name), ...body.text, footerText(props, body.kind))}\n`,
    calendar: body.calendar ?? null,
    footer: props.footer ?? null,
  };
}

/** The visible end of a letter: why it came, how to change that, and where its sender lives. */
function footerSection(props: LetterProps, kind: LetterKind): Section {
  const { community, locale, footer } = props;
  const home = wordsIn(locale).footer.home(community.name);
  const ways = footer
    ? memberWays(locale, footer.preferencesUrl, footer.unsubscribeUrl)
    : link(community.homeUrl, home);
  return section("footer", [small(reason(props, kind)), small(ways), ...postalRows(community)]);
}

export function memberWays(
  locale: Locale,
  preferencesUrl: string | Html,
  unsubscribeUrl: string | Html,
): Html {
  const words = wordsIn(locale).footer;
  return asHtml`${link(preferencesUrl, words.preferences)} &nbsp;·&nbsp;
  ${link(unsubscribeUrl, words.unsubscribe)}`;
}

export function postalRows({ postalAddress }: CommunityLook): Row[] {
  return postalAddress === null ? [] : [small(postalAddress.replace(/\s*\n\s*/g, ", "))];
}

/** After "-- ", so that mail programs leave it out when they quote (RFC 3676, 4.3). */
function footerText(props: LetterProps, kind: LetterKind): string {
  const { community, locale, footer } = props;
  const words = wordsIn(locale).footer;
  const ways = footer
    ? [
        withAddress(words.preferences, footer.preferencesUrl),
        withAddress(words.unsubscribe, footer.unsubscribeUrl),
      ]
    : [withAddress(words.home(community.name), community.homeUrl)];
  return textParts(`-- \n${wrapText(reason(props, kind))}`, ...ways, community.postalAddress);
}

/** Why someone gets this letter. */
function reason(props: LetterProps, kind: LetterKind): string {
  const { community, footer } = props;
  const words = wordsIn(props.locale).footer;
  if (footer) return (FOLLOWER_LETTERS.has(kind) ? followerReason : memberReason)(props, footer.joinedAt);
  if (OWNER_LETTERS.has(kind)) return words.owner(community.name);
  return mannersOf(kind).auto === "auto-replied" ? words.answer(community.name) : words.once(community.name);
}

const FOLLOWER_LETTERS = new Set<LetterKind>(["newsletter", "following"]);
const OWNER_LETTERS = new Set<LetterKind>(["proof", "bounce-notice"]);

export function memberReason({ community, locale, timeZone }: LetterProps, joinedAt: Date | null): string {
  const words = wordsIn(locale).footer;
  if (!joinedAt) return words.member(community.name);
  return words.joined(community.name, formatMonth(joinedAt, { locale, timeZone }));
}

export function followerReason({ community, locale, timeZone }: LetterProps, since: Date | null): string {
  const month = since && formatMonth(since, { locale, timeZone });
  return wordsIn(locale).footer.follower(community.name, month);
}
