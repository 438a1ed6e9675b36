import { languages, type LanguageRow } from "#emails/reading/languages.ts";

type Column = Exclude<keyof LanguageRow, "code">;

/** Lower-case, one space between words, typographic quotes made plain, emphasis marks gone. */
export function fold(text: string): string {
  if (plainAscii.test(text)) return foldAscii(text);
  return text
    .normalize("NFC")
    .toLowerCase()
    .replace(/[*_`]/g, "")
    .replace(/[’‘]/g, "'")
    .replace(/\s+/g, " ")
    .trim();
}

const plainAscii = /^[\x20-\x7e]*$/;

function foldAscii(text: string): string {
  let folded = text.toLowerCase();
  if (/[*_`]/.test(folded)) folded = folded.replace(/[*_`]/g, "");
  if (folded.includes("  ")) folded = folded.replace(/ {2,}/g, " ");
  return folded.trim();
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

/** Whether a text ends with one of these words, whole: by looking up its last words, not by trying each. */
export function endsWithWord(words: string[]): (text: string) => boolean {
  const whole = new Set(words.filter((word) => spaced.test(word)));
  const free = words.filter((word) => !spaced.test(word));
  const most = Math.max(...[...whole].map((word) => word.split(" ").length));
  return (text) => {
    let at = text.length;
    for (let count = 0; count < most && at > 0; count++) {
      at = text.lastIndexOf(" ", at - 1);
      if (whole.has(text.slice(at + 1))) return true;
      if (at < 0) break;
    }
    return !plainAscii.test(text) && free.some((word) => text.endsWith(word));
  };
}

/** Whether a text begins with one of these words, and what stands behind it. */
export function wordAtStart(words: Iterable<string>): (text: string) => string | null {
  const known = new Set(words);
  const most = Math.max(...[...known].map((word) => word.split(" ").length));
  return (text) => {
    let at = 0;
    let found: string | null = null;
    for (let count = 0; count < most; count++) {
      at = text.indexOf(" ", at);
      if (at < 0) break;
      const word = text.slice(0, at);
      if (known.has(word)) found = word;
      at++;
    }
    return found;
  };
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
