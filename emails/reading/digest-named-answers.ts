import type { Piece, SentDigest } from "#emails/reading/digest-answers.ts";
import { ask, type Placed } from "#emails/reading/digest-places.ts";
import { readReference, type Reference } from "#emails/reading/digest-references.ts";
import type { LabelledBody } from "#emails/reading/reply-text.ts";

/** Rule 1: what names its item goes there; the rest of the block keeps the block's own target. */
export function splitByReferences(
  block: readonly number[],
  placed: Placed,
  { lines }: LabelledBody,
  digest: SentDigest,
): Piece[] {
  const texts = block.map((i) => lines[i]?.text ?? "");
  const references = settleLists(
    texts.map((text) => readReference(text, digest)),
    texts,
    placed,
  );
  if (references.every((reference) => reference === null)) return [{ ...placed, lines: [...block] }];

  const pieces: Piece[] = [];
  let piece: Piece = { ...placed, lines: [] };
  const begin = (next: Placed) => {
    if (piece.lines.length > 0) pieces.push(piece);
    piece = { ...next, lines: [] };
  };
  let named = false;
  let open = false;
  block.forEach((line, i) => {
    const reference = references[i] ?? null;
    const previous = block[i - 1];
    const gap = previous !== undefined && line > previous + 1;
    if (reference !== null) {
      begin(placeReference(reference, placed));
      named = true;
      open = reference.rest === "";
    } else if (named && gap && !open) {
      begin(ask(numbersOf(piece.target), "after an answer that named its item"));
      named = false;
    } else open = false;
    piece.lines.push(line);
  });
  begin(placed);
  return pieces;
}

/**
 * `1.`, `2.`, `3.` one after another are a list as likely as answers: below an item it is what was said about it,
 * elsewhere it is kept together and asked. Two or more that go up with gaps are answers. `[1]` that is mentioned
 * elsewhere, or stands before a link, is a footnote.
 */
function settleLists(
  references: readonly (Reference | null)[],
  texts: readonly string[],
  { target }: Placed,
): (Reference | null)[] {
  const listed = references.flatMap((reference) => (isListed(reference) ? reference.candidates : []));
  const rises = listed.every((number, i) => i === 0 || number > (listed[i - 1] ?? 0));
  const isSequence = listed.every((number, i) => number === i + (listed[0] ?? 0));
  const areAnswers = listed.length >= 2 && rises && !isSequence;
  const isContent = target.kind === "item" && listed.length >= 2 && !areAnswers;
  const marks = countMarks(texts);
  let first = true;
  return references.map((reference, i): Reference | null => {
    if (reference?.kind === "sure")
      return isFootnote(reference, texts[i] ?? "", marks)
        ? { kind: "unsure", candidates: [reference.number], rest: reference.rest, listed: false }
        : reference;
    if (!isListed(reference)) return reference;
    const [number = 0] = reference.candidates;
    if (areAnswers) return { kind: "sure", number, rest: reference.rest };
    const begins = first && !isContent;
    first = false;
    return begins ? { ...reference, candidates: listed } : null;
  });
}

function isListed(reference: Reference | null): reference is Extract<Reference, { kind: "unsure" }> {
  return reference?.kind === "unsure" && reference.listed;
}

function countMarks(texts: readonly string[]): Map<string, number> {
  const marks = new Map<string, number>();
  for (const text of texts)
    for (const [mark] of text.matchAll(/\[\d{1,3}\]/g)) marks.set(mark, (marks.get(mark) ?? 0) + 1);
  return marks;
}

function isFootnote(
  { number, rest }: { number: number; rest: string },
  text: string,
  marks: ReadonlyMap<string, number>,
): boolean {
  if (!/^\W{0,4}\[/.test(text)) return false;
  return /^https?:/.test(rest) || (marks.get(`[${number}]`) ?? 0) > 1;
}

function placeReference(reference: Reference, { target }: Placed): Placed {
  if (reference.kind === "unsure") return ask(reference.candidates, "a number that may be a list's");
  if (target.kind === "item" && target.number !== reference.number)
    return ask([target.number, reference.number], "names one item below another");
  return {
    target: { kind: "item", number: reference.number },
    confidence: 0.95,
    why: `names item ${reference.number}`,
  };
}

function numbersOf(target: Piece["target"]): number[] {
  return target.kind === "item" ? [target.number] : target.kind === "ask" ? target.candidates : [];
}
