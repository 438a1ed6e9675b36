import type { SentDigest, SentDigestItem } from "#emails/reading/digest-answers.ts";
import type { Line } from "#emails/reading/lines.ts";
import { fold } from "#emails/reading/phrases.ts";

/** Where a quoted line comes from: an item's number, 0 for what stands outside all items. */
export interface Place {
  item: number;
  /** How it was told: by a number with its title, an id, an address, or by the words alone. */
  by: "heading" | "id" | "address" | "words";
  /** Where in the digest's words the line ends; -1 when unknown. */
  end: number;
}

const perShingle = 12;

/** The words of a digest in order, each with its item, so that quoted lines can be found again however they were wrapped. */
export class DigestIndex {
  private readonly words: string[] = [];
  private readonly itemOf: number[] = [];
  private readonly shingles = new Map<string, number[]>();
  private readonly rows = new Set<string>();
  readonly firstItemAt: number;
  readonly lastItemAt: number;
  private readonly titles: Map<number, string[]>;

  constructor(readonly digest: SentDigest) {
    this.titles = new Map(digest.items.map((item) => [item.number, wordsIn(item.title)]));
    this.addText(digest.text);
    for (const item of digest.items)
      if (!this.itemOf.includes(item.number)) this.addWords(`${item.title}\n${item.text}`, item.number);
    // What only the HTML part shows, like the initials in a face without a picture, is the digest's own all the same.
    for (const item of digest.items)
      for (const row of item.text.split("\n")) this.rows.add(wordsIn(row).join(" "));
    for (let i = 0; i + 2 < this.words.length; i++) this.addShingle(i);
    this.firstItemAt = this.itemOf.findIndex((item) => item > 0);
    this.lastItemAt = this.itemOf.findLastIndex((item) => item > 0);
  }

  /** Which item of this number exists. */
  item(number: number): SentDigestItem | null {
    return this.digest.items.find((each) => each.number === number) ?? null;
  }

  /** Where a line was quoted from, looking on from `after` first; null when the digest does not hold it. */
  place(line: Line, after: number): Place | null {
    return this.placeByName(line) ?? this.placeByWords(line, after);
  }

  /** How much of a line the digest holds: 1 when every three words in a row are there. */
  coverage(text: string): number {
    const words = wordsIn(text);
    if (words.length === 0) return 1;
    if (words.length < 3) return this.rows.has(words.join(" ")) ? 1 : 0;
    let hits = 0;
    for (let i = 0; i + 2 < words.length; i++) if (this.shingles.has(shingle(words, i))) hits++;
    return hits / (words.length - 2);
  }

  /** Whether the line is just what comes next in the digest. */
  continuesAt(text: string, at: number): boolean {
    const words = wordsIn(text);
    if (words.length === 0 || at < 0) return false;
    for (let skip = 0; skip <= 3; skip++)
      if (words.every((word, i) => this.words[at + skip + i] === word)) return true;
    return false;
  }

  private placeByName(line: Line): Place | null {
    for (const mark of line.marks) {
      const byId = this.digest.items.find(
        (item) =>
          item.htmlId !== "" &&
          new RegExp(`(?:^#|[^a-z0-9]|x_|\\d)${item.htmlId.replace(/[^\w-]/g, "")}$`, "i").test(mark),
      );
      if (byId !== undefined) return { item: byId.number, by: "id", end: this.startOf(byId.number) };
    }
    const heading = this.heading(line.text);
    if (heading !== null) return { item: heading, by: "heading", end: this.startOf(heading) };
    const written = `${line.text} ${line.marks.join(" ")}`.toLowerCase();
    if (written.includes("@")) {
      const byAddress = this.digest.items.find((item) =>
        item.addresses.some((address) => written.includes(address.toLowerCase())),
      );
      if (byAddress !== undefined)
        return { item: byAddress.number, by: "address", end: this.itemOf.lastIndexOf(byAddress.number) + 1 };
    }
    return null;
  }

  /** Right behind the title of an item. */
  private startOf(number: number): number {
    const first = this.itemOf.indexOf(number);
    return first < 0 ? -1 : first + (this.titles.get(number)?.length ?? 0) + 1;
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
    return shared / Math.min(words.length, title.length) >= 0.6 ? number : null;
  }

  private placeByWords(line: Line, after: number): Place | null {
    const words = wordsIn(line.text);
    if (words.length === 0) return null;
    if (words.length < 3)
      return this.continuesAt(line.text, after) ? this.placeAt(after + words.length) : null;
    const votes = new Map<number, number>();
    let end = -1;
    let total = 0;
    for (let i = 0; i + 2 < words.length; i++) {
      const positions = this.shingles.get(shingle(words, i));
      if (positions === undefined) continue;
      const next = positions.find((at) => at >= after - 3) ?? positions.at(-1) ?? 0;
      // Words that several items share tell nothing, unless they come right where the last line ended.
      const items = new Set(positions.map((at) => this.itemOf[at] ?? 0));
      if (items.size > 1 && !(after >= 0 && next - after < 40 && next >= after - 3)) continue;
      votes.set(this.itemOf[next] ?? 0, (votes.get(this.itemOf[next] ?? 0) ?? 0) + 1);
      end = next + 3;
      total++;
    }
    const [best] = [...votes].sort((a, b) => b[1] - a[1]);
    if (best === undefined || total / (words.length - 2) < 0.4 || best[1] * 2 < total) return null;
    return { item: best[0], by: "words", end };
  }

  private placeAt(end: number): Place {
    return { item: this.itemOf[end - 1] ?? 0, by: "words", end };
  }

  private addText(text: string): void {
    let current = 0;
    let closing = false;
    for (const row of text.split("\n")) {
      const number = this.heading(row);
      if (number !== null && /^\s*\[/.test(row)) {
        current = number;
        closing = false;
      } else if (closing && row.trim() !== "") {
        current = 0;
        closing = false;
      }
      this.addWords(row, current);
      const item = this.item(current);
      if (item?.addresses.some((address) => row.toLowerCase().includes(address.toLowerCase())) === true)
        closing = true;
    }
  }

  private addWords(text: string, item: number): void {
    for (const row of text.split("\n")) {
      const words = wordsIn(row);
      if (words.length > 0) this.rows.add(words.join(" "));
      for (const word of words) {
        this.words.push(word);
        this.itemOf.push(item);
      }
    }
  }

  private addShingle(at: number): void {
    const key = shingle(this.words, at);
    const positions = this.shingles.get(key);
    if (positions === undefined) this.shingles.set(key, [at]);
    else if (positions.length < perShingle) positions.push(at);
  }
}

function shingle(words: string[], at: number): string {
  return `${words[at] ?? ""} ${words[at + 1] ?? ""} ${words[at + 2] ?? ""}`;
}

/** Folded words without addresses of any kind; in scripts without spaces each letter is a word. */
export function wordsIn(text: string): string[] {
  const plain = fold(text.slice(0, 20_000)).replace(
    /<[^<>]{0,500}>|https?:\/\/\S+|mailto:\S+|\S{1,100}@\S+/g,
    " ",
  );
  const spaced = plain.replace(
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu,
    " $& ",
  );
  return spaced.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}
