import type { SentDigest } from "#emails/reading/digest-answers.ts";
import { wordsIn } from "#emails/reading/digest-index.ts";

/** What a line says about its own target: sure numbers or titles, or a number that may be a list's. */
export type Reference =
  { kind: "sure"; number: number; rest: string } | { kind: "unsure"; candidates: number[]; rest: string };

const marked = /^[\s*_>-]{0,4}(?:[#＃]\s?(\d{1,3})\b|\[(\d{1,3})\])[\s:：,.–—)-]{0,4}(.*)$/u;
const keyword =
  /^[\s*_-]{0,4}(?:re\s?:?|item|number|no\.?|nr\.?|nummer|punkt|beitrag|num[eé]ro|point|n[º°]|número|punto|zu|ad|for|to|about|on|pour|para|sobre|sur)\s{1,3}(?:item |number |punkt |nummer |nr\.? |no\.? |le |la |el |point |numéro |número )?[#[]?(\d{1,3})\]?(?:\s{0,2}[:：,;–—)-]+\s{0,3}|\s*$|\s{1,3}(?=\p{Lu}))(.*)$/iu;
const colon = /^[\s*_-]{0,4}(\d{1,3})\s?[:：](?!\d)\s{0,3}(.*)$/u;
const listLike = /^[\s*_]{0,4}(\d{1,3})\s?(?:[.)]|\s[–—-])\s{1,4}(.*)$/u;
const titled =
  /^[\s*_-]{0,4}(?:(?:re|about|regarding|concerning|as for|on|zu|zum|zur|zu den|wegen|betreffend|bezüglich|à propos d[eu]s?|à propos|concernant|au sujet d[eu]s?|pour|sur|sobre|acerca de|respecto a|en cuanto a)\s?[:\s]\s{0,3})([^:：\n]{2,80}?)\s{0,2}[:：]\s{0,3}(.*)$/iu;

/** Reads the opening of one line; null when it names no item. */
export function readReference(line: string, digest: SentDigest): Reference | null {
  const text = line.slice(0, 2000);
  for (const pattern of [marked, keyword, colon]) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const number = Number(match[1] ?? match[2] ?? match[0].replace(/\D.*$/, ""));
    if (digest.items.some((item) => item.number === number))
      return { kind: "sure", number, rest: (match.at(-1) ?? "").trim() };
  }
  const listed = listLike.exec(text);
  if (listed !== null) {
    const number = Number(listed[1]);
    if (digest.items.some((item) => item.number === number))
      return { kind: "unsure", candidates: [number], rest: (listed[2] ?? "").trim() };
  }
  return readTitle(text, digest);
}

const common = new Set([
  "the",
  "a",
  "an",
  "and",
  "of",
  "for",
  "to",
  "in",
  "on",
  "at",
  "your",
  "our",
  "my",
  "der",
  "die",
  "das",
  "den",
  "dem",
  "des",
  "und",
  "ein",
  "eine",
  "le",
  "la",
  "les",
  "un",
  "une",
  "et",
  "des",
  "du",
  "de",
  "el",
  "los",
  "las",
  "una",
  "y",
  "del",
]);

/** "re the spoons: …": words of exactly one title of this digest. */
function readTitle(text: string, digest: SentDigest): Reference | null {
  const match = titled.exec(text);
  if (match === null) return null;
  const words = wordsIn(match[1] ?? "").filter((word) => !common.has(word));
  if (words.length === 0 || !words.some((word) => word.length >= 3)) return null;
  const numbers = digest.items
    .filter((item) => words.every((word) => hasWord(item.title, word)))
    .map((item) => item.number);
  const [only] = numbers;
  const rest = (match[2] ?? "").trim();
  if (only === undefined) return null;
  return numbers.length === 1
    ? { kind: "sure", number: only, rest }
    : { kind: "unsure", candidates: numbers, rest };
}

/** A word of a title, in one number or the other ("spoon", "spoons"). */
function hasWord(title: string, word: string): boolean {
  const bare = (each: string) => (each.length > 3 ? each.replace(/(?:es|s|n|en)$/, "") : each);
  return wordsIn(title).some((each) => each === word || bare(each) === bare(word));
}
