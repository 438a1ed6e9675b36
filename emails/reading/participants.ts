import { addressedHeaders, isRule } from "#emails/reading/header-block.ts";
import type { LineLabel } from "#emails/reading/label-lines.ts";
import type { Line } from "#emails/reading/lines.ts";
import { fold } from "#emails/reading/phrases.ts";

const mostQuoted = 60;

/**
 * The first names of those who wrote to each other, as the quote tells them: who is greeted in its first lines, who
 * stands in its headers. One of them alone on the last line, above that quote, is a signature.
 */
export function participantNames(lines: Line[], labels: LineLabel[]): Set<string> {
  const names = new Set<string>();
  let seen = 0;
  let inQuote = 0;
  for (let i = 0; i < lines.length && seen < mostQuoted; i++) {
    const line = lines[i];
    if (line === undefined || line.text === "") continue;
    if (labels[i] === "new") {
      inQuote = 0;
      continue;
    }
    seen++;
    for (const name of addressedHeaders(line.text)) addName(names, name);
    if (labels[i] === "quote" && inQuote++ < 6) addName(names, greeted(line.text));
  }
  return names;
}

/** "Hey, Stranger," "Liebe Petra," "Hi Bo!": the last word of a short first line. */
function greeted(text: string): string {
  if (text.length > 40 || !/[,!:，、]$/.test(text)) return "";
  const words = text.split(/\s+/);
  const last = words.at(-1) ?? "";
  return words.length >= 2 && words.length <= 4 && /^\p{Lu}/u.test(last) ? last : "";
}

function addName(names: Set<string>, name: string): void {
  const first = fold(name).split(/[\s,@]/, 1)[0] ?? "";
  const plain = first.replace(/[^\p{L}\p{M}'-]+/gu, "");
  if (plain.length > 1) names.add(plain);
}

/** Whether the last of some lines is a single name, and a paragraph of its own, or right above the program's rule. */
export function loneName(words: Line[], below: Line | undefined): string | null {
  const last = words.at(-1);
  const above = words.at(-2);
  if (last === undefined || above === undefined) return null;
  if (!/^\p{Lu}[\p{L}\p{M}'’-]{1,30}[.!]?$/u.test(last.text)) return null;
  const alone = above.text === "" || (below !== undefined && isRule(below.text));
  return alone ? fold(last.text).replace(/[.!]$/, "") : null;
}
