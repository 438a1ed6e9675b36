import type { Locale } from "#emails/writing/locale.ts";

type Stock = "available" | "made_to_order" | "sold";

/** Said beside a price; what is there to be had needs no word. */
const words = {
  available: { en: "", de: "", fr: "", es: "" },
  made_to_order: { en: "made to order", de: "auf Bestellung", fr: "sur commande", es: "por encargo" },
  sold: { en: "sold", de: "verkauft", fr: "vendu", es: "vendido" },
} as const satisfies Record<Stock, Record<Locale, string>>;

export function stockWords(stock: Stock, locale: Locale): string {
  return words[stock][locale];
}
