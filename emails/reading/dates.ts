import { languages } from "#emails/reading/languages.ts";
import { fold, plainDigits } from "#emails/reading/phrases.ts";

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
/** Names of several words ("tháng 5", "ม.ค.") are looked for as they are; those of one word are looked up. */
const isWord = (name: string) => /^[\p{L}\p{M}'’-]+$/u.test(name);
const oddMonths = [...months].filter((name) => !isWord(name));

function namesMonth(text: string): boolean {
  for (const word of text.match(/[\p{L}\p{M}'’-]+/gu) ?? []) if (months.has(word)) return true;
  return oddMonths.some((name) => text.includes(name));
}

/** Short names are other languages' words ("so", "to", "on"), so a number must follow soon. */
function startsWithName(text: string): boolean {
  const before = /^[^\d]{2,40}(?=\d)/u.exec(text)?.[0];
  if (before === undefined) return false;
  for (let end = before.length; end >= 2 && before.length - end <= 14; end--) {
    const name = before.slice(0, end);
    if ((weekdays.has(name) || months.has(name)) && !/^\p{L}/u.test(before.slice(end))) return true;
  }
  return false;
}

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
    numeric.test(text) || cjk.test(text) || (smallNumber.test(text) && (year.test(text) || namesMonth(text)));
  return { date: date || (hasTime && year.test(text)), time: hasTime };
}

/** Whether a folded line begins with a date, a time or a weekday. */
export function startsWithDate(folded: string): boolean {
  const text = plainDigits(folded);
  return /^\d{1,4}[\s.:/年년-]/.test(text) || /^\d{1,2}(?:st|nd|rd|th)?\s/.test(text) || startsWithName(text);
}
