import { charsetOfCodePage, codePageOfFont } from "#emails/reading/code-pages.ts";
import { decodeText, isAscii } from "#emails/reading/decode-text.ts";
import { escapeHtml } from "#emails/reading/html-write.ts";

interface Group {
  /** Nothing in it is words. */
  silent: boolean;
  /** `\*\htmltag`: its text is the markup that the RTF was made from. */
  tag: boolean;
  /** `\htmlrtf`: only for those who read the RTF. */
  rtfOnly: boolean;
  font: number;
  /** How many letters stand in for each `\u`. */
  instead: number;
}

/** Words or signs in place of a control word. */
const signs: Record<string, string> = {
  par: "\n",
  line: "\n",
  row: "\n",
  sect: "\n",
  page: "\n",
  cell: "\t",
  tab: "\t",
  emdash: "—",
  endash: "–",
  bullet: "•",
  lquote: "‘",
  rquote: "’",
  ldblquote: "“",
  rdblquote: "”",
  emspace: " ",
  enspace: " ",
};
const silentGroups = new Set(
  "fonttbl colortbl stylesheet info pict object header footer headerl headerr footerl footerr listtable listoverridetable themedata datastore generator xmlnstbl".split(
    " ",
  ),
);

/**
 * RTF (one character per octet) to plain text, or, when it was made from HTML (MS-OXRTFEX), back to that HTML. One pass,
 * linear; what nests beyond reason is read as if it did not.
 */
export function readRtf(rtf: string): { text: string | null; html: string | null } {
  const reading = new RtfReading(/\\fromhtml1?\b/.test(rtf.slice(0, 2000)));
  token.lastIndex = 0;
  for (let match = token.exec(rtf); match !== null; match = token.exec(rtf)) {
    const [, control, parameter, hex, sign, brace, plain] = match;
    if (control === "bin") token.lastIndex += Math.max(0, Number(parameter ?? 0));
    else if (plain !== undefined) reading.plain(plain);
    else if (hex !== undefined) reading.octet(parseInt(hex, 16));
    else if (control !== undefined) reading.control(control, parameter);
    else if (brace === "{") reading.open();
    else if (brace === "}") reading.close();
    else if (sign !== undefined) reading.sign(sign);
  }
  return reading.result();
}

const token = /\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([^\\{}\r\n]+)/g;

const deepest = 1000;

class RtfReading {
  private readonly out: string[] = [];
  private readonly groups: Group[] = [];
  private group: Group = { silent: false, tag: false, rtfOnly: false, font: 0, instead: 1 };
  private bytes = "";
  private skip = 0;
  private beyond = 0;
  private codePage = 1252;
  private fontTable = false;
  private readonly fonts = new Map<number, number>();

  constructor(private readonly fromHtml: boolean) {}

  open(): void {
    this.flush();
    if (this.groups.length >= deepest) this.beyond++;
    else this.groups.push({ ...this.group });
  }

  close(): void {
    this.flush();
    if (this.beyond > 0) this.beyond--;
    else this.group = this.groups.pop() ?? this.group;
    if (!this.group.silent) this.fontTable = false;
  }

  control(word: string, parameter: string | undefined): void {
    const value = parameter === undefined ? null : Number(parameter);
    if (word === "u" && value !== null) {
      this.say(String.fromCharCode(value < 0 ? value + 65536 : value));
      this.skip = this.group.instead;
      return;
    }
    if (word === "f" && value !== null) this.turnTo(value);
    else if (word === "fcharset" && this.fontTable) this.nameFont(value ?? 0);
    else if (word === "ansicpg" && value !== null) this.codePage = value;
    else if (word === "uc" && value !== null) this.group.instead = Math.max(0, Math.min(value, 10));
    else if (word === "htmltag" || word === "mhtmltag") this.begin(word);
    else if (word === "htmlrtf") this.group.rtfOnly = value !== 0;
    else if (silentGroups.has(word)) {
      this.group.silent = true;
      this.fontTable ||= word === "fonttbl";
    } else this.replace(word);
  }

  /** An escaped sign, or `\*`: whoever does not know what follows passes over the group. */
  sign(sign: string): void {
    if (sign === "*") this.group.silent = true;
    else if (sign === "~") this.say("\u00a0");
    else if (sign === "_") this.say("\u2011");
    else if (sign === "\n" || sign === "\r") this.say("\n");
    else if (sign !== "-") this.plain(sign);
  }

  octet(code: number): void {
    if (this.skip > 0) this.skip--;
    else if (this.speaks) this.bytes += String.fromCharCode(code);
  }

  plain(text: string): void {
    const passed = Math.min(this.skip, text.length);
    this.skip -= passed;
    if (this.speaks) this.bytes += text.slice(passed);
  }

  result(): { text: string | null; html: string | null } {
    this.flush();
    const words = this.out.join("");
    return this.fromHtml ? { text: null, html: words } : { text: words.trim(), html: null };
  }

  private get speaks(): boolean {
    return !this.group.silent && !(this.fromHtml && this.group.rtfOnly);
  }

  private begin(word: string): void {
    this.group.silent = word === "mhtmltag" || !this.fromHtml;
    this.group.tag = true;
  }

  private replace(word: string): void {
    const sign = signs[word];
    if (sign !== undefined) this.say(sign);
  }

  private turnTo(font: number): void {
    this.flush();
    this.group.font = font;
  }

  private nameFont(charset: number): void {
    const codePage = codePageOfFont(charset);
    if (codePage !== null && this.fonts.size < 1000) this.fonts.set(this.group.font, codePage);
  }

  private say(text: string): void {
    if (!this.speaks) return;
    this.flush();
    this.out.push(text);
  }

  /** Letters of several octets are decoded together. */
  private flush(): void {
    if (this.bytes === "") return;
    const text = isAscii(this.bytes)
      ? this.bytes
      : decodeText(this.bytes, charsetOfCodePage(this.fonts.get(this.group.font) ?? this.codePage));
    this.out.push(this.fromHtml && !this.group.tag ? escapeHtml(text) : text);
    this.bytes = "";
  }
}
