import type { Letter } from "#emails/writing/letter.ts";
import { lintHead } from "#emails/writing/lint/head-rules.ts";
import { lintHtml } from "#emails/writing/lint/html-rules.ts";
import { readTree } from "#emails/writing/lint/html-tree.ts";
import { lintLook } from "#emails/writing/lint/look-rules.ts";
import { readSent } from "#emails/writing/lint/read-sent.ts";
import { lintText } from "#emails/writing/lint/text-rules.ts";
import type { LintContext, Violation } from "#emails/writing/lint/violation.ts";
import { writeMessage } from "#emails/writing/mime.ts";

export type { LintContext, Violation };

/**
 * Everything that every letter must satisfy and that can be seen on one letter, from its bytes: the tests run it over
 * each template, sample and language, and over each letter that a journey sends. Empty when nothing is wrong.
 */
export function lintLetter(given: Uint8Array | Letter, context: LintContext): Violation[] {
  const found: Violation[] = [];
  const report = (rule: string, place: string, what: string | number): void => {
    found.push({ rule, place, found: String(what) });
  };
  const message = readSent(given instanceof Uint8Array ? given : writeMessage(given));
  const bodyOf = (type: string): string =>
    message.parts.find((part) => part.contentType.startsWith(type))?.body ?? "";
  const html = bodyOf("text/html");
  const tree = readTree(html);

  lintHead(message, context, report);
  lintText(bodyOf("text/plain"), tree, message, context, report);
  lintHtml(tree, html, message, context, report);
  lintLook(tree, html, report);
  return found;
}
