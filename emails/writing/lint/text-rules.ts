import { lengthOf } from "#emails/writing/graphemes.ts";
import { headerOf, type SentMessage } from "#emails/writing/lint/read-sent.ts";
import type { LintContext, Report } from "#emails/writing/lint/violation.ts";
import { mannersOf } from "#emails/writing/manners.ts";
import { isReplyMark } from "#emails/writing/reply-mark.ts";

/** The text part: 72 columns, addresses on their own lines, its own way to unsubscribe, the mark to reply above. */
export function lintText(text: string, message: SentMessage, context: LintContext, report: Report): void {
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
  checkUnsubscribe(lines, message, context, report);
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
