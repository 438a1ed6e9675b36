import type { Draft } from "#emails/templates/draft.ts";
import { frameLetter } from "#emails/templates/frame-letter.ts";
import { link, paragraph, small, title } from "#emails/templates/kit/blocks.ts";
import { fitSubject } from "#emails/templates/kit/fit.ts";
import { withAddress, wrapText } from "#emails/templates/kit/plain.ts";
import type { LetterProps } from "#emails/templates/letter-props.ts";
import { inBakery, inEnglish, inGuild, token } from "#emails/templates/samples/world.ts";
import { wordsIn } from "#emails/templates/words/index.ts";

export interface WaitingListProps extends LetterProps {
  /** Counted from 1. */
  place: number;
  memberLimit: number;
  leaveUrl: string;
}

/** The community is full, and this is your place. */
export function waitingList(props: WaitingListProps): Draft {
  const words = wordsIn(props.locale).waitingList;
  const { community, place, memberLimit } = props;
  const before = place > 1 ? words.before(place - 1) : words.next;

  return frameLetter(props, {
    kind: "waiting-list",
    subject: fitSubject((name) => words.subject(place, name), community.name),
    preheader: words.preheader,
    rows: [
      title(words.title(place)),
      paragraph(words.body(community.name, memberLimit)),
      paragraph(before),
      small(link(props.leaveUrl, words.leave)),
    ],
    text: [
      wrapText(words.title(place)),
      wrapText(words.body(community.name, memberLimit)),
      wrapText(before),
      withAddress(words.leave, props.leaveUrl),
    ],
  });
}

const leaveUrl = `https://letters.example/waiting/${token("g")}`;

export const samples: Record<string, WaitingListProps> = {
  next: { ...inEnglish, place: 1, memberLimit: 150, leaveUrl },
  "long-name": { ...inGuild, place: 23, memberLimit: 150, leaveUrl },
  second: { ...inBakery, place: 2, memberLimit: 12, leaveUrl },
};
