import type { Draft } from "#emails/templates/draft.ts";
import { frameLetter } from "#emails/templates/frame-letter.ts";
import { button, type Face, link, paragraph, person, title } from "#emails/templates/kit/blocks.ts";
import { formatDay } from "#emails/templates/kit/dates.ts";
import { cut, fitSubject } from "#emails/templates/kit/fit.ts";
import { textParts, withAddress, wrapText } from "#emails/templates/kit/plain.ts";
import type { LetterProps } from "#emails/templates/letter-props.ts";
import { faces, inBakery, inEnglish, inGuild, instants } from "#emails/templates/samples/world.ts";
import { wordsIn, type Words } from "#emails/templates/words/index.ts";
import { asHtml, type Html, joinHtml } from "#emails/writing/html.ts";

export interface BounceNoticeProps extends LetterProps {
  people: readonly {
    face: Face;
    address: string;
    reason: keyof Words["bounceNotice"]["reasons"];
    since: Date;
    /** Who brought them in and may know another way to reach them; null where nobody did, or the owner did. */
    inviter: { name: string; address: string } | null;
  }[];
  url: string;
}

/** Tells the owner whose mail comes back, why, and what to do. */
export function bounceNotice(props: BounceNoticeProps): Draft {
  const texts = wordsIn(props.locale).bounceNotice;
  const { people } = props;
  const told = people.map(({ face, address, reason, since, inviter }) => ({
    face,
    address,
    why: `${texts.reasons[reason]}, ${texts.since(formatDay(since, props))}`,
    ask: inviter && {
      label: texts.ask(inviter.name),
      address: inviter.address,
      url: askUrl(props, inviter, face),
    },
  }));

  return frameLetter(props, {
    kind: "bounce-notice",
    subject: fitSubject((name) => texts.subject(people.length, name), props.community.name),
    preheader: texts.preheader,
    rows: [
      title(texts.title),
      paragraph(texts.body(people.length)),
      ...told.map(({ face, address, why, ask }) =>
        person(face, joinHtml([asHtml`${address}<br>${why}`, ...(ask ? [askLine(ask)] : [])])),
      ),
      paragraph(texts.do),
      button(props.url, texts.button),
    ],
    text: [
      wrapText(texts.title),
      wrapText(texts.body(people.length)),
      textParts(
        ...told.map(
          ({ face, address, why, ask }) =>
            `${wrapText(face.name, "  ")}\n  ${address}\n${wrapText(why, "  ")}${ask ? `\n${wrapText(`${ask.label}:`, "  ")}\n  ${ask.address}` : ""}`,
        ),
      ),
      wrapText(texts.do),
      withAddress(texts.button, props.url),
    ],
  });
}

/** A mail to whoever invited them, begun for the owner; the address is printed beside it. */
function askUrl(
  { locale, community }: BounceNoticeProps,
  inviter: { address: string },
  { name }: Face,
): string {
  const texts = wordsIn(locale).bounceNotice;
  const [subject, body] = [texts.askSubject(cut(name, 60)), texts.askBody(cut(name, 60), community.name)];
  return `mailto:${inviter.address}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`;
}

function askLine({ label, url: mailto, address }: { label: string; url: string; address: string }): Html {
  return asHtml`<br>${link(mailto, label)} (${address})`;
}

const url = "https://letters.example/kiln/console/people?bouncing";

export const samples: Record<string, BounceNoticeProps> = {
  one: {
    ...inEnglish,
    people: [
      {
        face: faces.jonas,
        address: "jonas@old.example",
        reason: "unknown",
        since: instants.monday,
        inviter: { name: faces.mei.name, address: "mei@home.example" },
      },
    ],
    url,
  },
  several: {
    ...inGuild,
    people: [
      {
        face: faces.rosalind,
        address: "rosalind@wittenham.example",
        reason: "full",
        since: instants.monday,
        inviter: { name: faces.omar.name, address: "omar@mail.example" },
      },
      {
        ...{ face: faces.omar, address: "omar@mail.example", reason: "refused" },
        ...{ since: instants.tuesday, inviter: null },
      },
      {
        ...{ face: faces.tom, address: "tom@mail.example", reason: "complaint" },
        ...{ since: instants.wednesday, inviter: { name: faces.ana.name, address: "ana@home.example" } },
      },
    ],
    url,
  },
  other: {
    ...inBakery,
    people: [
      {
        ...{
          face: { name: "Jo", initials: "J", colour: "#8a7a2f", photoUrl: null },
          address: "jo@brod.example",
        },
        ...{ reason: "other", since: instants.monday, inviter: null },
      },
    ],
    url,
  },
};
