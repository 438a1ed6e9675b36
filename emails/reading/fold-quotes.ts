import { attributionEndingAt, attributionWithin } from "#emails/reading/attribution.ts";
import { headerBlockAt, isRule, labelledWithoutColons } from "#emails/reading/header-block.ts";
import type { LineLabel } from "#emails/reading/label-lines.ts";
import type { Line } from "#emails/reading/lines.ts";
import { ownQuotes } from "#emails/reading/own-quotes.ts";
import { isReplyMark, quoteMarker } from "#emails/reading/quote-markers.ts";

/** What has been found on the way down. */
interface Reading {
  lines: Line[];
  labels: LineLabel[];
  /** Lines of fenced code; content, whatever they look like. */
  fenced: Set<number>;
  /** Marked lines that the author marked as an example or a citation. */
  own: Set<number>;
  insideFence: boolean;
  /** Words of the author above; -1 as long as there are none. */
  firstWords: number;
  confidence: number;
}

/** Looks at line `at`; tells where reading goes on, or null when the line is none of its own. */
type Rule = (reading: Reading, at: number) => number | null;

/** In order; the first that knows a line decides about it. What none knows are new words. */
const rules: Rule[] = [
  signatureElement,
  fencedCode,
  blankLine,
  attributionElement,
  headerElement,
  ownQuote,
  attribution,
  markedQuote,
  replyMark,
  headerBlock,
];

export interface FoldedQuotes {
  fenced: Set<number>;
  confidence: number;
}

/** Labels every quote, attribution and header block from the top down; what stays "new" are the words, and their end. */
export function foldQuotes(lines: Line[], labels: LineLabel[]): FoldedQuotes {
  const own = ownQuotes(lines);
  const reading: Reading = {
    lines,
    labels,
    fenced: new Set(),
    own,
    insideFence: false,
    firstWords: -1,
    confidence: own.size > 0 ? 0.7 : 1,
  };
  let at = 0;
  while (at < lines.length) at = readLine(reading, at);
  return { fenced: reading.fenced, confidence: reading.confidence };
}

function readLine(reading: Reading, at: number): number {
  for (const rule of rules) {
    const next = rule(reading, at);
    if (next !== null) return next;
  }
  if (reading.firstWords < 0 && !isRule(lineAt(reading, at).text)) reading.firstWords = at;
  return at + 1;
}

const beyond: Line = { raw: "", text: "", depth: 0, hint: null, marks: [] };

function lineAt(reading: Reading, at: number): Line {
  return reading.lines[at] ?? beyond;
}

function label(reading: Reading, start: number, end: number, kind: LineLabel): number {
  reading.labels.fill(kind, start, end);
  return end;
}

function unsure(reading: Reading, confidence: number): void {
  reading.confidence = Math.min(reading.confidence, confidence);
}

function signatureElement(reading: Reading, at: number): number | null {
  const line = lineAt(reading, at);
  return line.hint === "signature" && line.depth === 0 ? label(reading, at, at + 1, "signature") : null;
}

const fence = /^(?:```|~~~)/;

function fencedCode(reading: Reading, at: number): number | null {
  const line = lineAt(reading, at);
  if (line.hint !== null) return null;
  const opensOrCloses = line.depth === 0 && fence.test(line.text);
  if (opensOrCloses && (reading.insideFence || closesLater(reading.lines, at)))
    reading.insideFence = !reading.insideFence;
  else if (!reading.insideFence) return null;
  reading.fenced.add(at);
  if (reading.firstWords < 0) reading.firstWords = at;
  return at + 1;
}

function closesLater(lines: Line[], from: number): boolean {
  for (let i = from + 1; i < lines.length && i < from + 500; i++)
    if (fence.test(lines[i]?.text ?? "")) return true;
  return false;
}

function blankLine(reading: Reading, at: number): number | null {
  const line = lineAt(reading, at);
  if (line.text !== "") return null;
  return label(reading, at, at + 1, line.depth > 0 || line.hint === "quote" ? "quote" : "new");
}

function attributionElement(reading: Reading, at: number): number | null {
  return lineAt(reading, at).hint === "attribution" ? label(reading, at, at + 1, "attribution") : null;
}

/** Headers that the program names as such: no language is needed to know them, and quoted words follow. */
function headerElement(reading: Reading, at: number): number | null {
  if (lineAt(reading, at).hint !== "header-block") return null;
  let end = at;
  while (lineAt(reading, end).hint === "header-block") end++;
  return quoteBelow(reading, at, end, "attribution");
}

function ownQuote(reading: Reading, at: number): number | null {
  if (!reading.own.has(at)) return null;
  if (reading.firstWords < 0) reading.firstWords = at;
  return at + 1;
}

function attribution(reading: Reading, at: number): number | null {
  const { lines } = reading;
  if (attributionWithin(lineAt(reading, at)) && wordsAbove(reading, at))
    return label(reading, at, lines.length, "quote");
  const found = attributionEndingAt(lines, at);
  if (found === null) return null;

  const above = wordsAbove(reading, found.start);
  if (!above) reading.firstWords = -1;
  if (quoteFollows(lines, found.end)) return label(reading, found.start, found.end, "attribution");
  if (found.strength === "weak") {
    unsure(reading, 0.7);
    return null;
  }
  if (!wordsBelow(lines, found.end)) return label(reading, found.start, found.end, "attribution");
  if (!above || isIntroduced(lines, found.start)) {
    // The words below may be quoted or the author's; nothing is folded that could be an answer.
    unsure(reading, 0.4);
    return above ? at + 1 : keepOrFold(reading, found);
  }
  if (pointsBelow(lines, found.start)) unsure(reading, 0.5);
  label(reading, found.start, found.end, "attribution");
  return label(reading, found.end, lines.length, "quote");
}

/** "My answers are below, in blue": they may stand in a quote that carries no marks, so a person should look. */
function pointsBelow(lines: Line[], before: number): boolean {
  return lines.slice(Math.max(0, before - 12), before).some((line) => below.test(line.text.slice(0, 300)));
}

const below =
  /(?<!\p{L})(?:below|in-?line|in (?:blue|red|green|caps)|(?:weiter )?unten|dazwischen|ci-dessous|plus bas|(?:más )?abajo|abaixo|sotto|nedan|nedenfor|hieronder|poniżej|níže|ниже|нижче)(?!\p{L})/iu;

/** At the very top: a program's own line (with an address) goes, a sentence that looks like one stays. */
function keepOrFold(reading: Reading, found: { start: number; end: number }): number {
  const text = reading.lines
    .slice(found.start, found.end)
    .map((line) => line.text)
    .join(" ");
  if (/[<([]\S{1,100}@/.test(text)) return label(reading, found.start, found.end, "attribution");
  reading.firstWords = found.start;
  return found.end;
}

function markedQuote(reading: Reading, at: number): number | null {
  const line = lineAt(reading, at);
  return line.depth > 0 || line.hint === "quote" ? label(reading, at, at + 1, "quote") : null;
}

/** Everything below our own mark is ours, once something stands above it. */
function replyMark(reading: Reading, at: number): number | null {
  if (!isReplyMark(lineAt(reading, at))) return null;
  label(reading, at, at + 1, "reply-mark");
  return reading.firstWords < 0 ? at + 1 : label(reading, at + 1, reading.lines.length, "quote");
}

function headerBlock(reading: Reading, at: number): number | null {
  const { lines } = reading;
  const marker = quoteMarker(lineAt(reading, at));
  const block =
    headerBlockAt(lines, marker === null ? at : nextWord(lines, at + 1)) ??
    (marker === null ? labelledWithoutColons(lines, at) : null);
  if (marker === null && block === null) return null;
  const end = block?.end ?? at + 1;
  if (marker === null) return quoteBelow(reading, at, end, "attribution");
  return quoteBelow(reading, at, end, marker);
}

/** Headers from `start` to `end`: everything below is quoted, except when it is marked (then words may follow). */
function quoteBelow(
  reading: Reading,
  start: number,
  end: number,
  kind: "attribution" | "quote" | "forward",
): number {
  if (quoteFollows(reading.lines, end)) return label(reading, start, end, kind);
  if (reading.firstWords < 0) {
    unsure(reading, 0.5);
    return label(reading, start, end, kind);
  }
  if (kind !== "forward" && pointsBelow(reading.lines, start)) unsure(reading, 0.5);
  const under = kind === "forward" ? "forward" : "quote";
  label(reading, start, end, under);
  return label(reading, end, reading.lines.length, under);
}

function wordsAbove(reading: Reading, before: number): boolean {
  return reading.firstWords >= 0 && reading.firstWords < before;
}

function wordsBelow(lines: Line[], from: number): boolean {
  for (let i = from; i < lines.length; i++) if (lines[i]?.text !== "") return true;
  return false;
}

function nextWord(lines: Line[], from: number): number {
  let at = from;
  while (at < lines.length && at < from + 6 && (lines[at]?.text === "" || isRule(lines[at]?.text ?? "")))
    at++;
  return at;
}

function quoteFollows(lines: Line[], from: number): boolean {
  for (let i = from; i < lines.length && i < from + 10; i++) {
    const line = lines[i];
    if (line === undefined) return false;
    if (line.depth > 0 || line.hint === "quote") return true;
    if (line.text !== "") return false;
  }
  return false;
}

/** "A customer sent me this:" above it: the author shows a letter, and goes on below. */
function isIntroduced(lines: Line[], start: number): boolean {
  let above = start - 1;
  while (above >= 0 && above > start - 4 && lines[above]?.text === "") above--;
  return /[:：]$/.test(lines[above]?.text ?? "");
}
