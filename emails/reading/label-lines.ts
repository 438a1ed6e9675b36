import { foldQuotes } from "#emails/reading/fold-quotes.ts";
import { isRule } from "#emails/reading/header-block.ts";
import type { Line } from "#emails/reading/lines.ts";
import { loneName, participantNames } from "#emails/reading/participants.ts";
import type { FoldReason } from "#emails/reading/reply-text.ts";
import { readReaction } from "#emails/reading/reaction.ts";
import { foldTail } from "#emails/reading/sign-off.ts";

export type LineLabel = "new" | FoldReason;

export interface Labelled {
  labels: LineLabel[];
  /** 0 to 1: how sure the reading is that the new words are all the new words. */
  confidence: number;
}

/**
 * The rules, in order; each says what it did to the lines below it.
 * 1. Fenced code is content. 2. What the mail's own structure names (HTML) or marks with `>` is quoted. 3. A reply mark, a
 * header block, an "original message" and a sure attribution without a marked quote begin quoted text to the end.
 * 4. An attribution above a marked quote is folded alone, and words below the quote stay. 5. The ends of what remains lose
 * signature and footers. 6. When nothing would remain, the surest words stay and the confidence falls.
 */
export function labelLines(lines: Line[], names: string[]): Labelled {
  const labels: LineLabel[] = lines.map(() => "new");
  const { fenced, confidence } = foldQuotes(lines, labels);
  joinWrapped(lines, labels);
  dropRulesBesideQuotes(lines, labels);
  signOff(shielded(lines, fenced), labels, names);
  blankToNeighbours(lines, labels);
  return { labels, confidence };
}

/** Code is never a signature, whatever it looks like. */
function shielded(lines: Line[], fenced: Set<number>): Line[] {
  if (fenced.size === 0) return lines;
  return lines.map((line, i) => (fenced.has(i) ? { ...line, text: "code, and nothing else." } : line));
}

function label(labels: LineLabel[], start: number, end: number, kind: LineLabel): void {
  labels.fill(kind, start, end);
}

/** A quoted line that a program wrapped: its rest, without a mark, between two quoted lines of full length. */
function joinWrapped(lines: Line[], labels: LineLabel[]): void {
  for (let i = 1; i + 1 < lines.length; i++) {
    const [above, line, below] = [lines[i - 1], lines[i], lines[i + 1]];
    if (above === undefined || line === undefined || below === undefined || labels[i] !== "new") continue;
    if (labels[i - 1] !== "quote" || labels[i + 1] !== "quote" || line.text === "" || line.hint !== null)
      continue;
    const full = above.raw.length >= 60 && !/[.!?:;…"”)]$/.test(above.text);
    if (full && below.text !== "" && line.text.length < 40 && /^[\p{Ll}\p{N}(<]/u.test(line.text))
      labels[i] = "quote";
  }
}

/** The line that a program draws between the answer and the quote belongs to the quote. */
function dropRulesBesideQuotes(lines: Line[], labels: LineLabel[]): void {
  for (let i = lines.length - 1; i >= 0; i--) {
    if (labels[i] !== "new" || !isRule(lines[i]?.text ?? "")) continue;
    let below = i + 1;
    while (below < lines.length && lines[below]?.text === "") below++;
    const under = labels[below];
    if (under !== undefined && under !== "new" && under !== "signature")
      labels[i] = under === "attribution" ? "quote" : under;
  }
}

interface Region {
  start: number;
  end: number;
}

/** A signature stands at the very end, or above the quote when nothing was written below it. */
function signOff(lines: Line[], labels: LineLabel[], names: string[]): void {
  const regions = newRegions(lines, labels);
  const anyQuote = labels.includes("quote");
  for (const [index, region] of regions.entries()) {
    const slice = lines.slice(region.start, region.end);
    if (isLoneTagline(slice) && anyQuote) {
      label(labels, region.start, region.end, "tagline");
      continue;
    }
    const last = index === regions.length - 1;
    const onlyFooterBelow = index === 0 && regions.length > 1;
    if (!last && !onlyFooterBelow) continue;
    // Below the last quote a signature may be all there is.
    const alone = last && (index > 0 ? wholeIsSignature(slice) : anyQuote && startsDelimited(slice));
    if (alone) {
      label(labels, region.start, region.end, "signature");
      continue;
    }
    if (!last || regions.length > 1 || anyQuote) foldLoneName(lines, labels, region);
    for (const tail of foldTail(slice, names)) {
      for (let i = region.start + tail.from; i < region.end; i++)
        if (labels[i] === "new") labels[i] = tail.kind;
    }
  }
}

/** Above a quote whose words name those who write to each other. */
function foldLoneName(lines: Line[], labels: LineLabel[], region: Region): void {
  let end = region.end;
  while (end > region.start && lines[end - 1]?.text === "") end--;
  const words = lines.slice(region.start, end);
  if (words.length < 2 || region.end >= lines.length) return;
  const name = loneName(words, lines[region.end]);
  if (name !== null && participantNames(lines, labels).has(name)) label(labels, end - 1, end, "signature");
}

/** A phone's line between two quotes, or above one, with no words of its own. */
function isLoneTagline(lines: Line[]): boolean {
  const words = lines.filter((line) => line.text !== "");
  const [only] = words;
  if (only === undefined || words.length > 1) return false;
  const padding: Line = { raw: "…", text: "…", depth: 0, hint: null, marks: [] };
  return foldTail([padding, { ...padding, raw: "", text: "" }, only], []).some(
    (tail) => tail.kind === "tagline",
  );
}

function wholeIsSignature(lines: Line[]): boolean {
  const words = lines.filter((line) => line.text !== "");
  if (words.length === 0 || words.length > 16) return false;
  const head = words[0]?.text ?? "";
  if (startsDelimited(words)) return true;
  const padded: Line = { raw: "x", text: "…", depth: 0, hint: null, marks: [] };
  const blank: Line = { ...padded, raw: "", text: "" };
  const tails = foldTail([padded, blank, ...words], []);
  return tails.some((tail) => tail.from <= 2) && readReaction(head.replace(/[\s,.!].*$/su, "")) === null;
}

function startsDelimited(words: Line[]): boolean {
  return /^(?:--|—|–)$/.test(words[0]?.text ?? "");
}

function newRegions(lines: Line[], labels: LineLabel[]): Region[] {
  const regions: Region[] = [];
  let start = -1;
  for (let i = 0; i <= lines.length; i++) {
    const isNew = i < lines.length && labels[i] === "new";
    if (isNew && lines[i]?.text !== "" && start < 0) start = i;
    if (!isNew && start >= 0 && lines[i]?.text !== "") {
      regions.push({ start, end: i });
      start = -1;
    }
  }
  return regions;
}

/** Empty lines go with what stands on both sides; between two kinds they go with the folded one. */
function blankToNeighbours(lines: Line[], labels: LineLabel[]): void {
  let above: LineLabel = "new";
  for (let i = 0; i < lines.length; i++) {
    if (lines[i]?.text !== "") {
      above = labels[i] ?? "new";
      continue;
    }
    let below = i;
    while (below < lines.length && lines[below]?.text === "") below++;
    const under = labels[below] ?? above;
    const kind = above === "new" && under !== "new" ? under : above;
    label(labels, i, below, kind);
    i = below - 1;
  }
}
