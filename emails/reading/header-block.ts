import { dateShape } from "#emails/reading/dates.ts";
import type { Line } from "#emails/reading/lines.ts";
import { fold, wordsOf } from "#emails/reading/phrases.ts";

type Label = "from" | "sent" | "to" | "cc" | "subject";

/** A mail's headers copied into the text, as Outlook and every forward do. */
export interface HeaderBlock {
  start: number;
  /** Exclusive. */
  end: number;
}

const labels = new Map<string, Set<Label>>();
for (const column of ["from", "sent", "to", "cc", "subject"] as const) {
  for (const word of wordsOf(column)) labels.set(word, (labels.get(word) ?? new Set()).add(column));
}

const mostLines = 24;
const labelled = /^[*_\s]{0,6}([^:：<>@"]{1,30}?)\s{0,3}[*_]{0,3}\s{0,3}[:：][*_\s]{0,4}(.*)$/u;
const address = /[^\s<>@]{1,100}@[^\s<>@]{1,200}/;

/** The header block that begins at this line, if one does. */
export function headerBlockAt(lines: Line[], start: number): HeaderBlock | null {
  const first = lines[start];
  if (first === undefined || !/[:：]/.test(first.text.slice(0, 40))) return null;
  const opening = readLabel(first.text);
  if (
    opening === null ||
    !(
      opening.labels.has("from") ||
      opening.labels.has("sent") ||
      opening.labels.has("to") ||
      opening.labels.has("subject")
    )
  ) {
    return unknownBlockAt(lines, start);
  }

  const seen: Set<Label>[] = [];
  let values = "";
  let end = start;
  let rows = 0;
  for (let i = start; i < lines.length && rows < mostLines; i++) {
    const line = lines[i];
    if (line === undefined || line.depth !== first.depth) break;
    if (line.text === "") {
      if (labelAfterBlank(lines, i)) continue;
      break;
    }
    const label = readLabel(line.text);
    if (label !== null) seen.push(label.labels);
    else if (!continues(line, lines[i - 1])) break;
    values += ` ${fold(label?.value ?? line.text).slice(0, 400)}`;
    rows++;
    end = i + 1;
  }
  return isBlock(seen, values) ? { start, end } : unknownBlockAt(lines, start);
}

function readLabel(text: string): { labels: Set<Label>; value: string } | null {
  const match = labelled.exec(text.slice(0, 600));
  if (match === null) return null;
  const found = labels.get(fold(match[1] ?? ""));
  return found === undefined ? null : { labels: found, value: match[2] ?? "" };
}

function labelAfterBlank(lines: Line[], blank: number): boolean {
  const next = lines[blank + 1];
  return next !== undefined && next.text !== "" && readLabel(next.text) !== null;
}

/** Long recipients and subjects wrap; what follows a blank line never continues a header. */
function continues(line: Line, above: Line | undefined): boolean {
  if (above === undefined || above.text === "") return false;
  return (
    /^[<[("]/.test(line.text) ||
    /^[ \t]/.test(line.raw.replace(/^>+/, "")) ||
    address.test(line.text) ||
    above.text.length > 50 ||
    /[,;]$/.test(above.text) ||
    /^[*_]{0,2}[^:]{1,30}:[*_]{0,2}$/.test(above.text) ||
    readLabel(above.text)?.labels.has("subject") === true
  );
}

function isBlock(seen: Set<Label>[], values: string): boolean {
  const kinds = distinct(seen);
  if (kinds < 2) return false;
  const has = (label: Label) => seen.some((set) => set.has(label));
  const hasAddress = address.test(values);
  const hasDate = dateShape(values).date;
  if (kinds >= 3) return (has("from") || has("sent")) && (hasAddress || hasDate);
  return (
    (hasAddress && hasDate) ||
    (has("from") && has("subject") && hasAddress) ||
    (has("from") && has("sent") && hasDate && dateShape(values).time)
  );
}

/** How many different headers stand there; a word that means two things in two languages counts once. */
function distinct(seen: Set<Label>[]): number {
  const kinds = new Set<string>();
  for (const set of seen) kinds.add([...set].sort().join());
  return kinds.size;
}

/** A language that the table does not know: four labelled lines or more, one with an address and another with a time. */
function unknownBlockAt(lines: Line[], start: number): HeaderBlock | null {
  if (!(
    lines[start - 1] === undefined ||
    lines[start - 1]?.text === "" ||
    isRule(lines[start - 1]?.text ?? "")
  ))
    return null;
  let end = start;
  let addressed = false;
  let dated = false;
  while (end < lines.length && end - start < 8) {
    const match = labelled.exec((lines[end]?.text ?? "").slice(0, 400));
    if (match === null || lines[end]?.depth !== lines[start]?.depth || (match[1] ?? "").split(" ").length > 3)
      break;
    const value = fold(match[2] ?? "");
    const shape = dateShape(value);
    if (address.test(value)) addressed = true;
    else if (shape.date && shape.time) dated = true;
    end++;
  }
  return end - start >= 4 && addressed && dated ? { start, end } : null;
}

/** A line drawn with one kind of mark. */
export function isRule(text: string): boolean {
  return /^(?:-{2,}|_{2,}|={2,}|\*{3,}|~{3,}|#{3,}|\+{3,}|—{1,}|–{2,}|─{2,}|━{2,}|·{3,}|\.{6,}|-( -){2,}|\*( \*){2,}|_( _){2,})$/.test(
    text,
  );
}
