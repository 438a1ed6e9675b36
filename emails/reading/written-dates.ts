import { plainDigits } from "#emails/reading/phrases.ts";

const months: string[][] = [
  ["january", "jan", "januar", "jänner", "janvier", "janv", "enero", "ene"],
  ["february", "feb", "februar", "février", "févr", "fevrier", "febrero"],
  ["march", "mar", "märz", "mrz", "maerz", "mars", "marzo"],
  ["april", "apr", "avril", "avr", "abril", "abr"],
  ["may", "mai", "mayo"],
  ["june", "jun", "juni", "juin", "junio"],
  ["july", "jul", "juli", "juillet", "juil", "julio"],
  ["august", "aug", "août", "aout", "agosto", "ago"],
  ["september", "sep", "sept", "septembre", "septiembre"],
  ["october", "oct", "oktober", "okt", "octobre", "octubre"],
  ["november", "nov", "novembre", "noviembre"],
  ["december", "dec", "dezember", "dez", "décembre", "déc", "decembre", "diciembre", "dic"],
];
const monthOf = new Map(months.flatMap((names, index) => names.map((name) => [name, index] as const)));
const weekdays: string[][] = [
  ["sunday", "sonntag", "dimanche", "domingo"],
  ["monday", "montag", "lundi", "lunes"],
  ["tuesday", "dienstag", "mardi", "martes"],
  ["wednesday", "mittwoch", "mercredi", "miércoles", "miercoles"],
  ["thursday", "donnerstag", "jeudi", "jueves"],
  ["friday", "freitag", "vendredi", "viernes"],
  ["saturday", "samstag", "samedi", "sábado", "sabado"],
];
const weekdayOf = new Map(weekdays.flatMap((names, index) => names.map((name) => [name, index] as const)));
const units: [RegExp, number][] = [
  [/^(?:days?|tage?n?|jours?|d[ií]as?)$/, 1],
  [/^(?:weeks?|wochen?|semaines?|semanas?)$/, 7],
  [/^(?:months?|monate?n?|mois|mes(?:es)?)$/, 30],
  [/^(?:years?|jahre?n?|ans?|années?|años?)$/, 365],
];
const numbers: Record<string, number> = {
  a: 1,
  an: 1,
  one: 1,
  ein: 1,
  eine: 1,
  einen: 1,
  une: 1,
  un: 1,
  una: 1,
  two: 2,
  zwei: 2,
  deux: 2,
  dos: 2,
  three: 3,
  drei: 3,
  trois: 3,
  tres: 3,
  four: 4,
  vier: 4,
  quatre: 4,
  cuatro: 4,
};

const articles =
  /^(?:the|den|dem|der|le|la|el|al|de|du|am|zum|on|of|next|nächsten|nächste|prochain|próximo)$/;

/** "3 May", "May 3rd, 2027", "3. Mai", "2027-05-03", "Friday", "2 weeks": as `YYYY-MM-DD`, on or after today. Otherwise null. */
export function readWrittenDate(words: string, today: Date): string | null {
  const text = plainDigits(words.toLowerCase()).trim();
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  if (iso !== null) return dateOf(Number(iso[1]), Number(iso[2]) - 1, Number(iso[3]));
  const numeric = /^(\d{1,2})[./](\d{1,2})(?:[./](\d{2,4})?)?$/.exec(text);
  if (numeric !== null) return readNumeric(Number(numeric[1]), Number(numeric[2]), numeric[3], today);

  const tokens = text
    .split(/[\s,]+/)
    .map((token) => token.replace(/^(\d+)(?:st|nd|rd|th|er|\.|º)$/, "$1").replace(/\.$/, ""))
    .filter((token) => token !== "" && !articles.test(token));
  if (tokens.length === 0 || tokens.length > 4) return null;
  return readSpan(tokens, today) ?? readNamed(tokens, today) ?? readWeekday(tokens, today);
}

function readNumeric(first: number, second: number, year: string | undefined, today: Date): string | null {
  const [day, month] = second > 12 ? [second, first] : [first, second];
  if (year !== undefined && year !== "")
    return dateOf(Number(year.length === 2 ? `20${year}` : year), month - 1, day);
  return upcoming(month - 1, day, today);
}

function readSpan(tokens: string[], today: Date): string | null {
  const [count = "", unit = ""] = tokens;
  const amount = /^\d{1,3}$/.test(count) ? Number(count) : numbers[count];
  const days = units.find(([pattern]) => pattern.test(unit))?.[1];
  if (tokens.length !== 2 || amount === undefined || days === undefined) return null;
  return new Date(today.getTime() + amount * days * 86_400_000).toISOString().slice(0, 10);
}

function readNamed(tokens: string[], today: Date): string | null {
  const named = weekdayOf.has(tokens[0] ?? "") ? tokens.slice(1) : tokens;
  const month = named.map((token) => monthOf.get(token)).find((index) => index !== undefined);
  const rest = named.filter((token) => !monthOf.has(token));
  if (month === undefined || rest.length + 1 !== named.length) return null;
  if (rest.length === 0) return upcoming(month, 1, today);
  const [day, year] = rest.map(Number);
  if (day === undefined || !(day >= 1 && day <= 31) || rest.length > 2) return null;
  return year === undefined ? upcoming(month, day, today) : dateOf(year, month, day);
}

function readWeekday(tokens: string[], today: Date): string | null {
  const weekday = weekdayOf.get(tokens[0] ?? "");
  if (weekday === undefined || tokens.length !== 1) return null;
  const ahead = (weekday - today.getUTCDay() + 7) % 7 || 7;
  return new Date(today.getTime() + ahead * 86_400_000).toISOString().slice(0, 10);
}

/** The next such day, this year or the one after. */
function upcoming(month: number, day: number, today: Date): string | null {
  const thisYear = dateOf(today.getUTCFullYear(), month, day);
  if (thisYear === null) return null;
  return thisYear >= today.toISOString().slice(0, 10)
    ? thisYear
    : dateOf(today.getUTCFullYear() + 1, month, day);
}

function dateOf(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month, day));
  if (year < 2000 || year > 2200 || date.getUTCMonth() !== month || date.getUTCDate() !== day) return null;
  return date.toISOString().slice(0, 10);
}
