import type { SentDigest } from "#emails/reading/digest-answers.ts";
import { wordsIn } from "#emails/reading/digest-words.ts";
import { startsWithDate } from "#emails/reading/dates.ts";
import { fold } from "#emails/reading/phrases.ts";

/** What a line says about its own target: sure numbers or titles, or a number that may be a list's. */
export type Reference =
  | { kind: "sure"; number: number; rest: string }
  | { kind: "unsure"; candidates: number[]; rest: string; listed: boolean };

interface NumberRow {
  pattern: RegExp;
  kind: "sure" | "unsure" | "listed";
}

/**
 * How a line opens with a number, most certain first. Groups: the number, the rest. A colon before digits is a time;
 * "on 3 May", "for 2 of us", "No 3 people are alike" name nothing, so prepositions need a mark behind the number.
 */
const numberRows: NumberRow[] = [
  { pattern: /^[\s*_>-]{0,4}[#＃]\s?(1)(?=\s+\p{Ll})(.*)$/u, kind: "unsure" },
  { pattern: /^[\s*_>-]{0,4}[#＃]\s?(\d{1,3})(?![\p{L}\d])[\s:：,.–—)-]{0,4}(.*)$/u, kind: "sure" },
  { pattern: /^[\s*_>-]{0,4}\[#?(\d{1,3})\][\s:：,.–—-]{0,4}(.*)$/u, kind: "sure" },
  {
    pattern:
      /^[\s*_-]{0,4}(?:[Ii]tem|[Nn]umber|[Nn]o\.|[Nn]r\.|[Nn]ummer|[Bb]eitrag|[Nn]um[eé]ro|[Nn][º°]|[Nn]úmero)\s{0,3}[#[]?(\d{1,3})\]?(?![\p{L}\d]|[.,:]\d)[\s:：,.;–—)-]{0,4}(.*)$/u,
    kind: "sure",
  },
  {
    pattern:
      /^[\s*_-]{0,4}(?:[Rr]e|[Zz]u|[Aa]d|[Ff]or|[Tt]o|[Aa]bout|[Oo]n|[Pp]our|[Pp]ara|[Ss]obre|[Ss]ur|[Àà])\s?:?\s{0,3}(?:item |number |point |punkt |nummer |nr\.? |no\.? |le |la |el |numéro |número )?[#[]?(\d{1,3})\]?\s{0,2}(?:[:：;–—)](?!\s{0,2}\d)|,(?!\s?\d)|$)\s{0,3}(.*)$/u,
    kind: "sure",
  },
  {
    pattern:
      /^[\s*_-]{0,4}(\d{1,3})\s?[:：](?!\d|\s{0,2}\d{2}\s?(?:uhr|h|am|pm|a\.m|p\.m)(?!\p{L}))\s{0,3}(.*)$/iu,
    kind: "sure",
  },
  {
    pattern:
      /^[\s*_-]{0,4}(?:[Pp]unkt|[Pp]oint|[Pp]unto)\s{1,3}(\d{1,3})(?![\p{L}\d])[\s:：,.;–—)-]{0,4}(.*)$/u,
    kind: "listed",
  },
  { pattern: /^[\s*_]{0,4}(\d{1,3})\s?(?:[.)]|\s[–—-])\s{1,4}(?!\d)(.*)$/u, kind: "listed" },
];
/** "re the spoons: …"; the weaker openings ("on Saturday: …") need more than one word of a title. */
const titled =
  /^[\s*_-]{0,4}(?:(re|about|regarding|concerning|as for|wegen|betreffend|bezüglich|zum thema|à propos d[eu]s?|à propos|concernant|au sujet d[eu]s?|quant (?:à|aux?)|acerca de|respecto a|en cuanto a)|(?:on|for|to|zu|zum|zur|zu den|für|pour|sur|sobre|para))\s?[:\s]\s{0,3}([^:：\n]{2,80}?)\s{0,2}[:：]\s{0,3}(.*)$/iu;

/** Reads the opening of one line; null when it names no item. */
export function readReference(line: string, digest: SentDigest): Reference | null {
  const text = line.slice(0, 2000);
  return readNumber(text, digest) ?? readTitle(text, digest);
}

function readNumber(text: string, digest: SentDigest): Reference | null {
  for (const { pattern, kind } of numberRows) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const number = Number(match[1]);
    if (!digest.items.some((item) => item.number === number)) continue;
    const rest = (match[2] ?? "").trim();
    if (kind === "sure") return { kind, number, rest };
    if (kind === "listed" && startsWithDate(fold(text.slice(0, 60))) && isDay(rest)) return null;
    return { kind: "unsure", candidates: [number], rest, listed: kind === "listed" };
  }
  return null;
}

/** "3. Mai komme ich": a day, not a number. */
function isDay(rest: string): boolean {
  const [word = ""] = rest.split(/[\s,]/);
  return startsWithDate(`${fold(word)} 1`);
}

const common = new Set(
  "the a an and of for to in on at your our my this that with der die das den dem des und ein eine mit le la les un une et du de el los las una y del con".split(
    " ",
  ),
);

/** Words of exactly one title of this digest; or a title, whole, before a colon. */
function readTitle(text: string, digest: SentDigest): Reference | null {
  const match = titled.exec(text);
  if (match === null) return readWholeTitle(text, digest);
  const strong = match[1] !== undefined;
  const words = wordsIn(match[2] ?? "").filter((word) => !common.has(word));
  if (words.length === 0 || !words.some((word) => word.length >= 3)) return null;
  const numbers = digest.items
    .filter(({ title }) => words.every((word) => hasWord(title, word)))
    .map(({ number }) => number);
  const [only] = numbers;
  const rest = (match[3] ?? "").trim();
  if (only === undefined) return null;
  const enough = (strong || words.length >= 2) && !words.every((word) => startsWithDate(`${word} 1`));
  return numbers.length === 1 && enough
    ? { kind: "sure", number: only, rest }
    : { kind: "unsure", candidates: numbers, rest, listed: false };
}

function readWholeTitle(text: string, digest: SentDigest): Reference | null {
  const match = /^["“„«*_\s]{0,4}([^:：]{6,200}?)["”“»*_\s]{0,4}[:：]\s{0,3}(.*)$/u.exec(text.slice(0, 400));
  if (match === null) return null;
  const words = wordsIn(match[1] ?? "").join(" ");
  if (!words.includes(" ")) return null;
  const numbers = digest.items
    .filter(({ title }) => wordsIn(title).join(" ") === words)
    .map(({ number }) => number);
  const [only] = numbers;
  if (only === undefined) return null;
  const rest = (match[2] ?? "").trim();
  return numbers.length === 1
    ? { kind: "sure", number: only, rest }
    : { kind: "unsure", candidates: numbers, rest, listed: false };
}

/** A word of a title, in one number or the other ("spoon", "spoons"). */
function hasWord(title: string, word: string): boolean {
  const bare = (each: string) => (each.length > 3 ? each.replace(/(?:es|s|n|en)$/, "") : each);
  return wordsIn(title).some((each) => each === word || bare(each) === bare(word));
}
