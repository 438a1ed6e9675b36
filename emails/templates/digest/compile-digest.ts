import { letterHeaders } from "#emails/templates/compose.ts";
import type { DigestEdition, DigestRecipient } from "#emails/templates/digest-views.ts";
import {
  asHeadline,
  chooseItems,
  type ChosenItem,
  type EditionDates,
  type EditionPlaces,
  fillDigest,
  fillingKey,
  findPlaces,
  ownSlots,
  writeDates,
} from "#emails/templates/digest/digest-filling.ts";
import { digestHtml } from "#emails/templates/digest/digest-html.ts";
import { GROUPS, isHeadline, SLOTS } from "#emails/templates/digest/digest-names.ts";
import { digestText } from "#emails/templates/digest/digest-text.ts";
import {
  type EncodedTemplate,
  encodeTemplate,
  fillRest,
  fillShared,
  type Measure,
  measureChoices,
  measureFilled,
  measureLargest,
  type SharedTemplate,
} from "#emails/writing/encoded-template.ts";
import { escapeHtml } from "#emails/writing/html.ts";
import type { Letter } from "#emails/writing/letter.ts";
import type { LetterBytes } from "#emails/writing/letter-bytes.ts";
import { type Locale, LOCALES } from "#emails/writing/locale.ts";
import { writeMessageId } from "#emails/writing/message-id.ts";
import { assembleLetter, htmlPart, type LetterHead, textPart } from "#emails/writing/mime.ts";
import {
  dropMarks,
  type Filling,
  fillTemplate,
  parseTemplate,
  type Template,
} from "#emails/writing/slots.ts";

/** An edition ready to be filled for any of its members, in the languages that it was compiled for. */
export interface CompiledDigest {
  edition: DigestEdition;
  languages: ReadonlyMap<Locale, CompiledLanguage>;
  places: EditionPlaces;
}

interface CompiledLanguage {
  html: { plain: Template; encoded: EncodedTemplate };
  text: { plain: Template; encoded: EncodedTemplate };
  /** Whether even all items in full are short enough, so that nobody's letter need be measured. */
  fitsWhole: boolean;
  /** By time zone: each is written when its first member is met. */
  dates: Map<string, EditionDates>;
  /** By what is told, as long as somebody holds that, and by `fillingKey`. */
  shared: WeakMap<DigestRecipient["selection"], Map<string, SharedLetter>>;
}

/** All that the letters of members who are told the same have in common. */
interface SharedLetter {
  filling: Filling;
  chosen: readonly ChosenItem[];
  /** Joined when the first letter is written the fast way. */
  parts: { html: SharedTemplate; text: SharedTemplate } | null;
}

/** Gmail cuts a letter at 102 KB; ours end at 85, of which some is kept for the encoding of odd names. */
const MOST = { octets: 84_000, links: 40 };
const NOTHING: Measure = { octets: 0, links: 0 };

/** Draws and encodes an edition once, so that each member's letter is only joined from pieces. */
export async function compileDigest(
  edition: DigestEdition,
  locales: readonly Locale[] = LOCALES,
): Promise<CompiledDigest> {
  const languages = new Map<Locale, CompiledLanguage>();
  for (const locale of new Set(locales)) languages.set(locale, await compileLanguage(edition, locale));
  return { edition, languages, places: findPlaces(edition) };
}

/** One member's digest as the bytes that are sent; the fast way. Same letter as `composeDigest`. */
export function writeDigestMessage(
  compiled: CompiledDigest,
  recipient: DigestRecipient,
  date: Date,
): LetterBytes {
  const { html, text } = languageOf(compiled, recipient);
  const shared = sharedLetter(compiled, recipient);
  shared.parts ??= {
    html: fillShared(html.encoded, shared.filling, escapeHtml),
    text: fillShared(text.encoded, shared.filling, dropMarks),
  };
  const own = ownSlots(compiled.edition, recipient, shared.chosen);
  const bodies = [
    textPart(fillRest(shared.parts.text, own, dropMarks)),
    htmlPart(fillRest(shared.parts.html, own, escapeHtml)),
  ];
  return assembleLetter(digestHead(compiled, recipient, shared.filling, date), bodies);
}

/** The same letter as a value, for previews, the linter and tests. */
export function composeDigest(compiled: CompiledDigest, recipient: DigestRecipient, date: Date): Letter {
  const { html, text } = languageOf(compiled, recipient);
  const { filling: common, chosen } = sharedLetter(compiled, recipient);
  const own = ownSlots(compiled.edition, recipient, chosen);
  const filling = { ...common, slots: { ...common.slots, ...own } };
  return {
    ...digestHead(compiled, recipient, filling, date),
    envelopeFrom: recipient.envelopeFrom,
    text: fillTemplate(text.plain, mapFilling(filling, dropMarks)),
    html: fillTemplate(html.plain, mapFilling(filling, escapeHtml)),
    calendar: null,
  };
}

/** By which a digest to one member is known, whoever asks and whenever. */
export function digestMessageId(
  { key, community }: Pick<DigestEdition, "key" | "community">,
  memberNumber: number,
): string {
  return writeMessageId(key, memberNumber, community.domain);
}

async function compileLanguage(edition: DigestEdition, locale: Locale): Promise<CompiledLanguage> {
  const html = parseTemplate(await digestHtml(edition, locale));
  const text = parseTemplate(digestText(edition, locale));
  const encoded = encodeTemplate(html);
  return {
    html: { plain: html, encoded },
    text: { plain: text, encoded: encodeTemplate(text) },
    fitsWhole: isShort(measureLargest(encoded, isHeadline)),
    dates: new Map(),
    shared: new WeakMap(),
  };
}

function languageOf({ edition, languages }: CompiledDigest, { locale }: DigestRecipient): CompiledLanguage {
  const language = languages.get(locale);
  if (!language) throw new Error(`The edition ${edition.key} was not compiled for ${locale}`);
  return language;
}

/** Made for the first member who is told this, and kept for the others. */
function sharedLetter(compiled: CompiledDigest, recipient: DigestRecipient): SharedLetter {
  const { edition, places } = compiled;
  const language = languageOf(compiled, recipient);
  const letters = language.shared.get(recipient.selection) ?? new Map<string, SharedLetter>();
  language.shared.set(recipient.selection, letters);
  const chosen = [...letters.values()][0]?.chosen ?? chooseItems(edition, places, recipient);
  const key = fillingKey(recipient, chosen);
  const known = letters.get(key);
  if (known) return known;

  const dates = datesFor(edition, language, recipient);
  const made = { filling: fillForMany(edition, recipient, { language, chosen, dates }), chosen, parts: null };
  letters.set(key, made);
  return made;
}

/** Fills in full; if that is too long, tells the last items in a line each, as few of them as will do. */
function fillForMany(
  edition: DigestEdition,
  recipient: DigestRecipient,
  {
    language,
    chosen,
    dates,
  }: { language: CompiledLanguage; chosen: readonly ChosenItem[]; dates: EditionDates },
): Filling {
  const filling = fillDigest(edition, recipient, { chosen, dates });
  return language.fitsWhole ? filling : shorten(language, filling, chosen);
}

/** Each item is measured once, in full and as a headline; then it is only reckoned how many headlines there must be. */
function shorten({ html }: CompiledLanguage, filling: Filling, chosen: readonly ChosenItem[]): Filling {
  const { [GROUPS.items]: items = [], ...others } = filling.groups ?? {};
  const headlines = items.map((item, index) => asHeadline(item, chosen[index]));
  const [inFull, inALine] = [items, headlines].map((choices) =>
    measureChoices(html.encoded, GROUPS.items, choices, filling),
  );

  let whole = measureFilled(html.encoded, filling);
  let full = items.length;
  while (full > 0 && !isShort(whole)) {
    full -= 1;
    whole = exchange(whole, inFull?.[full], inALine?.[full]);
  }
  const kept = [...items.slice(0, full), ...headlines.slice(full)];
  return { ...filling, groups: { ...others, [GROUPS.items]: kept } };
}

function exchange(whole: Measure, gone = NOTHING, came = NOTHING): Measure {
  return {
    octets: whole.octets - gone.octets + came.octets,
    links: whole.links - gone.links + came.links,
  };
}

function isShort({ octets, links }: Measure): boolean {
  return octets <= MOST.octets && links <= MOST.links;
}

function datesFor(
  edition: DigestEdition,
  { dates }: CompiledLanguage,
  { locale, timeZone }: DigestRecipient,
): EditionDates {
  const known = dates.get(timeZone);
  if (known) return known;
  const written = writeDates(edition, { locale, timeZone });
  dates.set(timeZone, written);
  return written;
}

function digestHead(
  { edition }: CompiledDigest,
  recipient: DigestRecipient,
  filling: Filling,
  date: Date,
): LetterHead {
  const { community } = edition;
  return {
    from: { name: community.name, address: `${community.slug}@${community.domain}` },
    to: recipient.to,
    replyTo: recipient.replyAddress,
    messageId: digestMessageId(edition, recipient.memberNumber),
    inReplyTo: null,
    references: [],
    subject: filling.slots[SLOTS.subject] ?? "",
    headers: letterHeaders({ kind: "digest", community, footer: recipient }),
    date,
  };
}

function mapFilling(
  { slots, groups = {}, aliases = {} }: Filling,
  change: (value: string) => string,
): Filling {
  return {
    aliases,
    slots: Object.fromEntries(Object.entries(slots).map(([name, value]) => [name, change(value)])),
    groups: Object.fromEntries(
      Object.entries(groups).map(([name, choices]) => [
        name,
        choices.map((choice) =>
          "raw" in choice ? choice : { ...choice, filling: mapFilling(choice.filling, change) },
        ),
      ]),
    ),
  };
}
