import { de } from "#emails/templates/words/de.ts";
import { en, type Words } from "#emails/templates/words/en.ts";
import { es } from "#emails/templates/words/es.ts";
import { withFrenchSpaces } from "#emails/templates/words/french-spacing.ts";
import { fr } from "#emails/templates/words/fr.ts";
import type { Locale } from "#emails/writing/locale.ts";

const WORDS: Record<Locale, Words> = { en, de, fr: withFrenchSpaces(fr), es };

/** All that letters say, in one language. */
export function wordsIn(locale: Locale): Words {
  return WORDS[locale];
}

export type { Words };
