import { en, type Words } from "#emails/templates/words/en.ts";
import type { Locale } from "#emails/writing/locale.ts";

const WORDS: Record<Locale, Words> = { en, de: en, fr: en, es: en };

/** All that letters say, in one language. */
export function wordsIn(locale: Locale): Words {
  return WORDS[locale];
}

export type { Words };
