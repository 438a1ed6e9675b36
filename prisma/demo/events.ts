import { instantOf, saturdayAhead, type Moment } from "./moment.ts";
import type { PersonKey } from "./people.ts";
import type { DemoPost } from "./talk.ts";

export interface DemoEvent {
  readonly by: PersonKey;
  readonly announced: Moment;
  readonly title: string;
  readonly story: string;
  readonly place: string;
  readonly startsAt: (today: Date) => Date;
  readonly hours: number;
  readonly capacity: number | null;
  readonly answers: readonly (readonly [
    by: PersonKey,
    at: Moment,
    answer: "yes" | "no" | "maybe",
    guests?: number,
  ])[];
  readonly posts?: readonly DemoPost[];
}

export const events: readonly DemoEvent[] = [
  {
    by: "maren",
    announced: [22, "09:30"],
    title: "An evening of sewing books",
    story:
      "Everybody sews one notebook from folded sheet to finished spine. Paper, thread and needles are there; bring scissors that Bea has seen, and your reading glasses if you have any.",
    place: "Studio 6, the old dye works",
    startsAt: (today) => instantOf([9, "18:30"], today),
    hours: 3,
    capacity: 8,
    answers: [
      ["ana", [22, "12:00"], "yes"],
      ["rosa", [22, "13:10"], "yes"],
      ["tomasz", [21, "10:45"], "yes"],
      ["ingrid", [20, "14:15"], "yes", 1],
      ["samuel", [20, "16:00"], "maybe"],
      ["kofi", [20, "04:36"], "no"],
      ["priya", [17, "21:50"], "yes"],
      ["bea", [11, "08:20"], "yes"],
    ],
    posts: [
      {
        by: "tomasz",
        at: [8, "22:05"],
        text: "Mine lies flat on one side and salutes on the other. I am very proud of it.",
        client: "Thunderbird",
        likes: { "😂": ["maren", "ingrid", "rosa"] },
      },
      {
        by: "maren",
        at: [8, "22:30"],
        text: "A book that salutes is a book that will be noticed. Thank you all for sweeping.",
        client: "Apple Mail",
        answers: 0,
      },
    ],
  },
  {
    by: "ana",
    announced: [8, "08:40"],
    title: "Raku in the yard",
    story:
      "We light the drum at four and pull the first pots when it is dark enough to look like magic. Bring two bisque pieces, no taller than a hand, and clothes that may smell of smoke until spring.\n\nPriya makes soup. Twelve places, because there are twelve pairs of gloves.",
    place: "The yard behind Cooper’s Lane",
    startsAt: (today) => saturdayAhead(3, "16:00", today),
    hours: 5,
    capacity: 12,
    answers: [
      ["tomasz", [8, "09:10"], "yes"],
      ["noor", [8, "10:00"], "yes", 1],
      ["kofi", [7, "04:20"], "yes"],
      ["rosa", [7, "06:30"], "yes"],
      ["samuel", [7, "11:40"], "no"],
      ["maren", [7, "12:10"], "maybe"],
      ["yusuf", [6, "19:00"], "yes", 1],
      ["priya", [6, "20:30"], "yes"],
      ["lucien", [5, "10:30"], "yes"],
      ["mei", [3, "22:20"], "yes", 1],
      ["ana", [3, "12:50"], "yes"],
      ["bea", { hoursAgo: 12 }, "yes"],
    ],
    posts: [
      {
        by: "priya",
        at: [6, "20:35"],
        text: "Pumpkin with ginger, and a second pot without ginger for the timid. Bring your own bowl, we are that kind of people.",
        client: "Outlook",
        likes: { "🍲": ["ana", "lucien", "noor"] },
      },
      {
        by: "yusuf",
        at: { hoursAgo: 15 },
        text: "My father asks whether he may feed the fire. He was a stoker on a ferry for two winters and has been waiting for somebody to need one.",
        client: "Gmail",
      },
      {
        by: "ana",
        at: { hoursAgo: 10.5 },
        text: "Tell him that he is hired, and that he gets the good gloves.",
        client: "Apple Mail",
        answers: 1,
        likes: { "❤️": ["yusuf"] },
      },
    ],
  },
  {
    by: "maren",
    announced: [16, "09:00"],
    title: "Market day: our table under the lime tree",
    story:
      "Nine to three at the corner table. We stand two at a time; who stands when is in the thread “Who is at the stall when?”. Everything you bring needs a price and your name on it.\n\nIf it rains we have the blue tarpaulin and Yusuf’s van.",
    place: "Lime tree corner, Old Market Square",
    startsAt: (today) => saturdayAhead(26, "09:00", today),
    hours: 6,
    capacity: null,
    answers: [
      ["tomasz", [15, "08:00"], "yes"],
      ["kofi", [15, "04:45"], "yes"],
      ["ingrid", [14, "13:00"], "yes"],
      ["ana", [14, "09:00"], "yes"],
      ["yusuf", [13, "21:20"], "yes", 1],
      ["rosa", [13, "06:00"], "yes"],
      ["priya", [12, "21:00"], "maybe"],
      ["bea", [9, "18:00"], "yes"],
      ["hideo", [12, "09:55"], "no"],
    ],
  },
];
