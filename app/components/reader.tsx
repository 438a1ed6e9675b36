import { createContext, useContext } from "react";

/** Who reads this page: decides the zone and language in which times are told. `now` is the server's, ISO 8601. */
export interface Reader {
  timeZone: string;
  locale: string;
  now: string;
}

const ReaderContext = createContext<Reader>({ timeZone: "UTC", locale: "en", now: "1970-01-01T00:00:00Z" });

export const ReaderProvider = ReaderContext.Provider;

export function useReader(): Reader {
  return useContext(ReaderContext);
}

/** Plain `en` would write the month first and twelve hours. */
export function localeOfDates(locale: string): string {
  return locale === "en" ? "en-GB" : locale;
}
