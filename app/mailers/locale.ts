import { LOCALES, type Locale } from "#emails/writing/locale.ts";

/** The language to write in: English, where we do not know theirs. */
export function knownLocale(wanted: string): Locale {
  const language = wanted.slice(0, 2).toLowerCase();
  return LOCALES.find((known) => known === language) ?? "en";
}
