import { COMMAND_WORDS } from "#emails/writing/addresses.ts";
import { readLinkToken } from "#emails/writing/link-tokens.ts";

/** What is ours, to know our own addresses and links by. */
export interface OurPlaces {
  /** Of reply addresses. */
  domain: string;
  /** `https://letters.example`, as letters write it. */
  appUrl: string;
}

/** What stands where a token stood. */
const GONE = "…";

/** Pages whose path ends in a right: whoever has the link has it. */
const PATHS =
  "join|confirm|preferences|unsubscribe|rsvp|answer|sign-in|setup|held|export|inquiries|calendar|undo|ingress/[0-9]+|files/[0-9a-f-]{36}|[a-z0-9-]{2,24}/(?:follow|archive/open)";

/**
 * Takes every reply address' and every link's token out of words that others will see: who quotes a letter does not
 * mean to give away what it lets them do. Reply addresses become the community's own (`circle+…@` → `circle@`), links
 * keep their page and lose their token.
 *
 * Found however a mail program has written them: percent-encoded (once or more), with HTML's character references, with
 * what is left of quoted-printable, cut by soft line breaks and invisible signs, or wrapped over two quoted lines. Works
 * on text and on HTML alike: what is put in has no meaning in either. Linear in the length.
 */
export function scrubTokens(text: string, ours: OurPlaces): string {
  if (!MAY_HOLD_ONE.test(text)) return text;
  return [WRAPPED, ENCODED, PLAIN].reduce((left, written) => scrubAs(left, written, ours), text);
}

const MAY_HOLD_ONE = /[@/+]|%[0-9a-f]{2}|=[0-9a-f]{2}|=\r?\n|&[#a-z]/i;

/** How a sign may be written otherwise (or not at all), so that it can be read as if it were plain. */
const ENCODED =
  /%(?:25)*([0-9a-f]{2})|=([0-9a-f]{2})|=[ \t]*\r?\n(?:[>|][>| ]*)?|&#(?:x([0-9a-f]{1,6})|([0-9]{1,7}));?|&(plus|commat|sol|colon|period|equals|lowbar|hyphen|shy|zwnj|zwj);|<wbr\s*\/?>|[\u00AD\u200B-\u200F\u2060\uFEFF]/gi;
/** The same, and lines that were wrapped in the middle, with the marks of quoting before the rest. */
const WRAPPED = new RegExp(`${ENCODED.source}|[ \\t]{0,3}\\r?\\n[>| \\t]{0,20}`, "gi");
/** As it stands: what looks encoded may be a token that begins with two such digits. */
const PLAIN = /(?!)/g;

const NAMED: Record<string, string> = {
  plus: "+",
  commat: "@",
  sol: "/",
  colon: ":",
  period: ".",
  equals: "=",
  lowbar: "_",
  hyphen: "-",
};

/** The text as it would read plainly, and where each piece of it stood. */
interface View {
  plain: string;
  /** From `plain[at]` on it runs along with what was written; `width`: one sign, that so many stood for. */
  pieces: { at: number; written: number; width: number }[];
  /** Places in `plain` where a line was wrapped. */
  folds: Set<number>;
}

function scrubAs(text: string, written: RegExp, ours: OurPlaces): string {
  const view = readPlainly(text, written);
  const spans = written === WRAPPED ? wrappedTokens(view, ours) : plainTokens(view, ours);
  let out = "";
  let from = 0;
  for (const { start, end, by } of spans) {
    const [begin, stop] = [placeOf(view, start).begins, placeOf(view, end - 1).ends];
    if (begin < from) continue;
    out += text.slice(from, begin) + by;
    from = stop;
  }
  return from === 0 ? text : out + text.slice(from);
}

interface Span {
  start: number;
  end: number;
  by: string;
}

function plainTokens(view: View, ours: OurPlaces): Span[] {
  const { plain } = view;
  const { address, ownLink, anyLink } = patternsOf(ours);
  const spans = addressSpans(view, address, ours).map(({ span }) => span);
  for (const found of plain.matchAll(ownLink)) spans.push(spanOf(found, found[2] ?? ""));
  for (const found of plain.matchAll(anyLink)) {
    if (readLinkToken(found[2] ?? "") !== null) spans.push(spanOf(found, found[2] ?? ""));
  }
  return inOrder(spans);
}

/** Only what is whole when its lines are joined, for the words of the next line look like the rest of a token. */
function wrappedTokens(view: View, ours: OurPlaces): Span[] {
  if (view.folds.size === 0) return [];
  const { address, anyLink } = patternsOf(ours);
  const spans = addressSpans(view, address, ours)
    .filter(({ from, to }) => crosses(view, from, to))
    .map(({ span }) => span);
  for (const found of view.plain.matchAll(anyLink)) {
    const run = found[2] ?? "";
    const { start, end } = spanOf(found, run);
    const whole = endsBetween(view, start, end).find(
      (at) => readLinkToken(run.slice(0, at - start)) !== null,
    );
    if (whole !== undefined && crosses(view, found.index, whole)) spans.push({ start, end: whole, by: GONE });
  }
  return inOrder(spans);
}

/** The whole run first, then what ends at a fold, the longest first. */
function endsBetween({ folds }: View, start: number, end: number): number[] {
  const ends = [end];
  for (let at = end - 1; at > start; at -= 1) if (folds.has(at)) ends.push(at);
  return ends;
}

function addressSpans({ plain, folds }: View, address: RegExp, { domain }: OurPlaces) {
  return [...plain.matchAll(address)].flatMap((found) => {
    const [whole, slug = "", suffix = ""] = found;
    const [from, to] = [found.index, found.index + whole.length];
    // `@letters.example.org` is another domain; the first word of the next line is no part of it.
    const isLonger = /^[a-z0-9-]/i.test(plain.slice(to, to + 1)) && !folds.has(to);
    if (isCommand(suffix) || isLonger) return [];
    return [{ from, to, span: { start: from + slug.length, end: to - domain.length - 1, by: "" } }];
  });
}

function spanOf(found: RegExpExecArray, token: string): Span {
  const end = found.index + found[0].length;
  return { start: end - token.length, end, by: GONE };
}

function inOrder(spans: Span[]): Span[] {
  return spans.sort((one, other) => one.start - other.start);
}

function crosses({ folds }: View, start: number, end: number): boolean {
  for (let at = start + 1; at < end; at += 1) if (folds.has(at)) return true;
  return false;
}

function isCommand(suffix: string): boolean {
  return (COMMAND_WORDS as readonly string[]).includes(suffix.toLowerCase());
}

interface Patterns {
  /** [1] slug, [2] what stands behind its plus. */
  address: RegExp;
  /** [2] the token, on our own site: whatever it looks like. */
  ownLink: RegExp;
  /** [2] perhaps a token, on any site: we may have moved, or stand behind another name. */
  anyLink: RegExp;
}

const known = new Map<string, Patterns>();

function patternsOf({ domain, appUrl }: OurPlaces): Patterns {
  const key = `${domain} ${appUrl}`;
  const before = known.get(key);
  if (before) return before;
  const host = new URL(appUrl).host;
  const made = {
    address: new RegExp(`([a-z0-9-]{2,24})\\+([a-z0-9]{1,60})@${escaped(domain)}`, "gi"),
    ownLink: new RegExp(`(${escaped(host)}/+(?:${PATHS})(?:/+|[?&](?:token|t|key)=?))([\\w-]{6,200})`, "gi"),
    anyLink: new RegExp(`(/(?:${PATHS})(?:/+|[?&](?:token|t|key)=?))([a-z0-9]{24,200})`, "gi"),
  };
  if (known.size > 8) known.clear();
  known.set(key, made);
  return made;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
}

function readPlainly(text: string, written: RegExp): View {
  const view: View = { plain: "", pieces: [{ at: 0, written: 0, width: 0 }], folds: new Set() };
  const said: string[] = [];
  let at = 0;
  let from = 0;
  for (const found of text.matchAll(written)) {
    const sign = signOf(found);
    if (sign === null) continue;
    said.push(text.slice(from, found.index), sign);
    at += found.index - from;
    from = found.index + found[0].length;
    if (sign === "") {
      if (found[0].includes("\n")) view.folds.add(at);
    } else {
      view.pieces.push({ at, written: found.index, width: found[0].length });
      at += 1;
    }
    view.pieces.push({ at, written: from, width: 0 });
  }
  said.push(text.slice(from));
  view.plain = said.join("");
  return view;
}

/** The sign that is meant; "" for what only parts; null when it is no sign that a token or its place could have. */
function signOf([, percent, quoted, hex, decimal, name]: RegExpExecArray): string | null {
  const digits = percent ?? quoted ?? hex;
  if (digits === undefined && decimal === undefined)
    return name === undefined ? "" : (NAMED[name.toLowerCase()] ?? "");
  const code = digits === undefined ? Number(decimal) : Number.parseInt(digits, 16);
  return code >= 0x21 && code <= 0x7e ? String.fromCharCode(code) : null;
}

/** Where `plain[at]` stands in what was written. */
function placeOf({ pieces }: View, at: number): { begins: number; ends: number } {
  let low = 0;
  let high = pieces.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((pieces[middle]?.at ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  const piece = pieces[low - 1] ?? { at: 0, written: 0, width: 0 };
  const begins = piece.written + at - piece.at;
  return { begins, ends: begins + Math.max(piece.width, 1) };
}
