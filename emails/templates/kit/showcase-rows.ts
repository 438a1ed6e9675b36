import {
  heading,
  indented,
  photo,
  type Picture,
  type Row,
  type Words,
} from "#emails/templates/kit/blocks.ts";
import { cut } from "#emails/templates/kit/fit.ts";
import { htmlOfText } from "#emails/templates/kit/html-of.ts";

export interface ShownThing {
  title: string;
  story: string;
  maker: string;
  price: string | null;
  stock: string;
  photo: Picture | null;
}

const LONGEST_STORY = 900;

/** A showcase as the digest shows it; its card shows it to its maker in the same way. `between`: the owner's note. */
export function showcaseRows(
  thing: ShownThing,
  { number, by, between = [] }: { number: Words; by: string; between?: readonly Row[] },
): Row[] {
  return [
    heading(number, thing.title, kickerOf(thing, by)),
    ...between,
    ...(thing.photo ? [photo(thing.photo)] : []),
    ...(thing.story === "" ? [] : [indented(htmlOfText(shownStory(thing)))]),
  ];
}

/** "By Ana · €45 · 3 left". */
export function kickerOf({ price, stock }: Pick<ShownThing, "price" | "stock">, by: string): string {
  return [by, price, stock].filter((part) => part).join(" · ");
}

export function shownStory({ story }: Pick<ShownThing, "story">): string {
  return cut(story, LONGEST_STORY);
}
