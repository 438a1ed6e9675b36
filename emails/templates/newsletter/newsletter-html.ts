import { frameSlots } from "#emails/templates/compose.ts";
import { memberWays, postalRows } from "#emails/templates/frame-letter.ts";
import {
  button,
  date,
  link,
  paragraph,
  photo,
  post,
  type Row,
  type Section,
  section,
  small,
  subtitle,
  words as wordsRow,
} from "#emails/templates/kit/blocks.ts";
import { formatDay, formatLeaf, formatMoment, formatSpan } from "#emails/templates/kit/dates.ts";
import { beginning } from "#emails/templates/kit/fit.ts";
import { letterFrame } from "#emails/templates/kit/frame.ts";
import { htmlOfText } from "#emails/templates/kit/html-of.ts";
import type { NewsletterEdition, NewsletterItemView } from "#emails/templates/newsletter-views.ts";
import { htmlSlot } from "#emails/templates/newsletter/newsletter-names.ts";
import { newsletterPreheader, newsletterSubject } from "#emails/templates/newsletter/newsletter-subject.ts";
import { wordsIn } from "#emails/templates/words/index.ts";
import { asHtml, escapeHtml, safeHtml } from "#emails/writing/html.ts";
import type { Locale } from "#emails/writing/locale.ts";
import { fillTemplate } from "#emails/writing/slots.ts";

type Item<Kind extends NewsletterItemView["kind"]> = Extract<NewsletterItemView, { kind: Kind }>;

/** How it is drawn: in which language, on which clock, and how much of what somebody wrote is shown. */
export interface Drawing {
  locale: Locale;
  timeZone: string;
  longest: number;
}

/** An issue's HTML in one language, with slots for what differs from follower to follower. */
export async function newsletterHtml(edition: NewsletterEdition, drawing: Drawing): Promise<string> {
  const { locale } = drawing;
  const { newsletter } = wordsIn(locale);
  const { community, opening } = edition;
  const issue = newsletter.issue(edition.number, formatDay(edition.date, drawing));
  const sections = [
    section("title", [], { community: community.name, issue }),
    ...(opening ? [section("opening", [wordsRow(safeHtml(opening.html))])] : []),
    ...edition.items.map((item, at) => itemSection(item, at, drawing)),
    endingSection(edition, drawing),
  ];
  const slots = frameSlots(community, {
    locale,
    subject: escapeHtml(newsletterSubject(edition, locale)),
    preheader: escapeHtml(newsletterPreheader(edition, locale)),
  });
  return fillTemplate(await letterFrame(), { slots, groups: { sections } });
}

function itemSection(item: NewsletterItemView, at: number, drawing: Drawing): Section {
  return section("item", itemRows(item, drawing), { id: `item-${at + 1}` });
}

function itemRows(item: NewsletterItemView, drawing: Drawing): Row[] {
  if (item.kind === "showcase") return showcaseRows(item, drawing);
  if (item.kind === "event") return eventRows(item, drawing);
  return threadRows(item, drawing);
}

/** The work first, as large as the letter is wide. */
function showcaseRows(item: Item<"showcase">, { locale, longest }: Drawing): Row[] {
  const { newsletter } = wordsIn(locale);
  const story = beginning(item.story, longest);
  const price = [item.price, item.stock].filter((part) => part).join(" · ");
  return [
    ...(item.photo ? [photo(item.photo)] : []),
    subtitle(item.title),
    small([newsletter.by(isolated(item.maker)), price].filter((part) => part).join(" · ")),
    ...(story === "" ? [] : [wordsRow(htmlOfText(story))]),
    paragraph(link(item.url, newsletter.see)),
  ];
}

/** A name of another direction does not draw the price beside it into its own (Unicode's isolates). */
function isolated(name: string): string {
  return `\u2068${name}\u2069`;
}

function eventRows(item: Item<"event">, { locale, longest }: Drawing): Row[] {
  const all = wordsIn(locale);
  const clock = { locale, timeZone: item.timeZone };
  const { day, hours, zone } = formatSpan(item.startsAt, item.endsAt, clock);
  const story = beginning(item.story, longest);
  const where = item.place.trim() === "" ? asHtml`` : asHtml`<br><bdi>${item.place}</bdi>`;
  return [
    small(all.digest.eventAt),
    subtitle(item.title),
    date({
      ...formatLeaf(item.startsAt, clock),
      content: asHtml`<b>${day}</b><br>${hours} (${zone})${where}`,
    }),
    ...(story === "" ? [] : [wordsRow(htmlOfText(story))]),
    button(item.url, all.newsletter.event),
  ];
}

function threadRows(item: Item<"thread">, { locale, timeZone, longest }: Drawing): Row[] {
  const { newsletter } = wordsIn(locale);
  return [
    small(newsletter.talk),
    subtitle(item.title),
    ...item.posts.map((said) =>
      post({
        face: said.face,
        when: formatMoment(said.at, { locale, timeZone }),
        content: htmlOfText(beginning(said.text, longest)),
        extra: [],
      }),
    ),
    paragraph(link(item.url, newsletter.read)),
  ];
}

function endingSection({ community, left, url, followUrl }: NewsletterEdition, { locale }: Drawing): Section {
  const { newsletter } = wordsIn(locale);
  return section("footer", [
    paragraph(newsletter.ending),
    ...(left > 0 ? [small(newsletter.left(left))] : []),
    small(
      asHtml`${link(url, newsletter.onWeb)} &nbsp;·&nbsp; ${link(followUrl, newsletter.passedOn(community.name))}`,
    ),
    small(htmlSlot("reason")),
    small(memberWays(locale, htmlSlot("preferences"), htmlSlot("unsubscribe"))),
    ...postalRows(community),
  ]);
}
