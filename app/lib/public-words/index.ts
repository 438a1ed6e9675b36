import { de } from "./de.ts";
import { en, type PublicWords } from "./en.ts";
import { es } from "./es.ts";
import { fr } from "./fr.ts";

const languages: Readonly<Record<string, PublicWords>> = { en, de, fr, es };

/** What the public pages and the archive say in this language; English, where we do not have it. */
export function publicWords(locale: string): PublicWords {
  return languages[locale.slice(0, 2).toLowerCase()] ?? en;
}

export type { PublicWords };
