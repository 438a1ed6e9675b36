/** "48 kB", "73.4 MB". */
export function sizeWords(octets: number): string {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;
  const power = Math.min(3, Math.floor(Math.log10(Math.max(1, octets)) / 3));
  return new Intl.NumberFormat("en", {
    style: "unit",
    unit: units[power] ?? "byte",
    maximumFractionDigits: power > 1 ? 1 : 0,
  }).format(octets / 1000 ** power);
}
