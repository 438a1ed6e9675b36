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
    else if (rows >= 2 && isDatedLabel(line.text)) seen.push(new Set(["sent"]));
    else if (!continues(line, lines[i - 1])) break;
    values += ` ${fold(label?.value ?? line.text).slice(0, 400)}`;
    rows++;
    end = i + 1;
  }
  return isBlock(seen, values) && !fromNobody(lines, start, end)
    ? { start, end }
    : unknownBlockAt(lines, start);
}

/** "From: the station", "From: 19:45": a plan, no header. A sender is an address, or a name in its capitals. */
function fromNobody(lines: Line[], start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    const label = readLabel(lines[i]?.text ?? "");
    if (label?.labels.has("from") !== true) continue;
    const value = label.value.trim();
    if (value === "" || address.test(value)) return false;
    return !/^["'(]?[\p{Lu}\p{Lo}]/u.test(value);
  }
  return false;
}

function readLabel(text: string): { labels: Set<Label>; value: string } | null {
  const match = labelled.exec(text.slice(0, 600));
  if (match === null) return null;
  const found = labels.get(fold(match[1] ?? ""));
  return found === undefined ? null : { labels: found, value: match[2] ?? "" };
}

/** A label that no table knows, with a date and a time behind it, among others that it knows. */
function isDatedLabel(text: string): boolean {
  const value = labelled.exec(text.slice(0, 200))?.[2];
  if (value === undefined) return false;
  const { date, time } = dateShape(fold(value));
  return date && time;
}

/** Whom a header line names: "To: Petra Vogt <petra@vogt.example>" gives "Petra Vogt". */
export function addressedHeaders(text: string): string[] {
  if (text.length > 300 || !/[:：]/.test(text.slice(0, 40))) return [];
  const label = readLabel(text);
  if (label === null || !(label.labels.has("from") || label.labels.has("to"))) return [];
  return label.value
    .split(/[;,]\s/)
    .slice(0, 8)
    .map((each) => each.replace(/^["'\s]+/, ""));
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
  // Without a date it may be an example of a header; a program's own has one, or a fourth line.
  if (kinds >= 3) return (has("from") || has("sent")) && (hasDate || (hasAddress && kinds >= 4));
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

/**
 * The headers of Notes, which carry no colons: a sender, below it nothing but a date with a time, and within some lines
 * "To" and "Subject" standing alone or before their value.
 */
export function labelledWithoutColons(lines: Line[], start: number): HeaderBlock | null {
  const sender = lines[start]?.text ?? "";
  if (sender.length > 120 || !/^["\p{Lu}\p{Lo}][^:：]*$/u.test(sender) || /[.!?,;]$/.test(sender))
    return null;
  const dated = wordBelow(lines, start + 1);
  if (!isDateAlone(lines[dated]?.text ?? "")) return null;
  let to = false;
  for (let i = dated; i < lines.length && i < dated + 16; i++) {
    const text = lines[i]?.text ?? "";
    const kinds =
      labels.get(fold(text)) ?? (i > dated ? labels.get(fold(text.split(/\s/, 1)[0] ?? "")) : null);
    if (kinds?.has("to") === true || / (?:to|an|à|a) \S+@/i.test(text)) to = true;
    if (to && kinds?.has("subject") === true) return { start, end: subjectEnd(lines, i) };
  }
  return null;
}

function subjectEnd(lines: Line[], label: number): number {
  return (lines[label]?.text ?? "").includes(" ") ? label + 1 : wordBelow(lines, label + 1) + 1;
}

function wordBelow(lines: Line[], from: number): number {
  let at = from;
  while (at < lines.length && at < from + 4 && lines[at]?.text === "") at++;
  return at;
}

/** "12/03/2026 19:45", perhaps with "PM" or a zone, perhaps with the recipient behind it. */
function isDateAlone(text: string): boolean {
  if (!/^\d/.test(text) || text.length > 120) return false;
  const { date, time } = dateShape(fold(text.slice(0, 40)));
  return date && time && text.replace(/\S+@\S+/g, "").replace(/[^\p{L}]/gu, "").length <= 12;
}

/** A line drawn with one kind of mark. */
export function isRule(text: string): boolean {
  return /^(?:-{2,}|_{2,}|={2,}|\*{3,}|~{3,}|#{3,}|\+{3,}|—{1,}|–{2,}|─{2,}|━{2,}|·{3,}|\.{6,}|-( -){2,}|\*( \*){2,}|_( _){2,})$/.test(
    text,
  );
}
