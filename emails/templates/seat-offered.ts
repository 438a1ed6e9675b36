import type { Draft } from "#emails/templates/draft.ts";
import { frameLetter } from "#emails/templates/frame-letter.ts";
import { button, link, paragraph, small, title } from "#emails/templates/kit/blocks.ts";
import { formatDeadline } from "#emails/templates/kit/dates.ts";
import { fitSubject } from "#emails/templates/kit/fit.ts";
import { withAddress, wrapText } from "#emails/templates/kit/plain.ts";
import type { LetterProps } from "#emails/templates/letter-props.ts";
import { inBakery, inEnglish, inGuild, instants, token } from "#emails/templates/samples/world.ts";
import { wordsIn } from "#emails/templates/words/index.ts";

export interface SeatOfferedProps extends LetterProps {
  url: string;
  declineUrl: string;
  heldUntil: Date;
}

/** A seat is free, and kept for a while for whoever waited longest. */
export function seatOffered(props: SeatOfferedProps): Draft {
  const words = wordsIn(props.locale).seatOffered;
  const body = words.body(props.community.name, formatDeadline(props.heldUntil, props));

  return frameLetter(props, {
    kind: "seat-offered",
    subject: fitSubject(words.subject, props.community.name),
    preheader: words.preheader,
    rows: [
      title(words.title),
      paragraph(body),
      button(props.url, words.button),
      small(link(props.declineUrl, words.decline)),
    ],
    text: [
      wrapText(words.title),
      wrapText(body),
      withAddress(words.button, props.url),
      withAddress(words.decline, props.declineUrl),
    ],
  });
}

const links = {
  url: `https://letters.example/seats/${token("h")}`,
  declineUrl: `https://letters.example/seats/${token("h")}/no`,
  heldUntil: instants.saturday,
};

export const samples: Record<string, SeatOfferedProps> = {
  plain: { ...inEnglish, ...links },
  "long-name": { ...inGuild, ...links },
  "far-away": { ...inBakery, ...links },
};
