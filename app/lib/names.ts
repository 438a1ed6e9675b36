/** Two letters at most, from the first and the last word: "Ana Ferreira" → "AF". */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  return ends.map((word) => firstLetter(word ?? "").toLocaleUpperCase()).join("") || "?";
}

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** A letter that nothing is joined to needs no look into Unicode's rules, which costs a page with many faces a lot. */
const plainLetter = /^[A-Za-zÀ-ɏ](?=[A-Za-zÀ-ɏ]|$)/;

function firstLetter(word: string): string {
  const [plain] = plainLetter.exec(word) ?? [];
  if (plain) return plain;
  for (const { segment } of graphemes.segment(word)) return segment;
  return "";
}

/** Soft grounds for initials; dark ink (#2b2622) on each has a contrast above 7. */
const softColours = [
  "#e8c9b5",
  "#dcd3a8",
  "#c5d6b6",
  "#b5d3cb",
  "#b9cfe0",
  "#cdc5e3",
  "#e3c3d6",
  "#e5cfa6",
] as const;

/** A person's own colour, the same everywhere: from any stable string. */
export function colourOf(key: string): string {
  let sum = 7;
  for (const character of key) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return softColours[sum % softColours.length] ?? softColours[0];
}

/** The local part of a community's address: [a-z0-9-]{2,24}. */
export function slugify(name: string): string {
  const plain = name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const slug = plain
    .replace(/ß/g, "ss")
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 24)
    .replace(/^-+|-+$/g, "");
  return slug.length < 2 ? "circle" : slug;
}
