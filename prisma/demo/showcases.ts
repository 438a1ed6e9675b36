import type { Moment } from "./moment.ts";
import type { PersonKey } from "./people.ts";
import { drawBooks } from "./pictures/books.ts";
import { drawBowls } from "./pictures/bowls.ts";
import { drawHeron } from "./pictures/heron.ts";
import { drawLoaves } from "./pictures/loaves.ts";
import { drawShirt } from "./pictures/shirt.ts";
import { drawSpoons } from "./pictures/spoons.ts";
import { drawStool } from "./pictures/stool.ts";
import { drawTiles } from "./pictures/tiles.ts";
import type { DemoPost } from "./talk.ts";

export interface DemoShowcase {
  readonly by: PersonKey;
  readonly at: Moment;
  readonly title: string;
  readonly story: string;
  readonly priceMinor: number | null;
  readonly stock: "available" | "made_to_order" | "sold";
  readonly tags: readonly string[];
  readonly draw: () => string;
  readonly alt: string;
  /** A square of the picture that its maker shows as their face: left, top and side, as shares of the width. */
  readonly face?: readonly [left: number, top: number, side: number];
  readonly posts?: readonly DemoPost[];
}

export const showcases: readonly DemoShowcase[] = [
  {
    by: "tomasz",
    at: [31, "20:10"],
    title: "Five spoons from Mill Road",
    story:
      "The plane tree on Mill Road came down in the March storm, and the pear behind the school went with it. Two are pear, two plane, and the dark one is a plum that Yusuf had under his bench for ten years.\n\nOiled with linseed, three coats. They go grey in a dishwasher, and so would you.",
    priceMinor: 2400,
    stock: "available",
    tags: ["wood", "kitchen", "carving"],
    draw: drawSpoons,
    alt: "Five wooden spoons of different lengths hanging from a rail in front of a green wall",
    face: [0.24, 0.82, 0.24],
    posts: [
      {
        by: "kofi",
        at: [30, "04:22"],
        text: "The long one is exactly the reach of my mixer bowl. Keep it for me? I can pay in rye.",
        client: "Apple Mail",
      },
      {
        by: "tomasz",
        at: [30, "07:45"],
        text: "Rye accepted. Two loaves, and it is yours.",
        client: "Thunderbird",
        likes: { "🍞": ["ana", "maren"] },
      },
    ],
  },
  {
    by: "kofi",
    at: [28, "05:15"],
    title: "Saturday bread: a round, a long one, and half for those who live alone",
    story:
      "Wheat and a third of rye, thirty-one hours from mixing to the door. The round one rises in Priya’s basket, which is why it has rings like a tree.\n\nReply by Thursday night and I bake one more. Collect at the blue door from seven.",
    priceMinor: 650,
    stock: "made_to_order",
    tags: ["bread", "every saturday"],
    draw: drawLoaves,
    alt: "A round loaf scored with an ear of wheat, a long loaf and a cut half on a striped cloth, seen from above",
    face: [0.14, 0.12, 0.44],
    posts: [
      {
        by: "ingrid",
        at: [27, "18:02"],
        text: "The half loaf is a kindness. One for me, every week that I am here.",
        client: "Gmail",
      },
      {
        by: "bea",
        at: [11, "08:12"],
        text: "A long one please, and I will do your bread knife while I wait.",
        client: "Gmail",
        likes: { "🙏": ["kofi"] },
      },
    ],
  },
  {
    by: "ana",
    at: [25, "18:30"],
    title: "Four breakfast bowls, ash glaze",
    story:
      "Dark stoneware from the last firing of the summer. The ash is from Yusuf’s workshop stove: walnut gives the blue, olive the green, and nobody knows what gives the yellow.\n\nAbout 14 cm across, each holds a proper helping of porridge. They stack, but they sulk.",
    priceMinor: 3200,
    stock: "available",
    tags: ["stoneware", "ash glaze", "tableware"],
    draw: drawBowls,
    alt: "Four glazed bowls in ochre, green, cream and blue on a rust-red table, two of them stacked",
    face: [0.5, 0.37, 0.37],
    posts: [
      {
        by: "noor",
        at: [25, "20:44"],
        text: "That yellow is manganese from the brickworks clay, I would put money on it. Bring me a shard?",
        client: "Gmail",
      },
      {
        by: "ana",
        at: [24, "09:05"],
        text: "A shard I have plenty of. You can have the whole fifth bowl, it is in three pieces.",
        likes: { "😂": ["noor", "tomasz", "kofi"] },
      },
      {
        by: "maren",
        at: [22, "13:18"],
        text: "I would like the blue one, for brushes. Is that an insult to a breakfast bowl?",
        client: "Apple Mail",
      },
      { by: "ana", at: [22, "19:40"], text: "It is a promotion.", likes: { "❤️": ["maren"] } },
    ],
  },
  {
    by: "rosa",
    at: [19, "07:20"],
    title: "Heron, five in the morning",
    story:
      "Linocut in two colours, printed by hand with the back of a spoon on Zerkall paper, 30 × 40 cm. Edition of thirty, of which nineteen came out as I meant them.\n\nThe moon was really that red. It was the harvest dust.",
    priceMinor: 8500,
    stock: "available",
    tags: ["linocut", "print", "birds"],
    draw: drawHeron,
    alt: "A two-colour linocut of a heron standing among reeds in front of a large red moon",
    face: [0.36, 0.16, 0.38],
    posts: [
      {
        by: "samuel",
        at: [19, "09:58"],
        text: "Nineteen of thirty by spoon is better than I ever did with a Heidelberg and two apprentices. Put me down for number seven, if seven is free.",
        client: "Outlook",
      },
      {
        by: "rosa",
        at: [18, "06:40"],
        text: "Seven is yours, and I will carry it down the stairs myself.",
        client: "Gmail",
      },
    ],
  },
  {
    by: "noor",
    at: [13, "15:00"],
    title: "Sixteen tiles for a hallway in Weir Street",
    story:
      "The pattern is from my grandfather’s suitcase, folded in eight and marked “for the dentist”. Cobalt, copper, iron and an ochre I dug myself. The sixth tile is from the test batch: the family asked to keep it in, so that the eye has somewhere to rest.\n\nThis set is laid. I can make another in about ten weeks.",
    priceMinor: 42000,
    stock: "sold",
    tags: ["tiles", "glaze", "commission"],
    draw: drawTiles,
    alt: "Sixteen square tiles that form four blue flowers, one tile in a different colour",
    face: [0.27, 0.04, 0.42],
    posts: [
      {
        by: "yusuf",
        at: [13, "21:15"],
        text: "The odd one out makes it. My father says so too, and he has never agreed with anybody about a floor.",
        client: "Gmail",
        likes: { "👏": ["noor", "ana", "rosa"] },
      },
    ],
  },
  {
    by: "maren",
    at: [10, "11:45"],
    title: "Notebooks in the old dye-works cloth",
    story:
      "When they cleared the second floor they threw out eleven bolts of book cloth from before the war, in colours that nobody makes any more. I took nine of them home on Bea’s bicycle.\n\n160 pages, sewn, they lie flat. The standing one is marbled paper on an open spine, in case you like to see how things are done.",
    priceMinor: 2800,
    stock: "available",
    tags: ["books", "paper", "binding"],
    draw: drawBooks,
    alt: "A pile of four cloth-bound notebooks and one standing notebook with marbled boards and an open, sewn spine",
    face: [0.62, 0.14, 0.3],
  },
  {
    by: "yusuf",
    at: [5, "19:30"],
    title: "Three-legged stool in walnut",
    story:
      "From the tree that stood behind the lock-keeper’s house. Three legs, because a floor is never as flat as it thinks it is. Wedged tenons, no glue, no screws; if it ever gets loose, put it in the rain for an hour.\n\nThe cup is Ana’s and does not come with it.",
    priceMinor: 19500,
    stock: "made_to_order",
    tags: ["walnut", "furniture", "joinery"],
    draw: drawStool,
    alt: "A round walnut stool with three legs, and on it a two-coloured cup with a green sprig",
    face: [0.3, 0.28, 0.42],
    posts: [
      {
        by: "lucien",
        at: [4, "10:20"],
        text: "How high is the seat? I need one to sit at the lathe, about 58 cm.",
        client: "Thunderbird",
      },
      {
        by: "yusuf",
        at: [4, "18:50"],
        text: "45 as it stands. 58 I can do, the legs are longest there anyway and I have been cutting them off.",
        client: "Gmail",
      },
    ],
  },
  {
    by: "hideo",
    at: { hoursAgo: 9 },
    title: "Work shirt, tied in rows",
    story:
      "Heavy cotton from Okayama, eleven dips in the vat over four days. Each ring is one knot, and each knot took about as long as reading this sentence. There are one hundred and sixty of them.\n\nSize between M and L. It will give you blue elbows for a month and then it stops.",
    priceMinor: 16800,
    stock: "available",
    tags: ["indigo", "textile", "shibori"],
    draw: drawShirt,
    alt: "A dark blue shirt with rows of pale rings on a hanger in front of a sand-coloured wall",
    face: [0.3, 0.22, 0.42],
    posts: [
      {
        by: "ingrid",
        at: { hoursAgo: 7.5 },
        text: "Blue elbows are how I recognise friends. Would you trade against a blanket?",
        client: "Apple Mail",
      },
    ],
  },
];
