import type { DigestIndex } from "#emails/reading/digest-index.ts";
import type { DigestSource } from "#emails/reading/digest-source.ts";
import { shingle, wordsIn } from "#emails/reading/digest-words.ts";
import type { Line } from "#emails/reading/lines.ts";

/** Where in the digest a line of the reply was quoted from: words `start` to `end` of a source. */
export interface Match {
  start: number;
  end: number;
  /** 0 outside of all items. */
  item: number;
  /** Share of the line's words that stand there. */
  share: number;
  words: number;
  /** Whether the line itself, or what stands around it, leaves no other item possible. */
  sure: boolean;
  by: "heading" | "id" | "address" | "words";
}

export interface Alignment {
  source: DigestSource;
  /** By line of the reply. */
  matches: (Match | null)[];
  /** How many words were found again in order. */
  weight: number;
}

interface Candidate extends Match {
  line: number;
  gain: number;
  score: number;
  previous: Candidate | null;
}

/** What stands unmarked beside marked quotes is hardly quoted: it fits in, or it does not. */
const doubtedWorth = 0.2;
/** What is named by id, heading or address weighs as much as a line of these many words. */
const nameGain = 6;
/** Each word passed over costs a little, so that of equal places the nearest is taken. */
const gapCost = 0.0005;

/**
 * Finds the lines again in the digest, all of them together: of all ways to read them in the digest's own order, the
 * one that explains the most words (a heaviest increasing chain; `isDoubted` lines weigh little). A line that repeats words from elsewhere cannot pull
 * its neighbours along; lines that no such order explains were not quoted here.
 */
export function alignLines(
  lines: readonly (Line | null)[],
  index: DigestIndex,
  isDoubted: (line: number) => boolean,
): Alignment {
  const words = lines.map((line) => (line === null ? [] : wordsIn(line.text)));
  const alignments = index.sources.map((source) => align(lines, words, source, index, isDoubted));
  return alignments.reduce((best, each) => (each.weight > best.weight ? each : best));
}

function align(
  lines: readonly (Line | null)[],
  words: readonly string[][],
  source: DigestSource,
  index: DigestIndex,
  isDoubted: (line: number) => boolean,
): Alignment {
  const best = new BestBefore(source.words.length + 1);
  let last: Candidate | null = null;
  for (const [i, line] of lines.entries()) {
    if (line === null || line.text === "") continue;
    const found = candidatesOf(i, line, words[i] ?? [], source, index);
    const worth = isDoubted(i) ? doubtedWorth : 1;
    for (const candidate of found) {
      candidate.gain *= worth;
      candidate.previous = best.upTo(candidate.start);
      candidate.score =
        candidate.gain + (candidate.previous === null ? 0 : chainScore(candidate.previous, candidate.start));
    }
    for (const candidate of found) {
      best.put(candidate);
      if (last === null || candidate.score > last.score) last = candidate;
    }
  }
  const matches: (Match | null)[] = lines.map(() => null);
  for (let at = last; at !== null; at = at.previous) matches[at.line] = at;
  continueLines(lines, words, source, matches);
  spreadSurety(matches);
  return { source, matches, weight: last?.score ?? 0 };
}

function chainScore(previous: Candidate, start: number): number {
  return previous.score - (start - previous.end) * gapCost;
}

function candidatesOf(
  line: number,
  { text, marks, ...rest }: Line,
  words: readonly string[],
  source: DigestSource,
  index: DigestIndex,
): Candidate[] {
  const found: Candidate[] = [];
  const add = (
    start: number,
    end: number,
    share: number,
    gain: number,
    item: number,
    by: Match["by"] = "words",
  ) =>
    found.push({
      line,
      start,
      end,
      item,
      share,
      words: words.length,
      sure: false,
      by,
      gain,
      score: 0,
      previous: null,
    });
  for (const start of startsOf(words, source)) {
    const { same, from, to } = sameAt(words, start, source);
    if (same * 2 < words.length) continue;
    add(from, to, same / words.length, same * (words.length < 3 ? 0.6 : 1), itemAt(source, from, to));
  }
  const full = Math.max(0, ...found.map(({ share }) => share));
  const items = new Set(found.filter(({ share }) => share >= full * 0.8).map(({ item }) => item));
  for (const candidate of found) candidate.sure = items.size === 1 && words.length >= 3;

  const named = index.named({ text, marks, ...rest });
  if (named !== null) addNamed(named, found, source, add);
  return found;
}

function addNamed(
  { item, by }: { item: number; by: "heading" | "id" | "address" },
  found: Candidate[],
  source: DigestSource,
  add: (start: number, end: number, share: number, gain: number, item: number, by: Match["by"]) => void,
): void {
  const theirs = found.filter((each) => each.item === item);
  for (const candidate of theirs)
    Object.assign(candidate, { sure: true, by, gain: candidate.gain + nameGain });
  if (theirs.length > 0) return;
  for (const start of by === "address" ? source.tailsOf(item) : [source.headOf(item)]) {
    if (start < 0) continue;
    add(start, start, 0, nameGain, item, by);
    for (const added of found.slice(-1)) added.sure = true;
  }
}

/** Where a line may begin in the digest, by a few of its shingles; lines of one or two words by whole rows. */
function startsOf(words: readonly string[], source: DigestSource): Set<number> {
  const starts = new Set<number>();
  if (words.length === 0) return starts;
  if (words.length < 3) {
    for (const at of source.rowStarts.get(words.join(" ")) ?? []) starts.add(at);
    return starts;
  }
  const last = words.length - 3;
  const probes = new Set([0, 1, 2, 3, 4, 5, 6].map((sixth) => Math.round((last * sixth) / 6)));
  for (const offset of probes)
    for (const at of source.shingles.get(shingle(words, offset)) ?? []) starts.add(at - offset);
  return starts;
}

/** How many words agree when a line is laid there, and from where to where. */
function sameAt(
  words: readonly string[],
  start: number,
  source: DigestSource,
): { same: number; from: number; to: number } {
  let same = 0;
  let from = start;
  let to = start;
  for (let i = 0; i < words.length; i++) {
    if (source.words[start + i] !== words[i]) continue;
    if (same === 0) from = start + i;
    same++;
    to = start + i + 1;
  }
  return { same, from, to };
}

/** The item in which most of a line stands: a wrapped line may reach into the next. */
function itemAt(source: DigestSource, from: number, to: number): number {
  return source.itemOf[Math.floor((from + to - 1) / 2)] ?? 0;
}

/** The rest of a line that was wrapped: just what comes next in the digest. */
function continueLines(
  lines: readonly (Line | null)[],
  words: readonly string[][],
  source: DigestSource,
  matches: (Match | null)[],
): void {
  const limits = followingStarts(matches, source.words.length);
  let above: Match | null = null;
  for (let i = 0; i < lines.length; i++) {
    if (lines[i] === null || lines[i]?.text === "") continue;
    const own = words[i] ?? [];
    const known = matches[i] ?? null;
    if (known === null && above !== null && own.length > 0 && own.length < 40) {
      const end = above.end + own.length;
      if (end <= (limits[i] ?? 0) && own.every((word, at) => source.words[(above?.end ?? 0) + at] === word))
        matches[i] = {
          start: above.end,
          end,
          item: itemAt(source, above.end, end),
          share: 1,
          words: own.length,
          sure: false,
          by: "words",
        };
    }
    if (own.length > 0 || known !== null) above = matches[i] ?? null;
  }
}

/** For each line, where the next matched line below begins. */
function followingStarts(matches: readonly (Match | null)[], end: number): number[] {
  const starts: number[] = [];
  let next = end;
  for (let i = matches.length - 1; i >= 0; i--) {
    starts[i] = next;
    next = matches[i]?.start ?? next;
  }
  return starts;
}

/** What other items hold as well is told by its neighbours: right behind, or between, lines that only one item holds. */
function spreadSurety(matches: readonly (Match | null)[]): void {
  const chain = matches.filter((match) => match !== null);
  const spread = (row: readonly Match[]) => {
    let sure: Match | null = null;
    for (const match of row) {
      if (match.sure) sure = match;
      else if (sure?.item === match.item && touches(sure, match)) {
        match.sure = true;
        sure = match;
      }
    }
  };
  spread(chain);
  spread(chain.toReversed());
  let opening: number | null = null;
  for (const [i, match] of chain.entries()) {
    if (!match.sure) continue;
    if (opening !== null && chain[opening]?.item === match.item)
      for (let at = opening + 1; at < i; at++) {
        const between = chain[at];
        if (between?.item === match.item) between.sure = true;
      }
    opening = i;
  }
}

function touches(one: Match, other: Match): boolean {
  return Math.max(one.start, other.start) - Math.min(one.end, other.end) <= 4;
}

/** The best chain that ends at or before a place (a Fenwick tree of maxima). */
class BestBefore {
  private readonly tree: (Candidate | null)[];

  constructor(private readonly size: number) {
    this.tree = new Array<Candidate | null>(size + 1).fill(null);
  }

  upTo(at: number): Candidate | null {
    let best: Candidate | null = null;
    for (let i = Math.min(at, this.size - 1) + 1; i > 0; i -= i & -i)
      best = better(best, this.tree[i] ?? null);
    return best;
  }

  put(candidate: Candidate): void {
    for (let i = Math.min(candidate.end, this.size - 1) + 1; i <= this.size; i += i & -i)
      this.tree[i] = better(this.tree[i] ?? null, candidate);
  }
}

/** What each is worth to a line that follows: less the way there, which is the same for both. */
function better(one: Candidate | null, other: Candidate | null): Candidate | null {
  if (one === null || other === null) return one ?? other;
  return other.score + other.end * gapCost > one.score + one.end * gapCost ? other : one;
}
