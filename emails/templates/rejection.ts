import type { Draft } from "#emails/templates/draft.ts";
import { frameLetter } from "#emails/templates/frame-letter.ts";
import { paragraph, quote, small, title } from "#emails/templates/kit/blocks.ts";
import { formatDeadline } from "#emails/templates/kit/dates.ts";
import { cut, fitSubject } from "#emails/templates/kit/fit.ts";
import { saidText, wrapText } from "#emails/templates/kit/plain.ts";
import type { LetterProps } from "#emails/templates/letter-props.ts";
import { inBakery, inEnglish, inGuild, instants } from "#emails/templates/samples/world.ts";
import { wordsIn } from "#emails/templates/words/index.ts";

export interface RejectionProps extends LetterProps {
  receivedAt: Date;
  /** The subject of what was written, or "". */
  subject: string;
  /** Why, in a sentence of the receiver's language. */
  reason: string;
  /** What can be done about it, or null. */
  advice: string | null;
  /** The text that was written; it goes back whole, up to 20,000 characters. */
  written: string;
}

const LONGEST = 20_000;

/** What someone wrote was not taken: why, and their text back, so that nothing is lost. */
export function rejection(props: RejectionProps): Draft {
  const words = wordsIn(props.locale).rejection;
  const { community, reason, advice } = props;
  const body = words.body(community.name, formatDeadline(props.receivedAt, props));
  const returned = props.written.slice(0, LONGEST).trim();
  const isCut = props.written.length > LONGEST;

  return frameLetter(props, {
    kind: "rejection",
    subject: rejectionSubject(props),
    preheader: words.preheader,
    rows: [
      title(words.title),
      paragraph(body),
      paragraph(reason),
      ...(advice === null ? [] : [paragraph(`${words.next} ${advice}`)]),
      ...(returned === "" ? [] : [small(words.text), quote(returned)]),
      ...(isCut ? [small(words.cut)] : []),
      small(words.nobody),
    ],
    text: [
      wrapText(words.title),
      wrapText(body),
      wrapText(reason, "  "),
      advice === null ? null : wrapText(`${words.next} ${advice}`),
      returned === "" ? null : `${wrapText(words.text)}\n\n${saidText(returned, "  ")}`,
      isCut ? wrapText(words.cut) : null,
      wrapText(words.nobody),
    ],
  });
}

function rejectionSubject({ locale, subject, community }: RejectionProps): string {
  const words = wordsIn(locale).rejection;
  const named = words.subject(cut(subject.trim(), 36));
  return named.length >= 25 && named.length <= 60 ? named : fitSubject(words.subjectLong, community.name);
}

export const samples: Record<string, RejectionProps> = {
  closed: {
    ...inEnglish,
    receivedAt: instants.tuesday,
    subject: "Re: Glaze tests, second round",
    reason: "The thread “Glaze tests” was closed on Monday, so it takes no more answers.",
    advice: "Write to the community’s address to begin a new one.",
    written:
      "Dear all,\n\nI tried the ash glaze at cone 6, and it ran.\nNext time with less feldspar.\n\nMei",
  },
  empty: {
    ...inBakery,
    receivedAt: instants.monday,
    subject: "",
    reason: "There was no text in it.",
    advice: null,
    written: "",
  },
  long: {
    ...inGuild,
    receivedAt: instants.wednesday,
    subject: "A",
    reason: "It was longer than 20,000 characters.",
    advice: "Send it in parts.",
    written: "On marbling with carrageenan, the whole story. ".repeat(600),
  },
  "right-to-left": {
    ...inEnglish,
    receivedAt: instants.monday,
    subject: "سؤال عن الطلاء",
    reason: "The sender could not be verified.",
    advice: null,
    written: "مرحبا بالجميع\n\nعندي سؤال عن الطلاء",
  },
};
