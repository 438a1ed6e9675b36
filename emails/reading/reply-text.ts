import { htmlLines } from "#emails/reading/html-lines.ts";
import { writeSafeHtml } from "#emails/reading/html-write.ts";
import { labelLines, type LineLabel } from "#emails/reading/label-lines.ts";
import { isRule } from "#emails/reading/header-block.ts";
import { textLines, visible, type Line } from "#emails/reading/lines.ts";
import type { ReadMessage } from "#emails/reading/parse-message.ts";
import { fold } from "#emails/reading/phrases.ts";
import { splitSharedLines } from "#emails/reading/shared-lines.ts";

export type FoldReason =
  | "quote"
  | "attribution"
  | "forward"
  | "signature"
  | "disclaimer"
  | "tagline"
  | "list-footer"
  | "reply-mark"
  | "own-footer"
  /** What stood there before somebody edited it. */
  | "unedited";

export interface ReplySpan {
  kind: "new" | FoldReason;
  text: string;
  html?: string;
}

export interface ReplyText {
  /** The new words, as plain text. */
  text: string;
  /** The same as safe HTML; null when the mail was plain text. */
  html: string | null;
  /** Everything, in order: what is new and what was folded, and why. */
  spans: ReplySpan[];
  signature: string | null;
  /** 0 to 1. Below 0.6 a person should look at what was folded. */
  confidence: number;
  /** The mail program's way of quoting, where it shows. */
  dialect: string | null;
}

/** The new words of a plain text body. */
export function readReplyText(text: string): ReplyText {
  return assemble(readTextBody(text, []));
}

/** The new words of an HTML body, by its structure first; `html` is built from an allow-list. */
export function readReplyHtml(html: string): ReplyText {
  return assemble(readHtmlBody(html, []));
}

/**
 * The better of both bodies. HTML shows more (what is quoted, what is a signature), text never lies about order: HTML is
 * taken unless it gives nothing where text gives something, or is much less sure.
 */
export function readReply(message: ReadMessage): ReplyText {
  return assemble(readLabelled(message));
}

/** The lines of the better body with their labels, before they become text: for those who place them themselves. */
export function readLabelled(message: ReadMessage): LabelledBody {
  const names = senderNames(message);
  const fromText = () => readTextBody(message.text ?? "", names);
  if (message.html === null) return fromText();
  const html = readHtmlBody(message.html, names);
  if (message.text === null || message.text.trim() === "") return html;
  const text = fromText();
  if (isSilent(html) && !isSilent(text)) return text;
  return html.confidence + 0.25 < text.confidence && !isSilent(text) ? text : html;
}

export interface LabelledBody {
  lines: Line[];
  labels: LineLabel[];
  confidence: number;
  /** Safe HTML of some lines; null for plain text. */
  write: WriteHtml | null;
}

function readTextBody(text: string, names: string[]): LabelledBody {
  const lines = splitSharedLines(textLines(text));
  return { lines, ...labelLines(lines, names), write: null };
}

function readHtmlBody(html: string, names: string[]): LabelledBody {
  const { root, lines } = htmlLines(html);
  return { lines, ...labelLines(lines, names), write: (keep) => writeSafeHtml(root, keep) };
}

function isSilent(body: LabelledBody): boolean {
  return squash(newText(body.lines, body.labels)) === "";
}

type WriteHtml = (keep: (line: number) => boolean) => string;

function assemble({ lines, labels, confidence: sure, write }: LabelledBody): ReplyText {
  const confidence = hasWords(lines, labels) ? sure : rescue(lines, labels, sure);
  const text = newText(lines, labels);
  const signature = lines
    .filter((_, i) => labels[i] === "signature")
    .map((line) => line.raw)
    .join("\n")
    .trim();
  const html = write === null ? null : write((line) => labels[line] === "new");
  return {
    text,
    html,
    spans: spansOf(lines, labels, write, html),
    signature: signature === "" ? null : signature,
    confidence,
    dialect: dialectOf(lines, labels),
  };
}

/** Drawn lines alone are no words. */
function hasWords(lines: Line[], labels: LineLabel[]): boolean {
  return lines.some((line, i) => labels[i] === "new" && line.text !== "" && !isRule(line.text));
}

/**
 * Never reduced to nothing in silence: when every line was folded, though none was marked as quoted, the words that
 * only looked like a signature come back. What stands below `-- ` and below a quote is one, and a message that is
 * nothing but quotes stays empty.
 */
function rescue(lines: Line[], labels: LineLabel[], confidence: number): number {
  const delimited = labels.includes("quote") ? belowDelimiter(lines, labels) : -1;
  const typedInto = lines.some((line) => line.hint === "signature" && isSentence.test(line.text));
  const rescued = labels.map((label, i) =>
    (label === "signature" || label === "disclaimer") &&
    (lines[i]?.hint !== "signature" || typedInto) &&
    (delimited < 0 || i < delimited)
      ? "new"
      : label,
  );
  const any = hasWords(lines, rescued);
  labels.forEach(
    (label, i) => (labels[i] = any ? (rescued[i] ?? label) : label === "new" ? "signature" : label),
  );
  return any ? Math.min(confidence, 0.4) : confidence;
}

/** Four words and an end: some write their answer into the element that holds their signature. */
const isSentence = /\p{L}+(?:[\s,]+[\p{L}\d'’]+){3,}[.!?…]$/u;

function belowDelimiter(lines: Line[], labels: LineLabel[]): number {
  return lines.findIndex((line, i) => labels[i] === "signature" && line.text === "--");
}

function newText(lines: Line[], labels: LineLabel[]): string {
  const kept: string[] = [];
  let gap = false;
  lines.forEach((line, i) => {
    if (labels[i] !== "new") {
      gap = kept.length > 0;
      return;
    }
    if (gap && kept.at(-1)?.trim() !== "") kept.push("");
    gap = false;
    kept.push(line.raw.trimEnd());
  });
  return trimLines(kept).join("\n");
}

function trimLines(rows: string[]): string[] {
  let start = 0;
  let end = rows.length;
  while (start < end && visible(rows[start] ?? "") === "") start++;
  while (end > start && visible(rows[end - 1] ?? "") === "") end--;
  return rows.slice(start, end);
}

function spansOf(
  lines: Line[],
  labels: LineLabel[],
  write: WriteHtml | null,
  html: string | null,
): ReplySpan[] {
  const runs = runsOf(lines, labels);
  const answers = runs.filter(({ kind }) => kind === "new").length;
  return runs.map(({ kind, start, end }) => {
    const text = lines
      .slice(start, end)
      .map((line) => line.raw)
      .join("\n");
    if (write === null || html === null || kind !== "new") return { kind, text };
    if (answers === 1) return { kind, text, html };
    // Each span costs a walk through the tree; nobody answers in more places, or in a longer letter.
    const affordable = answers <= 30 && lines.length < 1000;
    return affordable ? { kind, text, html: write((line) => line >= start && line < end) } : { kind, text };
  });
}

function runsOf(lines: Line[], labels: LineLabel[]): { kind: LineLabel; start: number; end: number }[] {
  const runs: { kind: LineLabel; start: number; end: number }[] = [];
  let start = 0;
  for (let i = 1; i <= lines.length; i++) {
    if (i < lines.length && labels[i] === labels[start]) continue;
    runs.push({ kind: labels[start] ?? "new", start, end: i });
    start = i;
  }
  return runs;
}

const dialects: [string, RegExp][] = [
  ["gmail", /^#?gmail_/],
  [
    "outlook",
    /^#(?:divRplyFwdMsg|appendonsend|OLK_SRC_BODY_SECTION|mail-editor-reference-message-container)/,
  ],
  ["yahoo", /^#(?:ydp|yahoo)/],
  ["zimbra", /^#zwchr/],
];

function dialectOf(lines: Line[], labels: LineLabel[]): string | null {
  for (const line of lines) {
    for (const mark of line.marks)
      for (const [name, pattern] of dialects) if (pattern.test(mark)) return name;
  }
  if (lines.some((line, i) => labels[i] === "quote" && line.depth === 0)) return "unmarked";
  return lines.some((line) => line.depth > 0) ? "marked" : null;
}

/** What the sender may sign with: the whole display name, and its first word. */
function senderNames(message: ReadMessage): string[] {
  const name = fold(message.from[0]?.name ?? "")
    .replace(/[^\p{L}\p{M} '.-]+/gu, "")
    .trim();
  if (name === "") return [];
  return [...new Set([name, name.split(" ")[0] ?? name])].filter((each) => each.length > 1);
}

function squash(text: string): string {
  return visible(text).replace(/\s+/g, "");
}
