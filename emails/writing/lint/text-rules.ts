import { lengthOf } from "#emails/writing/graphemes.ts";
import { elementsOf, isSaid, textOf, type Tree } from "#emails/writing/lint/html-tree.ts";
import { headerOf, type SentMessage } from "#emails/writing/lint/read-sent.ts";
import type { LintContext, Report } from "#emails/writing/lint/violation.ts";
import { mannersOf } from "#emails/writing/manners.ts";
import { isReplyMark } from "#emails/writing/reply-mark.ts";

/** The text part: 72 columns, addresses on their own lines, its own way to unsubscribe, the mark to reply above. */
export function lintText(
  text: string,
  tree: Tree,
  message: SentMessage,
  context: LintContext,
  report: Report,
): void {
  const lines = text.replace(/\r\n/g, "\n").split("\n");
  const hosts = context.webHosts ?? [context.domain];
  const ourAddress = new RegExp(
    `(?:https?://|\\+[0-9a-z]{20,}@)(?:${hosts.map(escapePattern).join("|")})`,
    "i",
  );

  for (const [at, line] of lines.entries()) {
    const place = `text line ${at + 1}`;
    if (lengthOf(line) > 72 && /\S\s+\S/.test(line)) report("text-72-columns", place, line);
    if (ourAddress.test(line) && /\S\s+\S/.test(line)) report("text-address-own-line", place, line);
    if (/\[object |undefined|NaN/.test(line)) report("text-words", place, line);
  }
  if (text.trim().length < 40) report("text-empty", "text", text.trim());
  if (mannersOf(context.kind).replyMark && !lines.some(isReplyMark))
    report("reply-mark", "text", lines[0] ?? "");
  if (!lines.includes("-- ")) report("text-footer", "text", "no end that says why it came");
  if (lines[0]?.trim() === "") report("text-begins", "text", "an empty line");
  const empty = /\n{4,}/.exec(text.replace(/\r\n/g, "\n"));
  if (empty) report("text-empty-lines", "text", empty[0].length - 1);
  checkSameItems(text, tree, report);
  checkUnsubscribe(lines, message, context, report);
}

/** Headings of the HTML part stand in the text part too, and in the same order. */
function checkSameItems(text: string, tree: Tree, report: Report): void {
  const told = plainWords(text);
  let from = 0;
  for (const heading of elementsOf(tree).filter(({ name }) => name === "h1" || name === "h2")) {
    if (isSaid(heading)) continue;
    const title = plainWords(textOf(heading));
    const at = told.indexOf(title, from);
    if (at < 0) report("text-same-items", `“${title.slice(0, 40)}”`, "not there, or not in its turn");
    else from = at + title.length;
  }
}

function plainWords(text: string): string {
  return text.replace(/\s+/g, " ").trim().toLowerCase();
}

function checkUnsubscribe(
  lines: string[],
  { headers }: SentMessage,
  { kind }: LintContext,
  report: Report,
): void {
  if (!mannersOf(kind).list) return;
  const [, url = "?"] = /<(https?:[^>]+)>/.exec(headerOf(headers, "List-Unsubscribe")) ?? [];
  if (!lines.includes(url)) report("text-unsubscribe", "text", url);
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
