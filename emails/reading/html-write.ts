import { long, replaceMarks } from "#emails/reading/long-text.ts";
import type { HtmlElement, HtmlNode } from "#emails/reading/html-tree.ts";

const kept = new Set([
  "p",
  "div",
  "br",
  "b",
  "strong",
  "i",
  "em",
  "u",
  "s",
  "strike",
  "del",
  "ins",
  "sub",
  "sup",
  "small",
  "a",
  "ul",
  "ol",
  "li",
  "dl",
  "dt",
  "dd",
  "blockquote",
  "pre",
  "code",
  "kbd",
  "samp",
  "tt",
  "h1",
  "h2",
  "h3",
  "h4",
  "h5",
  "h6",
  "img",
  "table",
  "thead",
  "tbody",
  "tfoot",
  "tr",
  "td",
  "th",
  "caption",
  "hr",
]);
/** Elements whose content is no words at all. */
export const silent = new Set([
  "script",
  "style",
  "head",
  "title",
  "template",
  "noscript",
  "iframe",
  "object",
  "svg",
  "math",
  "select",
  "textarea",
  "xml",
  "noframes",
  "audio",
  "video",
  "applet",
]);
const alone = new Set(["br", "hr", "img"]);
const attributes: Record<string, RegExp> = {
  dir: /^(?:ltr|rtl|auto)$/i,
  lang: /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i,
  alt: /^[^]{0,300}$/,
  width: /^\d{1,4}$/,
  height: /^\d{1,4}$/,
  start: /^-?\d{1,6}$/,
  colspan: /^\d{1,3}$/,
  rowspan: /^\d{1,3}$/,
};
const attributesOf: Record<string, string[]> = {
  img: ["alt", "width", "height"],
  ol: ["start"],
  td: ["colspan", "rowspan"],
  th: ["colspan", "rowspan"],
};

/**
 * Safe HTML of the lines that `keep` names. It is built anew from a list of what is allowed (element, attribute, address
 * scheme), so what is unknown cannot pass; styles, classes and ids are dropped, elements left empty too.
 */
export function writeSafeHtml(root: HtmlElement, keep: (line: number) => boolean): string {
  const out: string[] = [];
  writeChildren(root, keep, out);
  return out.join("").trim();
}

function writeChildren(parent: HtmlElement, keep: (line: number) => boolean, out: string[]): boolean {
  let any = false;
  for (const child of parent.children) any = writeNode(child, keep, out) || any;
  return any;
}

function writeNode(node: HtmlNode, keep: (line: number) => boolean, out: string[]): boolean {
  if (node.kind === "text") {
    if (node.line < 0 || !keep(node.line)) return false;
    out.push(escapeHtml(node.text));
    return node.text.trim() !== "";
  }
  if (silent.has(node.name)) return false;
  if (alone.has(node.name)) {
    if (node.line < 0 || !keep(node.line)) return false;
    const tag = openingTag(node);
    if (tag === null) return false;
    out.push(tag);
    return true;
  }
  return writeElement(node, keep, out);
}

function writeElement(node: HtmlElement, keep: (line: number) => boolean, out: string[]): boolean {
  const tag = kept.has(node.name) ? openingTag(node) : null;
  const before = out.length;
  if (tag !== null) out.push(tag);
  const any = writeChildren(node, keep, out);
  if (!any && tag !== null && !(node.name === "td" || node.name === "th")) {
    out.length = before;
    return false;
  }
  if (tag !== null) out.push(`</${node.name}>`);
  return any;
}

function openingTag(node: HtmlElement): string | null {
  const written: string[] = [];
  if (node.name === "img") {
    const src = safeAddress(node.attributes.get("src"), /^(?:https?:|cid:)/i);
    if (src === null) return null;
    written.push(` src="${escapeHtml(src)}"`);
  }
  if (node.name === "a") {
    const href = safeAddress(node.attributes.get("href"), /^(?:https?:|mailto:)/i);
    if (href === null) return null;
    written.push(` href="${escapeHtml(href)}" rel="nofollow noopener"`);
  }
  for (const name of ["dir", "lang", ...(attributesOf[node.name] ?? [])]) {
    const value = node.attributes.get(name);
    if (value !== undefined && attributes[name]?.test(value)) written.push(` ${name}="${escapeHtml(value)}"`);
  }
  return `<${node.name}${written.join("")}>`;
}

/** Browsers pass over control characters inside a scheme; so do we before we look at it. */
export function safeAddress(value: string | undefined, allowed: RegExp): string | null {
  if (value === undefined) return null;
  const address = value
    // eslint-disable-next-line no-control-regex -- exactly those are meant
    .replace(/[\x00-\x20\x7f]+/g, " ")
    .trim()
    .slice(0, 4000);
  return allowed.test(address) ? address : null;
}

export function escapeHtml(text: string): string {
  if (!/[&<>"']/.test(text)) return text;
  if (text.length >= long) return replaceMarks(text, escapes);
  return text.replace(/[&<>"']/g, (mark) => escapes.get(mark.charCodeAt(0)) ?? mark);
}

const escapes = new Map(
  Object.entries({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" }).map(
    ([mark, entity]) => [mark.charCodeAt(0), entity],
  ),
);
