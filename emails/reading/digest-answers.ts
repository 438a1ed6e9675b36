import { DigestIndex, wordsIn, type Place } from "#emails/reading/digest-index.ts";
import { readReference, type Reference } from "#emails/reading/digest-references.ts";
import { isRule } from "#emails/reading/header-block.ts";
import type { Line } from "#emails/reading/lines.ts";
import type { ReadMessage } from "#emails/reading/parse-message.ts";
import { readLabelled, type LabelledBody } from "#emails/reading/reply-text.ts";

/** One item as the member saw it; `addresses` are that item's own reply addresses. */
export interface SentDigestItem {
  number: number;
  code: string;
  title: string;
  text: string;
  addresses: string[];
  htmlId: string;
}

export interface SentDigest {
  items: SentDigestItem[];
  /** The whole text part. */
  text: string;
}

export type AnswerTarget =
  { kind: "item"; number: number } | { kind: "digest" } | { kind: "ask"; candidates: number[] };

export interface DigestAnswer {
  target: AnswerTarget;
  text: string;
  html: string | null;
  confidence: number;
  /** The rule that placed it. */
  why: string;
}

/**
 * Splits an answer to a digest by what each part answers. The rules, in order, for each run of new lines:
 * 1. What names an item (`3: …`, `#3`, `[3]`, "re the spoons: …") belongs to it, up to the next empty line.
 * 2. What stands above every quote is a remark on the digest, unless only one item was left quoted: then it is asked.
 * 3. What stands below quoted words of an item belongs to that item; below the opening or the footer, to the digest.
 * 4. Below several items at the very end, with no other answer between quotes, it may answer them all: asked.
 * 5. Under a heading between items, below words that the digest does not hold, or as a numbered list: asked.
 * Every authored line ends in exactly one answer; answers to the same target are one, in the order written.
 */
export function splitDigestAnswers(message: ReadMessage, digest: SentDigest): DigestAnswer[] {
  const body = readLabelled(message);
  const index = new DigestIndex(digest);
  realign(body, index);
  const blocks = findBlocks(body, index);
  const pieces = blocks.flatMap((block, i) =>
    splitBlock(block, placeBlock(block, i, blocks, index), body, digest),
  );
  return merge(pieces, body);
}

interface Block {
  /** Lines of the body, new and not empty at either end. */
  lines: number[];
  /** What the quoted lines right above it come from, nearest last; null where that is unknown. */
  above: (Place | null)[];
  quoteAbove: boolean;
  quoteBelow: boolean;
  /** What is quoted anywhere below it. */
  below: (Place | null)[];
  /** The place in force when the block begins. */
  current: Place | null;
  lastPosition: number;
}

interface Piece {
  target: AnswerTarget;
  lines: number[];
  confidence: number;
  why: string;
}

const quoted = new Set(["quote", "forward"]);

/** The sent digest knows better than marks do what is quoted: lost marks come back, answers without any are found. */
function realign({ lines, labels }: LabelledBody, index: DigestIndex): void {
  const zone = unmarkedZone(lines, labels, index);
  let at = -1;
  for (const [i, line] of lines.entries()) {
    if (line.text === "") continue;
    const place = index.place(line, at);
    const continues = index.continuesAt(line.text, at);
    if (i >= zone) {
      if ((labels[i] === "new" || labels[i] === "quote") && line.depth === 0)
        labels[i] = place === null && !continues && isAuthored(line, index) ? "new" : "quote";
    } else if (labels[i] === "new" && isLostQuote(lines, labels, i, index, continues)) labels[i] = "quote";
    if (labels[i] !== "quote") continue;
    if (place !== null && place.end >= 0) at = place.end;
    else if (continues) at += wordsIn(line.text).length;
  }
}

/** From where on the digest stands quoted without marks: its first line below a header block or an attribution. */
function unmarkedZone(lines: Line[], labels: string[], index: DigestIndex): number {
  const start = labels.findIndex(
    (label, i) => label !== "new" && label !== "signature" && label !== "tagline" && lines[i]?.text !== "",
  );
  if (start < 0) return Infinity;
  const held: number[] = [];
  for (let i = start; i < lines.length; i++) {
    const line = lines[i];
    if (line?.depth !== 0 || (labels[i] !== "quote" && labels[i] !== "new")) continue;
    if (wordsIn(line.text).length >= 3 && index.coverage(line.text) >= 0.5) held.push(i);
  }
  return held.length >= 2 ? (held[0] ?? Infinity) : Infinity;
}

function isLostQuote(
  lines: Line[],
  labels: string[],
  i: number,
  index: DigestIndex,
  continues: boolean,
): boolean {
  const text = lines[i]?.text ?? "";
  const near = labels[i - 1] === "quote" || labels[i + 1] === "quote" || labels[i - 2] === "quote";
  if (!near) return false;
  if (wordsIn(text).length >= 4) return index.coverage(text) >= 0.95;
  return continues && labels[i - 1] === "quote" && (lines[i - 1]?.text ?? "") !== "";
}

/** In a quote without marks: words that the digest never said. Links and pictures on the web are its own furniture. */
function isAuthored(line: Line, index: DigestIndex): boolean {
  if (
    isRule(line.text) ||
    line.marks.some((mark) => /^(?:https?|mailto):/i.test(mark)) ||
    /^\W*(?:https?:|mailto:|<)/.test(line.text) ||
    /^\s*!\[[^\]]*\]\(https?:[^)]*\)\s*$/.test(line.text)
  )
    return false;
  if (wordsIn(line.text).length === 0) return /\p{Extended_Pictographic}/u.test(line.text);
  return index.coverage(line.text) < 0.34;
}

function findBlocks({ lines, labels }: LabelledBody, index: DigestIndex): Block[] {
  const blocks: Block[] = [];
  let open: Block | null = null;
  let above: (Place | null)[] = [];
  let current: Place | null = null;
  let at = -1;
  let quoteSeen = false;
  for (const [i, line] of lines.entries()) {
    if (line.text === "") continue;
    const label = labels[i] ?? "new";
    if (label === "new") {
      open ??= {
        lines: [],
        above,
        quoteAbove: quoteSeen,
        quoteBelow: false,
        below: [],
        current,
        lastPosition: at,
      };
      open.lines.push(i);
      continue;
    }
    if (!quoted.has(label)) continue;
    if (open !== null) {
      blocks.push(open);
      open = null;
      above = [];
    }
    quoteSeen = true;
    for (const block of blocks) block.quoteBelow = true;
    const place = index.place(line, at);
    if (place !== null) {
      current = place;
      if (place.end >= 0) at = place.end;
    }
    above.push(place);
    blocks[0]?.below.push(place);
  }
  if (open !== null) blocks.push(open);
  return blocks;
}

interface Placed {
  target: AnswerTarget;
  confidence: number;
  why: string;
}

function placeBlock(block: Block, at: number, blocks: Block[], index: DigestIndex): Placed {
  if (!block.quoteAbove) return placeAboveAll(block, blocks, index);
  const { current } = block;
  if (current === null) return ask([], "below a quote that is not in the digest");
  if (current.item === 0) return placeOutside(block, index);
  const items = itemsIn(block.above);
  const interleaved = blocks.some((other, i) => i !== at && other.quoteAbove);
  if (block.quoteBelow || items.length <= 1 || interleaved) {
    return {
      target: { kind: "item", number: current.item },
      confidence: current.by === "words" ? 0.85 : 0.95,
      why: `below item ${current.item}, known by its ${current.by}`,
    };
  }
  return ask(items, "below several items at the end");
}

function placeAboveAll(block: Block, blocks: Block[], index: DigestIndex): Placed {
  const quotedItems = itemsIn(block.below);
  if (index.digest.items.length > 1 && quotedItems.length === 1 && blocks.length === 1)
    return ask(quotedItems, "above the quote of one item");
  return { target: { kind: "digest" }, confidence: 0.8, why: "above every quote" };
}

function placeOutside(block: Block, index: DigestIndex): Placed {
  const position = block.lastPosition;
  if (position <= index.firstItemAt)
    return { target: { kind: "digest" }, confidence: 0.85, why: "below the opening" };
  if (position > index.lastItemAt)
    return { target: { kind: "digest" }, confidence: 0.75, why: "below the footer" };
  return ask(itemsIn(block.above), "under a heading between items");
}

function itemsIn(places: (Place | null)[]): number[] {
  return [...new Set(places.flatMap((place) => (place === null || place.item === 0 ? [] : [place.item])))];
}

function ask(candidates: number[], why: string): Placed {
  return { target: { kind: "ask", candidates }, confidence: 0.3, why };
}

/** Rule 1: what names its item goes there; the rest of the block keeps the block's own target. */
function splitBlock(block: Block, placed: Placed, { lines }: LabelledBody, digest: SentDigest): Piece[] {
  const references = block.lines.map((i) => readReference(lines[i]?.text ?? "", digest));
  if (references.every((reference) => reference === null)) return [{ ...placed, lines: block.lines }];

  const pieces: Piece[] = [];
  const list = isList(references);
  let piece: Piece = { ...placed, lines: [] };
  let named = false;
  let open = false;
  block.lines.forEach((line, i) => {
    const reference = references[i] ?? null;
    const previous = block.lines[i - 1];
    const gap = previous !== undefined && line > previous + 1;
    if (reference !== null && (reference.kind === "sure" || list !== "content")) {
      if (piece.lines.length > 0) pieces.push(piece);
      piece = { ...placeReference(reference, placed, list), lines: [] };
      named = true;
      open = reference.rest === "";
    } else if (named && gap && !open) {
      if (piece.lines.length > 0) pieces.push(piece);
      piece = { ...ask(targetNumbers(piece.target), "after an answer that named its item"), lines: [] };
      named = false;
    }
    piece.lines.push(line);
  });
  pieces.push(piece);
  return pieces;
}

/** `1. … 2. …` from one upwards is a list as likely as two answers. */
function isList(references: (Reference | null)[]): "answers" | "unsure" | "content" {
  const numbers = references.flatMap((reference) =>
    reference?.kind === "unsure" ? reference.candidates.slice(0, 1) : [],
  );
  if (numbers.length === 0) return "answers";
  return "unsure";
}

function placeReference(
  reference: Reference,
  placed: Placed,
  list: "answers" | "unsure" | "content",
): Placed {
  if (reference.kind === "unsure" || list === "content")
    return ask(
      reference.kind === "sure" ? [reference.number] : reference.candidates,
      "a number that may be a list's",
    );
  const { target } = placed;
  if (target.kind === "item" && target.number !== reference.number)
    return ask([target.number, reference.number], "names one item below another");
  return {
    target: { kind: "item", number: reference.number },
    confidence: 0.95,
    why: `names item ${reference.number}`,
  };
}

function targetNumbers(target: AnswerTarget): number[] {
  return target.kind === "item" ? [target.number] : target.kind === "ask" ? target.candidates : [];
}

function merge(pieces: Piece[], { lines, write }: LabelledBody): DigestAnswer[] {
  const byTarget = new Map<string, Piece[]>();
  for (const piece of pieces) {
    const key = JSON.stringify(piece.target);
    byTarget.set(key, [...(byTarget.get(key) ?? []), piece]);
  }
  return [...byTarget.values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    const kept = new Set(same.flatMap((piece) => withGaps(piece.lines)));
    return [
      {
        target: first.target,
        text: same.map((piece) => textOf(piece.lines, lines)).join("\n\n"),
        html: write === null ? null : write((line) => kept.has(line)),
        confidence: Math.min(...same.map((piece) => piece.confidence)),
        why: first.why,
      },
    ];
  });
}

function withGaps(own: number[]): number[] {
  const first = own[0] ?? 0;
  const last = own.at(-1) ?? first;
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

function textOf(own: number[], lines: Line[]): string {
  const rows: string[] = [];
  own.forEach((line, i) => {
    const previous = own[i - 1];
    if (previous !== undefined && line > previous + 1) rows.push("");
    rows.push((lines[line]?.raw ?? "").trimEnd());
  });
  return rows.join("\n").trim();
}
