import { Tokenizer } from "htmlparser2";

export interface HtmlText {
  kind: "text";
  text: string;
  /** Which line of the reading these letters fell into; -1 outside every line. */
  line: number;
}

export interface HtmlElement {
  kind: "element";
  name: string;
  attributes: ReadonlyMap<string, string>;
  children: HtmlNode[];
  /** For what stands for itself (`br`, `img`, `hr`). */
  line: number;
}

export type HtmlNode = HtmlText | HtmlElement;

const deepest = 200;
/** More than any letter has; further tags are passed over, their words kept. */
const mostElements = 20_000;
const longestText = 2_000_000;
/** More tags and pieces of text than any letter has; what follows is taken as words, its tags stripped. */
const mostPieces = 60_000;
const chunk = 16_384;

const voids = new Set([
  "area",
  "base",
  "br",
  "col",
  "embed",
  "hr",
  "img",
  "input",
  "link",
  "meta",
  "param",
  "source",
  "track",
  "wbr",
]);
const blocks = new Set([
  "address",
  "article",
  "aside",
  "blockquote",
  "center",
  "dd",
  "div",
  "dl",
  "dt",
  "fieldset",
  "figure",
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
  "li",
  "main",
  "nav",
  "ol",
  "p",
  "pre",
  "section",
  "table",
  "ul",
]);
/** What an opening tag closes first, and how far up it may look. */
const implied: Record<string, { closes: string[]; within: string[] }> = {
  li: { closes: ["li"], within: ["ul", "ol"] },
  dd: { closes: ["dd", "dt"], within: ["dl"] },
  dt: { closes: ["dd", "dt"], within: ["dl"] },
  td: { closes: ["td", "th"], within: ["tr", "table"] },
  th: { closes: ["td", "th"], within: ["tr", "table"] },
  tr: { closes: ["tr"], within: ["table", "tbody", "thead"] },
};
const paragraphScope = ["blockquote", "div", "li", "table", "td", "th", "body", "pre"];

/** HTML as mail really holds it to a tree, linear and never deeper than 200: what is nested deeper joins its parent. */
export function parseHtml(html: string): HtmlElement {
  const source = html.length > longestText ? html.slice(0, longestText) : html;
  const builder = new TreeBuilder(source);
  const tokenizer = new Tokenizer({ decodeEntities: true, xmlMode: false }, builder);
  for (let at = 0; at < source.length && builder.pieces < mostPieces; at += chunk)
    tokenizer.write(source.slice(at, at + chunk));
  if (builder.pieces < mostPieces) tokenizer.end();
  else builder.addRest();
  return builder.root;
}

/** Most elements have none; they share this one. */
const noAttributes: ReadonlyMap<string, string> = new Map<string, string>();

function element(name: string): HtmlElement {
  return { kind: "element", name, attributes: noAttributes, children: [], line: -1 };
}

class TreeBuilder {
  readonly root = element("#root");
  private readonly stack: HtmlElement[] = [this.root];
  private readonly open = new Map<string, number>();
  private current: HtmlElement = this.root;
  private attribute = "";
  /** The attributes of the current element, once it has any. */
  private written = new Map<string, string>();
  private value = "";
  private letters: string[] = [];
  private left = mostElements;
  private reached = 0;
  pieces = 0;

  constructor(private readonly source: string) {}

  /** Everything behind the last piece as words. */
  addRest(): void {
    this.letters.push(this.source.slice(this.reached).replace(/<[^<>]{0,2000}>/g, " "));
    this.flush();
  }

  ontext(start: number, end: number): void {
    this.reach(end);
    this.letters.push(this.source.slice(start, end));
  }
  ontextentity(codepoint: number): void {
    this.letters.push(String.fromCodePoint(codepoint));
  }
  onopentagname(start: number, end: number): void {
    this.reach(end);
    if (this.left <= 0) return;
    this.flush();
    this.current = element(this.source.slice(start, end).toLowerCase());
  }
  onattribname(start: number, end: number): void {
    this.attribute = this.source.slice(start, end).toLowerCase();
    this.value = "";
  }
  onattribdata(start: number, end: number): void {
    this.value += this.source.slice(start, end);
  }
  onattribentity(codepoint: number): void {
    this.value += String.fromCodePoint(codepoint);
  }
  onattribend(): void {
    if (this.left <= 0) return;
    const { attributes } = this.current;
    if (attributes.size >= 100 || attributes.has(this.attribute)) return;
    if (attributes.size > 0) this.written.set(this.attribute, this.value);
    else this.current.attributes = this.written = new Map([[this.attribute, this.value]]);
  }
  onopentagend(): void {
    this.openElement(this.current);
  }
  onselfclosingtag(): void {
    this.openElement(this.current);
    if (this.current.name.includes(":")) this.closeElement(this.current.name);
  }
  onclosetag(start: number, end: number): void {
    this.reach(end);
    const name = this.source.slice(start, end).toLowerCase();
    if (name === "br") {
      this.current = element("br");
      this.flush();
      this.openElement(this.current);
    } else if ((this.open.get(name) ?? 0) > 0) {
      this.flush();
      this.closeElement(name);
    }
  }
  oncomment(_start: number, end: number): void {
    this.reach(end);
    this.flush();
  }
  oncdata(start: number, end: number): void {
    this.letters.push(this.source.slice(start, end));
  }
  ondeclaration(): void {
    this.flush();
  }
  onprocessinginstruction(): void {
    this.flush();
  }
  onend(): void {
    this.flush();
  }

  private reach(end: number): void {
    this.pieces++;
    this.reached = end;
  }

  private top(): HtmlElement {
    return this.stack.at(-1) ?? this.root;
  }

  private flush(): void {
    if (this.letters.length === 0) return;
    this.top().children.push({ kind: "text", text: this.letters.join(""), line: -1 });
    this.letters = [];
  }

  private openElement(opened: HtmlElement): void {
    if (this.left-- <= 0) return;
    const rule = implied[opened.name];
    if (rule !== undefined) this.closeImplied(rule.closes, rule.within);
    if (blocks.has(opened.name)) this.closeImplied(["p"], paragraphScope);
    this.top().children.push(opened);
    if (voids.has(opened.name) || this.stack.length >= deepest) return;
    this.stack.push(opened);
    this.open.set(opened.name, (this.open.get(opened.name) ?? 0) + 1);
  }

  private closeImplied(closes: string[], within: string[]): void {
    if (closes.every((name) => (this.open.get(name) ?? 0) === 0)) return;
    for (let i = this.stack.length - 1; i > 0; i--) {
      const name = this.stack[i]?.name ?? "";
      if (closes.includes(name)) {
        this.popTo(i);
        return;
      }
      if (within.includes(name)) return;
    }
  }

  private closeElement(name: string): void {
    const at = this.stack.findLastIndex((each) => each.name === name);
    if (at > 0) this.popTo(at);
  }

  private popTo(index: number): void {
    while (this.stack.length > index) {
      const name = this.stack.pop()?.name ?? "";
      this.open.set(name, (this.open.get(name) ?? 1) - 1);
    }
  }
}
