import type { Moment } from "./moment.ts";
import type { PersonKey } from "./people.ts";

/** What the circle shows to everybody: by title or subject, when its owner decided so. */
export const shownToEverybody = {
  threads: [["Where does your clay come from?", [24, "20:00"]]],
  events: [
    ["Raku in the yard", [7, "21:00"]],
    ["Market day: our table under the lime tree", [12, "21:00"]],
  ],
  /** These their makers keep among the members. */
  showcasesKept: ["Saturday bread: a round, a long one, and half for those who live alone"],
} as const satisfies {
  threads: readonly (readonly [string, Moment])[];
  events: readonly (readonly [string, Moment])[];
  showcasesKept: readonly string[];
};

/** Who lets everybody see their photo, place, story and links. */
export const openProfiles: readonly PersonKey[] = ["ana", "tomasz", "maren", "hideo"];

/** A customer who follows by the form on the public page. */
export const customer = {
  name: "Petra Novak",
  address: "petra.novak@example.org",
  asked: [16, "18:20"],
} as const satisfies { name: string; address: string; asked: Moment };

export const newsletterOpenings: readonly { at: Moment; words: string }[] = [
  {
    at: [8, "19:30"],
    words:
      "Dear neighbours,\n\nthe evenings are long enough for raku, and so we light the drum once more before the frost. Whoever wants to watch may watch; whoever wants a pot brings two.\n\nWhat else came out of our hands these weeks hangs below. Most of it can be had, some of it can be asked for, and all of it was made within an hour’s walk of the weir.",
  },
  {
    at: [2, "18:10"],
    words:
      "Dear neighbours,\n\na short letter before the market: come early for the bowls, come late for the talk.",
  },
];
