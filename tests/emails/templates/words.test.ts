import { describe, expect, it } from "vitest";

import { readCommand } from "#emails/reading/commands.ts";
import { formatDeadline, formatMonth, formatSpan } from "#emails/templates/kit/dates.ts";
import { wordsIn } from "#emails/templates/words/index.ts";
import { LOCALES } from "#emails/writing/locale.ts";

describe.each(LOCALES)("the words in %s", (locale) => {
  const all = everySentence(wordsIn(locale));

  it("never speak of users, platforms or notifications, nor shout", () => {
    const unwanted =
      /\b(user|platform|notification|nutzer|benutzer|plattform|benachrichtigung|utilisateur|plateforme|notification|usuario|plataforma|notificación)|!/i;
    expect(all.filter((sentence) => unwanted.test(sentence))).toEqual([]);
  });

  it("use real quotation marks and apostrophes", () => {
    expect(all.filter((sentence) => /["']/.test(sentence))).toEqual([]);
  });

  it("count one and many differently", () => {
    const { digest } = wordsIn(locale);
    expect(digest.posts(1)).toContain("1 ");
    expect(digest.posts(2).replace("2", "1")).not.toBe(digest.posts(1));
  });
});

describe("French", () => {
  it("lets no line begin with a colon or end in an opening quotation mark", () => {
    const loose = everySentence(wordsIn("fr")).filter((sentence) => /« | [:;?!»]/.test(sentence));
    expect(loose).toEqual([]);
    expect(wordsIn("fr").question.title).toBe("De quoi parliez-vous\u00a0?");
  });
});

describe("the words that may be replied", () => {
  it.each(LOCALES)("are understood in %s", (locale) => {
    const { digest, instantPost } = wordsIn(locale);
    const said = [digest.more(3), instantPost.mute].map(
      (sentence) => /[„“«]\s*([^”“»]+?)\s*[“”»]/u.exec(sentence)?.[1] ?? "",
    );
    expect(said.map((word) => readCommand(word, new Date("2026-05-16T12:00:00Z"))?.name)).toEqual([
      "more",
      "mute",
    ]);
  });
});

describe("dates", () => {
  const noon = new Date("2026-05-16T12:00:00Z");

  it("are said as each language says them", () => {
    const inBerlin = { timeZone: "Europe/Berlin" };
    expect(formatMonth(noon, { locale: "de", ...inBerlin })).toBe("Mai 2026");
    expect(formatMonth(noon, { locale: "fr", ...inBerlin })).toBe("mai 2026");
    expect(formatDeadline(noon, { locale: "en", ...inBerlin })).toMatch(
      /^Saturday,? 16 May 2026 at 14:00 \(Central European Summer Time\)$/,
    );
  });

  it("tell both days when something goes past midnight", () => {
    const clock = { locale: "en", timeZone: "Australia/Lord_Howe" } as const;
    const span = formatSpan(noon, new Date("2026-05-16T15:00:00Z"), clock);

    expect(span.day).toMatch(/^Saturday,? 16 May 2026 – Sunday,? 17 May 2026$/);
    expect(span.hours).toBe("22:30 – 01:30");
  });
});

/** Every string of a table, functions called with plausible words. */
function everySentence(table: object): string[] {
  return Object.values(table).flatMap((value: unknown): string[] => {
    if (typeof value === "string") return [value];
    if (typeof value === "function")
      return [1, 2].map((count) => String(Reflect.apply(value, null, [count, "Kiln", 2, 3])));
    return typeof value === "object" && value !== null ? everySentence(value) : [];
  });
}
