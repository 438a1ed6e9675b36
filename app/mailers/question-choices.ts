import type { Locale } from "#emails/writing/locale.ts";

/** What may be replied besides a number, in words that the reading room takes (process-inbound/answer-question). */
const words = {
  en: { new: "a thread of its own", none: "nowhere: throw it away" },
  de: { neu: "ein eigenes Gespräch", nirgends: "nirgendwohin: wegwerfen" },
  fr: { nouveau: "une discussion à part", "nulle part": "nulle part : à jeter" },
  es: { nuevo: "un hilo aparte", ninguno: "en ninguno: a la basura" },
} as const satisfies Record<Locale, Record<string, string>>;

/** The items that it may belong to, a thread of its own, or none. */
export function questionChoices(candidates: readonly { number: number; title: string }[], locale: Locale) {
  return [
    ...candidates.map(({ number, title }) => ({ label: String(number), title })),
    ...Object.entries(words[locale]).map(([label, title]) => ({ label, title })),
  ];
}
