import { lengthOf } from "#emails/writing/graphemes.ts";
import type { Draft } from "#emails/templates/draft.ts";
import { frameLetter } from "#emails/templates/frame-letter.ts";
import {
  button,
  facts,
  paragraph,
  photo,
  type Picture,
  subtitle,
  title,
  words,
} from "#emails/templates/kit/blocks.ts";
import { cut } from "#emails/templates/kit/fit.ts";
import { htmlOfText } from "#emails/templates/kit/html-of.ts";
import { saidText, withAddress, wrapText } from "#emails/templates/kit/plain.ts";
import type { LetterProps } from "#emails/templates/letter-props.ts";
import { inBakery, inEnglish, inGuild, picture, token } from "#emails/templates/samples/world.ts";
import { wordsIn } from "#emails/templates/words/index.ts";

export interface ShowcaseCardProps extends LetterProps {
  title: string;
  story: string;
  price: string | null;
  stock: string;
  tags: readonly string[];
  photos: readonly Picture[];
  url: string;
}

/** A showcase that came by mail, as it will look: its maker says ok, or what should be different. */
export function showcaseCard(props: ShowcaseCardProps): Draft {
  const texts = wordsIn(props.locale).showcaseCard;
  const lines = factsOf(props);

  return frameLetter(props, {
    kind: "showcase-card",
    subject: cardSubject(props),
    preheader: texts.preheader,
    rows: [
      title(texts.title),
      paragraph(texts.body),
      ...props.photos.map(photo),
      subtitle(props.title),
      ...(props.story === "" ? [] : [words(htmlOfText(props.story))]),
      facts(lines),
      paragraph(texts.reply),
      button(props.url, texts.button),
    ],
    text: [
      wrapText(texts.title),
      wrapText(texts.body),
      wrapText(props.title, "  "),
      props.story === "" ? null : saidText(props.story, "  "),
      lines.map(({ label, value }) => wrapText(`${label}: ${value}`, "  ")).join("\n"),
      wrapText(texts.reply),
      withAddress(texts.button, props.url),
    ],
  });
}

function cardSubject({ locale, title: name }: ShowcaseCardProps): string {
  const texts = wordsIn(locale).showcaseCard;
  return texts.subject(cut(name, 60 - lengthOf(texts.subject(""))));
}

function factsOf({ locale, price, stock, tags }: ShowcaseCardProps): { label: string; value: string }[] {
  const texts = wordsIn(locale).showcaseCard;
  return [
    { label: texts.price, value: price ?? texts.noPrice },
    { label: texts.stock, value: stock },
    ...(tags.length > 0 ? [{ label: texts.tags, value: tags.join(", ") }] : []),
  ]
    .map((line) => ({ ...line, value: line.value.trim() }))
    .filter(({ value }) => value !== "");
}

const url = `https://letters.example/showcases/${token("p")}`;

export const samples: Record<string, ShowcaseCardProps> = {
  bowl: {
    ...inEnglish,
    title: "Ash-glazed bowl",
    story:
      "Thrown in March, fired with the ash of our own apple tree. It is 22 cm wide and has one small scar, where it leaned on its neighbour.",
    price: "£48",
    stock: "One of one",
    tags: ["stoneware", "ash glaze"],
    photos: [picture("bowl", 1200, 900, "A wide bowl with a green-grey glaze")],
    url,
  },
  "many-photos": {
    ...inGuild,
    title: "Eleven marbled endpapers, each from one bath and none of them to be repeated",
    story: "",
    price: null,
    stock: "",
    tags: [],
    photos: [
      picture("paper-1", 800, 1200, "Blue and ochre combed paper"),
      picture("paper-2", 1200, 800, "Red shell pattern"),
    ],
    url,
  },
  bare: { ...inBakery, title: "خبز", story: "", price: null, stock: "3", tags: [], photos: [], url },
};
