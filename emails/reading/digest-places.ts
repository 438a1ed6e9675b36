import type { AnswerTarget } from "#emails/reading/digest-answers.ts";
import type { Match } from "#emails/reading/digest-alignment.ts";
import type { KnownQuotes } from "#emails/reading/digest-quotes.ts";
import { wordsIn } from "#emails/reading/digest-words.ts";
import type { LabelledBody } from "#emails/reading/reply-text.ts";

/** A run of new lines, and what is quoted around it. */
export interface Block {
  /** Lines of the body, not empty at either end. */
  lines: number[];
  /** What the quoted lines right above it come from, nearest last; null where the digest does not hold them. */
  above: (Match | null)[];
  /** How many words the nearest quoted line has. */
  nearestWords: number;
  quoteAbove: boolean;
  quoteBelow: boolean;
  /** The place in force when the block begins. */
  current: Match | null;
}

export interface Placed {
  target: AnswerTarget;
  confidence: number;
  why: string;
}

const quoted = new Set(["quote", "forward"]);

/** The runs of new lines; only quoted lines part them. */
export function findBlocks({ lines, labels }: LabelledBody, { matches }: KnownQuotes): Block[] {
  const blocks: Block[] = [];
  let open: Block | null = null;
  let above: (Match | null)[] = [];
  let nearestWords = 0;
  let current: Match | null = null;
  let quoteAbove = false;
  for (const [i, line] of lines.entries()) {
    const label = labels[i] ?? "new";
    if (line.text === "") continue;
    if (label === "new") {
      if (open === null) {
        open = { lines: [], above, nearestWords, quoteAbove, quoteBelow: false, current };
        blocks.push(open);
        above = [];
      }
      open.lines.push(i);
    } else if (quoted.has(label)) {
      open = null;
      quoteAbove = true;
      const match = matches[i] ?? null;
      const words = wordsIn(line.text).length;
      if (match !== null || words > 0) {
        above.push(match);
        nearestWords = words;
      }
      current = match ?? current;
    }
  }
  // Below every block but the last there is a quote, or it would be the same block.
  const below = above.length > 0;
  return blocks.map((block, i) => ({ ...block, quoteBelow: i < blocks.length - 1 || below }));
}

/** Where a block goes by what is quoted around it (rules 2 to 5). */
export function placeBlock(block: Block, at: number, blocks: readonly Block[], known: KnownQuotes): Placed {
  if (!block.quoteAbove) return placeAboveAll(blocks, known);
  const { current, above } = block;
  const nearest = above.at(-1) ?? null;
  if (current === null || (nearest === null && block.nearestWords >= 4))
    return ask(itemsIn(above), "below a quote that is not in the digest");
  if (!current.sure && current.item > 0) return ask(itemsIn(above), "below words that several items hold");
  if (current.item === 0) return placeOutside(block, current, known);
  const items = itemsIn(above);
  const interleaved = blocks.some((other, i) => i !== at && other.quoteAbove);
  if (block.quoteBelow || items.length <= 1 || interleaved)
    return {
      target: { kind: "item", number: current.item },
      confidence: current.by === "words" ? 0.85 : 0.95,
      why: `below item ${current.item}, known by its ${current.by}`,
    };
  return ask(items, "below several items at the end");
}

function placeAboveAll(blocks: readonly Block[], { matches, source }: KnownQuotes): Placed {
  const items = itemsIn(matches);
  const held = new Set(source.itemOf.filter((item) => item > 0)).size;
  if (held > 1 && items.length === 1 && blocks.length === 1) return ask(items, "above the quote of one item");
  return { target: { kind: "digest" }, confidence: 0.8, why: "above every quote" };
}

function placeOutside({ above }: Block, current: Match, { source }: KnownQuotes): Placed {
  if (source.firstItemAt < 0 || current.end <= source.firstItemAt)
    return { target: { kind: "digest" }, confidence: 0.85, why: "below the opening" };
  if (current.start > source.lastItemAt)
    return { target: { kind: "digest" }, confidence: 0.75, why: "below the footer" };
  return ask(itemsIn(above), "under a heading between items");
}

function itemsIn(matches: readonly (Match | null)[]): number[] {
  return [...new Set(matches.flatMap((match) => (match === null || match.item === 0 ? [] : [match.item])))];
}

export function ask(candidates: number[], why: string): Placed {
  return { target: { kind: "ask", candidates }, confidence: 0.3, why };
}
