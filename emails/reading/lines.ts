import { joinLineEnds } from "#emails/reading/long-text.ts";

/** Why a line is surely something else than new words, told by the mail's own structure. */
export type LineHint = "quote" | "attribution" | "signature" | "rule" | "header-block";

/** One line of a message, freed from its quote marks; what all rules look at. */
export interface Line {
  /** As written, marks and all. */
  raw: string;
  /** Trimmed, without marks and invisible letters. */
  text: string;
  /** How often quoted: `>` in text, blockquote in HTML. */
  depth: number;
  hint: LineHint | null;
  /** Ids and addresses of links that stand in it: `#item-3`, `mailto:…`. */
  marks: string[];
}

const longestLine = 20_000;
/** More lines than any letter has; what follows is kept as one, so that no body costs more than a long letter. */
export const mostLines = 4000;

/** A text body to lines. `>` (also `|` in a run of two or more, and initials such as `AB>`) counts as quoted. */
export function textLines(text: string): Line[] {
  const whole = joinLineEnds(text);
  const rows = whole.split("\n", mostLines);
  const lines = rows.map(textLine);
  const read = rows.reduce((length, row) => length + row.length + 1, 0);
  if (read <= whole.length) lines.push(textLine(whole.slice(read)));
  closeBrackets(lines);
  markRuns(lines);
  return lines;
}

function textLine(raw: string): Line {
  const mark = quoteMark(raw);
  const rest = raw.slice(mark.length);
  return { raw, text: visible(rest), depth: countMarks(mark), hint: null, marks: [] };
}

/** The leading `>`, `> >`, `>>` of a line. An arrow that closes again (`>>> http://… <<<`) is content. */
function quoteMark(raw: string): string {
  if (!/^[ \t]{0,4}[>＞]/.test(raw)) return "";
  const mark = /^[ \t]{0,4}[>＞](?:[ \t\u00a0]?[>＞])*[ ]?/.exec(raw.slice(0, 400))?.[0] ?? "";
  if (mark === "") return "";
  return /^[ \t]*>{2}/.test(mark) && /<{2,}\s*$/.test(raw.slice(-20)) ? "" : mark;
}

function countMarks(mark: string): number {
  let count = 0;
  for (const letter of mark) if (letter === ">" || letter === "＞") count++;
  return count;
}

/** `> wrote:` below `<address` is no quote: the bracket was wrapped away from its address. */
function closeBrackets(lines: Line[]): void {
  for (let i = 1; i < lines.length; i++) {
    const [above, line] = [lines[i - 1], lines[i]];
    if (
      above === undefined ||
      line?.depth !== 1 ||
      above.depth > 0 ||
      line.text.length > 40 ||
      !/[:：]$/.test(line.text)
    )
      continue;
    const open = above.text.lastIndexOf("<") > above.text.lastIndexOf(">") || /^mailto:/i.test(above.text);
    if (open) Object.assign(line, { depth: 0, text: visible(line.raw) });
  }
}

/** Two or more lines that begin with the same initials and `>`, or with a bar that closes no table: older ways of quoting. */
function markRuns(lines: Line[]): void {
  let run: Line[] = [];
  let mark = "";
  const close = () => {
    if (run.length >= 2) for (const line of run) unmark(line, mark);
    run = [];
  };
  for (const line of lines) {
    const found = olderMark(line.raw);
    if (found !== mark) close();
    mark = found;
    if (found !== "") run.push(line);
  }
  close();
}

function olderMark(raw: string): string {
  const initials = /^\s{0,3}(\p{Lu}{1,4}>)(?:\s|$)/u.exec(raw.slice(0, 12))?.[1];
  if (initials !== undefined) return initials;
  return raw.startsWith("| ") && !raw.includes("|", 2) ? "|" : "";
}

function unmark(line: Line, mark: string): void {
  const rest = line.raw.trimStart().slice(mark.length);
  Object.assign(line, { depth: Math.max(line.depth, 1), text: visible(rest) });
}

/** Without letters nobody sees (zero width, direction, soft hyphen, byte order), no-break spaces made plain, trimmed. */
export function visible(text: string): string {
  const short = text.length > longestLine ? text.slice(0, longestLine) : text;
  // eslint-disable-next-line no-control-regex -- a quick way out for the most common line
  if (/^[\x00-\x7f]*$/.test(short)) return short.trim();
  return short
    .replace(
      /\u034f|\u200d|[\u00ad\u061c\u115f\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2069]|\ufeff|\ufffc|\u1427/g,
      "",
    )
    .replace(/[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g, " ")
    .trim();
}
