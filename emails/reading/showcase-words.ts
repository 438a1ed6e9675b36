/** What the mail of a maker tells of a thing, as they wrote it. Nothing is guessed: what is not clear stays null. */
export interface ShowcaseWords {
  /** The text without the lines that told nothing but price, stock or tags. */
  story: string;
  /** "45 EUR", "45" (no currency told); null: none, or more than one (then `prices` has them). */
  price: string | null;
  /** Every different price that was told. */
  prices: string[];
  stock: ShowcaseStock | null;
  tags: string[];
}

export type ShowcaseStock =
  { kind: "count"; left: number } | { kind: "sold" } | { kind: "made-to-order" } | { kind: "available" };

/** Reads price, stock and tags from a story in English, German, French or Spanish. */
export function readShowcaseWords(text: string): ShowcaseWords {
  const lines = text.replaceAll("\r\n", "\n").split("\n").slice(0, 2_000);
  const told = lines.map(readLine);
  const labelled = unique(told.flatMap(({ labelledPrice }) => labelledPrice ?? []));
  const prices = labelled.length > 0 ? labelled : unique(told.flatMap((line) => line.prices));
  return {
    story: lines
      .filter((_, at) => told[at]?.isOnlyFacts !== true)
      .join("\n")
      .replace(/\n{3,}/g, "\n\n")
      .trim(),
    price: prices.length === 1 ? (prices[0] ?? null) : null,
    prices,
    stock: told.find(({ stock }) => stock !== null)?.stock ?? null,
    tags: unique(told.flatMap(({ tags }) => tags)).slice(0, 12),
  };
}

interface Line {
  labelledPrice: string | null;
  prices: string[];
  stock: ShowcaseStock | null;
  tags: string[];
  isOnlyFacts: boolean;
}

function readLine(line: string): Line {
  const label = priceLabel.exec(line);
  const labelledPrice = label ? readPriceAlone(line.slice(label[0].length)) : null;
  const found = findPrices(line);
  const stock = findStock(line);
  const tags = findTags(line);
  const rest = [...found.map(({ words }) => words), stock?.words ?? "", ...tags.map((tag) => `#${tag}`)]
    .filter(Boolean)
    .reduce((left, words) => left.replace(words, " "), label ? line.slice(label[0].length) : line);
  const tells = labelledPrice !== null || found.length > 0 || stock !== null || tags.length > 0;
  return {
    labelledPrice,
    prices: found.map(({ price }) => price),
    stock: stock?.stock ?? null,
    tags: tags.map((tag) => tag.toLowerCase()),
    isOnlyFacts: tells && (labelledPrice !== null || !/[\p{L}\p{N}]/u.test(rest)),
  };
}

const priceLabel = /^\s*(?:price|preis|prix|precio)\s*[:=]\s*/iu;

const signs: Readonly<Record<string, string>> = {
  "€": "EUR",
  $: "USD",
  "£": "GBP",
  "¥": "JPY",
  "₹": "INR",
};

/** Words for money that mean one currency only: dollars and francs of elsewhere say so by their code. */
const names: Readonly<Record<string, string>> = {
  euro: "EUR",
  euros: "EUR",
  pounds: "GBP",
  pound: "GBP",
  quid: "GBP",
  franken: "CHF",
  pfund: "GBP",
  dollars: "USD",
  dólares: "USD",
};

const codes = "EUR|USD|GBP|CHF|AUD|BRL|CAD|CZK|DKK|HUF|INR|JPY|MXN|NOK|NZD|PLN|RON|SEK|TRY|UAH|ZAR";
const amount = "\\d{1,3}(?:[.,'’\\u00a0\\u202f ]\\d{3})+(?:[.,]\\d{1,2})?|\\d{1,7}(?:[.,]\\d{1,2})?";
const money = `[€$£¥₹]|(?:${codes})\\b`;
const behind = new RegExp(
  `(?<![\\p{L}\\p{N}.,])(${amount})(?:[.,]?[-–—]+)?\\s?(${money}|(?:${Object.keys(names).join("|")})(?!\\p{L}))`,
  "giu",
);
const ahead = new RegExp(
  `(?<![\\p{L}\\p{N}])(${money})\\s?(${amount})(?:[.,][-–—]+)?(?![\\p{L}\\p{N}])`,
  "giu",
);

function findPrices(line: string): { words: string; price: string }[] {
  const found = [
    ...[...line.matchAll(ahead)].map(([words, sign = "", sum = ""]) => ({ words, sum, sign })),
    ...[...line.matchAll(behind)].map(([words, sum = "", sign = ""]) => ({ words, sum, sign })),
  ];
  return found.map(({ words, sum, sign }) => ({
    words,
    price: `${sum.replace(/[\u00a0\u202f ]/g, "")} ${codeOf(sign)}`,
  }));
}

/** What stands behind "price": an amount, with or without a currency. */
export function readPriceAlone(text: string): string | null {
  const trimmed = text.trim().replace(/[.!]$/, "");
  const [found] = findPrices(trimmed);
  if (found?.words.trim() === trimmed) return found.price;
  return new RegExp(`^(?:${amount})(?:[.,]?[-–—]+)?$`, "u").test(trimmed)
    ? trimmed.replace(/[.,]?[-–—]+$/, "").replace(/[\u00a0\u202f ]/g, "")
    : null;
}

function codeOf(sign: string): string {
  return signs[sign] ?? names[sign.toLowerCase()] ?? sign.toUpperCase();
}

const counts: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
  ein: 1,
  eine: 1,
  einer: 1,
  eines: 1,
  eins: 1,
  zwei: 2,
  drei: 3,
  vier: 4,
  fünf: 5,
  sechs: 6,
  sieben: 7,
  acht: 8,
  neun: 9,
  zehn: 10,
  zwölf: 12,
  un: 1,
  une: 1,
  deux: 2,
  trois: 3,
  quatre: 4,
  cinq: 5,
  sept: 7,
  huit: 8,
  neuf: 9,
  dix: 10,
  douze: 12,
  uno: 1,
  una: 1,
  dos: 2,
  tres: 3,
  cuatro: 4,
  cinco: 5,
  seis: 6,
  siete: 7,
  ocho: 8,
  nueve: 9,
  diez: 10,
  doce: 12,
};

const number = `(\\d{1,4}|${Object.keys(counts)
  .toSorted((a, b) => b.length - a.length)
  .join("|")})`;
const edge = "(?![\\p{L}\\p{N}])";
const start = "(?<![\\p{L}\\p{N}])";
const counted = [
  `${start}(?:only |just |there (?:are|is) )?${number} (?:of (?:them|these) )?(?:pieces? )?(?:left|remaining|in stock|available)${edge}`,
  `${start}(?:es sind |es ist )?(?:nur )?noch ${number}(?: stück| stücke| exemplare?)?(?: da| übrig| verfügbar| vorrätig| zu haben)?${edge}`,
  `${start}${number}(?: stück| stücke| exemplare?)? (?:da|übrig|verfügbar|vorrätig|auf lager)${edge}`,
  `${start}(?:il (?:n'|n’)?en reste|il reste|reste|restent)(?: encore| plus que)? ${number}(?: pièces?| exemplaires?)?${edge}`,
  `${start}${number}(?: pièces?| exemplaires?)? (?:disponibles?|en stock)${edge}`,
  `${start}(?:solo |sólo )?quedan?(?: solo| sólo)? ${number}(?: piezas?| unidades?| unidad)?${edge}`,
].map((pattern) => new RegExp(pattern, "iu"));
const unique1 =
  /(?<![\p{L}\p{N}])(?:one of a kind|only one|einzelstück|unikat|pièce unique|pieza única)(?![\p{L}\p{N}])/iu;
const toOrder =
  /(?<![\p{L}\p{N}])(?:made to order|on commission|auf bestellung|auf anfrage gefertigt|sur commande|por encargo|bajo pedido)(?![\p{L}\p{N}])/iu;
/** In a story "sold" may be said of another thing: it must be all of its line. */
const soldLine =
  /^\s*(?:it(?:'s| is| has been)? |ist |schon |est |está )?(?:sold(?: out)?|verkauft|ausverkauft|vendue?s?|épuisée?|vendid[oa]s?|agotad[oa])\s*[.!]*\s*$/iu;
const againLine =
  /^\s*(?:back in stock|available(?: again)?|in stock|wieder (?:da|verfügbar|zu haben|vorrätig)|verfügbar|de nouveau (?:disponible|en stock)|disponible(?: de nouveau| otra vez| de nuevo)?|otra vez disponible|de nuevo disponible|de nouveau là)\s*[.!]*\s*$/iu;

/** "three left", "noch zwei", "pièce unique", "por encargo". */
export function findStock(line: string): { words: string; stock: ShowcaseStock } | null {
  for (const pattern of counted) {
    const [words, digits] = pattern.exec(line) ?? [];
    if (words !== undefined && digits !== undefined) return { words, stock: countOf(digits) };
  }
  const whole = line.trim();
  if (soldLine.test(line)) return { words: whole, stock: { kind: "sold" } };
  if (againLine.test(line)) return { words: whole, stock: { kind: "available" } };
  const single = unique1.exec(line)?.[0];
  if (single !== undefined) return { words: single, stock: { kind: "count", left: 1 } };
  const ordered = toOrder.exec(line)?.[0];
  return ordered === undefined ? null : { words: ordered, stock: { kind: "made-to-order" } };
}

function countOf(word: string): ShowcaseStock {
  const left = counts[word.toLowerCase()] ?? Number(word);
  return left === 0 ? { kind: "sold" } : { kind: "count", left };
}

/** "#walnut"; not "#3", which is an item's number, nor what stands in an address. */
export function findTags(line: string): string[] {
  return [...line.matchAll(/(?<![^\s(,;])#(?=[\p{L}\p{N}_-]*\p{L})([\p{L}\p{M}\p{N}_-]{2,30})/gu)].map(
    ([, tag = ""]) => tag,
  );
}

function unique(words: readonly string[]): string[] {
  return [...new Set(words)];
}
