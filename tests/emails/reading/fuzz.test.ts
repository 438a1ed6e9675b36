import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readMessage } from "#emails/reading/parse-message.ts";
import { readReply } from "#emails/reading/reply-text.ts";
import { sortMail } from "#emails/reading/sort-mail.ts";
import { brokenMessage } from "#tests/support/broken-messages.ts";
import { randomFrom } from "#tests/support/randomness.ts";

const own = { domain: "kiln.example", listIds: [] };

describe("mail that is broken anyhow", () => {
  it("is read without a word of complaint, and the same way twice", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0 }), (seed) => {
        const raw = brokenMessage(randomFrom(seed));
        const first = readMessage(raw);
        const kind = sortMail(first, own);
        expect(readReply(first).confidence).toBeGreaterThanOrEqual(0);
        const second = readMessage(raw);
        expect(sortMail(second, own)).toEqual(kind);
        expect([second.subject, second.text, second.html, second.defects]).toEqual([
          first.subject,
          first.text,
          first.html,
          first.defects,
        ]);
      }),
      { numRuns: 2000 },
    );
  }, 120_000);
});
