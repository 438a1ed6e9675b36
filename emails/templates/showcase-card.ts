import { lengthOf } from "#emails/writing/graphemes.ts";
import type { Draft } from "#emails/templates/draft.ts";
import { frameLetter } from "#emails/templates/frame-letter.ts";
import { button, facts, paragraph, photo, type Picture, small, title } from "#emails/templates/kit/blocks.ts";
import { cut } from "#emails/templates/kit/fit.ts";
import { saidText, withAddress, wrapText } from "#emails/templates/kit/plain.ts";
import { kickerOf, shownStory, showcaseRows } from "#emails/templates/kit/showcase-rows.ts";
import type { LetterProps } from "#emails/templates/letter-props.ts";
import { inBakery, inEnglish, inGuild, inInk, picture, token } from "#emails/templates/samples/world.ts";
import { wordsIn } from "#emails/templates/words/index.ts";

/** A draft to say ok to; what became of the answer; or that a curator has let it hang. */
export type CardOccasion = "draft" | "changed" | "submitted" | "published" | "hung";

export type CardHint =
  | "no-photo"
  | "which-price"
  | "merged"
  | "refused"
  | "no-such-photo"
  | "no-new-photo"
  | "too-many"
  | "price-unread";

export interface ShowcaseCardProps extends LetterProps {
  occasion: CardOccasion;
  title: string;
  story: string;
  maker: string;
  price: string | null;
  stock: string;
  tags: readonly string[];
  /** All of them, in their order. */
  photos: readonly Picture[];
  /** What could not be done as it was asked, each with what it is about. */
  hints: readonly { hint: CardHint; value: string }[];
  url: string;
}

const MOST_PHOTOS = 4;

/** A showcase as the digest shows it, what was understood of its mail, and how an answer changes it. */
export function showcaseCard(props: ShowcaseCardProps): Draft {
  const { locale, photos, occasion } = props;
  const all = wordsIn(locale);
  const texts = all.showcaseCard;
  const { title: head, body } = texts.occasions[occasion];
  const lines = factsOf(props);
  const hints = props.hints.map(({ hint, value }) => texts.hints[hint](value));
  const isDraft = occasion === "draft";
  const reply = isDraft ? texts.replyDraft : texts.replyLive;
  const label = isDraft ? texts.buttonDraft : texts.buttonLive;
  const by = all.digest.showcaseBy(props.maker);
  const others = photos.slice(1, MOST_PHOTOS).map((each, at) => ({ each, name: `${texts.photo} ${at + 2}` }));

  return frameLetter(props, {
    kind: "showcase-card",
    subject: cardSubject(props),
    preheader: texts.preheader,
    rows: [
      title(head),
      paragraph(body),
      ...showcaseRows({ ...props, photo: photos[0] ?? null }, { number: "1", by }),
      ...others.flatMap(({ each, name }) => [small(name), photo(each)]),
      facts(lines),
      ...hints.map((hint) => paragraph(hint)),
      paragraph(reply),
      button(props.url, label),
    ],
    text: [
      wrapText(head),
      wrapText(body),
      wrapText(`${props.title} (${kickerOf(props, by)})`, "  "),
      props.story === "" ? null : saidText(shownStory(props), "  "),
      others.length === 0 ? null : wrapText(others.map(({ name }) => name).join(", "), "  "),
      lines.map(({ label: name, value }) => wrapText(`${name}: ${value}`, "  ")).join("\n"),
      ...hints.map((hint) => wrapText(hint)),
      wrapText(reply),
      withAddress(label, props.url),
    ],
  });
}

function cardSubject({ locale, occasion, title: name }: ShowcaseCardProps): string {
  const { subject } = wordsIn(locale).showcaseCard.occasions[occasion];
  return subject(cut(name, 60 - lengthOf(subject(""))));
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

const bowl = {
  title: "Ash-glazed bowl",
  story:
    "Thrown in March, fired with the ash of our own apple tree. It is 22 cm wide and has one small scar, where it leaned on its neighbour.",
  maker: "Ana Ferreira",
  price: "£48",
  stock: "3 left",
  tags: ["stoneware", "ash glaze"],
  photos: [picture("bowl", 1200, 900, "A wide bowl with a green-grey glaze")],
  hints: [],
  url,
};
const papers = {
  title: "Eleven marbled endpapers, each from one bath and none of them to be repeated",
  story: "",
  maker: "Gilda",
  price: null,
  stock: "",
  tags: [],
  photos: [
    picture("paper-1", 800, 1200, "Blue and ochre combed paper"),
    picture("paper-2", 1200, 800, "Red shell pattern"),
  ],
  hints: [
    { hint: "which-price", value: "40 EUR, 60 EUR" },
    { hint: "refused", value: "IMG_2041.heic" },
  ],
  url,
} satisfies Partial<ShowcaseCardProps>;

export const samples: Record<string, ShowcaseCardProps> = {
  bowl: { ...inEnglish, ...bowl, occasion: "draft" },
  changed: { ...inBakery, ...bowl, occasion: "changed", stock: "noch 3", price: "48 €" },
  submitted: { ...inEnglish, ...bowl, occasion: "submitted" },
  published: { ...inGuild, ...bowl, occasion: "published", stock: "quedan 3", price: "48 €" },
  hung: { ...inInk, ...bowl, occasion: "hung", stock: "il en reste 3", price: "48 €" },
  "many-photos": { ...inGuild, ...papers, occasion: "draft" },
  bare: {
    ...inBakery,
    ...bowl,
    occasion: "draft",
    title: "خبز",
    story: "",
    price: null,
    stock: "noch 3",
    tags: [],
    photos: [],
    hints: [{ hint: "no-photo", value: "" }],
  },
};
