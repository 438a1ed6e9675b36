import type { Draft } from "#emails/templates/draft.ts";
import { frameLetter } from "#emails/templates/frame-letter.ts";
import { button, eyebrow, link, paragraph, quote, small, title } from "#emails/templates/kit/blocks.ts";
import { formatDeadline } from "#emails/templates/kit/dates.ts";
import { cut, fitSubject } from "#emails/templates/kit/fit.ts";
import { saidText, withAddress, wrapText } from "#emails/templates/kit/plain.ts";
import type { LetterProps } from "#emails/templates/letter-props.ts";
import {
  inBakery,
  inEnglish,
  inGuild,
  inInk,
  instants,
  memberFooter,
  token,
} from "#emails/templates/samples/world.ts";
import { wordsIn } from "#emails/templates/words/index.ts";
import { graphemesOf } from "#emails/writing/graphemes.ts";
import { asHtml } from "#emails/writing/html.ts";

export interface ReceiptProps extends LetterProps {
  /** In few words, for the subject: "paused until 3 May". */
  done: string;
  /** What was done, in a sentence or several. */
  sentence: string;
  /** The words that were followed, or null when it was a button. */
  asked: string | null;
  undo: { word: string; url: string; until: Date | null } | null;
  /** The page that was asked for, where one was. */
  page?: { words: string; url: string } | undefined;
}

/** What was done at someone's word, and how to take it back. */
export function receipt(props: ReceiptProps): Draft {
  const words = wordsIn(props.locale).receipt;
  const { community, asked, undo, page } = props;
  const told = capitalised(props.done, props.locale);
  const until = undo?.until ? words.undoUntil(formatDeadline(undo.until, props)) : null;

  return frameLetter(props, {
    kind: "receipt",
    subject: receiptSubject(props),
    preheader: words.preheader(cut(community.name, 40)),
    rows: [
      eyebrow(words.title),
      title(told),
      paragraph(props.sentence),
      ...(page ? [button(page.url, page.words)] : []),
      ...(asked === null ? [] : [small(words.asked), quote(asked)]),
      ...(undo
        ? [paragraph(asHtml`${words.undo} <b>${undo.word}</b>`), small(link(undo.url, words.undoPage))]
        : []),
      ...(until === null ? [] : [small(until)]),
    ],
    text: [
      wrapText(`${words.title}: ${props.done}`),
      wrapText(props.sentence),
      page ? withAddress(page.words, page.url) : null,
      asked === null ? null : `${wrapText(words.asked)}\n\n${saidText(asked, "  ")}`,
      undo && wrapText(`${words.undo} ${undo.word}`),
      undo && withAddress(words.undoPage, undo.url),
      until === null ? null : wrapText(until),
    ],
  });
}

function capitalised(text: string, locale: string): string {
  const [first = "", ...rest] = graphemesOf(text);
  return first.toLocaleUpperCase(locale) + rest.join("");
}

function receiptSubject({ locale, done, community }: ReceiptProps): string {
  const words = wordsIn(locale).receipt;
  const named = words.subject(done);
  return named.length >= 25 && named.length <= 60 ? named : fitSubject(words.subjectLong, community.name);
}

const url = `https://letters.example/undo/${token("m")}`;

export const samples: Record<string, ReceiptProps> = {
  paused: {
    ...inEnglish,
    footer: memberFooter,
    done: "paused until Sunday, 24 May",
    sentence:
      "Your letters from Kiln Circle are paused until Sunday, 24 May 2026. Nothing is lost: the first letter after that has what you missed.",
    asked: "pause until 24 May",
    undo: { word: "undo", url, until: instants.saturday },
  },
  rsvp: {
    ...inGuild,
    done: "you come",
    sentence: "You are on the list for “Marbling with carrageenan”, with one guest.",
    asked: "yes +1",
    undo: { word: "no", url, until: null },
  },
  "dark-accent": {
    ...inInk,
    footer: memberFooter,
    done: "weekly from now on",
    sentence: "Your letter from Ink & Iron comes once a week from now on, on Fridays at seven.",
    asked: "weekly",
    undo: { word: "undo", url, until: null },
  },
  page: {
    ...inEnglish,
    done: "here is your way into the archive",
    sentence: "Behind this button is what the circle has said and made.",
    asked: null,
    undo: null,
    page: { words: "Open the archive", url },
  },
  bare: {
    ...inBakery,
    done: "stopped",
    sentence: "No more letters come to you from Brød.",
    asked: null,
    undo: null,
  },
};
