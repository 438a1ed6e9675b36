import { graphemesOf, lengthOf } from "#emails/writing/graphemes.ts";

/** Subjects stay within 60 characters, preheaders within 110: names and titles that people chose may be longer. */
const SUBJECT = 60;
const PREHEADER = 110;

/** A subject with a name or title in it, which is shortened as far as the whole needs. */
export function fitSubject(write: (name: string) => string, name: string): string {
  const spare = SUBJECT - lengthOf(write(""));
  return write(cut(name.trim(), Math.max(spare, 8)));
}

export function fitPreheader(text: string): string {
  return cut(oneLine(text), PREHEADER);
}

export function excerpt(text: string, length: number): string {
  return cut(oneLine(text), length);
}

/** Cut between words where there is one near, and never inside a character. */
export function cut(text: string, length: number): string {
  // No letter is shorter than one unit: most texts need not be taken apart.
  if (text.length <= length) return text;
  const letters = graphemesOf(text);
  if (letters.length <= length) return text;
  const short = letters.slice(0, length - 1).join("");
  const space = short.lastIndexOf(" ");
  return `${(space > length * 0.6 ? short.slice(0, space) : short).replace(/[\s,.;:–-]+$/, "")}…`;
}

/** The beginning of a text that may be very long: only as much of it is looked at as can count. */
export function beginning(text: string, length: number): string {
  return cut(text.trim().slice(0, length * 12), length);
}

const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();
