import { DigestIndex } from "#emails/reading/digest-index.ts";
import { splitByReferences } from "#emails/reading/digest-named-answers.ts";
import { ask, findBlocks, placeBlock } from "#emails/reading/digest-places.ts";
import { relabelQuotes } from "#emails/reading/digest-quotes.ts";
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
  /** The whole HTML part: what only stands there (initials, buttons) is known to be quoted too. */
  html?: string;
}

export type AnswerTarget =
  { kind: "item"; number: number } | { kind: "digest" } | { kind: "ask"; candidates: number[] };

export interface DigestAnswer {
  target: AnswerTarget;
  text: string;
  /** Safe HTML of just these words: lists, links and their own pictures; null when the mail was plain text. */
  html: string | null;
  /** Lines of the body that was read, `from` inclusive to `to` exclusive, in order. */
  span: LineSpan[];
  /** Content-IDs of the pictures that stand among these words. */
  pictures: string[];
  /** 0 to 1. */
  confidence: number;
  /** The rule that placed it. */
  why: string;
}

export interface LineSpan {
  from: number;
  to: number;
}

/** Lines that go to one place. */
export interface Piece {
  target: AnswerTarget;
  lines: number[];
  confidence: number;
  why: string;
}

/**
 * Splits an answer to a digest by what each part answers. The rules, in order, for each run of new lines:
 * 1. What names an item (`3: …`, `#3`, `[3]`, "re the spoons: …") belongs to it, up to the next empty line.
 * 2. What stands above every quote is a remark on the digest, unless only one item was left quoted: then it is asked.
 * 3. What stands below quoted words of an item belongs to that item; below the opening or the footer, to the digest.
 * 4. Below several items at the very end, with no other answer between quotes, it may answer them all: asked.
 * 5. Under a heading between items, below words that the digest does not hold or that several items hold, or as a
 *    numbered list: asked.
 * Every authored line ends in exactly one answer; answers to the same target are one, in the order written.
 */
export function splitDigestAnswers(message: ReadMessage, digest: SentDigest): DigestAnswer[] {
  const body = readLabelled(message);
  const known = relabelQuotes(body, new DigestIndex(digest));
  const blocks = findBlocks(body, known);
  const pieces = blocks.flatMap((block, at) => {
    const placed = placeBlock(block, at, blocks, known);
    return splitByReferences(block.lines, placed, body, digest);
  });
  return merge(partDoubtful(pieces, known.doubtful), body);
}

/** From words that may be the digest's own onwards, nothing is filed: what stands there, and below what, is unsure. */
function partDoubtful(pieces: readonly Piece[], doubtful: ReadonlySet<number>): Piece[] {
  if (doubtful.size === 0) return [...pieces];
  return pieces.flatMap((piece) => {
    const at = piece.lines.findIndex((line) => doubtful.has(line));
    if (at < 0) return [piece];
    const { target } = piece;
    const candidates =
      target.kind === "item" ? [target.number] : target.kind === "ask" ? target.candidates : [];
    return [
      ...(at > 0 ? [{ ...piece, lines: piece.lines.slice(0, at) }] : []),
      { ...ask(candidates, "words that the digest holds as well"), lines: piece.lines.slice(at) },
    ];
  });
}

function merge(pieces: readonly Piece[], body: LabelledBody): DigestAnswer[] {
  const byTarget = new Map<string, Piece[]>();
  for (const piece of pieces) {
    const key = JSON.stringify(piece.target);
    const same = byTarget.get(key);
    if (same === undefined) byTarget.set(key, [piece]);
    else same.push(piece);
  }
  return [...byTarget.values()].flatMap((same) => {
    const [first] = same;
    return first === undefined ? [] : [answerOf(first, same, body)];
  });
}

function answerOf(
  { target, why }: Piece,
  same: readonly Piece[],
  { lines, write }: LabelledBody,
): DigestAnswer {
  const kept = new Set(same.flatMap(({ lines: own }) => withGaps(own, lines)));
  return {
    target,
    text: same.map(({ lines: own }) => textOf(own, lines)).join("\n\n"),
    html: write === null ? null : write((line) => kept.has(line)),
    span: same.flatMap(({ lines: own }) => spansOf(own, lines)),
    pictures: write === null ? [] : [...kept].flatMap((line) => picturesIn(lines[line]?.raw ?? "")),
    confidence: Math.min(...same.map(({ confidence }) => confidence)),
    why,
  };
}

/** A piece's lines with the empty ones between them, in runs. */
function spansOf(own: readonly number[], lines: readonly Line[]): LineSpan[] {
  const spans: LineSpan[] = [];
  for (const line of own) {
    const last = spans.at(-1);
    if (last !== undefined && onlyBlankBetween(last.to, line, lines)) last.to = line + 1;
    else spans.push({ from: line, to: line + 1 });
  }
  return spans;
}

function onlyBlankBetween(from: number, to: number, lines: readonly Line[]): boolean {
  for (let i = from; i < to; i++) if (lines[i]?.text !== "") return false;
  return true;
}

function withGaps(own: readonly number[], lines: readonly Line[]): number[] {
  return spansOf(own, lines).flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i));
}

function textOf(own: readonly number[], lines: readonly Line[]): string {
  const rows: string[] = [];
  own.forEach((line, i) => {
    const previous = own[i - 1];
    if (previous !== undefined && line > previous + 1) rows.push("");
    rows.push((lines[line]?.raw ?? "").trimEnd());
  });
  return rows.join("\n").trim();
}

function picturesIn(raw: string): string[] {
  if (!raw.includes("](cid:")) return [];
  return [...raw.matchAll(/\]\(cid:([^)\s]{1,400})\)/g)].map(([, id = ""]) => id);
}
