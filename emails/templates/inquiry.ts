import type { Draft } from "#emails/templates/draft.ts";
import { frameLetter } from "#emails/templates/frame-letter.ts";
import {
  eyebrow,
  link,
  photo,
  type Picture,
  small,
  title,
  turn,
  words,
} from "#emails/templates/kit/blocks.ts";
import { cut, fitSubject } from "#emails/templates/kit/fit.ts";
import { htmlOfText } from "#emails/templates/kit/html-of.ts";
import { saidText, withAddress, wrapText } from "#emails/templates/kit/plain.ts";
import type { LetterProps } from "#emails/templates/letter-props.ts";
import { faces, inBakery, inEnglish, inGuild, picture, token } from "#emails/templates/samples/world.ts";
import { wordsIn } from "#emails/templates/words/index.ts";

export interface InquiryProps extends LetterProps {
  /** Who writes: a customer to the maker, or the maker back. The name shows; no address ever does. */
  direction: "to-maker" | "to-customer";
  writer: string;
  written: string;
  /** Files that came with it and are not passed on. */
  filesLeftOut: number;
  /** What it is about; null: the maker's work as a whole. */
  showcase: { title: string; url: string; photo: Picture | null } | null;
  blockUrl: string;
}

/** One letter of a talk between a customer and a maker, carried so that neither sees the other's address. */
export function inquiry(props: InquiryProps): Draft {
  const all = wordsIn(props.locale);
  const texts = all.inquiry;
  const { showcase, writer, written } = props;
  const toMaker = props.direction === "to-maker";
  const leftOut = props.filesLeftOut > 0 ? texts.filesLeftOut(props.filesLeftOut) : null;
  const lead = toMaker ? texts.title(writer) : texts.answerTitle(writer);
  const shortName = cut(writer, 40);

  return frameLetter(props, {
    kind: "inquiry",
    fromName: all.via(writer, props.community.name),
    subject: inquirySubject(props),
    preheader: toMaker ? texts.preheader(shortName) : texts.answerPreheader(shortName),
    rows: [
      ...(showcase ? [eyebrow(link(showcase.url, showcase.title))] : []),
      title(lead),
      ...(showcase?.photo ? [photo(showcase.photo)] : []),
      words(htmlOfText(written)),
      ...(leftOut === null ? [] : [small(leftOut)]),
      turn(texts.hidden),
      small(link(props.blockUrl, texts.block)),
    ],
    text: [
      wrapText(lead),
      saidText(written),
      leftOut === null ? null : wrapText(leftOut),
      wrapText(texts.hidden),
      showcase && withAddress(`${texts.showcase}, ${showcase.title}`, showcase.url),
      withAddress(texts.block, props.blockUrl),
    ],
  });
}

function inquirySubject({ locale, showcase, direction }: InquiryProps): string {
  const texts = wordsIn(locale).inquiry;
  const toMaker = direction === "to-maker";
  if (!showcase) return toMaker ? texts.workSubject : texts.workAnswerSubject;
  return fitSubject(toMaker ? texts.subject : texts.answerSubject, showcase.title);
}

const bowl = {
  title: "Ash-glazed bowl",
  url: "https://letters.example/kiln/showcases/ash-glazed-bowl",
  photo: picture("bowl", 1200, 900, "A wide bowl with a green-grey glaze"),
};
const blockUrl = `https://letters.example/inquiries/${token("s")}`;

export const samples: Record<string, InquiryProps> = {
  asked: {
    ...inEnglish,
    direction: "to-maker",
    writer: "Petra",
    written: "Hello,\n\nis the bowl safe for the oven? And could you send it to Ghent?\n\nPetra",
    filesLeftOut: 0,
    showcase: bowl,
    blockUrl,
  },
  answered: {
    ...inEnglish,
    direction: "to-customer",
    writer: faces.mei.name,
    written: "It is, up to 200 degrees. Yes, I post on Mondays.",
    filesLeftOut: 0,
    showcase: { ...bowl, photo: null },
    blockUrl,
  },
  "about-all": {
    ...inEnglish,
    direction: "to-maker",
    writer: "Petra",
    written: "Do you give courses?",
    filesLeftOut: 2,
    showcase: null,
    blockUrl,
  },
  "all-answered": {
    ...inEnglish,
    direction: "to-customer",
    writer: faces.mei.name,
    written: "In spring, yes.",
    filesLeftOut: 1,
    showcase: null,
    blockUrl,
  },
  "long-names": {
    ...inGuild,
    direction: "to-maker",
    writer: faces.rosalind.name,
    written: "How much?",
    filesLeftOut: 0,
    showcase: {
      ...bowl,
      title: "Eleven marbled endpapers, each from one bath and none of them to be repeated",
    },
    blockUrl,
  },
  "right-to-left": {
    ...inBakery,
    direction: "to-maker",
    writer: faces.omar.name,
    written: "هل ما زال متاحا؟",
    filesLeftOut: 0,
    showcase: { ...bowl, title: "خ", photo: null },
    blockUrl,
  },
};
