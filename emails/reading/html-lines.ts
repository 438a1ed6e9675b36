import { parseHtml, type HtmlElement, type HtmlNode } from "#emails/reading/html-tree.ts";
import { safeAddress, silent } from "#emails/reading/html-write.ts";
import { hintOf, type ElementHint } from "#emails/reading/html-hints.ts";
import { collapseBlanks } from "#emails/reading/long-text.ts";
import { mostLines, visible, type Line, type LineHint } from "#emails/reading/lines.ts";

export interface HtmlReading {
  root: HtmlElement;
  lines: Line[];
}

/** HTML to lines as a reader sees them; each letter of the tree remembers its line, so that HTML can be cut by lines. */
export function htmlLines(html: string): HtmlReading {
  const root = parseHtml(html);
  const walk = new Walk();
  walk.children(root, { depth: 0, hint: null, pre: false, list: null });
  walk.finish();
  return { root, lines: walk.lines };
}

/** HTML to plain text, everything in it. */
export function readHtmlText(html: string): string {
  return htmlLines(html)
    .lines.map((line) => `${"> ".repeat(line.depth)}${line.raw}`.trimEnd())
    .join("\n")
    .trim();
}

interface Context {
  depth: number;
  hint: LineHint | null;
  pre: boolean;
  list: { ordered: boolean; next: number; indent: number } | null;
}

const blocks = new Set([
  "address",
  "article",
  "aside",
  "blockquote",
  "body",
  "center",
  "dd",
  "div",
  "dl",
  "dt",
  "fieldset",
  "figure",
  "figcaption",
  "footer",
  "form",
  "h1",
  "h2",
  "h3",
  "h4",
  "h5",
  "h6",
  "header",
  "hr",
  "html",
  "li",
  "main",
  "nav",
  "ol",
  "p",
  "pre",
  "section",
  "table",
  "tbody",
  "thead",
  "tr",
  "ul",
  "includetail",
]);
const withMargin = new Set([
  "p",
  "h1",
  "h2",
  "h3",
  "h4",
  "h5",
  "h6",
  "ul",
  "ol",
  "blockquote",
  "table",
  "pre",
]);

class Walk {
  readonly lines: Line[] = [];
  private pieces: string[] = [];
  private marks: string[] = [];
  private length = 0;
  private spaceAtEnd = true;
  private margin = false;
  private context: Context = { depth: 0, hint: null, pre: false, list: null };
  private prefix = "";

  children(parent: HtmlElement, context: Context): void {
    if (context.pre) parent.children = parent.children.flatMap(splitRows);
    for (const child of parent.children) this.node(child, context);
  }

  finish(): void {
    if (this.lines.length >= mostLines) this.pushLine();
    else this.endLine(false);
  }

  private node(node: HtmlNode, context: Context): void {
    if (node.kind === "text") {
      if (context.pre) this.preformatted(node, context);
      else this.words(node, context);
      return;
    }
    if (silent.has(node.name) || isHidden(node)) return;
    const id = node.attributes.get("id") ?? node.attributes.get("name");
    if (id !== undefined && id.length < 200) this.marks.push(`#${id}`);
    switch (node.name) {
      case "br":
        this.start(context);
        node.line = this.lines.length;
        this.endLine(true);
        return;
      case "hr":
        this.endLine(false);
        node.line = this.lines.length;
        this.start({ ...context, hint: context.hint ?? "rule" });
        this.pieces.push("_".repeat(24));
        this.length = 24;
        this.endLine(false);
        return;
      case "img":
        this.image(node, context);
        return;
      case "a":
        this.link(node, context);
        return;
    }
    if (blocks.has(node.name)) this.block(node, context);
    else if (node.name === "td" || node.name === "th") this.cell(node, context);
    else {
      const hint = hintOf(node);
      if (hint.hint !== null && hint.hint !== context.hint) this.block(node, context, hint);
      else this.children(node, context);
    }
  }

  private block(node: HtmlElement, context: Context, hint: ElementHint = hintOf(node)): void {
    const margin =
      withMargin.has(node.name) && !/margin(?:-top)?:\s*0/i.test(node.attributes.get("style") ?? "");
    this.endLine(false);
    if (margin) this.margin = true;
    const inner: Context = {
      depth: context.depth + hint.deeper,
      hint: hint.hint ?? context.hint,
      pre: context.pre || node.name === "pre",
      list: context.list,
    };
    if (node.name === "ul" || node.name === "ol") {
      const start = Number(node.attributes.get("start") ?? 1);
      inner.list = {
        ordered: node.name === "ol",
        next: Number.isFinite(start) ? start : 1,
        indent: (context.list?.indent ?? -1) + 1,
      };
    }
    if (node.name === "li" && context.list !== null) {
      this.prefix = `${"  ".repeat(Math.min(context.list.indent, 10))}${context.list.ordered ? `${context.list.next++}.` : "-"} `;
    }
    this.children(node, inner);
    this.endLine(false);
    if (margin) this.margin = true;
    if (node.name === "li") this.prefix = "";
  }

  private cell(node: HtmlElement, context: Context): void {
    const hint = hintOf(node);
    if (
      hint.hint !== null ||
      hint.deeper > 0 ||
      node.children.some((child) => child.kind === "element" && blocks.has(child.name))
    ) {
      this.block(node, context, hint);
      return;
    }
    if (this.length > 0 && !this.spaceAtEnd) this.add(" ");
    this.children(node, context);
  }

  private image(node: HtmlElement, context: Context): void {
    const src = safeAddress(node.attributes.get("src"), /^(?:https?:|cid:)/i);
    if (src === null || isPixel(node)) return;
    this.start(context);
    node.line = this.lines.length;
    this.add(
      `![${(node.attributes.get("alt") ?? "")
        .replace(/[[\]()\s]+/g, " ")
        .trim()
        .slice(0, 200)}](${src.replace(/[\s()]/g, encodeURIComponent)})`,
    );
  }

  private link(node: HtmlElement, context: Context): void {
    const href = safeAddress(node.attributes.get("href"), /^(?:https?:|mailto:|#)/i);
    if (href !== null) this.marks.push(href);
    const line = this.lines.length;
    const from = this.pieces.length;
    this.children(node, context);
    if (href === null || !/^https?:/i.test(href) || line !== this.lines.length || context.depth > 0) return;
    const shown = this.pieces.slice(from).join("").trim();
    const bare = (address: string) => address.replace(/^https?:\/\/(?:www\.)?|\/$/gi, "").toLowerCase();
    if (shown === "" || shown.startsWith("![") || bare(shown) === bare(href)) return;
    this.add(` <${href}>`);
  }

  private words(node: { text: string; line: number }, context: Context): void {
    const text = collapseBlanks(node.text);
    if (text.trim() === "" && (this.length === 0 || this.spaceAtEnd)) {
      if (this.length > 0) node.line = this.lines.length;
      return;
    }
    this.start(context);
    node.line = this.lines.length;
    this.add(this.spaceAtEnd && text.startsWith(" ") ? text.slice(1) : text);
  }

  private preformatted(node: HtmlNode & { kind: "text" }, context: Context): void {
    const ends = node.text.endsWith("\n");
    const row = ends ? node.text.slice(0, -1) : node.text;
    if (row !== "") {
      this.start(context);
      this.add(row);
    } else if (ends) this.start(context);
    node.line = this.lines.length;
    if (ends) this.endLine(true);
  }

  private start(context: Context): void {
    if (this.length === 0) {
      if (this.margin && this.lines.length > 0 && this.lines.at(-1)?.text !== "") {
        this.lines.push({ raw: "", text: "", depth: context.depth, hint: context.hint, marks: [] });
      }
      this.margin = false;
      this.context = context;
    }
  }

  private add(text: string): void {
    if (this.length === 0 && this.prefix !== "") {
      this.pieces.push(this.prefix);
      this.prefix = "";
    }
    this.pieces.push(text);
    this.length += text.length;
    this.spaceAtEnd = text.endsWith(" ");
  }

  private endLine(force: boolean): void {
    if (this.lines.length >= mostLines) {
      this.pieces.push("\n");
      this.length += 1;
      this.spaceAtEnd = true;
      return;
    }
    if (this.length > 0 || force) this.pushLine();
    this.pieces = [];
    this.length = 0;
    this.spaceAtEnd = true;
  }

  private pushLine(): void {
    const raw = this.pieces.join("").trimEnd();
    const { depth, hint } = this.context;
    const unmarked = depth === 0 ? /^\s{0,3}(?:[>＞]\s?)+/.exec(raw.slice(0, 200))?.[0] : undefined;
    const marks = unmarked === undefined ? 0 : unmarked.replace(/[^>＞]/g, "").length;
    const text = visible(unmarked === undefined ? raw : raw.slice(unmarked.length));
    this.lines.push({ raw, text, depth: depth + marks, hint, marks: this.marks });
    this.marks = [];
  }
}

/** Preformatted letters of several lines become one node for each, so that a line can be kept without its neighbour. */
function splitRows(node: HtmlNode): HtmlNode[] {
  if (node.kind !== "text" || !node.text.includes("\n")) return [node];
  const rows = node.text.split("\n", mostLines).map((row) => `${row}\n`);
  const rest = node.text.slice(rows.reduce((length, row) => length + row.length, 0));
  return [...rows, rest].map((text) => ({ kind: "text", text, line: -1 }));
}

function isHidden(node: HtmlElement): boolean {
  if (node.attributes.has("hidden")) return true;
  const style = node.attributes.get("style");
  return (
    style !== undefined &&
    style.length < 2000 &&
    /(?:display:\s*none|mso-hide:\s*all|max-height:\s*0(?:px)?\s*(?:;|$))/i.test(style)
  );
}

function isPixel(node: HtmlElement): boolean {
  const width = Number(node.attributes.get("width") ?? 99);
  const height = Number(node.attributes.get("height") ?? 99);
  return width <= 2 || height <= 2;
}
