import { addressesIn, shingle, wordsIn } from "#emails/reading/digest-words.ts";
import type { SentDigest } from "#emails/reading/digest-answers.ts";
import { isRule } from "#emails/reading/header-block.ts";
import type { Line } from "#emails/reading/lines.ts";

/** More places of the same words than that tell nothing more. */
const mostPlaces = 32;

/** One part of a digest, text or HTML, as its words in order, each with the item it stands in (0: outside of all). */
export class DigestSource {
  readonly words: string[] = [];
  readonly itemOf: number[] = [];
  readonly shingles = new Map<string, number[]>();
  /** Where a row of exactly these words begins. */
  readonly rowStarts = new Map<string, number[]>();
  /** Rows as they are written, for those that have no words, or are told apart by their signs alone ("+1"). */
  readonly rawRows = new Set<string>();
  readonly itemOfLine: number[] = [];
  private readonly lineEnds: number[] = [];
  readonly firstItemAt: number;
  readonly lastItemAt: number;
  private readonly heads = new Map<number, number>();
  private readonly tails = new Map<number, number[]>();

  constructor(lines: readonly Line[], digest: SentDigest, names: ItemNames) {
    this.addLines(lines, names);
    const missing = digest.items.filter(({ number }) => !this.heads.has(number));
    for (const item of missing) this.addItem(item.number, `${item.title}\n${item.text}`);
    for (let i = 0; i + 2 < this.words.length; i++) note(this.shingles, shingle(this.words, i), i);
    this.firstItemAt = this.itemOf.findIndex((item) => item > 0);
    this.lastItemAt = this.itemOf.findLastIndex((item) => item > 0);
  }

  /** Where an item begins; -1 when this part does not hold it. */
  headOf(item: number): number {
    return this.heads.get(item) ?? -1;
  }

  /** Where an item's own addresses stand. */
  tailsOf(item: number): readonly number[] {
    return this.tails.get(item) ?? [];
  }

  /** Learns where lines stand that name their item by an address. */
  noteTail(item: number, line: number): void {
    const tails = this.tails.get(item) ?? [];
    if (tails.length < mostPlaces) tails.push(this.lineEnds[line] ?? 0);
    this.tails.set(item, tails);
  }

  /**
   * An item lasts from its heading to the next one, or until what follows its own address: a rule, or a paragraph that
   * leads nowhere (a heading of a section, the footer).
   */
  private addLines(lines: readonly Line[], names: ItemNames): void {
    let item = 0;
    let closing = false;
    for (const [i, line] of lines.entries()) {
      const begins = names.itemBeginningAt(line);
      // A post may quote another item's heading: the next item begins only when this one has shown its address.
      const mayBegin = item === 0 || closing || !names.isAddressed(item);
      if (begins !== null && mayBegin && !this.heads.has(begins)) {
        closing = false;
        item = begins;
        this.heads.set(item, this.words.length);
      } else if ((closing || (item > 0 && !names.isAddressed(item))) && endsItem(lines, i)) {
        item = 0;
        closing = false;
      }
      this.itemOfLine.push(item);
      this.addRow(line, item);
      this.lineEnds.push(this.words.length);
      if (item > 0 && names.itemAddressedIn(line) === item) closing = true;
    }
  }

  private addItem(item: number, text: string): void {
    this.heads.set(item, this.words.length);
    for (const row of text.split("\n"))
      this.addRow({ raw: row, text: row.trim(), depth: 0, hint: null, marks: [] }, item);
  }

  private addRow(line: Line, item: number): void {
    if (line.text === "") return;
    this.rawRows.add(line.text);
    const words = wordsIn(line.text);
    if (words.length === 0) return;
    note(this.rowStarts, words.join(" "), this.words.length);
    for (const word of words) {
      this.words.push(word);
      this.itemOf.push(item);
    }
  }
}

/** By what lines are known to belong to an item, besides their words. */
export interface ItemNames {
  itemBeginningAt(line: Line): number | null;
  itemAddressedIn(line: Line): number | null;
  /** Whether an item has an address of its own. */
  isAddressed(item: number): boolean;
}

function note(places: Map<string, number[]>, key: string, at: number): void {
  const known = places.get(key);
  if (known === undefined) places.set(key, [at]);
  else if (known.length < mostPlaces) known.push(at);
}

function endsItem(lines: readonly Line[], at: number): boolean {
  const line = lines[at];
  if (line === undefined || line.text === "") return false;
  if (isRule(line.text) || isStars(line.text)) return true;
  if (at > 0 && lines[at - 1]?.text !== "" && !isRule(lines[at - 1]?.text ?? "")) return false;
  for (let i = at; i < lines.length && i < at + 2 && lines[i]?.text !== ""; i++) {
    const row = lines[i];
    if (row === undefined) break;
    const { mail, pages } = addressesIn(row.text, row.marks);
    if (mail.length > 0 || pages.length > 0) return false;
  }
  return true;
}

function isStars(text: string): boolean {
  return /^\*(?: ?\*){2,}$/.test(text);
}
