import type { Draft } from "#emails/templates/draft.ts";
import { frameLetter } from "#emails/templates/frame-letter.ts";
import { button, paragraph, title } from "#emails/templates/kit/blocks.ts";
import { formatDay } from "#emails/templates/kit/dates.ts";
import { fitSubject } from "#emails/templates/kit/fit.ts";
import { textParts, withAddress, wrapText } from "#emails/templates/kit/plain.ts";
import type { LetterProps } from "#emails/templates/letter-props.ts";
import { faces, inBakery, inEnglish, inGuild, instants } from "#emails/templates/samples/world.ts";
import { wordsIn, type Words } from "#emails/templates/words/index.ts";
import { asHtml } from "#emails/writing/html.ts";

export interface BounceNoticeProps extends LetterProps {
  people: readonly {
    name: string;
    address: string;
    reason: keyof Words["bounceNotice"]["reasons"];
    since: Date;
  }[];
  url: string;
}

/** Tells the owner whose mail comes back, why, and what to do. */
export function bounceNotice(props: BounceNoticeProps): Draft {
  const texts = wordsIn(props.locale).bounceNotice;
  const { people } = props;
  const told = people.map(({ name, address, reason, since }) => ({
    name,
    address,
    why: `${texts.reasons[reason]}, ${texts.since(formatDay(since, props))}`,
  }));

  return frameLetter(props, {
    kind: "bounce-notice",
    subject: fitSubject((name) => texts.subject(people.length, name), props.community.name),
    preheader: texts.preheader,
    rows: [
      title(texts.title),
      paragraph(texts.body(people.length)),
      ...told.map(({ name, address, why }) =>
        paragraph(asHtml`<b><bdi>${name}</bdi></b><br>${address}<br>${why}`),
      ),
      paragraph(texts.do),
      button(props.url, texts.button),
    ],
    text: [
      wrapText(texts.title),
      wrapText(texts.body(people.length)),
      textParts(
        ...told.map(
          ({ name, address, why }) => `${wrapText(name, "  ")}\n  ${address}\n${wrapText(why, "  ")}`,
        ),
      ),
      wrapText(texts.do),
      withAddress(texts.button, props.url),
    ],
  });
}

const url = "https://letters.example/kiln/console/people?bouncing";

export const samples: Record<string, BounceNoticeProps> = {
  one: {
    ...inEnglish,
    people: [
      { name: faces.jonas.name, address: "jonas@old.example", reason: "unknown", since: instants.monday },
    ],
    url,
  },
  several: {
    ...inGuild,
    people: [
      {
        name: faces.rosalind.name,
        address: "rosalind@wittenham.example",
        reason: "full",
        since: instants.monday,
      },
      { name: faces.omar.name, address: "omar@mail.example", reason: "refused", since: instants.tuesday },
      { name: faces.tom.name, address: "tom@mail.example", reason: "complaint", since: instants.wednesday },
    ],
    url,
  },
  other: {
    ...inBakery,
    people: [{ name: "Jo", address: "jo@brod.example", reason: "other", since: instants.monday }],
    url,
  },
};
