/** One numbered entry of a digest, as its text part has it. */
export interface LetterItem {
  number: number;
  title: string;
  /** Where an answer to it alone goes; empty when the letter names none. */
  address: string;
  /** A line that stands only above it: what an answer is put under. */
  line: string;
  /** Its first paragraph, which stands quoted above such an answer. */
  beginning: string;
}

const HEAD = /^\[\s?(\d{1,2})\] +(\S.*)$/;
const ADDRESS = /^\S+\+\S+@\S+$/;

/** Empty for any letter that is no digest. */
export function letterItems(text: string): LetterItem[] {
  const rows = text.split(/\r?\n/);
  const heads = rows.flatMap((row, at) => (HEAD.test(row) ? [at] : []));

  return heads.flatMap((at, index) => {
    const section = rows.slice(at, heads[index + 1] ?? rows.length);
    const [line = ""] = section;
    const [, number, title] = HEAD.exec(line) ?? [];
    if (number === undefined || title === undefined) return [];
    const address = section.find((row) => ADDRESS.test(row)) ?? "";
    return [
      {
        number: Number(number),
        title,
        address,
        line,
        beginning: section.slice(0, endOfParagraph(section)).join("\n"),
      },
    ];
  });
}

function endOfParagraph(rows: readonly string[]): number {
  const blank = rows.findIndex((row) => row.trim() === "");
  return blank === -1 ? rows.length : blank;
}
