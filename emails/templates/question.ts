import type { Draft } from "#emails/templates/draft.ts";
import { frameLetter } from "#emails/templates/frame-letter.ts";
import { button, choices, paragraph, quote, small, title } from "#emails/templates/kit/blocks.ts";
import { cut } from "#emails/templates/kit/fit.ts";
import { saidText, withAddress, wrapText } from "#emails/templates/kit/plain.ts";
import type { LetterProps } from "#emails/templates/letter-props.ts";
import { faces, inBakery, inEnglish, inGuild, token } from "#emails/templates/samples/world.ts";
import { wordsIn } from "#emails/templates/words/index.ts";

export interface QuestionProps extends LetterProps {
  /** The subject of the answer in question. */
  subject: string;
  /** The words that could not be placed. */
  written: string;
  /** What they may belong to; `label` is what is replied: "2", "new" or "none". */
  choices: readonly { label: string; title: string }[];
  /** The same on the web; null where there is no such page. */
  url: string | null;
}

/** One short question about an answer that could not be placed with certainty. */
export function question(props: QuestionProps): Draft {
  const words = wordsIn(props.locale).question;

  return frameLetter(props, {
    kind: "question",
    subject: questionSubject(props),
    preheader: words.preheader,
    rows: [
      title(words.title),
      paragraph(words.body),
      quote(props.written),
      paragraph(words.choose),
      choices(props.choices.map(({ label, title: value }) => ({ label, value }))),
      ...(props.url === null ? [] : [button(props.url, words.button)]),
      small(words.keeps),
    ],
    text: [
      wrapText(words.title),
      wrapText(words.body),
      saidText(props.written, "  "),
      wrapText(words.choose),
      props.choices
        .map(({ label, title: value }) => wrapText(`${label} – ${value}`, "  ", "      "))
        .join("\n"),
      props.url === null ? null : withAddress(words.button, props.url),
      wrapText(words.keeps),
    ],
  });
}

function questionSubject({ locale, subject }: QuestionProps): string {
  const words = wordsIn(locale).question;
  const spare = 60 - words.subject("").length;
  const named = words.subject(cut(subject.trim(), spare));
  return subject.trim() !== "" && named.length >= 25 ? named : words.subjectLong;
}

const url = `https://letters.example/questions/${token("k")}`;

export const samples: Record<string, QuestionProps> = {
  plain: {
    ...inEnglish,
    subject: "Re: Glaze tests and 3 more",
    written: "Yes, count me in.",
    choices: [
      { label: "2", title: "Raku in the yard" },
      { label: "4", title: "Market stall: who shares?" },
      { label: "new", title: "a thread of its own" },
      { label: "none", title: "nowhere: throw it away" },
    ],
    url,
  },
  "long-titles": {
    ...inGuild,
    subject: "",
    written: "Wonderful",
    choices: [
      {
        label: "1",
        title: `${"A title that somebody wrote without ever thinking of an end to it, ".repeat(2)}really`,
      },
    ],
    url,
  },
  "right-to-left": {
    ...inBakery,
    subject: "سؤال",
    written: "نعم، أنا معكم",
    choices: [{ label: "1", title: faces.omar.name }],
    url,
  },
};
