import { languages } from "#emails/reading/languages.ts";
import { escapePattern, fold, plainDigits } from "#emails/reading/phrases.ts";

/** The names of months and weekdays, long and short, in every language of the table (from CLDR, through Intl). */
function calendarNames(): { months: Set<string>; weekdays: Set<string> } {
  const months = new Set<string>(["sept", "sep"]);
  const weekdays = new Set<string>(["tues", "weds", "thur", "thurs"]);
  for (const { code } of languages) {
    const locale = code === "no" ? "nb" : code;
    for (const width of ["long", "short"] as const) {
      const month = new Intl.DateTimeFormat(locale, {
        day: "numeric",
        month: width,
        timeZone: "UTC",
        numberingSystem: "latn",
        calendar: "gregory",
      });
      const weekday = new Intl.DateTimeFormat(locale, {
        weekday: width,
        timeZone: "UTC",
        calendar: "gregory",
      });
      for (let i = 0; i < 12; i++)
        add(months, month.formatToParts(Date.UTC(2024, i, 15)).find((part) => part.type === "month")?.value);
      for (let i = 0; i < 7; i++) add(weekdays, weekday.format(Date.UTC(2024, 0, 1 + i)));
    }
  }
  return { months, weekdays };
}

function add(names: Set<string>, name: string | undefined): void {
  const folded = fold(name ?? "").replace(/\.$/, "");
  if (folded.length >= 2 && !/^\d/.test(folded)) names.add(folded);
}

const { months, weekdays } = calendarNames();
const longestFirst = (names: Set<string>) =>
  [...names]
    .sort((a, b) => b.length - a.length)
    .map(escapePattern)
    .join("|");
const monthPattern = new RegExp(`(?<!\\p{L})(?:${longestFirst(months)})(?!\\p{L})`, "u");
/** Short names are other languages' words ("so", "to", "on"), so a number must follow soon. */
const nameStart = new RegExp(
  `^(?:${longestFirst(new Set([...weekdays, ...months]))})(?!\\p{L})[^\\d]{0,14}\\d`,
  "u",
);

const time = /(?<!\d)(?:[01]?\d|2[0-4])\s?[:.h時时點点시]\s?[0-5]\d(?!\d)/u;
const numeric = /(?<!\d)\d{1,4}([./-])\s?\d{1,2}\1\s?\d{1,4}(?!\d)/;
const cjk = /\d{1,2}\s?[月월]\s?\d{1,2}/;
const year = /(?<!\d)(?:1[34]\d\d|19\d\d|20\d\d|25\d\d)(?!\d)/;
const smallNumber = /(?<!\d)(?:[12]?\d|3[01])(?!\d)/;

export interface DateShape {
  date: boolean;
  time: boolean;
}

/** Whether a folded line tells a date, and a time of day, in whatever form. */
export function dateShape(folded: string): DateShape {
  const text = plainDigits(folded);
  if (!/\d/.test(text)) return { date: false, time: false };
  const hasTime = time.test(text);
  const date =
    numeric.test(text) ||
    cjk.test(text) ||
    (smallNumber.test(text) && (year.test(text) || monthPattern.test(text)));
  return { date: date || (hasTime && year.test(text)), time: hasTime };
}

/** Whether a folded line begins with a date, a time or a weekday. */
export function startsWithDate(folded: string): boolean {
  const text = plainDigits(folded);
  return /^\d{1,4}[\s.:/年년-]/.test(text) || /^\d{1,2}(?:st|nd|rd|th)?\s/.test(text) || nameStart.test(text);
}
