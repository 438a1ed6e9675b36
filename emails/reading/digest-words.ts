import { fold } from "#emails/reading/phrases.ts";

/** Folded words without addresses of any kind; in scripts without spaces each letter is a word. */
export function wordsIn(text: string): string[] {
  const plain = fold(text.slice(0, 20_000)).replace(
    /<[^<>]{0,500}>|https?:\/\/\S+|mailto:\S+|\S{1,100}@\S+/g,
    " ",
  );
  const spaced = plain.replace(
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu,
    " $& ",
  );
  return spaced.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}

/** Three words in a row, by which a line is found again however it was wrapped. */
export function shingle(words: readonly string[], at: number): string {
  return `${words[at] ?? ""} ${words[at + 1] ?? ""} ${words[at + 2] ?? ""}`;
}

/** Addresses of mail and of pages that a line shows or links to, in lower case. */
export function addressesIn(text: string, marks: readonly string[]): { mail: string[]; pages: string[] } {
  const mail: string[] = [];
  const pages: string[] = [];
  for (const written of [text.slice(0, 4_000), ...marks.slice(0, 60).map(decoded)]) {
    if (written.includes("@"))
      for (const [address] of written.matchAll(/[^\s<>()[\]"',;:?&@]{1,100}@[^\s<>()[\]"',;:?&@]{1,200}/g))
        mail.push(address.toLowerCase());
    if (written.includes("//"))
      for (const [page] of written.matchAll(/https?:\/\/[^\s<>()"']{1,2000}/gi))
        pages.push(page.toLowerCase().replace(/[.,;:!]+$/, ""));
  }
  return { mail, pages };
}

function decoded(mark: string): string {
  if (!mark.includes("%")) return mark;
  try {
    return decodeURIComponent(mark);
  } catch {
    return mark;
  }
}
