import { attributionEndingAt } from "#emails/reading/attribution.ts";
import { headerBlockAt, isRule } from "#emails/reading/header-block.ts";
import type { Line } from "#emails/reading/lines.ts";
import { isReplyMark, quoteMarker } from "#emails/reading/quote-markers.ts";
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
  const fenced = new Set<number>();
  const found = markQuotes(lines, labels, fenced);
  joinWrapped(lines, labels);
  dropRulesBesideQuotes(lines, labels);
  signOff(shielded(lines, fenced), labels, names);
  blankToNeighbours(lines, labels);
  return { labels, confidence: found };
}

/** Code is never a signature, whatever it looks like. */
function shielded(lines: Line[], fenced: Set<number>): Line[] {
  if (fenced.size === 0) return lines;
  return lines.map((line, i) => (fenced.has(i) ? { ...line, text: "code, and nothing else." } : line));
}

function markQuotes(lines: Line[], labels: LineLabel[], fenced: Set<number>): number {
  let confidence = 1;
  let fence = false;
  let words = false;
  // The first line of new words so far; asked instead of searched for, so that no input costs a search per line.
  let first = -1;
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i];
    if (line === undefined) break;
    if (line.hint === "signature" && line.depth === 0) {
      labels[i] = "signature";
      continue;
    }
    const fenceLine = line.depth === 0 && line.hint === null && /^(?:```|~~~)/.test(line.text);
    if (fenceLine && (fence || closesLater(lines, i))) {
      fence = !fence;
      fenced.add(i);
      words = true;
      if (first < 0) first = i;
      continue;
    }
    if (fence && line.hint === null) {
      fenced.add(i);
      continue;
    }
    if (line.text === "") {
      if (line.depth > 0 || line.hint === "quote") labels[i] = "quote";
      continue;
    }
    if (line.hint === "attribution") {
      labels[i] = "attribution";
      continue;
    }

    const attribution = attributionEndingAt(lines, i);
    if (attribution !== null) {
      const marked = quoteFollows(lines, attribution.end);
      const above = first >= 0 && first < attribution.start;
      if (!above) first = -1;
      if (marked || (attribution.strength === "strong" && above)) {
        label(labels, attribution.start, attribution.end, "attribution");
        if (!marked) {
          cut(lines, labels, attribution.end, "quote");
          return confidence;
        }
        continue;
      }
      if (attribution.strength === "strong" && !above) {
        label(labels, attribution.start, attribution.end, "attribution");
        confidence = Math.min(confidence, wordsBelow(lines, attribution.end) ? 0.4 : 1);
        continue;
      }
      confidence = Math.min(confidence, 0.7);
    }
    if (line.depth > 0 || line.hint === "quote") {
      labels[i] = "quote";
      continue;
    }

    if (isReplyMark(line)) {
      if (!words) {
        labels[i] = "reply-mark";
        continue;
      }
      labels[i] = "reply-mark";
      cut(lines, labels, i + 1, "quote");
      return confidence;
    }

    const marker = quoteMarker(line);
    const block = headerBlockAt(lines, marker === null ? i : nextWord(lines, i + 1));
    if (marker !== null || block !== null) {
      const kind = marker === "forward" ? "forward" : "quote";
      const end = block?.end ?? i + 1;
      if (quoteFollows(lines, end)) {
        label(labels, i, end, marker === null ? "attribution" : kind);
        i = end - 1;
        continue;
      }
      if (first < 0) {
        label(labels, i, end, marker === null ? "attribution" : kind);
        confidence = Math.min(confidence, 0.5);
        i = end - 1;
        continue;
      }
      label(labels, i, end, kind);
      cut(lines, labels, end, kind);
      return confidence;
    }
    words = true;
    if (first < 0 && !isRule(line.text)) first = i;
  }
  return confidence;
}

function closesLater(lines: Line[], from: number): boolean {
  for (let i = from + 1; i < lines.length && i < from + 500; i++)
    if (/^(?:```|~~~)/.test(lines[i]?.text ?? "")) return true;
  return false;
}

function label(labels: LineLabel[], start: number, end: number, kind: LineLabel): void {
  for (let i = start; i < end; i++) labels[i] = kind;
}

function cut(lines: Line[], labels: LineLabel[], from: number, kind: LineLabel): void {
  label(labels, from, lines.length, kind);
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

function wordsBelow(lines: Line[], from: number): boolean {
  for (let i = from; i < lines.length; i++) if (lines[i]?.text !== "") return true;
  return false;
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
    const alone = last && index > 0 && wholeIsSignature(slice);
    if (alone) {
      label(labels, region.start, region.end, "signature");
      continue;
    }
    for (const tail of foldTail(slice, names)) {
      for (let i = region.start + tail.from; i < region.end; i++)
        if (labels[i] === "new") labels[i] = tail.kind;
    }
  }
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
  if (/^(?:--|—|–)$/.test(head)) return true;
  const padded: Line = { raw: "x", text: "…", depth: 0, hint: null, marks: [] };
  const blank: Line = { ...padded, raw: "", text: "" };
  const tails = foldTail([padded, blank, ...words], []);
  return tails.some((tail) => tail.from <= 2) && readReaction(head.replace(/[\s,.!].*$/su, "")) === null;
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
