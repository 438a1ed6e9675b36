import type { Draft } from "#emails/templates/draft.ts";
import { frameLetter } from "#emails/templates/frame-letter.ts";
import { button, paragraph, quote, small, title } from "#emails/templates/kit/blocks.ts";
import { formatDeadline } from "#emails/templates/kit/dates.ts";
import { excerpt, fitSubject } from "#emails/templates/kit/fit.ts";
import { saidText, withAddress, wrapText } from "#emails/templates/kit/plain.ts";
import type { LetterProps } from "#emails/templates/letter-props.ts";
import {
  inBakery,
  inEnglish,
  inGuild,
  inInk,
  instants,
  memberFooter,
} from "#emails/templates/samples/world.ts";
import { wordsIn } from "#emails/templates/words/index.ts";

export interface HeldNoticeProps extends LetterProps {
  receivedAt: Date;
  /** The address it came from. */
  sender: string;
  written: string;
  /** In whose name it would be let pass; null while nobody knows, and only the page can do it. */
  name: string | null;
  /** The page in the console. */
  url: string;
}

/** Something is held: one who may decide does so by a word, or looks at it in the console. */
export function heldNotice(props: HeldNoticeProps): Draft {
  const words = wordsIn(props.locale).heldNotice;
  const body = words.body(props.community.name, formatDeadline(props.receivedAt, props), props.sender);
  const shown = excerpt(props.written, 600);
  const reply = props.name === null ? words.replyUnknown : words.reply(props.name);

  return frameLetter(props, {
    kind: "held-notice",
    subject: fitSubject(words.subject, props.community.name),
    preheader: words.preheader,
    rows: [
      title(words.title),
      paragraph(body),
      ...(shown === "" ? [] : [small(words.text), quote(shown)]),
      paragraph(reply),
      paragraph(words.fresh),
      button(props.url, words.button),
    ],
    text: [
      wrapText(words.title),
      wrapText(body),
      shown === "" ? null : `${wrapText(words.text)}\n\n${saidText(shown, "  ")}`,
      wrapText(reply),
      wrapText(words.fresh),
      withAddress(words.button, props.url),
    ],
  });
}

const url = "https://letters.example/console/kiln/held/0190d1c5-7d5e-7000-8000-000000000001";

export const samples: Record<string, HeldNoticeProps> = {
  unknown: {
    ...inEnglish,
    footer: memberFooter,
    receivedAt: instants.tuesday,
    sender: "eve@elsewhere.example",
    written: "I saw your kiln through the window. May I come and look at it one day?",
    name: null,
    url,
  },
  known: {
    ...inGuild,
    receivedAt: instants.monday,
    sender: `${"long.".repeat(12)}name@${"sub.".repeat(8)}example.org`,
    written: "The marbling tank is free on Thursday.",
    name: "Ana Ferreira",
    url,
  },
  empty: {
    ...inBakery,
    receivedAt: instants.monday,
    sender: "jo@brod.example",
    written: "",
    name: "Jo",
    url,
  },
  dark: { ...inInk, receivedAt: instants.monday, sender: "jo@ink.example", written: "Ink!", name: "Jo", url },
};
