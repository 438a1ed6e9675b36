import type { Moment } from "./moment.ts";
import type { PersonKey } from "./people.ts";

export interface DemoPost {
  readonly by: PersonKey;
  readonly at: Moment;
  readonly text: string;
  /** Their mail program; left out: written on the web. */
  readonly client?: "Gmail" | "Apple Mail" | "Outlook" | "Thunderbird";
  /** What the program put under it, and what was folded away. */
  readonly signature?: string;
  readonly quote?: readonly [attribution: string, words: string];
  /** Which post of the same thread it answers, counted from 0. */
  readonly answers?: number;
  readonly likes?: Readonly<Record<string, readonly PersonKey[]>>;
}

export interface DemoThread {
  readonly subject: string;
  readonly posts: readonly DemoPost[];
}

export const threads: readonly DemoThread[] = [
  {
    subject: "Where does your clay come from?",
    posts: [
      {
        by: "noor",
        at: [29, "16:20"],
        text: "I have used the same Westerwald stoneware for nine years and the supplier is closing in spring. Before I order a pallet from some other end of the continent: where does yours come from? And has anybody dug their own and lived to tell?",
        client: "Gmail",
      },
      {
        by: "ana",
        at: [29, "21:02"],
        text: "Half mine is bought, half is from the pit behind the old brickworks. You need a permit (free, from the town hall, ask for the lady with the parrot brooch) and wellingtons.\n\nIt is full of iron and little stones. I sieve it at 80 and mix one part to two with something well behaved.",
        client: "Apple Mail",
        signature: "Ana Ferreira\nCooper’s Lane, through the yard\nKiln days: ask me",
        answers: 0,
        likes: { "🙏": ["noor"], "❤️": ["tomasz"] },
      },
      {
        by: "yusuf",
        at: [28, "08:35"],
        text: "When they dug the foundations at Quay 3 there was a band of blue clay as thick as my arm. The foreman said it was a nuisance. There are four buckets of it in my shed, if anybody wants a nuisance.",
        client: "Gmail",
      },
      {
        by: "noor",
        at: [28, "09:14"],
        text: "Yusuf. I want the nuisance. I am coming on foot with a wheelbarrow.",
        client: "Gmail",
        quote: [
          "On Friday, Yusuf Demir via Kiln Circle wrote:",
          "There are four buckets of it in my shed, if anybody wants a nuisance.",
        ],
        answers: 2,
        likes: { "😂": ["yusuf", "ana", "maren"] },
      },
      {
        by: "kofi",
        at: [27, "04:05"],
        text: "A baker’s question: is the blue kind the kind you can line an oven floor with? Mine is cracking and I am losing heat on the left.",
        client: "Apple Mail",
        signature: "Sent from my iPhone",
      },
      {
        by: "ana",
        at: [27, "09:30"],
        text: "Not alone, it will shrink and crack worse. One part clay, three parts sand, a handful of chopped straw, and let it dry as if you had all the time in the world. I can come and look on Thursday.",
        client: "Apple Mail",
        answers: 4,
      },
      {
        by: "noor",
        at: [14, "18:55"],
        text: "Report from the wheelbarrow: the blue clay fires to a warm grey at 1220 and takes cobalt like a dream. It warps if you look at it sideways. I have put three test tiles on the shelf in the kiln shed, please touch them.",
        client: "Gmail",
        likes: { "👏": ["ana", "yusuf", "rosa", "priya"] },
      },
      {
        by: "mei",
        at: [3, "22:10"],
        text: "I touched them! I am new (hello). For anything white I still have thirty kilos of Jingdezhen porcelain in a cupboard, and I would trade a bag for a morning at that pit. I own no wellingtons.",
        client: "Gmail",
      },
      {
        by: "ana",
        at: [2, "08:48"],
        text: "Welcome, Mei-Ling. Size 38 wellingtons are behind the door of the kiln shed, next to the broom. Sunday after next?",
        client: "Apple Mail",
        answers: 7,
        likes: { "👍": ["mei", "noor"] },
      },
    ],
  },
  {
    subject: "Who is at the stall when?",
    posts: [
      {
        by: "maren",
        at: [21, "10:00"],
        text: "The market office has given us the corner table again, the one under the lime tree. Nine to three. I propose we each stand there for two hours, two at a time, so that somebody can always fetch coffee.\n\n9–11\n11–1\n1–3\n\nWho takes what?",
        client: "Apple Mail",
      },
      {
        by: "tomasz",
        at: [21, "10:41"],
        text: "9–11, with the thermos. I am up anyway.",
        client: "Thunderbird",
        likes: { "☕": ["maren", "rosa"] },
      },
      {
        by: "kofi",
        at: [20, "04:33"],
        text: "I come straight from the oven, so 9–11 and then I fall over. Bread will be gone by half past ten in any case.",
        client: "Apple Mail",
        signature: "Sent from my iPhone",
      },
      {
        by: "ingrid",
        at: [20, "14:12"],
        text: "11–1 for me, I will sit and mend in public. It draws people in, they all have a hole somewhere.",
        client: "Gmail",
        likes: { "❤️": ["ana"] },
      },
      {
        by: "yusuf",
        at: [19, "19:25"],
        text: "1–3, and I bring the van for taking down. My father will come along and criticise the table.",
        client: "Gmail",
      },
      {
        by: "rosa",
        at: [18, "06:15"],
        text: "11–1 with Ingrid. Can somebody lend me something to hang prints from that does not fall on children?",
        client: "Gmail",
        quote: [
          "On Tue, Ingrid Solheim via Kiln Circle wrote:",
          "11–1 for me, I will sit and mend in public.",
        ],
      },
      {
        by: "priya",
        at: [17, "21:40"],
        text: "I have a willow screen, two metres, very hard to tip over. It has survived two nephews.",
        client: "Outlook",
        answers: 5,
        likes: { "🙏": ["rosa"] },
      },
      {
        by: "ana",
        at: [16, "09:20"],
        text: "1–3 with Yusuf and his father. I have put it all into the event, so it should be in your calendars. The cash box is with Maren, the card reader is with me and needs charging (I am writing this down so that I do it).",
        client: "Apple Mail",
      },
      {
        by: "bea",
        at: [9, "17:50"],
        text: "If there is a corner for a bicycle I could sharpen next to the stall? I pay in edges.",
        client: "Gmail",
      },
      {
        by: "maren",
        at: [9, "18:22"],
        text: "There is exactly a bicycle’s width between us and the cheese people. Please do theirs first, then we get samples.",
        client: "Apple Mail",
        answers: 8,
        likes: { "🧀": ["bea", "kofi", "tomasz"] },
      },
    ],
  },
  {
    subject: "Twelve loaves, all of them black",
    posts: [
      {
        by: "kofi",
        at: [16, "06:02"],
        text: "I would like to report a death in the family. Twelve large rye, thirty hours of work. I sat down at 3:10 “for one minute” and woke up at 4:25 because the neighbour’s dog was barking at my smoke.\n\nThe café has no bread today. I have told Clara. I am writing this from the step outside because the inside smells like a railway.",
        client: "Apple Mail",
        likes: { "😢": ["ana", "ingrid", "maren", "tomasz"] },
      },
      {
        by: "tomasz",
        at: [16, "07:15"],
        text: "In 1998 I drove the number 14 past eleven stops because I was thinking about a spoon. Nobody was hurt and everybody still tells me about it. You will be fine.",
        client: "Thunderbird",
        likes: { "❤️": ["kofi"] },
      },
      {
        by: "ana",
        at: [16, "08:30"],
        text: "Do not throw them out! Crust charcoal makes a wonderful reduction. If you bring me two of the worst I will put them in a saggar with three small bowls and we will see what your bad night looks like as a glaze.",
        client: "Apple Mail",
      },
      {
        by: "lucien",
        at: [16, "10:48"],
        text: "I can give you an oven timer that cannot be slept through. It is from a lighthouse. It is not subtle.",
        client: "Thunderbird",
        likes: { "😂": ["kofi", "noor", "yusuf"] },
      },
      {
        by: "kofi",
        at: [15, "04:40"],
        text: "Two loaves are on your step, Ana, wrapped in the sports pages. Lucien: yes. My neighbour says yes too.",
        client: "Apple Mail",
        signature: "Sent from my iPhone",
        quote: [
          "Lucien Marchetti via Kiln Circle wrote:",
          "I can give you an oven timer that cannot be slept through.",
        ],
        answers: 3,
      },
      {
        by: "ana",
        at: [7, "17:30"],
        text: "Opened the saggar this afternoon. Two bowls came out the colour of a wet slate roof with a copper rim, the third has “RYE” on it where the crumb lay. I would not sell them. One is for you, Kofi, one for the shelf in the kiln shed.",
        client: "Apple Mail",
        likes: { "❤️": ["kofi", "noor", "ingrid", "rosa"], "🍞": ["tomasz"] },
      },
      {
        by: "kofi",
        at: [6, "04:11"],
        text: "I have eaten my breakfast out of it and it was the best porridge of my life. The timer went off during it. The dog has moved.",
        client: "Apple Mail",
        likes: { "😂": ["lucien", "ana", "maren"] },
      },
    ],
  },
  {
    subject: "My grandmother’s lamp",
    posts: [
      {
        by: "ingrid",
        at: [12, "11:25"],
        text: "It has a brass foot, a glass shade like a tulip, and a cloth cable that my aunt calls “perfectly all right”. When you switch it on it thinks about it first. Then it hums. Is that mendable, and should I stop switching it on?",
        client: "Gmail",
      },
      {
        by: "lucien",
        at: [12, "12:10"],
        text: "Stop switching it on.\n\nThe cable is the danger, the hum is only the old choke. Bring it on a Thursday. I have cloth-covered cable in wine red, olive and a gold that is for brave people.",
        client: "Thunderbird",
        signature: "--\nLucien Marchetti · repairs\nArch 17 · Thursdays pay what you wish",
        answers: 0,
        likes: { "🙏": ["ingrid"] },
      },
      {
        by: "maren",
        at: [12, "15:37"],
        text: "The gold. Please, the gold.",
        client: "Apple Mail",
        likes: { "✨": ["ingrid", "rosa"] },
      },
      {
        by: "ingrid",
        at: [11, "19:03"],
        text: "The shade has a chip, too, about as large as a fingernail. I suppose glass cannot be darned?",
        client: "Gmail",
      },
      {
        by: "noor",
        at: [11, "21:44"],
        text: "Not darned, but I can fill it with a lead-free enamel and fire it very low, if the glass is soda glass. Lucien, would you tap it with a coin and tell me whether it sings or clicks?",
        client: "Gmail",
        answers: 3,
      },
      {
        by: "lucien",
        at: [9, "10:05"],
        text: "It sings. A flat.",
        client: "Thunderbird",
        likes: { "🎶": ["noor", "samuel", "ingrid"] },
      },
      {
        by: "ingrid",
        at: [5, "20:18"],
        text: "Collected it this evening. It comes on at once, it says nothing, and the chip has become a small green leaf that was always missing. My mother cried over the telephone. Pay-what-you-wish has been paid, and there is a blanket on the way to arch 17.",
        client: "Gmail",
        likes: { "❤️": ["lucien", "noor", "ana", "maren", "tomasz", "yusuf"] },
      },
      {
        by: "lucien",
        at: [4, "09:12"],
        text: "For the record: she chose the gold.",
        client: "Thunderbird",
        answers: 6,
        likes: { "👏": ["maren", "ingrid"] },
      },
    ],
  },
  {
    subject: "Kiln: who fires when this month",
    posts: [
      {
        by: "ana",
        at: [13, "09:00"],
        text: "The big kiln is mended (new element, thank you Lucien) and fires on Wednesdays and Sundays again. Glaze only, 1240, about eleven hours. Shelf space as always: say how many hand-widths you need and I will draw the map.\n\nThe small one is free for tests. Please write in the book what you did, especially if it went wrong.",
        client: "Apple Mail",
        likes: { "👍": ["noor", "lucien"] },
      },
      {
        by: "noor",
        at: [13, "10:30"],
        text: "Six hand-widths on the first Sunday, all flat. Could I have the bottom? Tiles like it boring.",
        client: "Gmail",
      },
      {
        by: "hideo",
        at: [12, "09:50"],
        text: "A question from far away: is there room for four cups that are in a box under my bench? They have been waiting for fire since April. Ingrid has the key.",
        client: "Apple Mail",
      },
      {
        by: "ingrid",
        at: [12, "10:40"],
        text: "I have the key and I know the box. It says “later” on it.",
        client: "Gmail",
        answers: 2,
        likes: { "😂": ["hideo", "ana"] },
      },
      {
        by: "ana",
        at: [11, "08:15"],
        text: "Wednesday it is for “later”. Map as of now:\n\nWed: Hideo’s four cups, my mugs, two hand-widths free\nSun: Noor (bottom), my bowls, Clara’s café order, four free",
        client: "Apple Mail",
      },
      {
        by: "mei",
        at: [3, "10:02"],
        text: "How hot can it really go? I would need 1300 for an hour, and I will sit next to it with a book and a fire blanket and not leave.",
        client: "Gmail",
      },
      {
        by: "ana",
        at: [3, "12:45"],
        text: "The plate says 1320 and I have never dared. The shelves are rated for it, the door seal is not new. Let us try it empty one Monday, with Lucien and a thermocouple, and decide after that.",
        client: "Apple Mail",
        answers: 5,
      },
      {
        by: "lucien",
        at: [2, "10:22"],
        text: "I have two thermocouples and one of them tells the truth. Any Monday.",
        client: "Thunderbird",
        likes: { "👍": ["mei"] },
      },
      {
        by: "noor",
        at: { hoursAgo: 13 },
        text: "If Monday works, may I put three little cobalt tests in for it? They would be at the very top, no larger than coins. I have always wanted to know what happens to blue up there.",
        client: "Gmail",
        quote: [
          "Lucien Marchetti via Kiln Circle wrote:",
          "I have two thermocouples and one of them tells the truth. Any Monday.",
        ],
        answers: 7,
      },
      {
        by: "mei",
        at: { hoursAgo: 5.2 },
        text: "Blue up there goes grey, then goes home. But please do, then there are two of us in the book.",
        client: "Gmail",
        answers: 8,
        likes: { "😂": ["noor"] },
      },
    ],
  },
  {
    subject: "Looking for a printing press (small, patient)",
    posts: [
      {
        by: "rosa",
        at: [8, "20:20"],
        text: "I love the spoon. My shoulder no longer does. Does anybody know of a small proofing press or an old mangle that could become one? I have the top floor, so it would have to come apart into pieces that two people can carry and one can swear at.",
        client: "Gmail",
      },
      {
        by: "samuel",
        at: [7, "11:35"],
        text: "There is an Albion in the cellar of St Anne’s school. It went in by a coal chute in 1962; I know because I was one of those underneath. They do not know what it is and keep the Christmas figures on it.",
        client: "Outlook",
        signature: "Samuel Adeyemi\nCompositor (retired)",
        likes: { "😮": ["rosa", "maren", "yusuf"] },
      },
      {
        by: "maren",
        at: [7, "12:02"],
        text: "I teach there on Mondays. I will go down and look at what the shepherds are standing on.",
        client: "Apple Mail",
        answers: 1,
      },
      {
        by: "maren",
        at: [2, "13:30"],
        text: "It is an Albion. Foolscap folio, number 3417, all there except for the tympan, under three shepherds and a camel. The caretaker says that we may have it if we take it out without touching his boiler.",
        client: "Apple Mail",
        likes: { "❤️": ["rosa", "ana", "tomasz", "ingrid"] },
      },
      {
        by: "yusuf",
        at: [2, "19:10"],
        text: "About 280 kilos, I looked it up. Not through the coal chute, not while I am married. But the cellar window frame is held by eight screws, and I can put it back better than it was.",
        client: "Gmail",
      },
      {
        by: "rosa",
        at: { hoursAgo: 14 },
        text: "I have not slept. I measured the landing (94 cm), the door (81) and myself (sitting down). If Samuel is reading this on his boat: what did you do about the staple? Does it lift off, or did you drop it?",
        client: "Gmail",
        answers: 3,
      },
      {
        by: "tomasz",
        at: { hoursAgo: 6.4 },
        text: "I still have my bus driver’s friends. Six of them, one with a piano trolley. Say when, and say that there will be Kofi’s bread.",
        client: "Thunderbird",
        likes: { "🍞": ["rosa", "yusuf"] },
      },
      {
        by: "kofi",
        at: { hoursAgo: 2.3 },
        text: "There will be bread. There will be a timer.",
        client: "Apple Mail",
        signature: "Sent from my iPhone",
        answers: 6,
        likes: { "😂": ["tomasz", "lucien"] },
      },
    ],
  },
];

/** What somebody said to the whole of the last letter. */
export const remarkOnLetter: DemoPost = {
  by: "priya",
  at: { hoursAgo: 11 },
  text: "I read this one aloud to my mother over breakfast and she wants to know whether the camel comes with the press.",
  client: "Outlook",
  likes: { "😂": ["rosa", "maren"] },
};

/** Ana's words on top of letters: each goes out with the next one, and the last still waits. */
export const openings: readonly { at: Moment; words: string }[] = [
  {
    at: [23, "21:15"],
    words: `There are ten of us now, and three who read this in another time zone, so I will stop writing “tonight”.

Look at Rosa’s herons when you pass Weir Street: she hangs the proofs in the stairwell and nobody has complained yet.

*Ana*`,
  },
  {
    at: [2, "21:40"],
    words: `A lamp hums no longer, a camel has been asked to step aside, and twelve black loaves have become the best glaze of the year. I keep saying that nothing happens in this quarter.

**Raku is near**: twelve places, twelve pairs of gloves. If you said maybe, say yes or no, so that Priya can count the carrots.

And please write into the kiln book what went wrong. It is the only chapter anybody reads.

*Ana*`,
  },
  {
    at: { hoursAgo: 0.7 },
    words: `We may soon own a printing press. It weighs as much as four of us, stands under three shepherds, and has to leave by a window. If you have ever wanted to be useful to Rosa, this is your week.

Welcome, Mei-Ling. The wellingtons are behind the door of the kiln shed.

*Ana*`,
  },
];
