import { dateShape, startsWithDate } from "#emails/reading/dates.ts";
import type { Line } from "#emails/reading/lines.ts";
import { anyOf, endsWithWord, fold, wordsOf } from "#emails/reading/phrases.ts";

/** "On …, … wrote:". A weak one counts only when a marked quote follows. */
export interface Attribution {
  start: number;
  /** Exclusive. */
  end: number;
  strength: "strong" | "weak";
}

const longest = 400;
const mostLines = 6;

const verbs = anyOf(wordsOf("wrote"));
const verbAnywhere = new RegExp(verbs, "u");
const endsWithVerb = endsWithWord(wordsOf("wrote"));
const verbAlone = new RegExp(`^[\\s>"')]*(?:${verbs})\\s*[:：]?$`, "u");
const leadAtStart = new RegExp(`^(?:${anyOf(wordsOf("on"))})(?=[\\s\\d\\-:,])`, "u");
const address = /[^\s<>()[\]"',;:@]{1,100}@[^\s<>()[\]"',;:@]{1,200}/;
const colonAtEnd = /[:：]\s*$/;
const verbAtEnd = (folded: string) => endsWithVerb(folded.replace(/[\s\-–—.:：>"')]{1,20}$/, ""));
const timeZoneThenName =
  /^\d{4}[-/.]\d{1,2}[-/.]\d{1,2},? \d{1,2}:\d{2}(?::\d{2})? (?:gmt|utc)\s?[+-]\d{1,2}:?\d{0,2}:? \S/;

/** The attribution whose last line is `end`, grown upwards over wrapped lines until it is whole. */
export function attributionEndingAt(lines: Line[], last: number, depth = 0): Attribution | null {
  const line = lines[last];
  if (line === undefined || line.text === "" || line.depth !== depth) return null;
  if (line.text.length > longest || !mayEnd(line)) return null;

  let joined = "";
  let blanks = 0;
  let found: Attribution | null = null;
  for (let start = last; start >= 0 && last - start < mostLines + blanks; start--) {
    const above = lines[start];
    if (above === undefined || above.depth !== depth) break;
    // Its colon is its end: a line above that has one is another line.
    if (start < last && colonAtEnd.test(above.text)) break;
    if (above.text === "") {
      if (!isFragment(joined) || ++blanks > 2) break;
      continue;
    }
    if (found?.strength === "strong" && !opensEarlier(above)) break;
    joined = joined === "" ? textOf(above) : `${textOf(above)} ${joined}`;
    if (joined.length > longest) break;
    const strength = judge(fold(joined));
    if (strength === "strong" || (strength === "weak" && found === null))
      found = { start, end: last + 1, strength };
    if (strength === "strong" && !mayHaveStartedAbove(above)) break;
  }
  return found;
}

/** Whether some text is a program's line, whole. */
export function isAttribution(text: string): boolean {
  return judge(fold(withoutRules(text))) === "strong";
}

function textOf(line: Line): string {
  return withoutRules(line.text);
}

function withoutRules(text: string): string {
  return text
    .trim()
    .replace(/^[-=_*]{2,}\s*|(?<![-=_*])[-=_*]{2,}$/g, "")
    .trimEnd()
    .replace(/^>\s*/, "");
}

/** A cheap look before anything costly: it ends with a colon, a verb, or an address. */
function mayEnd(line: Line): boolean {
  if (colonAtEnd.test(line.text) || /[>)\]]$/.test(line.text)) return true;
  const tail = fold(line.text.slice(-60));
  return verbAtEnd(tail) || timeZoneThenName.test(fold(line.text.slice(0, 80)));
}

function isFragment(joined: string): boolean {
  return /^[<>(]|^mailto:/.test(joined) || verbAlone.test(fold(joined));
}

/** "On Nov 21, 2014," above "at 10:18, John wrote:": the line above opens what the lower ones could have been alone. */
function opensEarlier(above: Line): boolean {
  const folded = fold(above.text);
  if (above.text.length > 110 || /[.!?…]$/.test(folded)) return false;
  return (leadAtStart.test(folded) || startsWithDate(folded)) && dateShape(folded).date;
}

function mayHaveStartedAbove(first: Line): boolean {
  const folded = fold(first.text);
  return !leadAtStart.test(folded) || /^(?:at|um|à|a|alle|kl\.?|klo|в|o|om)\s\d/.test(folded);
}

function judge(folded: string): "strong" | "weak" | null {
  if (folded.length > longest) return null;
  const { date, time } = dateShape(folded);
  const hasAddress = folded.includes("@") && address.test(folded);
  if (!date && !hasAddress && folded.length > 100) return null;
  const hasVerb = verbAnywhere.test(folded);
  if (!hasVerb && !date) return null;
  const colon = colonAtEnd.test(folded);
  const ends = colon || (hasVerb && verbAtEnd(folded));
  if (verbAlone.test(folded) || ownVoice.test(folded) || saysMore(folded)) return null;
  const dateFirst = startsWithDate(folded);
  const lead = leadAtStart.test(folded);
  const opens = dateFirst || lead || nameFirst(folded);

  if (date && hasVerb && ends && opens) return time || hasAddress ? "strong" : "weak";
  if (date && hasAddress && colon && (dateFirst || lead) && addressNearEnd(folded)) return "strong";
  if (timeZoneThenName.test(folded) && folded.length < 120) return "strong";
  if (hasAddress && hasVerb && ends && opens) return "weak";
  if (hasVerb && ends && opens && folded.split(" ").length <= 9) return "weak";
  if (date && hasAddress && dateFirst && /[>)\]]$/.test(folded)) return "weak";
  if (date && time && colon && dateFirst && folded.length < 150) return "weak";
  // "Bo Lind — 3 Feb 2026, 08:12 — wrote:": a short name, its date, the verb.
  const datedName = /^[^\d!?;…@]{2,40}[—–(][^\d]{0,14}\d/u.test(folded) && folded.length < 110;
  if (date && time && hasVerb && ends && datedName) return "weak";
  // A language that the table does not know: a date, a time and a bracketed address are enough above a marked quote.
  if (date && time && colon && bracketed.test(folded)) return "weak";
  if (date && time && colon && folded.length < 110 && startsWithDate(folded.replace(/^\p{L}{1,8}\s/u, "")))
    return "weak";
  return null;
}

/** "I wrote to her and asked:" is a sentence of the author's own. */
const ownVoice =
  /(?<!\p{L})(?:i (?:wrote|said)|(?:schrieb|sagte) ich|j'ai écrit|ho scritto|schreef ik|skrev (?:jag|jeg))(?!\p{L})/u;

/** "… to owen@loom.example and asked him this:" goes on behind the address, with neither a verb nor a date at its end. */
function saysMore(folded: string): boolean {
  const at = folded.lastIndexOf("@");
  if (at < 0) return false;
  const rest = folded.slice(at).replace(/^[^\s>)\]]*[>)\]]*/, "");
  const words = rest.match(/[\p{L}\p{M}]+/gu) ?? [];
  return words.length >= 3 && !/\d/.test(rest) && !verbAnywhere.test(rest);
}

const bracketed = /[<(]\s{0,3}(?:mailto:)?[^\s<>()@]{1,100}@[^\s<>()@]{1,200}\s{0,3}[>)]/;
const wordsBehind = /@[^\s<>]{1,200}>\s(?:[^:]{1,30}):[ \t\u00a0]{2,}\S/;

/** Yahoo's phone program begins the quote in the line of its attribution: "… <a@b> wrote:   Good morning". */
export function attributionWithin(line: Line): boolean {
  if (line.depth > 0 || line.text.length < 40 || !line.text.includes("@")) return false;
  const match = wordsBehind.exec(line.text.slice(0, longest));
  return match !== null && judge(fold(line.text.slice(0, match.index + match[0].length - 1))) === "strong";
}

/** A sender before the date: few words, then the address or the verb. */
function nameFirst(folded: string): boolean {
  const at = folded.search(/[<(]?[^\s<>()]{1,100}@/);
  const verb = folded.search(verbAnywhere);
  const name = folded.slice(0, Math.min(at < 0 ? folded.length : at, verb < 0 ? folded.length : verb)).trim();
  return name.split(" ").length <= 6 && !/[!?;…]|\.\s/.test(name);
}

function addressNearEnd(folded: string): boolean {
  const tail = folded.slice(-120);
  return /@[^\s<>()]{1,200}[\s>)\]"':：]*$/.test(tail) || verbAnywhere.test(tail);
}
