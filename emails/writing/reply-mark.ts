import type { Locale } from "#emails/writing/locale.ts";

/** The line above which an answer may be written. Printed on discussion mail, and found again in what comes back. */
export const REPLY_MARKS: Record<Locale, string> = {
  en: "Reply above this line, or just reply",
  de: "Antworte über dieser Zeile, oder antworte einfach",
  fr: "Répondez au-dessus de cette ligne, ou répondez simplement",
  es: "Responde encima de esta línea, o simplemente responde",
};

const KNOWN_MARKS = new Set(Object.values(REPLY_MARKS).map(plainWords));

/** Whether a line of an answer is our mark, in any language, quoted, decorated or re-spaced by a mail client. */
export function isReplyMark(line: string): boolean {
  return KNOWN_MARKS.has(plainWords(line));
}

function plainWords(line: string): string {
  const letters = line
    .normalize("NFKC")
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu);
  return (letters ?? []).join(" ");
}
