import Papa from "papaparse";
import { Refusal } from "#app/lib/refusal.ts";
import { decodeText } from "#emails/reading/decode-text.ts";

const MOST_BYTES = 2_000_000;
const MOST_LINES = 2_000;
const LONGEST_CELL = 500;

/** Where an address may stand in a cell: alone, or as `Ana Ferreira <ana@example.org>`. */
const LOOKS_LIKE_ADDRESS = /[^\s<>@,;"]+@[^\s<>@,;"]+\.[^\s<>@,;"]+/;

export interface ReadList {
  /** Cells by line; every line has as many as the longest. */
  lines: { line: number; cells: string[] }[];
  width: number;
}

/** A file as text, whatever wrote it: UTF-8 with or without a mark, Excel's UTF-16 and its Windows and Mac code pages. */
export function textOfList(bytes: Uint8Array): string {
  if (bytes.byteLength > MOST_BYTES) throw new Refusal("list-too-long");
  const text = decodeText(Buffer.from(bytes).toString("latin1"), null);
  return text.replace(/^\uFEFF/, "").replaceAll("\0", "");
}

/**
 * Lines and cells (RFC 4180, and what table programs make of it): comma, semicolon, tab or bar, guessed from the list
 * itself; `sep=;` on top as Excel writes it; quoted cells with line breaks. @throws Refusal "list-empty", "list-too-long"
 */
export function readList(source: string): ReadList {
  if (source.length > MOST_BYTES) throw new Refusal("list-too-long");
  const told = /^sep=(.)\r?\n/i.exec(source);
  const { data } = Papa.parse<string[]>(told ? source.slice(told[0].length) : source, {
    delimiter: told?.[1] ?? guessDelimiter(source),
  });
  const lines = data.flatMap((cells, index) => {
    const tidy = cells.map((cell) => cell.normalize("NFC").trim().slice(0, LONGEST_CELL));
    return tidy.some((cell) => cell !== "") ? [{ line: index + 1 + (told ? 1 : 0), cells: tidy }] : [];
  });

  if (lines.length === 0) throw new Refusal("list-empty");
  if (lines.length > MOST_LINES + 1) throw new Refusal("list-too-long");
  const width = Math.max(...lines.map(({ cells }) => cells.length));
  return { lines: lines.map(({ line, cells }) => ({ line, cells: padded(cells, width) })), width };
}

export function hasAddress(cell: string): boolean {
  return LOOKS_LIKE_ADDRESS.test(cell);
}

/** Which mark divides most lines in the same number of cells. A list of bare addresses is divided by none of them. */
function guessDelimiter(source: string): string {
  const sample = source.slice(0, 20_000);
  const found = [";", "\t", ",", "|"].map((delimiter) => ({ delimiter, fits: fitOf(sample, delimiter) }));
  return found.reduce((best, next) => (next.fits > best.fits ? next : best)).delimiter;
}

function fitOf(sample: string, delimiter: string): number {
  const { data } = Papa.parse<string[]>(sample, { delimiter, preview: 50, skipEmptyLines: "greedy" });
  const widths = data.map(({ length }) => length);
  const [usual = 1] = mostFrequent(widths);
  if (usual === 1) return 0;
  const alike = widths.filter((width) => width === usual).length / widths.length;
  // Cells that hold a whole address speak for the mark; a mark that cuts names in two speaks against itself.
  const addresses = data.filter((cells) =>
    cells.some((cell) => /^[^\s;|,]+@[^\s;|,]+$/.test(cell.trim())),
  ).length;
  return alike + addresses / widths.length;
}

function mostFrequent(widths: readonly number[]): number[] {
  const counts = new Map<number, number>();
  for (const width of widths) counts.set(width, (counts.get(width) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one).map(([width]) => width);
}

function padded(cells: string[], width: number): string[] {
  return [...cells, ...Array.from({ length: width - cells.length }, () => "")];
}
