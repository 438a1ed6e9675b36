import { lengthOf } from "#emails/writing/graphemes.ts";
import { readAddress } from "#emails/writing/addresses.ts";
import { type Element, elementsOf, shownText, textOf, type Tree } from "#emails/writing/lint/html-tree.ts";
import { decodeWords, headerOf, type SentMessage } from "#emails/writing/lint/read-sent.ts";
import type { LintContext, Report } from "#emails/writing/lint/violation.ts";
import { mannersOf } from "#emails/writing/manners.ts";
import { isReplyMark } from "#emails/writing/reply-mark.ts";

const TARGET_OCTETS = 85_000;
const MOST_LINKS = 40;

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
  const leftOver = /[\uE000\uE001]|\[object |&lt;\/?(?:bdi|br|td)\b|>undefined</.exec(html);
  if (leftOver) report("html-left-over", "html", leftOver[0]);

  checkStructure(tree, elements, report);
  checkPreheader(elements, message, report);
  checkOutside(html, report);
  for (const image of elements.filter(({ name }) => name === "img")) checkImage(image, report);
  checkLinks(tree, elements, context, report);
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

function checkImage({ attribs }: Element, report: Report): void {
  const place = attribs.src ?? "an image";
  if (attribs.alt === undefined) report("image-alt", place, "nothing");
  const [width, height] = [Number(attribs.width), Number(attribs.height)];
  if (!(width > 0) || !(height > 0))
    report("image-size", place, `${attribs.width ?? "?"} × ${attribs.height ?? "?"}`);
  if (width <= 2 || height <= 2) report("no-tracking-pixel", place, `${width} × ${height}`);
  if (!/^https?:\/\//.test(place) || /\.(?:svg|webp|gif|avif)(?:\?|$)/i.test(place))
    report("image-kind", place, "not a JPEG or PNG of ours");
}

function checkLinks(tree: Tree, elements: Element[], { domain }: LintContext, report: Report): void {
  const links = elements.filter(({ name }) => name === "a");
  if (links.length > MOST_LINKS) report("links-40", "html", links.length);
  const printed = textOf(tree);

  for (const link of links) {
    const { href = "" } = link.attribs;
    const words = textOf(link).trim();
    if (words === "" || /^(?:here|click here|hier|ici|aquí)[.]?$/i.test(words))
      report("link-words", href, words);
    if (!/^(?:https?:\/\/|mailto:)/.test(href)) report("link-kind", words, href);
    if (href.startsWith("mailto:")) checkMailto(href, printed, domain, report);
  }
}

function checkMailto(href: string, printed: string, domain: string, report: Report): void {
  const [address = "", query = ""] = href.slice("mailto:".length).split("?");
  if (href.length > 1_800) report("mailto-1800", address, href.length);
  if (/[^A-Za-z0-9=&%._~!*'()-]/.test(query)) report("mailto-encoded", address, query);
  if (!printed.includes(address)) report("mailto-printed", address, "not printed");
  if (readAddress(address, domain) === null) report("mailto-ours", address, domain);
  if (address.indexOf("@") > 64) report("local-part-64", "mailto", address);
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

  const calendar = parts.find(({ contentType }) => contentType.startsWith("text/calendar"));
  if (!calendar) return;
  const [, method = "?"] = /method=(\w+)/.exec(calendar.contentType) ?? [];
  if (!calendar.body.includes(`METHOD:${method}\r\n`)) report("calendar-method", "text/calendar", method);
  if (!/\r\nUID:/.test(calendar.body) || !/\r\nSEQUENCE:/.test(calendar.body))
    report("calendar-uid", "text/calendar", "UID or SEQUENCE");
}
