import type { MessagePiece } from "#emails/writing/mime.ts";

/**
 * The bytes of one of many letters that have most of themselves in common. What they share stays where it is and is
 * never copied, neither into the letter nor on its way into a socket; only what is this letter's own is written anew.
 */
export class LetterBytes {
  readonly pieces: readonly Buffer[];
  readonly length: number;

  constructor(pieces: readonly MessagePiece[]) {
    this.pieces = asBuffers(pieces);
    this.length = this.pieces.reduce((total, { length }) => total + length, 0);
  }

  /** All of it in one piece, for whoever cannot do with several. */
  get raw(): Buffer {
    return Buffer.concat(this.pieces, this.length);
  }
}

/** Strings side by side become one; all of them are written into one stretch of memory, at once. */
function asBuffers(pieces: readonly MessagePiece[]): Buffer[] {
  let words = "";
  const parts: (Buffer | [from: number, until: number])[] = [];
  let from = 0;
  const endRun = () => {
    if (words.length > from) parts.push([from, words.length]);
    from = words.length;
  };
  for (const piece of pieces) {
    if (typeof piece === "string") words += piece;
    else {
      endRun();
      parts.push(piece);
    }
  }
  endRun();
  const own = Buffer.from(words, "latin1");
  return parts.map((part) => (part instanceof Buffer ? part : own.subarray(...part)));
}
