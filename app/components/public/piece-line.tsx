import { formatPrice } from "#app/lib/price.ts";
import { useReader } from "../reader.tsx";
import { useWords } from "./use-words.ts";

export interface Priced {
  stock: "available" | "made_to_order" | "sold";
  priceMinor: number | null;
  currency: string;
}

/** "€48, made to order"; nothing when no price is told and it is simply there. */
export function PieceLine({ piece }: { piece: Priced }) {
  const { locale } = useReader();
  const words = useWords().showcases;
  const price = piece.priceMinor === null ? null : formatPrice(piece.priceMinor, piece.currency, locale);
  const stock = piece.stock === "available" ? null : words[piece.stock];
  const line = [price, stock].filter(Boolean).join(", ");
  return line ? <span className="text-soft">{line}</span> : null;
}
