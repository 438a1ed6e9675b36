import type { Draft } from "#emails/templates/draft.ts";
import { frameLetter } from "#emails/templates/frame-letter.ts";
import { button, code, paragraph, small, title } from "#emails/templates/kit/blocks.ts";
import { fitSubject } from "#emails/templates/kit/fit.ts";
import { withAddress, wrapText } from "#emails/templates/kit/plain.ts";
import type { LetterProps } from "#emails/templates/letter-props.ts";
import { inBakery, inEnglish, inGuild } from "#emails/templates/samples/world.ts";
import { wordsIn } from "#emails/templates/words/index.ts";

export interface SignInProps extends LetterProps {
  /** Opens a page with a button: nothing happens by opening it. */
  url: string;
  /** Six digits. */
  code: string;
  minutes: number;
}

/** The way in for someone who asked for it on the web: a link and a code, each good once. */
export function signIn(props: SignInProps): Draft {
  const words = wordsIn(props.locale).signIn;
  const shown = `${props.code.slice(0, 3)} ${props.code.slice(3)}`;

  return frameLetter(props, {
    kind: "sign-in",
    subject: fitSubject(words.subject, props.community.name),
    preheader: words.preheader,
    rows: [
      title(words.title),
      paragraph(words.body),
      button(props.url, words.button),
      paragraph(words.code),
      code(shown),
      small(words.expires(props.minutes)),
      small(words.notYou),
    ],
    text: [
      wrapText(words.title),
      withAddress(words.button, props.url),
      `${wrapText(words.code)}\n\n    ${props.code}`,
      wrapText(words.expires(props.minutes)),
      wrapText(words.notYou),
    ],
  });
}

const link = "https://letters.example/sign-in/20a4bm7nn5jq8zbscnkv75j4jc0x7kq4d";

export const samples: Record<string, SignInProps> = {
  plain: { ...inEnglish, url: link, code: "482913", minutes: 15 },
  "long-name": { ...inGuild, url: link, code: "004071", minutes: 1 },
  pale: { ...inBakery, url: link, code: "111111", minutes: 30 },
};
