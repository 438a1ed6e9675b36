import { describe, expect, it } from "vitest";

import { LOCALES } from "#emails/writing/locale.ts";
import { isReplyMark, REPLY_MARKS } from "#emails/writing/reply-mark.ts";

describe("the mark to reply above", () => {
  it.each(LOCALES)("is found again in %s, quoted and decorated as mail programs do", (locale) => {
    const mark = REPLY_MARKS[locale];
    for (const line of [
      mark,
      `> ${mark}`,
      `>> *${mark}*`,
      `  ${mark.replaceAll(" ", "\u00a0")} `,
      mark.toUpperCase(),
      `--- ${mark} ---`,
    ]) {
      expect(isReplyMark(line)).toBe(true);
    }
  });

  it("is not found in a sentence about it", () => {
    expect(isReplyMark(`Why does it say “${REPLY_MARKS.en}”?`)).toBe(false);
    expect(isReplyMark("")).toBe(false);
  });
});
