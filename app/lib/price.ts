export interface Price {
  /** In the currency's smallest unit. */
  readonly priceMinor: number;
  /** ISO 4217. */
  readonly currency: string;
}

/** What a price can be told in, where it is chosen from a list. */
export const currencies = [
  "EUR",
  "USD",
  "GBP",
  "CHF",
  "AUD",
  "BRL",
  "CAD",
  "CZK",
  "DKK",
  "HUF",
  "INR",
  "JPY",
  "MXN",
  "NOK",
  "NZD",
  "PLN",
  "RON",
  "SEK",
  "TRY",
  "UAH",
  "ZAR",
] as const;

/** "€48", "€48.50": cents are told only where there are some. */
export function formatPrice(priceMinor: number, currency: string, locale = "en"): string {
  const digits = digitsOf(currency);
  const amount = priceMinor / 10 ** digits;
  const shown = Number.isInteger(amount) ? 0 : digits;
  return new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    minimumFractionDigits: shown,
    maximumFractionDigits: shown,
  }).format(amount);
}

/**
 * Reads what people write: `48`, `48 €`, `€ 48,50`, `CHF 1'250.00`, `1.250,00 EUR`.
 * @returns null when it is no price
 */
export function parsePrice(text: string, fallbackCurrency = "EUR"): Price | null {
  const found =
    /^(?<before>\p{Sc}|[A-Za-z]{3})?\s*(?<amount>\d[\d.,'’\s]*?)\s*(?<after>\p{Sc}|[A-Za-z]{3})?[.,]?[-–—]*$/u.exec(
      text.trim(),
    );
  const { before, amount, after } = found?.groups ?? {};
  if (amount === undefined || (before && after)) return null;

  const currency = currencyOf(before ?? after, fallbackCurrency);
  const plain = plainAmount(amount);
  if (!currency || plain === null) return null;
  const priceMinor = Math.round(Number(plain) * 10 ** digitsOf(currency));
  return priceMinor <= 2_000_000_000 ? { priceMinor, currency } : null;
}

/** What a price field holds for editing: "48.50". */
export function editablePrice(priceMinor: number, currency: string): string {
  const digits = digitsOf(currency);
  const amount = priceMinor / 10 ** digits;
  return Number.isInteger(amount) ? String(amount) : amount.toFixed(digits);
}

const signs: Readonly<Record<string, string>> = { "€": "EUR", $: "USD", "£": "GBP", "¥": "JPY", "₹": "INR" };

function currencyOf(word: string | undefined, fallback: string): string | null {
  if (!word) return fallback;
  const code = signs[word] ?? word.toUpperCase();
  return /^[A-Z]{3}$/.test(code) && Intl.supportedValuesOf("currency").includes(code) ? code : null;
}

/** The last separator parts the cents when one or two digits follow it; every other one groups thousands. */
function plainAmount(amount: string): string | null {
  const compact = amount.replace(/[\s'’]/g, "");
  const parted = /^(?<whole>[\d.,]*\d)[.,](?<cents>\d{1,2})$/.exec(compact);
  const whole = (parted?.groups?.whole ?? compact).replace(/[.,]/g, "");
  return /^\d{1,10}$/.test(whole) ? `${whole}.${parted?.groups?.cents ?? "0"}` : null;
}

function digitsOf(currency: string): number {
  return (
    new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2
  );
}
