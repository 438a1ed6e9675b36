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
  instants,
  memberFooter,
  token,
} from "#emails/templates/samples/world.ts";
import { wordsIn } from "#emails/templates/words/index.ts";

export interface HeldProps extends LetterProps {
  receivedAt: Date;
  /** The address it came from. */
  sender: string;
  written: string;
  /** A page with two buttons; null where there is none. */
  url: string | null;
}

/** Something came in a member's name and could not be verified: the address that we know is asked. */
export function held(props: HeldProps): Draft {
  const words = wordsIn(props.locale).held;
  const body = words.body(props.community.name, formatDeadline(props.receivedAt, props), props.sender);
  const shown = excerpt(props.written, 600);

  return frameLetter(props, {
    kind: "held",
    subject: fitSubject(words.subject, props.community.name),
    preheader: words.preheader,
    rows: [
      title(words.title),
      paragraph(body),
      ...(shown === "" ? [] : [small(words.text), quote(shown)]),
      ...(props.url === null ? [] : [button(props.url, words.button)]),
      paragraph(words.reply),
    ],
    text: [
      wrapText(words.title),
      wrapText(body),
      shown === "" ? null : `${wrapText(words.text)}\n\n${saidText(shown, "  ")}`,
      props.url === null ? null : withAddress(words.button, props.url),
      wrapText(words.reply),
    ],
  });
}

const url = `https://letters.example/held/${token("j")}`;

export const samples: Record<string, HeldProps> = {
  plain: {
    ...inEnglish,
    footer: memberFooter,
    receivedAt: instants.tuesday,
    sender: "ana.r@work.example",
    written: "I have two places left in Saturday’s raku class. Who wants one?",
    url,
  },
  "long-sender": {
    ...inGuild,
    receivedAt: instants.monday,
    sender: `${"long.".repeat(12)}name@${"sub.".repeat(8)}example.org`,
    written:
      "See here: https://shop.example/very/long/address/that/goes/on/and/on/and/on/index.html?with=parameters",
    url,
  },
  empty: { ...inBakery, receivedAt: instants.monday, sender: "jo@brod.example", written: "", url },
};
