import type { DigestEdition, DigestItemView, DigestRecipient } from "#emails/templates/digest-views.ts";
import {
  fullItem,
  GROUPS,
  headlineItem,
  oneOpening,
  onePost,
  SLOTS,
  SOME,
} from "#emails/templates/digest/digest-names.ts";
import { digestPreheader, digestSubject } from "#emails/templates/digest/digest-subject.ts";
import {
  type CalendarLeaf,
  type Clock,
  formatDay,
  formatLeaf,
  formatMoment,
  formatSpan,
} from "#emails/templates/kit/dates.ts";
import { wrapText } from "#emails/templates/kit/plain.ts";
import { memberReason } from "#emails/templates/frame-letter.ts";
import { wordsIn } from "#emails/templates/words/index.ts";
import type { Choice, Filling } from "#emails/writing/slots.ts";

/** An item that one member gets: its place in the edition, and those of its posts that are new to them. */
export interface ChosenItem {
  at: number;
  item: DigestItemView;
  posts: readonly number[];
}

/** All dates of an edition on one clock: written once for everyone who lives by it. */
export interface EditionDates {
  issue: string;
  posts: readonly (readonly string[])[];
  spans: readonly (Span | null)[];
}

interface Span {
  day: string;
  clock: string;
  leaf: CalendarLeaf;
}

/** Where items and posts stand in an edition, by id. */
export interface EditionPlaces {
  items: ReadonlyMap<string, number>;
  posts: readonly ReadonlyMap<string, number>[];
}

/** What is put into the slots and groups of an edition for one member, every item in full. */
export function fillDigest(
  edition: DigestEdition,
  recipient: DigestRecipient,
  { chosen, dates }: { chosen: readonly ChosenItem[]; dates: EditionDates },
): Filling {
  const words = wordsIn(recipient.locale);
  const greeting = words.greeting(recipient.name.replace(/\s+/g, " "));
  const reason = memberReason({ ...recipient, community: edition.community }, recipient.joinedAt);
  return {
    slots: {
      [SLOTS.subject]: digestSubject(edition, chosen, recipient),
      [SLOTS.preheader]: digestPreheader(chosen, recipient.locale),
      [SLOTS.issue]: words.digest.issue(edition.number, dates.issue),
      [SLOTS.greeting]: greeting,
      [SLOTS.greetingText]: wrapText(greeting),
      [SLOTS.reason]: reason,
      [SLOTS.reasonText]: wrapText(reason),
      [SLOTS.preferences]: recipient.preferencesUrl,
      [SLOTS.unsubscribe]: recipient.unsubscribeUrl,
    },
    groups: {
      [GROUPS.opening]: fillOpening(edition, recipient),
      [GROUPS.introduction]:
        recipient.isFirst && edition.introduction ? [{ variant: SOME, filling: { slots: {} } }] : [],
      [GROUPS.items]: chosen.map((one, index) => fillItem(one, index + 1, recipient, dates)),
    },
  };
}

function fillOpening({ openings }: DigestEdition, { openingId }: DigestRecipient): Choice[] {
  const at = openings.findIndex(({ id }) => id === openingId);
  return at < 0 ? [] : [{ variant: oneOpening(at), filling: { slots: {} } }];
}

export function chooseItems(
  edition: DigestEdition,
  places: EditionPlaces,
  { selection }: DigestRecipient,
): ChosenItem[] {
  return selection.map(({ itemId, postIds }) => {
    const at = places.items.get(itemId);
    const item = at === undefined ? undefined : edition.items[at];
    if (at === undefined || !item) throw new Error(`The edition ${edition.key} has no item ${itemId}`);

    const posts = postIds.map((id) => places.posts[at]?.get(id)).filter((place) => place !== undefined);
    return { at, item, posts };
  });
}

export function findPlaces({ items }: DigestEdition): EditionPlaces {
  const posts = items.map((item) => (item.kind === "thread" ? item.posts : []));
  return {
    items: new Map(items.map(({ id }, at) => [id, at])),
    posts: posts.map((said) => new Map(said.map(({ id }, at) => [id, at]))),
  };
}

export function writeDates({ date, items }: DigestEdition, clock: Clock): EditionDates {
  return {
    issue: formatDay(date, clock),
    posts: items.map((item) =>
      item.kind === "thread" ? item.posts.map(({ at }) => formatMoment(at, clock)) : [],
    ),
    spans: items.map((item) => (item.kind === "event" ? spanOf(item, clock) : null)),
  };
}

function spanOf(event: Extract<DigestItemView, { kind: "event" }>, clock: Clock): Span {
  const { day, hours, zone } = formatSpan(event.startsAt, event.endsAt, clock);
  return { day, clock: `${hours} (${zone})`, leaf: formatLeaf(event.startsAt, clock) };
}

function fillItem(
  { at, item, posts }: ChosenItem,
  number: number,
  recipient: DigestRecipient,
  dates: EditionDates,
): Choice {
  const span = dates.spans[at];
  const rsvpUrl = item.kind === "event" ? recipient.rsvpUrl?.(item.id) : undefined;
  const slots = {
    [SLOTS.number]: String(number),
    [SLOTS.address]: recipient.itemAddress(item.id),
    [SLOTS.answerUrl]: recipient.itemAnswerUrl(item.id),
    ...(span ? slotsOfSpan(span) : {}),
  };
  const groups = {
    [GROUPS.posts]: posts.map((place) => fillPost(place, dates.posts[at]?.[place] ?? "")),
    [GROUPS.rest]: item.kind === "thread" ? fillRest(item, posts.length, number, recipient) : [],
    [GROUPS.rsvp]: rsvpUrl === undefined ? [] : [fillRsvp(rsvpUrl, item.id, recipient)],
  };
  return { variant: fullItem(at), filling: { slots, groups } };
}

/** The way to answer, with what they have answered already. */
function fillRsvp(url: string, itemId: string, { locale, rsvpAnswer }: DigestRecipient): Choice {
  const { digest } = wordsIn(locale);
  const answer = rsvpAnswer?.(itemId) ?? null;
  const label = answer === null ? digest.rsvp : digest.rsvpGiven[answer];
  return { variant: SOME, filling: { slots: { [SLOTS.rsvpUrl]: url, [SLOTS.rsvpLabel]: label } } };
}

function slotsOfSpan({ day, clock, leaf }: Span): Record<string, string> {
  return {
    [SLOTS.day]: day,
    [SLOTS.clock]: clock,
    [SLOTS.leafMonth]: leaf.month,
    [SLOTS.leafDay]: leaf.day,
  };
}

/** The same item, told in a line. */
export function asHeadline(item: Choice, chosen: ChosenItem | undefined): Choice {
  if ("raw" in item || !chosen) return item;
  return { variant: headlineItem(chosen.at), filling: { slots: item.filling.slots } };
}

function fillPost(place: number, at: string): Choice {
  return { variant: onePost(place), filling: { slots: { [SLOTS.at]: at } } };
}

/** What of a busy thread is not in this letter, and the words by which it is sent. */
function fillRest(
  item: Extract<DigestItemView, { kind: "thread" }>,
  shown: number,
  number: number,
  { locale }: DigestRecipient,
): Choice[] {
  const { digest } = wordsIn(locale);
  const left = item.postCount - item.posts.length;
  if (left <= 0 || shown === 0) return [];
  const [rest, more] = [digest.rest(left), digest.more(number)];
  const slots = {
    [SLOTS.rest]: rest,
    [SLOTS.moreCode]: more,
    [SLOTS.restText]: wrapText(`${rest}. ${more}`),
  };
  return [{ variant: SOME, filling: { slots } }];
}
