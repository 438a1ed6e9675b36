import type { Draft } from "#emails/templates/draft.ts";
import { frameLetter } from "#emails/templates/frame-letter.ts";
import { button, paragraph, small, title } from "#emails/templates/kit/blocks.ts";
import { formatDeadline } from "#emails/templates/kit/dates.ts";
import { fitSubject } from "#emails/templates/kit/fit.ts";
import { withAddress, wrapText } from "#emails/templates/kit/plain.ts";
import type { LetterProps } from "#emails/templates/letter-props.ts";
import { inBakery, inEnglish, inGuild, inInk, instants, token } from "#emails/templates/samples/world.ts";
import { wordsIn } from "#emails/templates/words/index.ts";

export interface ConfirmJoinProps extends LetterProps {
  /** Opens a page whose button (a POST) confirms; opening it changes nothing. */
  url: string;
  expiresAt: Date;
}

/** Someone gave this address to join: was it they? */
export function confirmJoin(props: ConfirmJoinProps): Draft {
  const all = wordsIn(props.locale);
  const words = all.confirmJoin;
  const { name } = props.community;
  const until = all.linkUntil(formatDeadline(props.expiresAt, props));

  return frameLetter(props, {
    kind: "confirm-join",
    subject: fitSubject(words.subject, name),
    preheader: words.preheader,
    rows: [
      title(words.title),
      paragraph(words.body(name)),
      button(props.url, words.button),
      small(until),
      small(all.notYou),
    ],
    text: [
      wrapText(words.title),
      wrapText(words.body(name)),
      withAddress(words.button, props.url),
      wrapText(until),
      wrapText(all.notYou),
    ],
  });
}

const url = `https://letters.example/join/${token("c")}`;

export const samples: Record<string, ConfirmJoinProps> = {
  plain: { ...inEnglish, url, expiresAt: instants.saturday },
  "long-name": { ...inGuild, url, expiresAt: instants.saturday },
  "dark-accent": { ...inInk, url, expiresAt: instants.saturday },
  "far-away": { ...inBakery, url, expiresAt: instants.saturday },
};
