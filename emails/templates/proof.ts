import type { Draft } from "#emails/templates/draft.ts";
import { frameLetter } from "#emails/templates/frame-letter.ts";
import {
  afterWords,
  button,
  paragraph,
  quote,
  type Row,
  small,
  step,
  subtitle,
  title,
} from "#emails/templates/kit/blocks.ts";
import { formatDeadline } from "#emails/templates/kit/dates.ts";
import { fitSubject } from "#emails/templates/kit/fit.ts";
import { saidText, withAddress, wrapText } from "#emails/templates/kit/plain.ts";
import type { LetterProps } from "#emails/templates/letter-props.ts";
import { inBakery, inEnglish, inGuild, instants, token } from "#emails/templates/samples/world.ts";
import { wordsIn } from "#emails/templates/words/index.ts";
import { asHtml } from "#emails/writing/html.ts";

export interface ProofProps extends LetterProps {
  issue: number;
  /** Why it is shown: on request, or what else makes it needed. */
  why: "asked" | "required" | "changed" | "expired" | "reminder";
  sendsAt: Date;
  memberCount: number;
  /** Whether it goes out at its hour without a word from the owner. */
  sendsItself: boolean;
  opening: string | null;
  items: readonly { title: string; kicker: string }[];
  url: string;
}

/** A digest shown to its owner before it goes out; replying "ok" sends it at its hour. */
export function proof(props: ProofProps): Draft {
  const words = wordsIn(props.locale).proof;
  const { issue, items, opening } = props;
  const moment = formatDeadline(props.sendsAt, props);
  const why = words.why[props.why];
  const otherwise = props.sendsItself ? words.itself : words.waits;

  return frameLetter(props, {
    kind: "proof",
    subject: fitSubject((name) => words.subject(issue, name), props.community.name),
    preheader: words.preheader(items.length, moment),
    rows: [
      title(words.title(issue)),
      ...(why === null ? [] : [paragraph(why)]),
      paragraph(words.body(props.memberCount, moment)),
      ...(opening === null ? [] : [small(words.opening), quote(opening)]),
      subtitle(words.items),
      ...(items.length === 0 ? [paragraph(words.nothing)] : items.map(itemRow)),
      paragraph(`${words.reply} ${otherwise}`),
      small(words.exactly),
      button(props.url, words.button),
    ],
    text: [
      wrapText(words.title(issue)),
      why === null ? null : wrapText(why),
      wrapText(words.body(props.memberCount, moment)),
      opening === null ? null : `${wrapText(words.opening)}:\n\n${saidText(opening, "  ")}`,
      wrapText(`${words.items}:`),
      items.length === 0
        ? wrapText(words.nothing)
        : items
            .map(({ title: name, kicker }, at) => wrapText(`[${at + 1}] ${name} – ${kicker}`, "", "    "))
            .join("\n"),
      wrapText(`${words.reply} ${otherwise}`),
      wrapText(words.exactly),
      withAddress(words.button, props.url),
    ],
  });
}

function itemRow({ title: name, kicker }: ProofProps["items"][number], at: number): Row {
  return step(String(at + 1), asHtml`${name}${afterWords(kicker, "quiet")}`);
}

const url = `https://letters.example/proofs/${token("q")}`;

export const samples: Record<string, ProofProps> = {
  plain: {
    ...inEnglish,
    why: "asked",
    issue: 12,
    sendsAt: instants.wednesday,
    memberCount: 142,
    sendsItself: true,
    opening: "Spring is late, and the clay is cold. All the better to sit inside and write.",
    items: [
      { title: "Glaze tests, second round", kicker: "6 new posts" },
      { title: "Ash-glazed bowl", kicker: "A showcase by Mei Tanaka" },
      { title: "Raku in the yard", kicker: "Saturday, 16 May 2026" },
    ],
    url,
  },
  empty: {
    ...inBakery,
    why: "required",
    issue: 1,
    sendsAt: instants.monday,
    memberCount: 1,
    sendsItself: false,
    opening: null,
    items: [],
    url,
  },
  long: {
    ...inGuild,
    why: "changed",
    issue: 104,
    sendsAt: instants.tuesday,
    memberCount: 150,
    sendsItself: false,
    opening: null,
    items: Array.from({ length: 14 }, (_, at) => ({
      title: `On the binding of book ${at + 1}, with a title that goes on`,
      kicker: `${at + 2} new posts`,
    })),
    url,
  },
};
