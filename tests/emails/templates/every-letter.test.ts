import { describe, expect, it } from "vitest";

import { sampleLetters } from "#emails/templates/contact-sheet.ts";
import { lintLetter } from "#emails/writing/letter-lint.ts";
import { LOCALES } from "#emails/writing/locale.ts";
import { LETTER_KINDS } from "#emails/writing/manners.ts";

describe.each(LOCALES)("letters in %s", async (locale) => {
  const letters = await sampleLetters(locale);

  it("exist for every kind", () => {
    expect(new Set(letters.map(({ kind }) => kind))).toEqual(new Set(LETTER_KINDS));
  });

  it.each(letters.map((one) => [`${one.kind}: ${one.sample}`, one] as const))(
    "%s keeps every rule",
    (_, { kind, letter }) => {
      const context = { kind, domain: "letters.example", envelopeFrom: letter.envelopeFrom };
      expect(lintLetter(letter, context)).toEqual([]);
    },
  );
});
