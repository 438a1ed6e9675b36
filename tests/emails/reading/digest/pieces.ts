import type { SentLetter } from "#tests/emails/reading/digest/editions.ts";

/** A stretch of the letter that a reader may quote, delete, or write under. */
export interface LetterPiece {
  /** 0 for what stands before the items, -1 for what stands behind them. */
  item: number;
  /** The first of its item. */
  opens: boolean;
  /** As it stands in the part it was taken from, without the space around it. */
  source: string;
}

const STARS = /^\s*\* \* \*$/;

/** Paragraphs of the text part. */
export function textPieces({ text }: SentLetter): LetterPiece[] {
  const pieces: LetterPiece[] = [];
  let item = 0;
  let stars = false;
  for (const source of text.trimEnd().split(/\n{2,}/)) {
    const number = stars ? /^\[(\d+)\]/.exec(source)?.[1] : undefined;
    if (number !== undefined) item = Number(number);
    else if (stars) item = -1;
    stars = STARS.test(source);
    pieces.push({ item, opens: number !== undefined, source });
  }
  return pieces;
}

/** The body of the HTML part, cut before each end of a cell: where a writer's cursor can stand inside of tables. */
export function htmlPieces({ html }: SentLetter): LetterPiece[] {
  const body = html
    .slice(html.indexOf("<body"), html.lastIndexOf("</body>"))
    .replace(/^<body[^>]*>/, "")
    .replace(/<!--[^]*?-->/g, "");
  const pieces: LetterPiece[] = [];
  let item = 0;
  let opens = false;
  let at = 0;
  for (const match of body.matchAll(/<div id="item-(\d+)">|<\/p>(?=<p>)|<\/td>/g)) {
    const { index } = match;
    const number = match[1];
    const cut = match[0] === "</p>" ? index + 4 : index;
    if (cut > at) pieces.push({ item, opens, source: body.slice(at, cut) });
    at = cut;
    opens = number !== undefined;
    if (number !== undefined) item = Number(number);
  }
  pieces.push({ item, opens: false, source: body.slice(at) });
  return markFooter(pieces);
}

/** The last item ends with its own address; what has words after that is the footer. */
function markFooter(pieces: LetterPiece[]): LetterPiece[] {
  const address = pieces.findLastIndex(
    ({ item, source }) => item > 0 && /kiln\+\w+@/.test(source.replace(/href="[^"]*unsubscribe[^"]*"/gi, "")),
  );
  return pieces.map((piece, i) =>
    i > address && address >= 0 ? { ...piece, item: -1, opens: false } : piece,
  );
}

export function wordsOfHtml(source: string): string {
  return source
    .replace(/<[^>]*>/g, " ")
    .replace(/&[#\w]+;/g, " ")
    .trim();
}
