import type { Locale } from "#emails/writing/locale.ts";

type Stock = "available" | "made_to_order" | "sold";

/** Said beside a price; what is there to be had needs no word. */
const words = {
  available: { en: "", de: "", fr: "", es: "" },
  made_to_order: { en: "made to order", de: "auf Bestellung", fr: "sur commande", es: "por encargo" },
  sold: { en: "sold", de: "verkauft", fr: "vendu", es: "vendido" },
} as const satisfies Record<Stock, Record<Locale, string>>;

const left = {
  en: (count: number) => `${String(count)} left`,
  de: (count: number) => `noch ${String(count)}`,
  fr: (count: number) => `il en reste ${String(count)}`,
  es: (count: number) => `quedan ${String(count)}`,
} as const satisfies Record<Locale, (count: number) => string>;

/** `stockCount`: how many there are, where their maker counts them. One of a kind is simply there. */
export function stockWords(stock: Stock, locale: Locale, stockCount: number | null = null): string {
  const isCounted = stock === "available" && stockCount !== null && stockCount > 1;
  return isCounted ? left[locale](stockCount) : words[stock][locale];
}
