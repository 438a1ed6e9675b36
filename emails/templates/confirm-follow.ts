import type { Draft } from "#emails/templates/draft.ts";
import { frameLetter } from "#emails/templates/frame-letter.ts";
import { button, paragraph, small, title } from "#emails/templates/kit/blocks.ts";
import { formatDeadline } from "#emails/templates/kit/dates.ts";
import { fitSubject } from "#emails/templates/kit/fit.ts";
import { withAddress, wrapText } from "#emails/templates/kit/plain.ts";
import type { LetterProps } from "#emails/templates/letter-props.ts";
import { inBakery, inEnglish, inGuild, instants, token } from "#emails/templates/samples/world.ts";
import { wordsIn } from "#emails/templates/words/index.ts";

export interface ConfirmFollowProps extends LetterProps {
  /** Opens a page whose button (a POST) confirms; opening it changes nothing. */
  url: string;
  expiresAt: Date;
}

/** Someone gave this address to follow: was it they? */
export function confirmFollow(props: ConfirmFollowProps): Draft {
  const all = wordsIn(props.locale);
  const words = all.confirmFollow;
  const { name } = props.community;
  const until = all.linkUntil(formatDeadline(props.expiresAt, props));

  return frameLetter(props, {
    kind: "confirm-follow",
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

const url = `https://letters.example/kiln/follow/${token("c")}`;

export const samples: Record<string, ConfirmFollowProps> = {
  plain: { ...inEnglish, url, expiresAt: instants.saturday },
  "long-name": { ...inGuild, url, expiresAt: instants.saturday },
  "far-away": { ...inBakery, url, expiresAt: instants.saturday },
};
