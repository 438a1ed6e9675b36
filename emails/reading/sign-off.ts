import { isRule } from "#emails/reading/header-block.ts";
import { visible, type Line } from "#emails/reading/lines.ts";
import { anyOf, fold, wordAtStart, wordsOf } from "#emails/reading/phrases.ts";

/** What a trailing line is, when it is not new words. */
export type TailKind = "signature" | "disclaimer" | "tagline" | "list-footer";

export interface Tail {
  /** Index into the region's lines from which everything is folded, per rule. */
  from: number;
  kind: TailKind;
}

/**
 * Folds the end of what someone wrote, one rule after another until none applies: list footer, disclaimer, delimiter,
 * phone's tagline, closing with a name, name behind a dash, sender's own name, block of contacts. Only the end is ever
 * looked at, and the first line is never folded, so no rule can empty a letter.
 */
export function foldTail(lines: Line[], names: string[]): Tail[] {
  const tails: Tail[] = [];
  let end = lastWord(lines, lines.length);
  for (let round = 0; round < 8 && end > 0; round++) {
    const tail = findTail(lines.slice(0, end + 1), names);
    if (tail === null || tail.from > end) break;
    if (lastWord(lines, tail.from) < 0) break;
    tails.push(tail);
    end = lastWord(lines, tail.from);
  }
  return tails;
}

type Rule = (lines: Line[], names: string[]) => Tail | null;

const rules: Rule[] = [
  trailingRules,
  listFooter,
  disclaimer,
  delimiter,
  tagline,
  closing,
  dashedName,
  ownName,
  contacts,
];

function findTail(lines: Line[], names: string[]): Tail | null {
  for (const rule of rules) {
    const tail = rule(lines, names);
    if (tail !== null && tail.from > 0 && !isIntroduced(lines, tail)) return tail;
  }
  return null;
}

/** What a sentence with a colon introduces ("please add these people:") is content, unless a delimiter opens it. */
function isIntroduced(lines: Line[], tail: Tail): boolean {
  if (tail.kind !== "signature" || isRule(textAt(lines, tail.from))) return false;
  return /[:：]$/.test(textAt(lines, lastWord(lines, tail.from)));
}

function lastWord(lines: Line[], before: number): number {
  let at = before - 1;
  while (at >= 0 && lines[at]?.text === "") at--;
  return at;
}

function textAt(lines: Line[], index: number): string {
  return lines[index]?.text ?? "";
}

/** Indexes of the last lines that are not empty, from the bottom up. */
function lastWords(lines: Line[], most: number): number[] {
  const found: number[] = [];
  for (let i = lines.length - 1; i >= 0 && found.length < most; i--)
    if (textAt(lines, i) !== "") found.push(i);
  return found;
}

/** A rule below which nothing stands. */
function trailingRules(lines: Line[]): Tail | null {
  let from = lines.length;
  for (let i = lines.length - 1; i > 0; i--) {
    const text = textAt(lines, i);
    if (isRule(text) || /^[ᐧ·.]$/.test(text)) from = i;
    else if (text !== "") break;
  }
  return from < lines.length ? { from, kind: "signature" } : null;
}

const footerLine =
  /mailing list|mailinglist|list info|mailman\/listinfo|listinfo\/|groups\.google|google groups|yahoo! groups|unsubscribe|to post to this|you received this (?:message|email|e-mail|mail) because|you are receiving this|sie erhalten diese|diese gruppe|liste de diffusion|lista de correo|vous recevez ce|abmelden|désinscrire|desabonner|darse de baja|lettre d'information|mailing-liste|manage your subscription/i;

function listFooter(lines: Line[]): Tail | null {
  const words = lastWords(lines, 14);
  let from = -1;
  for (const index of words) {
    const text = textAt(lines, index);
    if (/^_\._,_\._,_/.test(text)) return { from: index, kind: "list-footer" };
    if (isRule(text) && text.length >= 4) {
      const below = words.filter((each) => each > index);
      if (below.length > 0 && below.some((each) => footerLine.test(textAt(lines, each)))) from = index;
      break;
    }
    if (
      /^(?:you received this (?:message|email|e-mail|mail) because you are subscribed|to unsubscribe from this group)/i.test(
        text,
      )
    )
      from = index;
  }
  return from > 0 ? { from, kind: "list-footer" } : null;
}

const disclaimerWords =
  /confidential|privileged|intended (?:recipient|solely|only|for)|unauthori[sz]ed|disclos|dissemination|e-?mail (?:and any|message)|attachments?|delete (?:it|this|the)|in error|virus|liab(?:le|ility)|vertraulich|empfänger|irrtümlich|unbefugt|rechtlich geschützt|vernichten|confidentiel|destinataire|erreur|strictement|confidencial|destinatario|destinatário|por error|riservat|erroneamente|destinatario|vertrouwelijk|geadresseerde|abusievelijk|конфиденциальн|poufn|adresat|printing this|before printing|environment|umwelt/gi;

/** One sentence is enough where nobody would write it by hand. */
const oneLiner =
  /(?:consider|think (?:of|about)) the environment before printing|^virus-?(?:free|frei)\b|(?:this e-?mail|diese e-?mail|cet e-?mail|este e-?mail|este correo).{0,60}(?:virus|viren)|avast/iu;

function disclaimer(lines: Line[]): Tail | null {
  const last = lines.length - 1;
  const text = textAt(lines, last);
  if (text.length < 300 && oneLiner.test(text) && textAt(lines, last - 1) === "")
    return { from: last, kind: "disclaimer" };
  let from = -1;
  let start = last;
  for (let paragraphs = 0; paragraphs < 6 && start > 0; paragraphs++) {
    let top = start;
    while (top > 0 && textAt(lines, top - 1) !== "") top--;
    const text = lines
      .slice(top, start + 1)
      .map((line) => line.text)
      .join(" ")
      .slice(0, 6000);
    const hits = new Set([...text.matchAll(disclaimerWords)].map((match) => match[0].toLowerCase())).size;
    if (hits >= 3 && text.length > 80) from = top;
    start = lastWord(lines, top);
  }
  if (from <= 0) return null;
  const above = lastWord(lines, from);
  return { from: isRule(textAt(lines, above)) ? above : from, kind: "disclaimer" };
}

/** `-- ` (RFC 3676) and, more carefully, any drawn line with a signature's look below it. */
function delimiter(lines: Line[]): Tail | null {
  const words = lastWords(lines, 22);
  for (const [below, index] of words.entries()) {
    const text = textAt(lines, index);
    if (!isRule(text)) continue;
    const under = words.slice(0, below).map((each) => textAt(lines, each));
    const letters = under.reduce((sum, each) => sum + each.length, 0);
    const exact = /^(?:--|—|–)$/.test(text);
    if (exact && below <= 18 && letters < 1200 && !isProse(lines, index, under))
      return { from: index, kind: "signature" };
    const clear = index === 0 || textAt(lines, index - 1) === "" || lastWord(lines, index) < 0;
    if (
      !exact &&
      below <= 14 &&
      letters < 700 &&
      (clear || contactLines(under) >= 2) &&
      looksSigned(under, clear)
    )
      return { from: index, kind: "signature" };
    return null;
  }
  return null;
}

/** `--` without its blank, an empty line below it, and then sentences: the next part of a text, no signature. */
function isProse(lines: Line[], index: number, under: string[]): boolean {
  if (/^-- $/.test(lines[index]?.raw ?? "") || textAt(lines, index + 1) !== "" || contactLines(under) > 0)
    return false;
  return under.filter((line) => /[.!?,;:]$/.test(line)).length >= 2;
}

/** Below a rule: contacts, or just a few short lines that are no table, no list and no question. */
function looksSigned(under: string[], clear: boolean): boolean {
  if (under.length === 0) return true;
  if (contactLines(under) >= 1 && under.every((line) => line.length < 90)) return true;
  return (
    clear && under.length <= 3 && under.every((line) => line.length < 50 && !/[:;?!]$|^\s*[-*•\d]/.test(line))
  );
}

const contact =
  /[^\s@<>]{1,64}@[^\s@<>]{2,100}|https?:\/\/|www\.[^\s]{3,}|(?:^|\s)[\w-]{2,40}\.(?:com|org|net|de|fr|es|co\.uk|io|ch|at|it|nl)(?:[/\s]|$)|(?:\+?\(?\d[\d\s().\-/]{6,18}\d)|^(?:tel|telefon|phone|mobile|mobil|cell|fax|skype|email|e-mail|t|m|f|p)\s?[.:]/i;

function contactLines(lines: string[]): number {
  return lines.filter((line) => line.length < 120 && contact.test(line)).length;
}

const sentFrom = new RegExp(`^(?:${anyOf(wordsOf("sentFrom"))})`, "u");
const sentFromEnd =
  /(?:から送信|에서 보냄|से भेजा गया|'(?:umdan|imden|undan) gönderildi|-tik bidalia)[.!。]?$/u;

/** A phone's last line. A sentence that begins with the same words goes on, so it is longer or no paragraph of its own. */
function tagline(lines: Line[]): Tail | null {
  const last = lines.length - 1;
  const text = textAt(lines, last)
    .replace(
      /<[^<>]{0,300}>|\[[^[\]]{0,300}\]\([^()]{0,500}\)|\((?:https?:)[^()]{0,300}\)/g,
      (link) => /^\[([^\]]*)\]/.exec(link)?.[1] ?? "",
    )
    .trim();
  if (text.length > 120 || text.split(" ").length > 16) return null;
  const folded = fold(text).replace(/^[([\-–—_~\s]+/, "");
  if (!(sentFrom.test(folded) || sentFromEnd.test(folded))) return null;
  return namesThing(folded) || isBrief(folded) ? { from: last, kind: "tagline" } : null;
}

/** The things that letters are sent from; a line that names one may even apologise for its brevity. */
const things =
  /iphone|ipad|ipod|i-?pad|\bmac\b|android|galaxy|samsung|huawei|xiaomi|nokia|pixel|blackberry|playbook|outlook|yahoo|gmail|aol|proton|windows|hotmail|icloud|k-9|superhuman|gmx|web\.de|zoho|mail\b|\be-?mail|phone|tablet|mobile?\b|mobil|handy|móvil|celular|téléphone|telefon|telefoon|телефон|смартфон|gerät|appareil|dispositivo|device|lte|5g|4g/u;

function namesThing(folded: string): boolean {
  if (!things.test(folded)) return false;
  if (/brevity|typos?\b|autocorrect|kürze|tippfehler|briè?veté|fautes|brevedad/u.test(folded)) return true;
  return (
    folded.split(" ").length <= 12 &&
    !/[,;:]\s\p{L}+\s\p{L}+\s\p{L}+/u.test(folded) &&
    !/[.!?]\s+\p{L}/u.test(folded)
  );
}

/** A program or a place that nobody knows: no longer than "Sent from my Wiko Ridge". */
function isBrief(folded: string): boolean {
  return folded.split(" ").length <= 5 && !/[,;:!?]|[.]\s/.test(folded);
}

const closings = new Set(wordsOf("closings").map((word) => word.replace(/[.,!]+$/, "")));
const closingAtStart = wordAtStart([...closings].filter((word) => word.length >= 2));

/** "Best regards," and what stands below it, when that looks like a name and not like more to say. */
function closing(lines: Line[], names: string[]): Tail | null {
  const words = lastWords(lines, 12);
  let from = -1;
  for (const [below, index] of words.entries()) {
    const text = textAt(lines, index);
    if (isClosing(text, below === 0) && (below > 0 || closesAlone(lines, index))) {
      from = index;
      continue;
    }
    if (from > 0 || !(isNameLike(text) || names.includes(fold(text)))) break;
  }
  if (from < 0) from = wish(lines, words);
  return from > 0 ? { from, kind: "signature" } : null;
}

/** "Have a lovely weekend," and a name below it: a closing that no table knows, by its shape. */
function wish(lines: Line[], words: number[]): number {
  const [name, above] = words;
  if (name === undefined || above === undefined || above !== name - 1) return -1;
  const wished = textAt(lines, above);
  const alone = textAt(lines, above - 1) === "" && above > 0;
  const short =
    wished.length < 40 && /^\p{Lu}[^.!?:;]*[,،，]$/u.test(wished) && wished.split(" ").length <= 6;
  return alone && short && /^\p{Lu}[\p{L}'’-]*(?: \p{Lu}[\p{L}'’-]*\.?){0,2}$/u.test(textAt(lines, name))
    ? above
    : -1;
}

/** Without a name below, a closing must be a paragraph of its own: "…, thanks" in a list of lines is content. */
function closesAlone(lines: Line[], index: number): boolean {
  return textAt(lines, index - 1) === "";
}

function isClosing(text: string, alone: boolean): boolean {
  if (text.length > 60) return false;
  const folded = fold(text).replace(/^[/\-–—~*\s]+/, "");
  if (/\?/.test(folded)) return false;
  const plain = folded
    .replace(/[^\p{L}\p{M}\p{N}'&/(). ]+/gu, " ")
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[.]+$/, "")
    .trim();
  if (closings.has(plain) || closings.has(folded.replace(/[,!.。、]+$/, ""))) return true;
  if (alone && plain.split(" ").length > 6) return false;
  if (plain.split(" / ").every((half) => closings.has(half))) return true;
  const opening = closingAtStart(plain);
  return opening !== null && restIsName(text, opening);
}

/** "Regards, Roman", "Thanks Ana", "Cheers from Lyon": after the closing only names, or two words more. */
function restIsName(text: string, word: string): boolean {
  const rest = visible(text)
    .replace(/[*_]/g, "")
    .slice(word.length)
    .replace(/^[\s,.!–—-]+/, "")
    .replace(/[.,!]+$/, "");
  const words = rest.split(/\s+/);
  return words.length <= 3 && words.every((each) => /^\p{Lu}[\p{L}.'’-]*$/u.test(each));
}

function isNameLike(text: string): boolean {
  if (text.length > 75) return false;
  if (isRule(text) || contact.test(text)) return true;
  if (
    /[?!]$|[:;,]$|^\s*[-*•]\s|[.]$/.test(text) &&
    !/^[-–—]\s?\p{L}/u.test(text) &&
    !/\b(?:inc|ltd|co|corp|llc|jr|sr|phd|dr|e\.v|gmbh)\.$/i.test(text)
  )
    return isClosing(text, false);
  const words = text.split(/\s+/);
  if (words.length > 9) return false;
  const capitals = words.filter(
    (word) => /^[^\p{L}]*(?:\p{Lu}|\p{Lo})/u.test(word) || !/\p{L}/u.test(word),
  ).length;
  return capitals * 2 >= words.length || (words.length <= 2 && !/[.,;:]/.test(text));
}

/** "-roman", "—Ryan", "//Jef", "/ Greetings": a name behind a dash, never one of several (that is a list). */
function dashedName(lines: Line[]): Tail | null {
  const [last, above] = lastWords(lines, 2);
  if (last === undefined || above === undefined) return null;
  const text = textAt(lines, last);
  const match = /^(?:-{1,3}|–|—|~|\/{1,2}|\/\s)\s?(\p{L}[\p{L}.'’ -]{0,40}?)[.!]?$/u.exec(text);
  if (match === null || (match[1] ?? "").split(/\s+/).length > 4) return null;
  const spaced = /^-\s/.test(text);
  if (/^\s*(?:[-–•*]|\d+[.)])\s?/.test(textAt(lines, above)) || (spaced && textAt(lines, last - 1) !== ""))
    return null;
  return { from: last, kind: "signature" };
}

/** The sender's own name, whole or its first word, as the last line. */
function ownName(lines: Line[], names: string[]): Tail | null {
  const last = lines.length - 1;
  const folded = fold(textAt(lines, last))
    .replace(/[^\p{L}\p{M} '.-]+/gu, "")
    .trim();
  return folded !== "" && names.includes(folded) ? { from: last, kind: "signature" } : null;
}

/** A last paragraph that is a visiting card: short lines, two of them a phone, an address or a site, a name on top. */
function contacts(lines: Line[]): Tail | null {
  const last = lines.length - 1;
  if (isCardInOneLine(textAt(lines, last)) && textAt(lines, last - 1) === "")
    return { from: last, kind: "signature" };
  let top = last;
  while (top > 0 && textAt(lines, top - 1) !== "") top--;
  const texts = lines.slice(top, last + 1).map((line) => line.text);
  if (texts.length > 12 || texts.some((text) => text.length > 90)) return null;
  const head = texts[0] ?? "";
  const named =
    /^\p{Lu}[\p{L}.'’-]*(?:\s+\p{Lu}[\p{L}.'’-]*){0,4}(?:\s?[,|–-].*)?$/u.test(head) && head.length < 60;
  if (named && contactLines(texts.slice(1)) >= 1 && texts.slice(1).every((text) => isNameLike(text)))
    return { from: top, kind: "signature" };
  const addresses = texts.filter((text) => text.includes("@")).length;
  if (texts.length >= 2 && addresses < 2 && contactLines(texts) === texts.length && !/^https?:/.test(head))
    return { from: top, kind: "signature" };
  return null;
}

/** "Petra Vogt | Vogt Weaving | +44 1632 960 444": a name, then what is separated by bars or dots, a contact among it. */
function isCardInOneLine(text: string): boolean {
  const pieces = text.split(/\s[|•·]\s/);
  if (text.length > 160 || pieces.length < 3 || !pieces.some((piece) => contact.test(piece))) return false;
  return /^\p{Lu}[\p{L}.'’-]*(?:\s+\p{Lu}[\p{L}.'’-]*){0,3}$/u.test(pieces[0] ?? "");
}
