/** The languages that letters are written in. A new one is a new row here; the compiler then lists what it lacks. */
export const LOCALES = ["en", "de", "fr", "es"] as const;

export type Locale = (typeof LOCALES)[number];
