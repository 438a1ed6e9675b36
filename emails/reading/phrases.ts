import { languages, type LanguageRow } from "#emails/reading/languages.ts";

type Column = Exclude<keyof LanguageRow, "code">;

/** Lower-case, one space between words, typographic quotes made plain, emphasis marks gone. */
export function fold(text: string): string {
  return text
    .normalize("NFC")
    .toLowerCase()
    .replace(/[*_`]/g, "")
    .replace(/[’‘]/g, "'")
    .replace(/\s+/g, " ")
    .trim();
}

/** Digits of every script as 0 to 9: Arabic, Persian, Devanagari, Thai, full width. */
export function plainDigits(text: string): string {
  // eslint-disable-next-line no-control-regex -- a quick way out for the most common mail
  if (/^[\x00-\x7f]*$/.test(text)) return text;
  return text.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 48;
    for (const zero of zeros) if (code >= zero && code < zero + 10) return String(code - zero);
    return digit;
  });
}

const zeros = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xff10, 0xed0, 0x1040, 0x17e0];

/** All words of a column, longest first. */
export function wordsOf(column: Column): string[] {
  const words = new Set(
    languages.flatMap((row) => row[column]).map((word) => fold(word).replace(/[:：]$/, "")),
  );
  return [...words].filter((word) => word !== "").sort((a, b) => b.length - a.length);
}

export function escapePattern(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}

const spaced = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Arabic}\p{Script=Hebrew}]/u;

/** An alternation of whole words; scripts without spaces need none around them. */
export function anyOf(words: string[]): string {
  const bounded = words.filter((word) => spaced.test(word)).map(escapePattern);
  const free = words.filter((word) => !spaced.test(word)).map(escapePattern);
  return [`(?<![\\p{L}\\p{M}])(?:${bounded.join("|")})(?![\\p{L}\\p{M}])`, ...free].join("|");
}
