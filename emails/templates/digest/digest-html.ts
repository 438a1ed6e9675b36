import {
  type DigestEdition,
  type DigestItemView,
  type DigestPostView,
  faceOf,
} from "#emails/templates/digest-views.ts";
import {
  fullItem,
  GROUPS,
  headlineItem,
  htmlSlot,
  oneOpening,
  onePost,
  SOME,
  textSlot,
} from "#emails/templates/digest/digest-names.ts";
import { introductionSections } from "#emails/templates/digest/digest-introduction.ts";
import { frameSlots } from "#emails/templates/compose.ts";
import { memberWays, postalRows } from "#emails/templates/frame-letter.ts";
import {
  act,
  answer,
  aside,
  between,
  date,
  heading,
  hint,
  link,
  paragraph,
  person,
  afterWords,
  postPictures,
  reply,
  replyMark,
  type Row,
  section,
  small,
  talk,
  words as wordsRow,
} from "#emails/templates/kit/blocks.ts";
import { cut } from "#emails/templates/kit/fit.ts";
import { letterFrame } from "#emails/templates/kit/frame.ts";
import { showcaseRows } from "#emails/templates/kit/showcase-rows.ts";
import { wordsIn, type Words } from "#emails/templates/words/index.ts";
import { asHtml, safeHtml } from "#emails/writing/html.ts";
import type { Locale } from "#emails/writing/locale.ts";
import { REPLY_MARKS } from "#emails/writing/reply-mark.ts";
import { type Choice, closeGroup, fillTemplate, openGroup, openVariant } from "#emails/writing/slots.ts";

/** An edition's HTML in one language, with slots for what differs from member to member. */
export async function digestHtml(edition: DigestEdition, locale: Locale): Promise<string> {
  const { community } = edition;
  const subject = textSlot("subject");
  const sections = [
    section("plain", [replyMark(REPLY_MARKS[locale])]),
    section("title", [], { community: community.name, issue: htmlSlot("issue") }),
    openingSection(edition),
    ...grouped(GROUPS.introduction, [[SOME, introductionSections(edition, locale)]]),
    ...grouped(GROUPS.items, itemVariants(edition, locale)),
    endingSection(edition, locale),
  ];
  const slots = frameSlots(community, { locale, subject, preheader: textSlot("preheader") });
  return fillTemplate(await letterFrame(), { slots, groups: { sections } });
}

function openingSection({ openings }: DigestEdition): Choice {
  const variants = openings.map(({ html }, at): [string, Row[]] => [
    oneOpening(at),
    [wordsRow(safeHtml(html))],
  ]);
  return section("opening", [paragraph(htmlSlot("greeting")), ...grouped(GROUPS.opening, variants)]);
}

function endingSection({ community }: DigestEdition, locale: Locale): Choice {
  const { digest } = wordsIn(locale);
  return section("footer", [
    paragraph(digest.ending),
    small(asHtml`${digest.howToAnswer}<br><b class="ink">${digest.example}</b>`),
    small(htmlSlot("reason")),
    small(memberWays(locale, htmlSlot("preferences"), htmlSlot("unsubscribe"))),
    ...postalRows(community),
  ]);
}

function itemVariants({ items }: DigestEdition, locale: Locale): [string, Choice[]][] {
  return items.flatMap((item, at): [string, Choice[]][] => [
    [fullItem(at), [itemSection(itemRows(item, locale))]],
    [headlineItem(at), [itemSection(headlineRows(item, locale))]],
  ]);
}

function itemSection(rows: readonly Row[]): Choice {
  return section("item", rows, { id: asHtml`item-${htmlSlot("number")}` });
}

function itemRows(item: DigestItemView, locale: Locale): Row[] {
  const words = wordsIn(locale);
  if (item.kind === "thread") return threadRows(item, words);
  if (item.kind === "showcase") return showcaseItemRows(item, words);
  if (item.kind === "event") return eventRows(item, words);
  return newcomerRows(item, words);
}

function threadRows(item: Extract<DigestItemView, { kind: "thread" }>, words: Words): Row[] {
  const { digest } = words;
  const posts = item.posts.map((said, at): [string, Row[]] => [onePost(at), [postRow(said, words)]]);
  const more = asHtml`${htmlSlot("rest")}. ${htmlSlot("moreCode")} ${link(htmlSlot("answerUrl"), digest.readOn)}.`;
  return [
    heading(htmlSlot("number"), item.title, digest.posts(item.postCount)),
    ...noteRows(item.note),
    ...grouped(GROUPS.posts, posts),
    ...grouped(GROUPS.rest, [[SOME, [between(more)]]]),
    reply(answerWays(item.title, words)),
  ];
}

function showcaseItemRows(item: Extract<DigestItemView, { kind: "showcase" }>, words: Words): Row[] {
  const by = words.digest.showcaseBy(item.maker);
  return [
    ...showcaseRows(item, { number: htmlSlot("number"), by, between: noteRows(item.note) }),
    answer(answerWays(item.title, words)),
  ];
}

function eventRows(item: Extract<DigestItemView, { kind: "event" }>, words: Words): Row[] {
  const { digest } = words;
  return [
    heading(htmlSlot("number"), item.title, digest.eventAt),
    ...noteRows(item.note),
    date(
      {
        month: htmlSlot("leafMonth"),
        day: htmlSlot("leafDay"),
        content: asHtml`<b>${htmlSlot("day")}</b><br>${htmlSlot("clock")}<br>${item.place}`,
      },
      true,
    ),
    ...grouped(GROUPS.rsvp, [[SOME, [act(htmlSlot("rsvpUrl"), htmlSlot("rsvpLabel"))]]]),
    answer(answerWays(item.title, words)),
  ];
}

function newcomerRows(item: Extract<DigestItemView, { kind: "newcomers" }>, words: Words): Row[] {
  return [
    heading(htmlSlot("number"), item.title, words.digest.newcomers(item.people.length)),
    ...item.people.map(({ makes, ...face }) => person({ ...face, photoUrl: null }, makes)),
    answer(answerWays(item.title, words)),
  ];
}

/** When a letter would grow too long for Gmail, its last items are told in a line; the rest stands on the web. */
function headlineRows(item: DigestItemView, locale: Locale): Row[] {
  const { digest } = wordsIn(locale);
  const webLink = link(htmlSlot("answerUrl"), digest.readThread);
  return [
    heading(htmlSlot("number"), item.title, digest.headline),
    hint(asHtml`${webLink}<br>${digest.orWriteTo} ${htmlSlot("address")}`),
  ];
}

function postRow(said: DigestPostView, { by, digest }: Words): Row {
  const more = said.more ? [afterWords(link(htmlSlot("answerUrl"), digest.shortened))] : [];
  return talk({
    face: faceOf(said),
    when: asHtml`${htmlSlot("at")}, ${by[said.via]}`,
    content: safeHtml(said.html),
    extra: [...postPictures(said.images), ...more],
  });
}

function noteRows(note: string | null): Row[] {
  return note === null ? [] : [aside(note)];
}

function answerWays(title: string, { digest }: Words): Parameters<typeof answer>[0] {
  const subject = encodeURIComponent(`Re: ${cut(title, 120)}`);
  const mailto = asHtml`mailto:${htmlSlot("address")}?subject=${subject}`;
  const pages = link(htmlSlot("answerUrl"), digest.answerOnWeb);
  const address = asHtml`${digest.orWriteTo} ${htmlSlot("address")}`;
  return { url: mailto, label: digest.answerThis, pages, address };
}

/** A group of the member's filling around rows or sections of the edition. */
function grouped(name: string, variants: readonly [string, readonly Choice[]][]): Choice[] {
  const inside = variants.flatMap(([variant, choices]) => [{ raw: openVariant(variant) }, ...choices]);
  return [{ raw: openGroup(name) }, ...inside, { raw: closeGroup() }];
}
