import type { Draft } from "#emails/templates/draft.ts";
import { frameLetter } from "#emails/templates/frame-letter.ts";
import { button, paragraph, quote, small, title } from "#emails/templates/kit/blocks.ts";
import { formatDeadline } from "#emails/templates/kit/dates.ts";
import { fitSubject } from "#emails/templates/kit/fit.ts";
import { saidText, withAddress, wrapText } from "#emails/templates/kit/plain.ts";
import type { LetterProps } from "#emails/templates/letter-props.ts";
import { inBakery, inEnglish, inGuild, inInk, instants, token } from "#emails/templates/samples/world.ts";
import { wordsIn } from "#emails/templates/words/index.ts";
import type { LetterKind } from "#emails/writing/manners.ts";

/** What somebody wants, who gave an address that may be another's. */
export type Wanted =
  | { to: "join" }
  | { to: "follow" }
  | { to: "come"; event: string }
  | { to: "ask"; maker: string; written: string };

export interface ConfirmProps extends LetterProps {
  wanted: Wanted;
  /** Opens a page whose button (a POST) confirms; opening it changes nothing. */
  url: string;
  expiresAt: Date;
}

/** Someone gave this address to join, to follow, to come or to ask: was it they? */
export function confirm(props: ConfirmProps): Draft {
  const all = wordsIn(props.locale);
  const { wanted } = props;
  const { kind, words, about } = asked(props);
  const until = all.linkUntil(formatDeadline(props.expiresAt, props));
  const written = wanted.to === "ask" ? wanted.written : null;

  return frameLetter(props, {
    kind,
    subject: fitSubject(words.subject, about),
    preheader: words.preheader,
    rows: [
      title(words.title),
      paragraph(words.body(about)),
      ...(written === null ? [] : [quote(written)]),
      button(props.url, words.button),
      small(until),
      small(all.notYou),
    ],
    text: [
      wrapText(words.title),
      wrapText(words.body(about)),
      written === null ? null : saidText(written),
      withAddress(words.button, props.url),
      wrapText(until),
      wrapText(all.notYou),
    ],
  });
}

interface Asked {
  kind: Extract<LetterKind, "confirm-join" | "confirm-follow" | "confirm-inquiry">;
  words: {
    subject: (about: string) => string;
    preheader: string;
    title: string;
    body: (about: string) => string;
    button: string;
  };
  /** Whom or what it names. */
  about: string;
}

function asked({ locale, community, wanted }: ConfirmProps): Asked {
  const all = wordsIn(locale);
  if (wanted.to === "ask") return { kind: "confirm-inquiry", words: all.confirmInquiry, about: wanted.maker };
  if (wanted.to === "come") return { kind: "confirm-follow", words: all.confirmRsvp, about: wanted.event };
  return wanted.to === "join"
    ? { kind: "confirm-join", words: all.confirmJoin, about: community.name }
    : { kind: "confirm-follow", words: all.confirmFollow, about: community.name };
}

const join = {
  wanted: { to: "join" },
  url: `https://letters.example/join/${token("c")}`,
  expiresAt: instants.saturday,
} as const;
const follow = {
  ...join,
  wanted: { to: "follow" },
  url: `https://letters.example/kiln/follow/${token("c")}`,
} as const;

export const joinSamples: Record<string, ConfirmProps> = {
  plain: { ...inEnglish, ...join },
  "long-name": { ...inGuild, ...join },
  "dark-accent": { ...inInk, ...join },
  "far-away": { ...inBakery, ...join },
};

export const followSamples: Record<string, ConfirmProps> = {
  plain: { ...inEnglish, ...follow },
  "long-name": { ...inGuild, ...follow },
  "far-away": { ...inBakery, ...follow },
  event: { ...inEnglish, ...follow, wanted: { to: "come", event: "Raku in the yard" } },
  "long-event": {
    ...inGuild,
    ...follow,
    wanted: { to: "come", event: "An afternoon of marbling paper with everybody who has hands to spare" },
  },
};

export const inquirySamples: Record<string, ConfirmProps> = {
  plain: {
    ...inEnglish,
    ...join,
    wanted: { to: "ask", maker: "Mei Tanaka", written: "Hello,\n\nis the bowl safe for the oven?\n\nPetra" },
  },
  "long-name": {
    ...inGuild,
    ...join,
    wanted: {
      to: "ask",
      maker: "Rosalind Featherstonehaugh-Cholmondeley of the Lower Mill",
      written: "How much?",
    },
  },
};
