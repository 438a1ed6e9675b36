import type { DigestEdition, DigestIntroduction } from "#emails/templates/digest-views.ts";
import { paragraph, person, type Row, section, small, subtitle } from "#emails/templates/kit/blocks.ts";
import { cut } from "#emails/templates/kit/fit.ts";
import { htmlOfText } from "#emails/templates/kit/html-of.ts";
import { saidText, textParts, underlined, wrapText } from "#emails/templates/kit/plain.ts";
import { wordsIn } from "#emails/templates/words/index.ts";
import { asHtml, joinHtml } from "#emails/writing/html.ts";
import type { Locale } from "#emails/writing/locale.ts";
import { type Choice, dropMarks } from "#emails/writing/slots.ts";

const LONGEST_ABOUT = 600;

/** Before the items of a newcomer's first digest: what this circle is, who is here, how to answer, what was talked about. */
export function introductionSections(edition: DigestEdition, locale: Locale): Choice[] {
  const { community, introduction } = edition;
  if (!introduction) return [];
  const { first } = wordsIn(locale).digest;
  const { people, memberCount } = introduction;
  return [
    section("opening", [
      subtitle(first.title(community.name)),
      ...aboutRows(introduction),
      paragraph(first.how),
      small(first.here(memberCount)),
      ...people.map(({ makes, ...face }) => person({ ...face, photoUrl: null }, makes)),
      ...talkRows(introduction, locale),
    ]),
  ];
}

function aboutRows({ about }: DigestIntroduction): Row[] {
  return about === "" ? [] : [paragraph(htmlOfText(cut(about, LONGEST_ABOUT)))];
}

function talkRows({ threads }: DigestIntroduction, locale: Locale): Row[] {
  const { first } = wordsIn(locale).digest;
  if (threads.length === 0) return [];
  const lines = threads.map(
    ({ title, posts, voices }) => asHtml`<br><b class="ink">${title}</b> – ${first.thread(posts, voices)}`,
  );
  return [small(asHtml`${first.talk}${joinHtml(lines)}`)];
}

/** The same in the text part, with the blank lines that set it off. */
export function introductionText({ community, introduction }: DigestEdition, locale: Locale): string {
  if (!introduction) return "";
  const { first } = wordsIn(locale).digest;
  const { about, people, memberCount, threads } = introduction;
  const parts = textParts(
    underlined(first.title(dropMarks(community.name))),
    about === "" ? null : saidText(dropMarks(cut(about, LONGEST_ABOUT))),
    wrapText(first.how),
    wrapText(first.here(memberCount)),
    people.length === 0 ? null : people.map(personLine).join("\n"),
    threads.length === 0 ? null : wrapText(first.talk),
    threads.length === 0
      ? null
      : threads
          .map(({ title, posts, voices }) =>
            wrapText(`${dropMarks(title)} – ${first.thread(posts, voices)}`, "  ", "    "),
          )
          .join("\n"),
  );
  return `\n\n${parts}`;
}

function personLine({ name, makes }: DigestIntroduction["people"][number]): string {
  const line = makes === "" ? name : `${name} – ${makes}`;
  return wrapText(dropMarks(line).replace(/\s+/g, " "), "  ", "    ");
}
