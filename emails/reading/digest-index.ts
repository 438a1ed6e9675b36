import type { SentDigest, SentDigestItem } from "#emails/reading/digest-answers.ts";
import { DigestSource, type ItemNames } from "#emails/reading/digest-source.ts";
import { addressesIn, shingle, wordsIn } from "#emails/reading/digest-words.ts";
import { htmlLines } from "#emails/reading/html-lines.ts";
import { textLines, type Line } from "#emails/reading/lines.ts";

/** How an item is known by a line that names it: its number with its title, its HTML id, its own address or page. */
export interface NamedItem {
  item: number;
  by: "heading" | "id" | "address";
}

/** Everything by which a quoted line is found again: both parts of the digest as words, and the names of its items. */
export class DigestIndex implements ItemNames {
  /** The text part, and the HTML part where it is known: quotes are made from either. */
  readonly sources: DigestSource[];
  private readonly titles: Map<number, string[]>;
  private readonly ids = new Map<string, number>();
  private readonly addresses = new Map<string, number>();
  private readonly addressed = new Set<number>();
  private readonly pages = new Map<string, number>();
  private readonly hosts = new Set<string>();
  private readonly known = new Set<string>();

  constructor(readonly digest: SentDigest) {
    this.titles = new Map(digest.items.map((item) => [item.number, wordsIn(item.title)]));
    for (const item of digest.items) {
      if (item.htmlId !== "") this.ids.set(item.htmlId.toLowerCase(), item.number);
      for (const address of item.addresses) this.addresses.set(address.toLowerCase(), item.number);
      if (item.addresses.length > 0) this.addressed.add(item.number);
      for (const row of item.text.split("\n")) this.known.add(wordsIn(row).join(" "));
    }
    const parts = [textLines(digest.text)];
    if (digest.html !== undefined && digest.html !== "") parts.push(htmlLines(digest.html).lines);
    this.sources = parts.map((lines) => new DigestSource(lines, digest, this));
    for (const [i, lines] of parts.entries()) this.learnPages(lines, this.sources[i]?.itemOfLine ?? []);
    for (const [i, lines] of parts.entries()) this.noteTails(lines, this.sources[i]);
  }

  item(number: number): SentDigestItem | null {
    return this.digest.items.find((each) => each.number === number) ?? null;
  }

  /** The item that a line names, if it names one. */
  named(line: Line): NamedItem | null {
    for (const mark of line.marks) {
      const item = mark.startsWith("#") ? this.itemOfId(mark.toLowerCase()) : null;
      if (item !== null) return { item, by: "id" };
    }
    const heading = this.heading(line.text);
    if (heading !== null) return { item: heading, by: "heading" };
    const addressed = this.itemAddressedIn(line);
    return addressed === null ? null : { item: addressed, by: "address" };
  }

  itemBeginningAt(line: Line): number | null {
    const named = this.named(line);
    if (named === null || named.by === "address") return null;
    return named.by === "id" || /^\s*\[/.test(line.text) ? named.item : null;
  }

  itemAddressedIn({ text, marks }: Line): number | null {
    if (marks.length === 0 && !/@|\/\//.test(text)) return null;
    const { mail, pages } = addressesIn(text, marks);
    for (const address of mail) {
      const item = this.addresses.get(address);
      if (item !== undefined) return item;
    }
    for (const page of pages) {
      const item = this.pages.get(page);
      if (item !== undefined && item > 0) return item;
    }
    return null;
  }

  /** How much of a line the digest holds: 1 when every three words in a row are there. */
  coverage({ text }: Line): number {
    const words = wordsIn(text);
    if (words.length === 0) return this.sources.some(({ rawRows }) => rawRows.has(text)) ? 1 : 0;
    if (words.length < 3) {
      const row = words.join(" ");
      return this.known.has(row) || this.sources.some(({ rowStarts }) => rowStarts.has(row)) ? 1 : 0;
    }
    let hits = 0;
    for (let i = 0; i + 2 < words.length; i++)
      if (this.sources.some(({ shingles }) => shingles.has(shingle(words, i)))) hits++;
    return hits / (words.length - 2);
  }

  /** Whether a line is nothing but an address that stands in the digest. */
  isOwnAddress({ text, marks }: Line): boolean {
    if (!/@|\/\//.test(text) || wordsIn(text).length > 0) return false;
    const { mail, pages } = addressesIn(text, marks);
    return mail.every((each) => this.addresses.has(each)) && pages.every((each) => this.pages.has(each));
  }

  /** Whether all that a line links to is the digest's own: its buttons, its pictures. */
  linksAreOwn({ text, marks }: Line): boolean | null {
    const { mail, pages } = addressesIn(text, marks);
    if (mail.length === 0 && pages.length === 0) return null;
    return (
      mail.every((address) => this.addresses.has(address) || this.hosts.has(address.split("@")[1] ?? "")) &&
      pages.every((page) => [...this.hosts].some((host) => page.includes(host)))
    );
  }

  /** `[3] The title`, also when the brackets are gone or the title was cut: the number and more than half of its words. */
  private heading(text: string): number | null {
    const match = /^[^\p{L}\p{N}[]{0,6}\[?(\d{1,3})(?:\]|[.:)]?\s)\s*(.*)$/u.exec(text.slice(0, 400));
    if (match === null) return null;
    const number = Number(match[1]);
    const title = this.titles.get(number);
    if (title === undefined) return null;
    const words = wordsIn(match[2] ?? "");
    if (title.length === 0 || words.length === 0) return null;
    const shared = words.filter((word) => title.includes(word)).length;
    return shared / Math.min(words.length, title.length) >= 0.6 && shared / words.length >= 0.5
      ? number
      : null;
  }

  /** `#item-3`, also with what programs put before ids: `#x_item-3`, `#m_-4711item-3`. */
  private itemOfId(mark: string): number | null {
    for (const [id, item] of this.ids) {
      if (!mark.endsWith(id)) continue;
      const before = mark.slice(0, -id.length);
      if (before === "#" || !/[a-z]$/.test(before)) return item;
    }
    return null;
  }

  isAddressed(item: number): boolean {
    return this.addressed.has(item);
  }

  private noteTails(lines: readonly Line[], source: DigestSource | undefined): void {
    for (const [i, line] of lines.entries()) {
      const item = this.itemAddressedIn(line);
      if (item !== null) source?.noteTail(item, i);
    }
  }

  /** Pages that only one item leads to name it, like its address does. */
  private learnPages(lines: readonly Line[], itemOfLine: readonly number[]): void {
    for (const [i, line] of lines.entries()) {
      const item = itemOfLine[i] ?? 0;
      const { mail, pages } = addressesIn(line.text, line.marks);
      for (const address of mail) this.hosts.add(address.split("@")[1] ?? "");
      for (const page of pages) {
        this.hosts.add(page.split("/")[2] ?? "");
        const known = this.pages.get(page);
        this.pages.set(page, known === undefined || known === item ? item : 0);
      }
    }
    for (const address of this.addresses.keys()) this.hosts.add(address.split("@")[1] ?? "");
    this.hosts.delete("");
  }
}
