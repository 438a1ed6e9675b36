import type { DigestEdition, DigestItemView, DigestPostView } from "#emails/templates/digest-views.ts";
import {
  fullItem,
  GROUPS,
  headlineItem,
  oneOpening,
  onePost,
  SOME,
  textSlot,
} from "#emails/templates/digest/digest-names.ts";
import { introductionText } from "#emails/templates/digest/digest-introduction.ts";
import { cut } from "#emails/templates/kit/fit.ts";
import { saidText, textParts, underlined, withAddress, wrapText } from "#emails/templates/kit/plain.ts";
import { kickerOf, shownStory } from "#emails/templates/kit/showcase-rows.ts";
import { wordsIn, type Words } from "#emails/templates/words/index.ts";
import type { Locale } from "#emails/writing/locale.ts";
import { REPLY_MARKS } from "#emails/writing/reply-mark.ts";
import { dropMarks, group } from "#emails/writing/slots.ts";

const STARS = `${" ".repeat(33)}* * *`;

/** An edition's text part in one language, written for reading; slots stand where members differ. */
export function digestText(edition: DigestEdition, locale: Locale): string {
  const words = wordsIn(locale);
  const { community, openings } = edition;
  const head = textParts(
    REPLY_MARKS[locale],
    `${underlined(community.name)}\n${textSlot("issue")}`,
    textSlot("greetingText"),
  );
  const opening = group(
    GROUPS.opening,
    Object.fromEntries(openings.map(({ text }, at) => [oneOpening(at), `\n\n${saidText(dropMarks(text))}`])),
  );
  const introduction = group(GROUPS.introduction, { [SOME]: introductionText(edition, locale) });
  return `${head}${opening}${introduction}\n${itemGroup(edition, words)}\n${ending(edition, words)}\n`;
}

function itemGroup({ items }: DigestEdition, words: Words): string {
  const variants = items.flatMap((item, at) => [
    [fullItem(at), `\n${STARS}\n\n${itemText(item, words)}\n`] as const,
    [headlineItem(at), `\n${STARS}\n\n${headlineText(item, words)}\n`] as const,
  ]);
  return group(GROUPS.items, Object.fromEntries(variants));
}

function ending({ community }: DigestEdition, { digest, footer }: Words): string {
  return textParts(
    `${STARS}\n\n${digest.ending}`,
    `${wrapText(digest.howToAnswer)}\n\n    ${digest.example}`,
    `-- \n${textSlot("reasonText")}`,
    withAddress(footer.preferences, textSlot("preferences")),
    withAddress(footer.unsubscribe, textSlot("unsubscribe")),
    community.postalAddress,
  );
}

function itemText(item: DigestItemView, words: Words): string {
  if (item.kind === "thread") return threadText(item, words);
  if (item.kind === "showcase") return showcaseText(item, words);
  if (item.kind === "event") return eventText(item, words);
  return newcomersText(item, words);
}

function threadText(item: Extract<DigestItemView, { kind: "thread" }>, words: Words): string {
  const { digest } = words;
  const posts = item.posts.map((said, at) => [onePost(at), `\n\n${postText(said, item, words)}`] as const);
  const rest = `\n\n${textSlot("restText")}\n${digest.readOn}:\n${textSlot("answerUrl")}`;
  return (
    textParts(headText(item.title, digest.posts(item.postCount)), noteText(item)) +
    group(GROUPS.posts, Object.fromEntries(posts)) +
    group(GROUPS.rest, { [SOME]: rest }) +
    `\n\n${answerText(words)}`
  );
}

function showcaseText(item: Extract<DigestItemView, { kind: "showcase" }>, words: Words): string {
  return textParts(
    headText(item.title, kickerOf(item, words.digest.showcaseBy(item.maker))),
    noteText(item),
    item.story === "" ? null : saidText(shownStory(item)),
    answerText(words),
  );
}

function eventText(item: Extract<DigestItemView, { kind: "event" }>, words: Words): string {
  const { digest } = words;
  const rsvp = group(GROUPS.rsvp, { [SOME]: `\n\n${textSlot("rsvpLabel")}:\n${textSlot("rsvpUrl")}` });
  return textParts(
    headText(item.title, digest.eventAt),
    noteText(item),
    `${textSlot("day")}\n${textSlot("clock")}\n${wrapText(item.place)}${rsvp}`,
    answerText(words),
  );
}

function newcomersText(item: Extract<DigestItemView, { kind: "newcomers" }>, words: Words): string {
  const people = item.people.map(({ name, makes }) =>
    wrapText(makes === "" ? name : `${name} – ${makes}`, "  ", "    "),
  );
  return textParts(
    headText(item.title, words.digest.newcomers(item.people.length)),
    people.join("\n"),
    answerText(words),
  );
}

function headlineText(item: DigestItemView, words: Words): string {
  return textParts(headText(item.title, words.digest.headline), answerText(words));
}

/** "[3] The title", the number standing for up to two digits. */
function headText(title: string, kicker: string): string {
  const wrapped = wrapText(dropMarks(title).replace(/\s+/g, " "), "[00] ", "     ").replace(
    "[00]",
    `[${textSlot("number")}]`,
  );
  return `${wrapped}\n${wrapText(kicker, "     ")}`;
}

function postText(said: DigestPostView, item: { title: string }, words: Words): string {
  const { digest, noPicture } = words;
  const name = cut(said.author.replace(/\s+/g, " "), 40);
  return textParts(
    `${name}, ${textSlot("at")}:`,
    saidText(said.text),
    ...said.images.map(({ url, alt }) => withAddress(noPicture(alt === "" ? item.title : alt), url)),
    said.more ? `${digest.shortened.replace(/[.]$/, "")}:\n${textSlot("answerUrl")}` : null,
  );
}

function noteText({ note }: { note: string | null }): string | null {
  return note === null ? null : saidText(note, "  ");
}

function answerText({ digest }: Words): string {
  return `${digest.answerThis}:\n${textSlot("address")}\n\n${digest.answerOnWeb}:\n${textSlot("answerUrl")}`;
}
