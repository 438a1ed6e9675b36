import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readMessage } from "#emails/reading/parse-message.ts";
import { readReply, readReplyHtml, readReplyText, type ReplyText } from "#emails/reading/reply-text.ts";
import { hostileHtml, hostileMessage, hostileText } from "#tests/support/hostile-bodies.ts";

const squashed = (text: string) => text.replace(/\s+/g, "");

function expectSound(reading: ReplyText): void {
  expect(reading.confidence).toBeGreaterThanOrEqual(0);
  expect(reading.confidence).toBeLessThanOrEqual(1);
  const said = reading.spans.filter((span) => span.kind === "new").map((span) => span.text);
  expect(squashed(said.join(""))).toContain(squashed(reading.text).slice(0, 20));
}

describe("whatever arrives", () => {
  it("text is read, and every character of it stands in a span", () => {
    fc.assert(
      fc.property(hostileText(), (text) => {
        const reading = readReplyText(text);
        expectSound(reading);
        const everything = reading.spans.map((span) => span.text).join("\n");
        expect(squashed(everything)).toBe(squashed(text));
      }),
      { numRuns: 2000 },
    );
  });

  it("what is new is new, whatever was quoted below it", () => {
    const quote = "On Tue, May 5, 2026 at 9:14 AM Mira <mira@kiln.example> wrote:\n\n";
    fc.assert(
      fc.property(hostileText(), (old) => {
        const marked = old.replace(/\r\n?|\n|\u2028/g, "\n").replace(/^/gm, "> ");
        expect(readReplyText(`I will open the kiln at nine.\n\n${quote}${marked}`).text).toBe(
          "I will open the kiln at nine.",
        );
      }),
      { numRuns: 1000 },
    );
  });

  it("HTML is read, and what is written of it is safe", () => {
    fc.assert(
      fc.property(hostileHtml(), (html) => {
        const reading = readReplyHtml(html);
        expectSound(reading);
        expect(reading.html).not.toMatch(
          /<(?!\/?(?:p|div|br|b|i|a|ul|ol|li|blockquote|pre|img|table|tr|td|hr)[ >])/,
        );
        expect(reading.html).not.toMatch(/<[^>]*\s(?:on\w+|style|class|id)=/);
        expect(reading.html).not.toMatch(/<[^>]*(?:javascript|data):/);
      }),
      { numRuns: 2000 },
    );
  });

  it("a whole message is read", () => {
    fc.assert(
      fc.property(hostileMessage(), (raw) => {
        expectSound(readReply(readMessage(raw)));
      }),
      { numRuns: 1000 },
    );
  });
});
