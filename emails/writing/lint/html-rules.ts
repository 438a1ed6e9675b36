import { lengthOf } from "#emails/writing/graphemes.ts";
import {
  classesOf,
  type Element,
  elementsOf,
  isSaid,
  shownText,
  textOf,
  type Tree,
} from "#emails/writing/lint/html-tree.ts";
import { lintImages } from "#emails/writing/lint/image-rules.ts";
import { lintLinks } from "#emails/writing/lint/link-rules.ts";
import { decodeWords, headerOf, type SentMessage } from "#emails/writing/lint/read-sent.ts";
import type { LintContext, Report } from "#emails/writing/lint/violation.ts";
import { mannersOf } from "#emails/writing/manners.ts";
import { isReplyMark } from "#emails/writing/reply-mark.ts";

const TARGET_OCTETS = 85_000;
/** Gmail clips at 104,448; what passes this may never be sent. */
const MOST_OCTETS = 100_000;

/** What the HTML says and holds: size, structure, pictures, links, and what must be in it. */
export function lintHtml(
  tree: Tree,
  html: string,
  message: SentMessage,
  context: LintContext,
  report: Report,
): void {
  const elements = elementsOf(tree);
  const octets = Buffer.byteLength(html);
  if (octets > TARGET_OCTETS) report("html-85k", "html", octets);
  if (octets > MOST_OCTETS) report("html-100k", "html", octets);
  const leftOver = /[\uE000\uE001]|\[object |&lt;\/?(?:bdi|br|td)\b|>undefined</.exec(html);
  if (leftOver) report("html-left-over", "html", leftOver[0]);

  checkStructure(tree, elements, report);
  checkPreheader(elements, message, report);
  checkOutside(html, report);
  lintImages(elements, context, report);
  checkFooter(elements, context, report);
  checkWriting(elements, report);
  lintLinks(tree, elements, context, report);
  checkMust(tree, elements, message, context, report);
}

function checkStructure(tree: Tree, elements: Element[], report: Report): void {
  const html = elements.find(({ name }) => name === "html");
  if (!/^[a-z]{2}$/.test(html?.attribs.lang ?? ""))
    report("html-lang", "html", html?.attribs.lang ?? "nothing");
  if (!html?.attribs.dir) report("html-dir", "html", "nothing");
  const title = elements.find(({ name }) => name === "title");
  if (!title || textOf(title).trim() === "") report("html-title", "head", "nothing");

  const h1 = elements.filter(({ name }) => name === "h1").length;
  if (h1 !== 1) report("one-h1", "html", h1);
  const headings = elements.filter((one) => /^h[1-6]$/.test(one.name) && !isSaid(one));
  const skipped = headings.find(
    ({ name }, at) => Number(name[1]) > Number(headings[at - 1]?.name[1] ?? 0) + 1,
  );
  if (skipped) report("heading-order", `“${textOf(skipped).trim().slice(0, 40)}”`, skipped.name);
  for (const heading of headings) {
    if (textOf(heading).trim() === "") report("heading-words", heading.name, "nothing");
  }
  for (const table of elements.filter(({ name }) => name === "table")) {
    if (table.attribs.role !== "presentation") report("table-role", "table", table.attribs.style ?? "");
  }
  if (shownText(tree).length === 0) report("html-empty", "html", "no text");
  const ids = elements.map(({ attribs }) => attribs.id).filter((id) => id !== undefined);
  if (new Set(ids).size < ids.length) report("id-once", "html", ids.join(" "));
}

function checkPreheader(elements: Element[], { headers }: SentMessage, report: Report): void {
  const hidden = elements.find(
    ({ name, attribs }) => name === "div" && /display:\s*none/.test(attribs.style ?? ""),
  );
  const whole = hidden ? textOf(hidden) : "";
  const text = whole.replace(/(?:\u2007|\uFEFF|\u034F|\s)+$/u, "").trim();
  const length = lengthOf(text);
  if (length < 40 || length > 110) report("preheader-40-110", "preheader", `${length}: ${text}`);
  if (whole.length < 180) report("preheader-padding", "preheader", whole.length);
  const subject = decodeWords(headerOf(headers, "Subject"));
  if (text.startsWith(subject)) report("preheader-repeats", "preheader", text);
}

/** No font, style sheet or background from anywhere; no script, no form. */
function checkOutside(html: string, report: Report): void {
  const outside = /<link\b|@import|@font-face|url\(|<script|<iframe|<form|<object|<video|javascript:/i.exec(
    html,
  );
  if (outside) report("nothing-from-outside", "html", outside[0]);
  if (!/max-width:\s*600px/.test(html)) report("width-600", "html", "no 600px");
}

function checkMust(
  tree: Tree,
  elements: Element[],
  { headers, parts }: SentMessage,
  { kind }: LintContext,
  report: Report,
): void {
  const { list, replyMark } = mannersOf(kind);
  const hrefs = elements.map(({ attribs }) => attribs.href);
  const [, leave = "?"] = /<(https?:[^>]+)>/.exec(headerOf(headers, "List-Unsubscribe")) ?? [];
  if (list && !hrefs.includes(leave)) report("unsubscribe-visible", "html", leave);
  if (replyMark && !shownText(tree).some(({ text }) => isReplyMark(text)))
    report("reply-mark", "html", "not found");

  checkTimes(tree, report);
  checkCalendar(parts, kind, report);
}

/** Why it came, and how to change what comes; who asked to have it can choose. */
function checkFooter(elements: Element[], { kind }: LintContext, report: Report): void {
  if (!mannersOf(kind).list) return;
  const choosing = elements.filter(({ attribs }) =>
    /^https?:\/\/[^/]+\/preferences\//.test(attribs.href ?? ""),
  );
  if (choosing.length === 0) report("preferences-visible", "html", "no link");
}

const UNWANTED =
  /\b(?:users?|platforms?|notifications?|click here|unsubscribed successfully|Nutzer|Benachrichtigung|Plattform|utilisateurs?|plateforme|usuarios?|plataforma|notificaci[oó]n)\b/i;

/** Our own small words: links, hints and buttons. What people wrote and named is theirs. */
function checkWriting(elements: Element[], report: Report): void {
  for (const element of elements) {
    if (element.name !== "a" && !classesOf(element).includes("quiet")) continue;
    if (isSaid(element)) continue;
    const unwanted = UNWANTED.exec(textOf(element));
    if (unwanted) report("words-unwanted", `“${textOf(element).trim().slice(0, 40)}”`, unwanted[0]);
  }
}

/** Hours are somebody's: the name of the zone stands beside them. */
function checkTimes(tree: Tree, report: Report): void {
  const shown = shownText(tree)
    .filter(({ within }) => !isSaid(within))
    .map(({ text }) => text)
    .join(" ");
  const bare = /\d\d:\d\d – \d\d:\d\d(?! (?:[\p{L}-]+ ){0,2}\()/u.exec(shown);
  if (bare) report("zone-named", "html", bare[0]);
}

function checkCalendar(parts: SentMessage["parts"], kind: LintContext["kind"], report: Report): void {
  const calendar = parts.find(({ contentType }) => contentType.startsWith("text/calendar"));
  if (!calendar && kind === "event-invitation") report("calendar-part", "parts", "none");
  if (!calendar) return;
  const [, method = "?"] = /method=(\w+)/.exec(calendar.contentType) ?? [];
  if (!calendar.body.includes(`METHOD:${method}\r\n`)) report("calendar-method", "text/calendar", method);
  if (!/\r\nUID:/.test(calendar.body) || !/\r\nSEQUENCE:/.test(calendar.body))
    report("calendar-uid", "text/calendar", "UID or SEQUENCE");
}
