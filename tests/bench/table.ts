/** One line of the printed table: a figure of ours, the ceiling or peer measured in the same run, and their ratio. */
export interface Figure {
  what: string;
  ours: string;
  ceiling: string;
  ratio: string;
}

export function printTable(figures: readonly Figure[]): void {
  const head: Figure = { what: "figure", ours: "ours", ceiling: "ceiling or peer", ratio: "ratio" };
  const rows = [head, ...figures];
  const columns = ["what", "ours", "ceiling", "ratio"] as const;
  const widths = columns.map((column) => Math.max(...rows.map((row) => row[column].length)));
  for (const row of rows) {
    console.log(
      columns
        .map((column, index) => row[column].padEnd(widths[index] ?? 0))
        .join("  ")
        .trimEnd(),
    );
    if (row === head) console.log(widths.map((width) => "─".repeat(width)).join("──"));
  }
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value below which this share of the others lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const rate = (count: number, milliseconds: number) => count / (milliseconds / 1000);
export const perSecond = (value: number) => `${value.toFixed(0)}/s`;
export const ratioOf = (ours: number, ceiling: number) => (ours / ceiling).toFixed(2);
