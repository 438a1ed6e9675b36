import { lengthOf } from "#emails/writing/graphemes.ts";

/** The text part is a letter of its own: lines of at most 72 columns, each address on its own line. */
const COLUMNS = 72;

/** Parts with an empty line between them; null leaves one out. */
export function textParts(...parts: readonly (string | null)[]): string {
  return parts.filter((part): part is string => part !== null && part.trim() !== "").join("\n\n");
}

/** Words wrapped at 72 columns; line breaks are kept, and `rest` indents all lines but the first of each. */
export function wrapText(text: string, first = "", rest = first): string {
  const lines = text.replace(/\r\n?/g, "\n").split("\n");
  return lines.map((line, at) => wrapLine(line, at === 0 ? first : rest, rest)).join("\n");
}

/** A few words, and the address they speak of on the next line. */
export function withAddress(label: string, address: string): string {
  return `${wrapText(`${label}:`)}\n${address}`;
}

/** What someone wrote, so that no line of it is taken for the beginning of a signature. */
export function saidText(text: string, indent = ""): string {
  const calm = text.trim().replace(/^(--|__)[ \t]*$/gm, "—");
  return wrapText(calm.replace(/[ \t]+$/gm, "").replace(/\n{3,}/g, "\n\n"), indent);
}

/** A title over a line. */
export function underlined(text: string, sign = "="): string {
  const wrapped = wrapText(text);
  const widest = Math.max(...wrapped.split("\n").map((line) => lengthOf(line)));
  return `${wrapped}\n${sign.repeat(Math.min(widest, COLUMNS))}`;
}

function wrapLine(line: string, first: string, rest: string): string {
  const out: string[] = [];
  let current = first;
  let empty = true;
  for (const word of line.split(/[ \t]+/)) {
    const longer = empty ? current + word : `${current} ${word}`;
    if (!empty && lengthOf(longer) > COLUMNS) {
      out.push(current);
      current = rest + word;
    } else current = longer;
    empty = false;
  }
  return [...out, current].map((one) => one.trimEnd()).join("\n");
}
