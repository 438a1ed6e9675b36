import { escapeHtml } from "#emails/reading/html-write.ts";
import type { SentLetter } from "#tests/emails/reading/digest/editions.ts";

/** One paragraph that somebody writes. */
export interface Said {
  text: string;
  html: string;
}

/** What is written in one place; -1 below everything, 0 above everything, n below item n. */
export interface MadeAnswer {
  place: number;
  said: Said[];
  /** The item that the words themselves name. */
  named: number | null;
  /** Below the item's first words instead of its last. */
  early: boolean;
  /** A person could not tell either: the digest's own words, or a list that may be numbers of items. */
  unclear: boolean;
}

const plainWords = [
  "Zauberhaft, davon nehme ich gern zwei Stück",
  "Count me among those who turn up, with my nephew",
  "J'en voudrais bien un exemplaire, si possible",
  "Me apunto encantada, llevaré unas empanadas",
  "How did you get rid of those bubbles underneath?",
  "Splendid! Could you post yours to Norway?",
  "Nope, that weekend we visit grandparents",
  "Очень красиво, сколько это стоит сегодня?",
  "とても素敵です、ひとつお願いします",
  "رائع جدا، أريد واحدة من فضلك",
  "כמה זה עולה? נראה נהדר",
  "Yes",
  "👍👍",
  "+1",
  "🎉❤️",
  "Ja!",
  "?",
  "Our cellar stays dry, you might store them downstairs",
  "Wow, never seen such colours anywhere",
  "I'd rather meet later, mornings are difficult for us",
  "3 of them please",
  "2 pieces, please, and 1 for my sister",
  "I cannot on 3 May, on 4 May I can",
  "For 2 of us that would be wonderful",
  "No 3 people in this village would agree",
  "10:30 suits me, 12:00 as well",
  "Mir passt der 3. Mai gut, der 2. Juni nicht",
  "For the record: I said so last year",
  "Am Samstag: da kann ich leider nicht",
  "Sent from the workshop, where it is warm: bring yours along",
  "On Monday Ana wrote that it would rain, and it did",
  "Two things --- first, how deep is it? --- second, who fires it?",
  "= the best of all =",
  "Item prices are too low, if you ask me",
  "Number crunching aside, I would pay more",
  "Thanks, see you there",
];

/** The wordings of an answer, by a number: plain, and what is made to mislead. */
export function sayPlainly(pick: number): Said {
  return paragraph(plainWords[pick % plainWords.length] ?? "Yes");
}

export function paragraph(text: string): Said {
  return {
    text,
    html: text
      .split("\n")
      .map((row) => `<div>${escapeHtml(row)}</div>`)
      .join(""),
  };
}

type Twist = (letter: SentLetter, said: Said, pick: number) => { said: Said[]; unclear?: boolean };

/** What people do besides writing a sentence. */
export const twists: Record<string, Twist> = {
  plain: (_letter, said) => ({ said: [said] }),
  "two paragraphs": (_letter, said, pick) => ({
    said: [said, paragraph(`One more thing, dear friends: it was number ${String(pick)} that I liked.`)],
  }),
  "another item's words": ({ digest }, said, pick) => {
    const item = digest.items[pick % digest.items.length];
    const [row = ""] = (item?.text ?? "").split("\n").slice(-1);
    return { said: [paragraph(`${said.text} (and “${row.slice(0, 120)}”, as somebody says.)`)] };
  },
  "another item's title": ({ digest }, said, pick) => ({
    said: [paragraph(`${said.text}, like ${digest.items[pick % digest.items.length]?.title ?? "that"} was`)],
  }),
  "only the digest's words": ({ digest }, _said, pick) => {
    const rows = digest.items
      .flatMap(({ text }) => text.split("\n"))
      .filter((row) => row.length > 25 && !row.startsWith("["));
    return {
      said: [paragraph(rows[pick % Math.max(1, rows.length)] ?? "These words stand in no digest.")],
      unclear: true,
    };
  },
  list: (_letter, said) => ({
    said: [
      said,
      {
        text: "- one for me\n- another for Pia\n- none for the cat",
        html: "<ul><li>one for me</li><li>another for Pia</li><li>none for the cat</li></ul>",
      },
    ],
  }),
  "numbered list": (_letter, said) => ({
    said: [
      said,
      {
        text: "1. when is it?\n2. who fires it?\n3. what is left?",
        html: "<ol><li>when is it?</li><li>who fires it?</li><li>what is left?</li></ol>",
      },
    ],
    unclear: true,
  }),
  link: (_letter, said) => ({
    said: [
      {
        text: `${said.text} https://kiln.example/how-to?n=3`,
        html: `<div>${escapeHtml(said.text.replaceAll("\n", " "))} <a href="https://kiln.example/how-to?n=3">https://kiln.example/how-to?n=3</a></div>`,
      },
    ],
  }),
  emphasis: (_letter, said) => ({
    said: [
      {
        text: `${said.text} really`,
        html: `<div>${escapeHtml(said.text.replaceAll("\n", " "))} <b style="color:#c00">really</b></div>`,
      },
    ],
  }),
  long: (_letter, said, pick) => ({
    said: [
      said,
      paragraph(
        Array.from(
          { length: 12 },
          (_, i) =>
            `Then I tried it for the ${String(i + 2)}th time with less water and ${String(pick)} stones`,
        ).join(", "),
      ),
      paragraph("And that is how it went with us, year after year."),
    ],
  }),
};
export const twistNames = Object.keys(twists);
