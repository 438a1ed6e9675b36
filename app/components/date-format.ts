import { localeOfDates } from "./reader.tsx";

const dateFormats = new Map<string, Intl.DateTimeFormat>();
const distanceFormats = new Map<string, Intl.RelativeTimeFormat>();
/** Zones and languages come from people's rows; a process that runs for a year shall not collect all of them. */
const MOST = 500;

/** Making one costs a thousand times what using it costs, and a page tells a hundred times: each is made once. */
export function dateFormat(
  locale: string,
  options: Intl.DateTimeFormatOptions & { timeZone: string },
): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  return kept(dateFormats, key, () => new Intl.DateTimeFormat(localeOfDates(locale), options));
}

export function distanceFormat(locale: string): Intl.RelativeTimeFormat {
  return kept(distanceFormats, locale, () => new Intl.RelativeTimeFormat(locale, { numeric: "auto" }));
}

function kept<Format>(formats: Map<string, Format>, key: string, make: () => Format): Format {
  const known = formats.get(key);
  if (known) return known;
  if (formats.size >= MOST) formats.clear();
  const made = make();
  formats.set(key, made);
  return made;
}
