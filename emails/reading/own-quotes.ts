import { attributionEndingAt } from "#emails/reading/attribution.ts";
import { dateShape } from "#emails/reading/dates.ts";
import { headerBlockAt } from "#emails/reading/header-block.ts";
import type { Line } from "#emails/reading/lines.ts";
import { fold } from "#emails/reading/phrases.ts";
import { quoteMarker } from "#emails/reading/quote-markers.ts";

interface Run {
  start: number;
  /** Exclusive. */
  end: number;
}

const longestRun = 15;
/** Nobody cites more often; what is beyond is a program's. */
const mostRuns = 8;

/**
 * Marked lines that the author marked: "type this: `> make`", a saying on a wall, "> 40 cm". They are words of their own
 * when a sentence with a colon introduces them, when they compare numbers, or when they stand above the quote that the
 * program added and are not repeated in it. A run below the program's own line is never one.
 */
export function ownQuotes(lines: Line[]): Set<number> {
  const own = new Set<number>();
  if (!lines.some((line) => line.depth > 0)) return own;
  const runs = markedRuns(lines);
  let previous: Run | null = null;
  for (const [index, run] of runs.entries()) {
    if (isProgramsOwn(lines, run)) break;
    const carriesOn = previous !== null && sameParagraph(lines, previous, run);
    if (!isShort(lines, run) || !(carriesOn || isAuthors(lines, run, runs.slice(index + 1)))) {
      if (previous === null) break;
      continue;
    }
    for (let i = run.start; i < run.end; i++) own.add(i);
    previous = run;
  }
  return own;
}

function markedRuns(lines: Line[]): Run[] {
  const runs: Run[] = [];
  for (let i = 0; i < lines.length && runs.length < mostRuns; i++) {
    if (!isMarked(lines[i])) continue;
    let end = i + 1;
    for (let j = i + 1; j < lines.length && (isMarked(lines[j]) || lines[j]?.text === ""); j++)
      if (isMarked(lines[j])) end = j + 1;
    runs.push({ start: i, end });
    i = end;
  }
  return runs;
}

function isMarked(line: Line | undefined): boolean {
  return line !== undefined && (line.depth > 0 || line.hint === "quote");
}

/** The program names it, or wrote its line above it or inside it. */
function isProgramsOwn(lines: Line[], run: Run): boolean {
  const above = wordAbove(lines, run.start);
  if (above >= 0) {
    const line = lines[above];
    const hint = line?.hint ?? null;
    if (hint !== null && hint !== "rule") return true;
    if (attributionEndingAt(lines, above) !== null || (line !== undefined && quoteMarker(line) !== null))
      return true;
    for (let i = above; i >= 0 && i > above - 8; i--) {
      const block = headerBlockAt(lines, i);
      if (block !== null && block.end > above) return true;
    }
  }
  for (let i = run.start; i < run.end; i++) {
    const line = lines[i];
    if (line === undefined || line.text === "") continue;
    if (line.depth !== 1 || line.hint === "attribution" || line.hint === "header-block") return true;
    if (
      i < run.start + longestRun &&
      (attributionEndingAt(lines, i, 1) !== null || quoteMarker(line) !== null)
    )
      return true;
  }
  return false;
}

function isShort(lines: Line[], run: Run): boolean {
  return run.end - run.start <= longestRun && lines[run.start]?.hint !== "attribution";
}

function isAuthors(lines: Line[], run: Run, later: Run[]): boolean {
  const above = wordAbove(lines, run.start);
  if (/[:：]$/.test(lines[above]?.text ?? "") && !looksAttributed(paragraphTo(lines, above))) return true;
  const texts = lines.slice(run.start, run.end).map((line) => line.text);
  if (texts.every((text) => /^\d+(?![.):\d])\s?\p{L}/u.test(text))) return true;
  if (above < 0) return false;
  const programs = later.find((each) => isProgramsOwn(lines, each));
  return programs !== undefined && !isRepeated(texts, lines, programs);
}

/** A line of a program in a language that nobody taught us: an address, or a date with a time. */
function looksAttributed(text: string): boolean {
  if (text.includes("@")) return true;
  const { date, time } = dateShape(fold(text.slice(-300)));
  return date && time;
}

/** The lines of a paragraph down to this one, where a program may have wrapped its own. */
function paragraphTo(lines: Line[], last: number): string {
  let first = last;
  while (first > 0 && last - first < 3 && lines[first - 1]?.text !== "") first--;
  return lines
    .slice(first, last + 1)
    .map((line) => line.text)
    .join(" ");
}

function isRepeated(texts: string[], lines: Line[], run: Run): boolean {
  const quoted = fold(
    lines
      .slice(run.start, run.start + 400)
      .map((line) => line.text.slice(0, 200))
      .join(" "),
  );
  return texts.some((text) => text.length > 3 && quoted.includes(fold(text.slice(0, 40))));
}

function wordAbove(lines: Line[], start: number): number {
  let above = start - 1;
  while (above >= 0 && above >= start - 6 && lines[above]?.text === "") above--;
  return lines[above]?.text === "" ? -1 : above;
}

/** No empty line between them: what was typed at a prompt, and what came back. */
function sameParagraph(lines: Line[], above: Run, below: Run): boolean {
  if (below.start - above.end > 10) return false;
  for (let i = above.end; i < below.start; i++) if (lines[i]?.text === "") return false;
  return true;
}
