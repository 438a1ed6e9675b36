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

/**
 * What is put into the slots and groups of an edition for all who are told the same of it by the same clock, every item
 * in full. What is each member's own is left out: `ownSlots`.
 */
export function fillDigest(
  edition: DigestEdition,
  recipient: DigestRecipient,
  { chosen, dates }: { chosen: readonly ChosenItem[]; dates: EditionDates },
): Filling {
  const words = wordsIn(recipient.locale);
  return {
    slots: {
      [SLOTS.subject]: digestSubject(edition, chosen, recipient),
      [SLOTS.preheader]: digestPreheader(chosen, recipient.locale),
      [SLOTS.issue]: words.digest.issue(edition.number, dates.issue),
    },
    groups: {
      [GROUPS.opening]: fillOpening(edition, recipient),
      [GROUPS.introduction]:
        recipient.isFirst && edition.introduction ? [{ variant: SOME, filling: { slots: {} } }] : [],
      [GROUPS.items]: chosen.map((one, index) => fillItem(one, index + 1, recipient, dates)),
    },
  };
}

/** What stands in one member's letter only: their name, how they came here, and their own addresses. */
export function ownSlots(
  { community }: DigestEdition,
  recipient: DigestRecipient,
  chosen: readonly ChosenItem[],
): Record<string, string> {
  const greeting = wordsIn(recipient.locale).greeting(recipient.name.replace(/\s+/g, " "));
  const reason = memberReason({ ...recipient, community }, recipient.joinedAt);
  const slots: Record<string, string> = {
    [SLOTS.greeting]: greeting,
    [SLOTS.greetingText]: wrapText(greeting),
    [SLOTS.reason]: reason,
    [SLOTS.reasonText]: wrapText(reason),
    [SLOTS.preferences]: recipient.preferencesUrl,
    [SLOTS.unsubscribe]: recipient.unsubscribeUrl,
  };
  for (const [index, { item }] of chosen.entries()) {
    const number = index + 1;
    slots[ofItem(SLOTS.address, number)] = recipient.itemAddress(item.id);
    slots[ofItem(SLOTS.answerUrl, number)] = recipient.itemAnswerUrl(item.id);
    if (item.kind === "event" && recipient.rsvpUrl)
      slots[ofItem(SLOTS.rsvpUrl, number)] = recipient.rsvpUrl(item.id);
  }
  return slots;
}

/** Whether two members' letters can share a filling, besides their language and what they are told. */
export function fillingKey(
  { timeZone, openingId, isFirst, rsvpUrl, rsvpAnswer }: DigestRecipient,
  chosen: readonly ChosenItem[],
): string {
  const answers = chosen.map(({ item }) => (item.kind === "event" ? (rsvpAnswer?.(item.id) ?? null) : ""));
  return JSON.stringify([timeZone, openingId, isFirst === true, rsvpUrl !== undefined, answers]);
}

const ofItem = (slot: string, number: number): string => `${slot} ${number}`;

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
  const asksForAnswer = item.kind === "event" && recipient.rsvpUrl !== undefined;
  const slots = { [SLOTS.number]: String(number), ...(span ? slotsOfSpan(span) : {}) };
  const own = [SLOTS.address, SLOTS.answerUrl, SLOTS.rsvpUrl];
  const aliases = Object.fromEntries(own.map((slot) => [slot, ofItem(slot, number)]));
  const groups = {
    [GROUPS.posts]: posts.map((place) => fillPost(place, dates.posts[at]?.[place] ?? "")),
    [GROUPS.rest]: item.kind === "thread" ? fillRest(item, posts.length, number, recipient) : [],
    [GROUPS.rsvp]: asksForAnswer ? [fillRsvp(item.id, recipient)] : [],
  };
  return { variant: fullItem(at), filling: { slots, groups, aliases } };
}

/** The way to answer, with what they have answered already. */
function fillRsvp(itemId: string, { locale, rsvpAnswer }: DigestRecipient): Choice {
  const { digest } = wordsIn(locale);
  const answer = rsvpAnswer?.(itemId) ?? null;
  const label = answer === null ? digest.rsvp : digest.rsvpGiven[answer];
  return { variant: SOME, filling: { slots: { [SLOTS.rsvpLabel]: label } } };
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
  const { slots, aliases = {} } = item.filling;
  return { variant: headlineItem(chosen.at), filling: { slots, aliases } };
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
