import { alignLines, type Match } from "#emails/reading/digest-alignment.ts";
import { attributionEndingAt } from "#emails/reading/attribution.ts";
import type { DigestIndex } from "#emails/reading/digest-index.ts";
import type { DigestSource } from "#emails/reading/digest-source.ts";
import { wordsIn } from "#emails/reading/digest-words.ts";
import { headerBlockAt, isRule } from "#emails/reading/header-block.ts";
import type { Line } from "#emails/reading/lines.ts";
import type { LabelledBody } from "#emails/reading/reply-text.ts";

/** What the sent digest tells about a reply's lines. */
export interface KnownQuotes {
  source: DigestSource;
  /** By line: where it was quoted from. */
  matches: (Match | null)[];
  /** Lines that may be the author's or the digest's: kept, and asked about. */
  doubtful: Set<number>;
}

const between = new Set(["quote", "forward", "attribution", "reply-mark"]);

/**
 * The sent digest knows better than marks do what is quoted. Lines that lost their mark go back to the quote; and where
 * a program marks nothing (Outlook, or an answer inside the letter's own tables), what the digest does not hold, in the
 * place where it stands, is the author's.
 */
export function relabelQuotes(body: LabelledBody, index: DigestIndex): KnownQuotes {
  const { lines, labels } = body;
  const start = quoteStart(labels, lines);
  const asked = lines.map((line, i) => (i < start || labels[i] === "attribution" ? null : line));
  const hasMarks = lines.some(({ depth }, i) => depth > 0 && labels[i] === "quote");
  const { source, matches } = alignLines(asked, index, (i) => hasMarks && labels[i] === "new");
  const doubtful = new Set<number>();
  const strays = dropStrays(body, matches, source, hasMarks);
  const zone = hideUnannounced(lines, labels, matches, index);
  findLostMarks(lines, labels, matches, index);
  findUnmarked(body, index, { source, matches, doubtful }, { zone, strays });
  return { source, matches, doubtful };
}

/** The first line that is not the author's; 0 when none is, for then a quote may stand there without any sign. */
function quoteStart(labels: readonly string[], lines: readonly Line[]): number {
  const at = labels.findIndex((label, i) => between.has(label) && lines[i]?.text !== "");
  return Math.max(at, 0);
}

/**
 * A few words that occur somewhere in the digest, with nothing quoted around them, were not quoted from there; nor were
 * one or two that begin its next row, when the row does not go on ("Yes" where it said "Yes please").
 */
function dropStrays(
  { lines, labels }: LabelledBody,
  matches: (Match | null)[],
  source: DigestSource,
  hasMarks: boolean,
): Set<number> {
  const strays = new Set<number>();
  const chain = matches.flatMap((match, i) => (match === null ? [] : [{ match, i }]));
  for (const [at, { match, i }] of chain.entries()) {
    const line = lines[i];
    if (match.by !== "words" || match.words >= 5 || line === undefined) continue;
    if (labels[i] === "quote" && line.depth > 0 && line.hint === null) continue;
    const [above, below] = [chain[at - 1]?.match, chain[at + 1]?.match];
    const gaps = [
      above === undefined ? Infinity : match.start - above.end,
      below === undefined ? Infinity : below.start - match.end,
    ];
    const isRow = source.rowStarts.get(wordsIn(line.text).join(" "))?.includes(match.start) === true;
    const most = isRow && match.words >= 3 && source.rawRows.has(line.text) ? 200 : 8;
    // Beside marked quotes it is the rest of a line that was wrapped, if anything.
    const goesOn = isRow || match.words > 3 || Math.max(...gaps) <= 1 || (hasMarks && labels[i] === "new");
    if (goesOn && Math.min(...gaps) <= most) continue;
    matches[i] = null;
    strays.add(i);
  }
  return strays;
}

/**
 * No mark, and perhaps no header block or attribution either (or nothing above them, so that all was taken for new): the
 * quote begins where several lines of the digest follow each other.
 */
function hideUnannounced(
  lines: readonly Line[],
  labels: LabelledBody["labels"],
  matches: (Match | null)[],
  index: DigestIndex,
): number {
  const announced = labels.some((label, i) => between.has(label) && lines[i]?.text !== "");
  const bare = matches.flatMap((match, i) =>
    match !== null && labels[i] === "new" && lines[i]?.depth === 0 ? [{ match, i }] : [],
  );
  const start = bare.find(({ match }, at) => {
    const next = bare[at + 1]?.match;
    return next !== undefined && match.words + next.words >= 8 && next.start - match.end <= 4;
  });
  if (start === undefined) {
    if (!announced) matches.fill(null);
    return Infinity;
  }
  if (!announced) matches.fill(null, 0, start.i);
  let from = start.i;
  for (let i = from - 1; i >= 0; i--) {
    const line = lines[i];
    if (line === undefined || line.text === "") continue;
    if (labels[i] !== "new") break;
    // Below a header block all of it is the letter's place; without one, only what the letter surely holds.
    if (!announced && matches[i] === null && !isFurniture(line, index.coverage(line), index)) break;
    from = i;
  }
  for (let i = from; i < lines.length; i++) {
    // What looked like somebody's signature or a list's footer is the letter's own.
    if (lines[i]?.depth === 0 && labels[i] !== "attribution") labels[i] = "quote";
  }
  return from;
}

/** A line without a mark whose words are just those between its quoted neighbours: a program wrapped it. */
function findLostMarks(
  lines: readonly Line[],
  labels: LabelledBody["labels"],
  matches: readonly (Match | null)[],
  index: DigestIndex,
): void {
  let last = "new";
  for (const [i, line] of lines.entries()) {
    if (line.text === "") continue;
    const isBelowQuote = last === "quote";
    if (labels[i] === "new" && isBelowQuote && index.isOwnAddress(line)) labels[i] = "quote";
    last = labels[i] ?? "new";
    if (last !== "new") continue;
    const match = matches[i] ?? null;
    const above = isBelowQuote && lines[i - 1]?.text !== "" ? (matches[i - 1] ?? null) : null;
    if (match === null || above === null) continue;
    const next = lines[i + 1]?.text === "" ? null : (matches[i + 1] ?? null);
    const joined = match.start - above.end <= 1 && match.share > 0.9;
    if (joined && (next === null || next.start - match.end <= 1)) last = labels[i] = "quote";
  }
}

function findUnmarked(
  { lines, labels, write }: LabelledBody,
  index: DigestIndex,
  { source, matches, doubtful }: KnownQuotes,
  { zone, strays }: { zone: number; strays: ReadonlySet<number> },
): void {
  const begun = new Set<number>();
  let echoes: number[] = [];
  let ended = false;
  for (const [i, line] of lines.entries()) {
    if (line.text === "") continue;
    if (matches[i] !== null || i === zone) begun.add(line.depth);
    // A mark at the start of a line of text is the author's own word that it is quoted; indentation in HTML is not.
    const mayBeOwn =
      (labels[i] === "quote" || labels[i] === "forward") &&
      (write !== null || line.depth === 0) &&
      begun.has(line.depth) &&
      !ended;
    const match = matches[i] ?? null;
    if (!mayBeOwn || (match !== null && isWhollyQuoted(match))) {
      echoes = settleEchoes(echoes, labels, doubtful);
      continue;
    }
    if (headerBlockAt(lines, i) !== null || attributionEndingAt(lines, i)?.strength === "strong") {
      ended = true;
      continue;
    }
    const coverage = index.coverage(line);
    if (isFurniture(line, coverage, index)) continue;
    if (match?.by === "words" || strays.has(i) || replacesRow(i, lines, matches, source)) {
      // A quoted line that was changed or translated, or the author's own that took up its words.
      labels[i] = "new";
      doubtful.add(i);
    } else if (coverage >= 0.95) echoes.push(i);
    else {
      echoes = settleEchoes(echoes, labels, doubtful);
      labels[i] = "new";
    }
  }
  settleEchoes(echoes, labels, doubtful);
}

/** All of a line but a few words; of what names its item at least half: an id may have come to stand at another line. */
function isWhollyQuoted({ by, share, words }: Match): boolean {
  if (by === "heading" || words === 0) return true;
  return by === "words" ? share >= 0.8 && words * (1 - share) <= 3 : share >= 0.5;
}

/** One line of the digest's words out of place may be said again by the author: asked. Several are the digest again. */
function settleEchoes(echoes: number[], labels: LabelledBody["labels"], doubtful: Set<number>): number[] {
  if (echoes.length <= 2)
    for (const i of echoes) {
      labels[i] = "new";
      doubtful.add(i);
    }
  return [];
}

/** Rules, pictures and buttons of the letter itself, however a program rewrote them. */
function isFurniture(line: Line, coverage: number, index: DigestIndex): boolean {
  if (isRule(line.text)) return true;
  const words = wordsIn(line.text);
  // Authors put pictures into a letter; those on the web are the letter's own.
  const picture = /^!\[[^\]]*\]\((https?|cid):[^)]*\)$/i.exec(line.text)?.[1]?.toLowerCase();
  if (picture !== undefined) return picture !== "cid" || (words.length > 0 && coverage >= 0.5);
  if (index.linksAreOwn(line) === true) return words.length < 4 || coverage >= 0.34;
  if (words.length === 0) return coverage === 1 || !/[\p{Extended_Pictographic}?!+]/u.test(line.text);
  return false;
}

/** "6 neue Beiträge" where the digest said "6 new posts": a short line with the same digits in the place of one. */
function replacesRow(
  at: number,
  lines: readonly Line[],
  matches: readonly (Match | null)[],
  source: DigestSource,
): boolean {
  const words = wordsIn(lines[at]?.text ?? "");
  const digits = digitsIn(words);
  if (digits === "" || words.length > 8) return false;
  const above = matches.slice(Math.max(0, at - 4), at).findLast((match) => match !== null);
  const below = matches.slice(at + 1, at + 5).find((match) => match !== null);
  if (above === undefined || below === undefined) return false;
  return digitsIn(source.words.slice(above.end, Math.min(below.start, above.end + 20))) === digits;
}

function digitsIn(words: readonly string[]): string {
  return words.filter((word) => /^\d+$/.test(word)).join(" ");
}
