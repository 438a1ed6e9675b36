import type { Moment } from "./moment.ts";

export type PersonKey =
  | "ana"
  | "tomasz"
  | "noor"
  | "kofi"
  | "ingrid"
  | "maren"
  | "hideo"
  | "rosa"
  | "yusuf"
  | "priya"
  | "lucien"
  | "bea"
  | "samuel"
  | "mei"
  | "clara";

export interface DemoPerson {
  readonly key: PersonKey;
  readonly name: string;
  readonly address: string;
  readonly invitedBy: PersonKey;
  readonly joined: Moment;
  readonly makes: string;
  readonly story: string;
  readonly place: string;
  readonly links?: readonly string[];
  readonly role?: "moderator" | "follower";
  readonly timeZone?: string;
  readonly digestHour?: number;
}

export const owner = {
  key: "ana",
  name: "Ana Ferreira",
  address: "ana@kiln-circle.example",
  makes: "Stoneware for breakfast tables",
  story:
    "I threw my first bowl at nineteen, badly, and my four hundredth in the yard where we now fire together. Dark clay, ash glazes, nothing that cannot go into the dishwasher. I started this circle because the four of us who shared a kiln kept losing each other’s phone numbers.",
  place: "The yard behind Cooper’s Lane",
  links: ["https://ferreira-pots.example"],
} as const;

/** In the order in which they came. */
export const people: readonly DemoPerson[] = [
  {
    key: "tomasz",
    name: "Tomasz Wilk",
    address: "tomasz.wilk@example.org",
    invitedBy: "ana",
    joined: [36, "19:05"],
    role: "moderator",
    makes: "Spoons, ladles and the odd bowl, from fallen trees",
    story:
      "I was a bus driver for twenty-two years and carved at the terminus. The city’s tree people ring me when something comes down in a storm. Every spoon has the street it grew in written on its back.",
    place: "Number 9, the old dye works",
  },
  {
    key: "noor",
    name: "Noor Haddad",
    address: "noor@haddad-tiles.example",
    invitedBy: "ana",
    joined: [36, "21:30"],
    makes: "Hand-cut tiles and slow glazes",
    story:
      "My grandfather tiled half the stairwells in Saida and left me a suitcase of paper patterns. I cut, press and glaze every tile myself, which is why your kitchen takes three months. I collect glaze recipes the way other people collect stamps.",
    place: "Studio 4, the old dye works",
    links: ["https://haddad-tiles.example"],
  },
  {
    key: "kofi",
    name: "Kofi Mensah",
    address: "kofi@nightoven.example",
    invitedBy: "ana",
    joined: [35, "05:50"],
    makes: "Bread, mostly sourdough, mostly at night",
    story:
      "The Night Oven is one oven, one mixer and me. I learned from an aunt in Kumasi who baked in an oil drum and never once used a timer. I answer mail at four in the morning, so please do not take it personally.",
    place: "Ferry Street 2, the blue door",
    links: ["https://nightoven.example"],
  },
  {
    key: "maren",
    name: "Maren Okafor",
    address: "maren.okafor@example.org",
    invitedBy: "noor",
    joined: [33, "12:20"],
    makes: "Books with nothing in them yet",
    story:
      "Bookbinder, trained in Leipzig, cured of gold tooling. I sew on linen tapes, marble my own papers in a baby bath, and repair cookery books that have been loved too much.",
    place: "Studio 6, the old dye works",
  },
  {
    key: "yusuf",
    name: "Yusuf Demir",
    address: "yusuf@demir-chairs.example",
    invitedBy: "tomasz",
    joined: [32, "18:45"],
    makes: "Stools and chairs without a single screw",
    story:
      "I make things to sit on. My father made things to sit on. We disagree about three legs against four, and he will tell you I am wrong if you meet him at the market.",
    place: "The joiner’s yard, Quay 3",
    links: ["https://demir-chairs.example"],
  },
  {
    key: "ingrid",
    name: "Ingrid Solheim",
    address: "ingrid.solheim@example.org",
    invitedBy: "maren",
    joined: [30, "10:10"],
    makes: "Visible mending, woven blankets",
    story:
      "I mend jumpers so that the mend is the best part. Half the year I am in Bergen with my mother and her sheep, the other half here, and I read you from both places.",
    place: "Between Bergen and Weir Street",
    timeZone: "Europe/Oslo",
  },
  {
    key: "rosa",
    name: "Rosa Quintana",
    address: "rosa@quintana-prints.example",
    invitedBy: "maren",
    joined: [27, "16:32"],
    makes: "Linocuts of the birds on our river",
    story:
      "I get up at five to draw herons and they get up at four to avoid me. Two colours, one spoon (Tomasz’s) for a press. Every print is the only reason I have not become an accountant like my sisters.",
    place: "Top floor, Weir Street 11",
  },
  {
    key: "lucien",
    name: "Lucien Marchetti",
    address: "lucien@marchetti-repairs.example",
    invitedBy: "ana",
    joined: [26, "11:00"],
    makes: "Mends lamps, clocks and the occasional accordion",
    story:
      "If it hums, ticks or ought to glow, bring it. I have a wall of drawers with things whose names are forgotten but which fit. Mending is on pay-what-you-wish Thursdays.",
    place: "The arches, number 17",
  },
  {
    key: "hideo",
    name: "Hideo Tanabe",
    address: "hideo.tanabe@example.org",
    invitedBy: "ingrid",
    joined: [24, "08:15"],
    makes: "Indigo, tied and dipped",
    story:
      "I kept a vat alive in the basement of Weir Street for six years and now keep its daughter alive in Tokushima. The circle still washes its hands of my blue. I come back every spring with too many suitcases.",
    place: "Tokushima, and Weir Street in spring",
    timeZone: "Asia/Tokyo",
    digestHour: 18,
  },
  {
    key: "samuel",
    name: "Samuel Adeyemi",
    address: "samuel.adeyemi@example.org",
    invitedBy: "rosa",
    joined: [23, "14:00"],
    makes: "Set type for forty years; now prints wedding cards for nieces",
    story:
      "Compositor, then foreman, then retired, then bored. I have eleven cases of Caslon and no room to turn round. I can read upside down and backwards, which made me popular with editors.",
    place: "Weir Street 11, ground floor",
  },
  {
    key: "priya",
    name: "Priya Raman",
    address: "priya@willowandweft.example",
    invitedBy: "ingrid",
    joined: [18, "20:20"],
    makes: "Willow baskets, and the willow",
    story:
      "I rent the wet strip between the allotments and the weir, where nobody else could grow anything. I plant it, cut it, soak it and weave it, and I will talk about varieties until you stop me.",
    place: "The allotments, by the weir",
    links: ["https://willowandweft.example"],
  },
  {
    key: "bea",
    name: "Bea Thornton",
    address: "bea.thornton@example.org",
    invitedBy: "kofi",
    joined: [12, "09:40"],
    makes: "Sharpens what is blunt: knives, chisels, scissors",
    story:
      "I ride a bicycle with a grindstone where the basket should be. I stop at Kofi’s on Tuesdays and at the dye works on the first Friday. Ring the bell, I will come down.",
    place: "On the bicycle",
  },
  {
    key: "mei",
    name: "Mei-Ling Zhou",
    address: "meiling.zhou@example.org",
    invitedBy: "noor",
    joined: [4, "13:25"],
    makes: "Porcelain so thin that I apologise to it",
    story:
      "I moved here in spring with one wheel and forty kilos of Jingdezhen porcelain, and found that nobody’s kiln would go hot enough. Then Noor walked past and looked through the window.",
    place: "Ferry Street 8",
  },
  {
    key: "clara",
    name: "Clara Winter",
    address: "clara.winter@example.org",
    invitedBy: "ana",
    joined: [20, "17:10"],
    role: "follower",
    makes: "Buys bowls, breaks bowls, buys bowls",
    story: "I run the café at the lock and everything on my tables comes from this list.",
    place: "The café at the lock",
  },
];
