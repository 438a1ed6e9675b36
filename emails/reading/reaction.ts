import { visible } from "#emails/reading/lines.ts";
import { fold } from "#emails/reading/phrases.ts";

/** Words that are no more than a nod, and the nod they are. */
const words: [emoji: string, phrases: string[]][] = [
  [
    "👍",
    [
      "+1",
      "+ 1",
      ":+1:",
      "like",
      "liked",
      "yes",
      "ja",
      "oui",
      "sí",
      "agreed",
      "agree",
      "i agree",
      "same here",
      "same",
      "this",
      "ok",
      "okay",
      "good",
      "great",
      "nice",
      "nice one",
      "perfect",
      "super",
      "prima",
      "genau",
      "einverstanden",
      "gefällt mir",
      "klasse",
      "toll",
      "d'accord",
      "parfait",
      "génial",
      "top",
      "de acuerdo",
      "perfecto",
      "genial",
      "me gusta",
      "estupendo",
      "cool",
      "sounds good",
      "well done",
      "good idea",
      "gute idee",
      "bonne idée",
      "buena idea",
      "👍",
    ],
  ],
  [
    "🙏",
    [
      "thanks",
      "thank you",
      "thank you so much",
      "thanks so much",
      "thanks a lot",
      "many thanks",
      "thanks all",
      "thanks everyone",
      "thx",
      "ty",
      "cheers",
      "danke",
      "danke schön",
      "dankeschön",
      "vielen dank",
      "besten dank",
      "herzlichen dank",
      "tausend dank",
      "lieben dank",
      "danke dir",
      "danke euch",
      "merci",
      "merci beaucoup",
      "merci à tous",
      "merci à toutes",
      "mille mercis",
      "merci bien",
      "gracias",
      "muchas gracias",
      "mil gracias",
      "gracias a todos",
      "gracias a todas",
      "grazie",
      "grazie mille",
      "obrigado",
      "obrigada",
      "bedankt",
      "dank je",
      "tack",
      "tak",
      "takk",
      "kiitos",
      "dziękuję",
      "dzięki",
      "спасибо",
      "ありがとう",
      "谢谢",
      "謝謝",
      "감사합니다",
    ],
  ],
  [
    "❤️",
    [
      "love it",
      "love this",
      "i love it",
      "i love this",
      "loved it",
      "lovely",
      "so lovely",
      "beautiful",
      "so beautiful",
      "love love love",
      "ich liebe es",
      "liebe ich",
      "herrlich",
      "zauberhaft",
      "j'adore ça",
      "trop beau",
      "très beau",
      "c'est beau",
      "lo adoro",
      "me encanta esto",
      "hermoso",
      "hermosa",
      "qué bonita",
      "gorgeous",
      "wunderschön",
      "wie schön",
      "so schön",
      "j'adore",
      "magnifique",
      "superbe",
      "me encanta",
      "precioso",
      "preciosa",
      "qué bonito",
      "<3",
    ],
  ],
  [
    "🎉",
    [
      "congrats",
      "congratulations",
      "congratulations!",
      "well done everyone",
      "hooray",
      "hurra",
      "glückwunsch",
      "herzlichen glückwunsch",
      "bravo",
      "félicitations",
      "felicidades",
      "enhorabuena",
      "yay",
      "woohoo",
    ],
  ],
  ["😂", ["haha", "hahaha", "lol", ":)", ":-)", ";)", ";-)", ":d", ":-d", "hihi", "jaja", "jajaja", "mdr"]],
];

const byPhrase = new Map(
  words.flatMap(([emoji, phrases]) => phrases.map((phrase) => [key(phrase), emoji] as const)),
);
const emojiOnly =
  /^(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\u200d|\ufe0f|\u20e3|\s){1,24}$/u;

/** "👍", "thanks!", "love it": the reaction, when the whole new text is nothing more. Otherwise null. */
export function readReaction(newText: string): string | null {
  const text = newText.trim();
  if (text === "" || text.length > 60) return null;
  if (emojiOnly.test(text) && /\p{Extended_Pictographic}|\p{Regional_Indicator}/u.test(text))
    return firstEmoji(text);
  const inner = text.replace(/(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u200d|\ufe0f)+/gu, "").trim();
  return byPhrase.get(key(inner)) ?? ofSeveral(inner);
}

/** "Thanks, love it!", "Ja, danke": two or three nods are one. */
function ofSeveral(text: string): string | null {
  const parts = text
    .split(/[,.!\n]+/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
  if (parts.length < 2 || parts.length > 3) return null;
  const emoji = parts.map((part) => byPhrase.get(key(part)) ?? null);
  return emoji.includes(null) ? null : (emoji[0] ?? null);
}

function key(phrase: string): string {
  const folded = fold(visible(phrase));
  return /[\p{L}\d]/u.test(folded)
    ? folded
        .replace(/^[¡¿"'“„«(\s]+|[!.,…~"'”“»)\s]+$/gu, "")
        .replace(/\s+[:;]-?[)d]$/, "")
        .trim()
    : folded;
}

function firstEmoji(text: string): string {
  const [first = text] = new Intl.Segmenter("en", { granularity: "grapheme" }).segment(text.trim());
  return typeof first === "string" ? first : first.segment;
}
