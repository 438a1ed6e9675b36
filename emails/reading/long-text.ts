const lineFeed = 10;
const carriageReturn = 13;
const space = 32;
const blanks = new Set([9, lineFeed, 12, carriageReturn, space]);

/**
 * Runs of blanks, as HTML counts them, become one space. With a mark in every other letter of a megabyte, what a
 * regular expression leaves behind keeps the collector busier than the work itself: such text is copied letter by letter.
 */
export function collapseBlanks(text: string): string {
  if (text.length < long) return text.replace(/[ \t\r\n\f]+/g, " ");
  const written = new Uint16Array(text.length);
  let length = 0;
  for (let at = 0; at < text.length; at++) {
    const letter = text.charCodeAt(at);
    if (!blanks.has(letter)) written[length++] = letter;
    else if (length === 0 || written[length - 1] !== space) written[length++] = space;
  }
  return asString(written, length);
}

/** Every kind of line end becomes `\n`. */
export function joinLineEnds(text: string): string {
  if (text.length < long) return text.replace(/\r\n?/g, "\n");
  if (!text.includes("\r")) return text;
  const written = new Uint16Array(text.length);
  let length = 0;
  for (let at = 0; at < text.length; at++) {
    const letter = text.charCodeAt(at);
    if (letter !== carriageReturn) written[length++] = letter;
    else if (text.charCodeAt(at + 1) !== lineFeed) written[length++] = lineFeed;
  }
  return asString(written, length);
}

/** Each letter of `marks` gives way to its words. */
export function replaceMarks(text: string, marks: ReadonlyMap<number, string>): string {
  let longer = 0;
  for (let at = 0; at < text.length; at++) longer += (marks.get(text.charCodeAt(at))?.length ?? 1) - 1;
  const written = new Uint16Array(text.length + longer);
  let length = 0;
  for (let at = 0; at < text.length; at++) {
    const letter = text.charCodeAt(at);
    const words = marks.get(letter);
    if (words === undefined) written[length++] = letter;
    else for (let i = 0; i < words.length; i++) written[length++] = words.charCodeAt(i);
  }
  return asString(written, length);
}

/** From here on copying is cheaper. */
export const long = 50_000;

function asString(letters: Uint16Array, length: number): string {
  return Buffer.from(letters.buffer, 0, length * 2).toString("utf16le");
}
