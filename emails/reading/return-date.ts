import { languages } from "#emails/reading/languages.ts";
import { escapePattern, fold, plainDigits } from "#emails/reading/phrases.ts";

interface WrittenDay {
  at: number;
  end: number;
  day: string;
  /** Told by its weekday alone, which gives way to a date that follows. */
  weekday: boolean;
}

/** What stands before a day of return, or before the last day away: one row per language. */
const leads: Record<string, string[]> = {
  en: [
    "until",
    "till",
    "through",
    "thru",
    "back",
    "back in the office",
    "return",
    "returning",
    "i return",
    "returns",
    "again from",
    "available from",
    "available again",
    "reachable again",
    "be in the office",
  ],
  de: [
    "bis",
    "bis zum",
    "bis einschließlich",
    "wieder ab",
    "wieder am",
    "ab dem",
    "zurück am",
    "ab",
    "wieder erreichbar",
    "wieder im büro",
    "zurück ab",
  ],
  fr: [
    "jusqu'au",
    "jusqu'à",
    "jusqu'en",
    "de retour",
    "mon retour",
    "à partir du",
    "au bureau",
    "reviens",
    "reviendrai",
    "retour prévu",
    "rentre",
    "de nouveau",
  ],
  es: [
    "hasta",
    "hasta el",
    "regreso",
    "vuelvo",
    "de vuelta",
    "regresaré",
    "volveré",
    "a partir del",
    "de regreso",
  ],
  it: [
    "fino al",
    "fino a",
    "sino al",
    "rientro",
    "rientrerò",
    "di ritorno",
    "torno",
    "tornerò",
    "dal giorno",
    "al rientro",
  ],
  pt: [
    "até",
    "até ao",
    "regresso",
    "retorno",
    "retornarei",
    "regressarei",
    "de volta",
    "volto",
    "voltarei",
    "a partir de",
  ],
  nl: [
    "tot",
    "tot en met",
    "t/m",
    "terug op",
    "weer op",
    "weer bereikbaar",
    "vanaf",
    "aanwezig op",
    "weer aanwezig",
  ],
  sv: ["till", "till och med", "t.o.m.", "tillbaka", "åter", "är åter"],
  da: ["til", "til og med", "tilbage", "retur", "igen fra"],
  no: ["tilbake"],
  fi: ["asti", "saakka", "palaan", "takaisin"],
  pl: ["do", "do dnia", "wracam", "wrócę", "powrót", "będę z powrotem", "od dnia"],
  cs: ["do", "vrátím se", "zpět", "budu zpět"],
  sk: ["vrátim sa", "späť"],
  hu: ["visszatérek", "visszajövök", "újra elérhető"],
  ro: ["până", "până la", "revin", "mă întorc", "voi reveni"],
  ru: ["до", "по", "вернусь", "вернётся", "вернется", "буду", "снова с", "выйду"],
  uk: ["повернуся", "до", "буду"],
  bg: ["до", "връщам се", "ще се върна"],
  tr: ["tarihine kadar", "dönüş", "döneceğim"],
  el: ["έως", "μέχρι", "επιστρέφω", "επιστροφή", "θα επιστρέψω"],
  he: ["עד", "אחזור", "חוזר", "חוזרת"],
  ar: ["حتى", "سأعود", "العودة"],
  ja: ["至", "復帰"],
  zh: ["至", "直到", "到", "返回", "回来", "回來"],
  ko: ["복귀"],
  id: ["sampai", "hingga", "kembali"],
  vi: ["đến", "đến hết", "trở lại"],
};

/** Of languages that put it behind the day. */
const trails =
  /^[\s)日일]{0,3}(?:\([^()]{1,12}\)\s?)?(?:まで|迄|に戻|以降|から出社|に復帰|为止|為止|返回|回来|回來|까지|에 복귀|이후|'?(?:[ae]|[dt][ae])? kadar|tarihine kadar|-?ig\b|asti|saakka)/iu;

/** Between the two ends of "from … to …"; the first may be a number alone ("du 1er au 12 juin"). */
const span =
  "[\\s,)]{0,3}(?:-|–|—|to|until|till|through|bis|bis zum|au|al|a|e|até|ao|tot|t/m|till|til|do|по|до|～|〜|から|至|到|부터)[\\s(]{0,3}(?:the |den |zum |el |le )?$";
const afterDay = new RegExp(`^${span}`, "u");
const afterNumber = new RegExp(`(?<!\\d)\\d{1,2}(?:er|\\.|st|nd|rd|th|º)?${span}`, "u");

const farthest = 400 * 86_400_000;
const reach = 40;

/**
 * The day that an answer says someone is back, or away until: `YYYY-MM-DD`, on or after the day it was written and within
 * thirteen months. Shape first (a day of the calendar), then the word before or behind it. With `monthFirst` 6/12 is in
 * June, else in December.
 */
export function findReturnDate(words: string, written: Date, monthFirst = false): string | null {
  const text = plainDigits(fold(words.slice(0, 4000)));
  const days = findDays(text, written, monthFirst);
  const today = written.toISOString().slice(0, 10);
  const limit = new Date(written.getTime() + farthest).toISOString().slice(0, 10);
  const told = days.find(
    ({ at, end, day }, i) => day >= today && day <= limit && isTold(text, at, end, days[i - 1]),
  );
  return told?.day ?? null;
}

function isTold(text: string, at: number, end: number, before: WrittenDay | undefined): boolean {
  const ahead = text.slice(Math.max(0, at - reach), at);
  if (leadBefore.test(ahead) || trails.test(text.slice(end, end + reach))) return true;
  return (
    afterNumber.test(ahead) ||
    (before !== undefined && at - before.end < 20 && afterDay.test(text.slice(before.end, at)))
  );
}

const allLeads = [...new Set(Object.values(leads).flat())].sort((a, b) => b.length - a.length);
/** The lead word, then at most an article, a preposition and a weekday; no other sentence between. */
const leadBefore = new RegExp(
  `(?<!\\p{L})(?:${allLeads.map(escapePattern).join("|")})[\\s:,]{0,3}(?:(?!\\d)[\\p{L}\\p{M}'’.,]{1,12}[\\s,]{1,2}){0,4}$`,
  "u",
);

const { months, weekdays } = calendarNames();
const monthNames = alternation(months);
type ReadDay = (match: RegExpExecArray, written: Date, monthFirst: boolean) => string | null;
const patterns: [RegExp, ReadDay][] = [
  [/(?<!\d)(20\d\d)[-/.年년]\s?(\d{1,2})[-/.月월]\s?(\d{1,2})(?!\d)/gu, (m) => dayOf(m[1], m[2], m[3])],
  [/(?<!\d)(\d{1,2})\s?[月월]\s?(\d{1,2})(?=\s?[日일]|(?!\d))/gu, (m, at) => upcoming(m[1], m[2], at)],
  [
    new RegExp(
      `(?<!\\d)(\\d{1,2})(?:\\.|st|nd|rd|th|er|º|ª|e|-?го|-a|\\.?-?en)?\\s{0,2}(?:de |of |d'|-|/|ב)?(${monthNames})(?![\\p{L}])\\.?(?:[\\s,/-]{1,3}(?:de |del |do )?(20\\d\\d))?`,
      "gu",
    ),
    (m, at) => named(m[1], m[2], m[3], at),
  ],
  [
    new RegExp(
      `(?<![\\p{L}])(${monthNames})\\.?\\s{1,2}(\\d{1,2})(?:st|nd|rd|th|\\.)?(?!\\d)(?:,?\\s{1,2}(20\\d\\d))?`,
      "gu",
    ),
    (m, at) => named(m[2], m[1], m[3], at),
  ],
  [/(?<![\d./-])(\d{1,2})([./-])\s?(\d{1,2})(?:\2\s?(\d{4}|\d\d))?(?!\d)/gu, numeric],
  [new RegExp(`(?<![\\p{L}])(${alternation(weekdays)})(?![\\p{L}])(?![.,]?\\s{0,2}\\d)`, "gu"), weekday],
];

function findDays(text: string, written: Date, monthFirst: boolean): WrittenDay[] {
  const found: WrittenDay[] = [];
  for (const [pattern, read] of patterns) {
    for (const match of text.matchAll(pattern)) {
      const day = read(match, written, monthFirst);
      const [at, end] = [match.index, match.index + match[0].length];
      if (day !== null && !found.some((other) => at < other.end && other.at < end))
        found.push({ at, end, day, weekday: read === weekday });
      if (found.length > 200) return found;
    }
  }
  return found
    .filter((day) => !day.weekday || !found.some(({ at }) => at > day.at && at - day.end < 12))
    .sort((a, b) => a.at - b.at);
}

function numeric(match: RegExpExecArray, written: Date, monthFirst: boolean): string | null {
  const [, first = "", separator, second = "", year] = match;
  if (separator === "-" && year === undefined) return null;
  const swapped = Number(second) > 12 || (monthFirst && separator === "/" && Number(first) <= 12);
  const [day, month] = swapped ? [second, first] : [first, second];
  if (year === undefined) return upcoming(month, day, written);
  return dayOf(year.length === 2 ? `20${year}` : year, month, day);
}

function named(day = "", name = "", year: string | undefined, written: Date): string | null {
  const month = months.get(name.toLowerCase());
  if (month === undefined) return null;
  return year === undefined ? upcoming(String(month), day, written) : dayOf(year, String(month), day);
}

function weekday(match: RegExpExecArray, written: Date): string | null {
  const index = weekdays.get(match[1] ?? "");
  if (index === undefined) return null;
  const ahead = (index - written.getUTCDay() + 7) % 7 || 7;
  return new Date(written.getTime() + ahead * 86_400_000).toISOString().slice(0, 10);
}

/** The next such day, this year or the one after. */
function upcoming(month = "", day = "", written: Date): string | null {
  const year = written.getUTCFullYear();
  const near = dayOf(String(year), month, day);
  if (near === null || near >= written.toISOString().slice(0, 10)) return near;
  return dayOf(String(year + 1), month, day);
}

function dayOf(year = "", month = "", day = ""): string | null {
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return Number(day) > 0 && date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day)
    ? date.toISOString().slice(0, 10)
    : null;
}

/** Months (1 to 12) and long weekdays (0: Sunday) in every language of the table, from CLDR through Intl. */
function calendarNames(): { months: Map<string, number>; weekdays: Map<string, number> } {
  const months = new Map([["sept", 9]]);
  const weekdays = new Map<string, number>();
  for (const { code } of languages) {
    const locale = code === "no" ? "nb" : code;
    const common = { timeZone: "UTC", numberingSystem: "latn", calendar: "gregory" } as const;
    const long = new Intl.DateTimeFormat(locale, { ...common, weekday: "long" });
    for (let i = 0; i < 7; i++) add(weekdays, long.format(Date.UTC(2024, 0, 7 + i)), i);
    for (const width of ["long", "short"] as const) {
      const inDate = new Intl.DateTimeFormat(locale, { ...common, day: "numeric", month: width });
      const alone = new Intl.DateTimeFormat(locale, { ...common, month: width });
      for (let i = 0; i < 12; i++) {
        const parts = inDate.formatToParts(Date.UTC(2024, i, 15));
        add(months, parts.find((part) => part.type === "month")?.value ?? "", i + 1);
        add(months, alone.format(Date.UTC(2024, i, 15)), i + 1);
      }
    }
  }
  return { months, weekdays };
}

function add(names: Map<string, number>, name: string, index: number): void {
  const folded = fold(name).replace(/\.$/, "");
  if (folded.length > 2 && !/\d/.test(folded) && !names.has(folded)) names.set(folded, index);
}

function alternation(names: Map<string, number>): string {
  return [...names.keys()]
    .sort((a, b) => b.length - a.length)
    .map(escapePattern)
    .join("|");
}
