const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** The letters that a reader sees, each whole: an emoji of several code points, an accent with its letter. */
export function graphemesOf(text: string): string[] {
  if (isPlain(text)) return Array.from(text);
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

export function lengthOf(text: string): number {
  return isPlain(text) ? text.length : graphemesOf(text).length;
}

/** One code unit is one letter in Latin and in common punctuation: no segmenter, which is a thousand times slower. */
function isPlain(text: string): boolean {
  return /^[\x20-\x7e\xa0-\u02ff\u2010-\u2027\u2030-\u205e]*$/.test(text);
}
