import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { encodeTemplate, fillEncoded, fillRest, fillShared } from "#emails/writing/encoded-template.ts";
import { encodeQuotedPrintable } from "#emails/writing/quoted-printable.ts";
import {
  closeGroup,
  dropMarks,
  type Filling,
  fillTemplate,
  group,
  openGroup,
  parseTemplate,
  slot,
} from "#emails/writing/slots.ts";

/** Words as people write them: any script, signs of quoted-printable, line breaks, spaces before them, long runs. */
const words = fc
  .array(
    fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("=", "=3D", " \n", "\t\n", "\n\n", "é", "😀", "عمر", ".", "x".repeat(90)),
    ),
  )
  .map((parts) => dropMarks(parts.join("")).replace(/\r\n?/g, "\n"));

const filling = fc.record({
  slots: fc.record({ one: words, two: words }),
  groups: fc.record({
    posts: fc.array(
      fc.record({
        variant: fc.constantFrom("short", "long"),
        filling: fc.record({ slots: fc.record({ name: words }) }),
      }),
      { maxLength: 4 },
    ),
  }),
});

describe("a template", () => {
  it("filled when encoded decodes to the template filled as text, whatever the words", () => {
    fc.assert(
      fc.property(words, words, words, filling, (before, between, after, given) => {
        const posts = group("posts", {
          short: `${slot("name")}${between}`,
          long: `${before}${slot("two")}${slot("name")}`,
        });
        const template = parseTemplate(`${before}${slot("one")}${between}${posts}${slot("two")}${after}`);

        const encoded = fillEncoded(encodeTemplate(template), given, (value) => value).join("");
        expect(decode(encoded)).toBe(fillTemplate(template, given));
        expect(Math.max(...encoded.split("\r\n").map((line) => line.length))).toBeLessThanOrEqual(76);
        expect(encoded).toMatch(/^[\r\n\t\x20-\x7e]*$/);
      }),
      { numRuns: 400 },
    );
  });

  it("filled for many first and for each one after is the same bytes as filled at once", () => {
    fc.assert(
      fc.property(words, words, words, filling, (before, common, own, given) => {
        const posts = group("posts", { short: slot("name") + before, long: slot("own") + slot("one") });
        const template = encodeTemplate(parseTemplate(`${before}${slot("mine")}${posts}${slot("two")}`));
        const inner = given.groups.posts.map((choice, at) => ({
          variant: choice.variant,
          filling: { ...choice.filling, aliases: { own: `own ${String(at)}` } },
        }));
        const shared = { slots: { one: common, two: common }, groups: { posts: inner } };
        const mine = {
          mine: own,
          ...Object.fromEntries(inner.map((_, at) => [`own ${String(at)}`, `${own}${String(at)}`])),
        };
        const asItIs = (value: string) => value;

        const parts = fillRest(fillShared(template, shared, asItIs), mine, asItIs);
        const whole = { ...shared, slots: { ...shared.slots, ...mine } };
        expect(parts.map(String).join("")).toBe(fillEncoded(template, whole, asItIs).map(String).join(""));
      }),
    );
  });

  it("chooses variants of a group, as often and in the order that is asked", () => {
    const template = parseTemplate(group("items", { a: `A${slot("n")} `, b: `B${slot("n")} ` }));
    const chosen = ["b", "a", "b"].map((variant, at) => ({
      variant,
      filling: { slots: { n: String(at + 1) } },
    }));

    expect(fillTemplate(template, { slots: {}, groups: { items: chosen } })).toBe("B1 A2 B3 ");
    expect(fillTemplate(template, { slots: {} })).toBe("");
  });

  it("lets a value hold a slot of its own, and leaves what has no value yet", () => {
    const template = parseTemplate(slot("link"));
    const filled = fillTemplate(template, {
      slots: { link: `<${slot("colour")}|${slot("later")}>`, colour: "red" },
    });

    expect(filled).toBe(`<red|${slot("later")}>`);
  });

  it("says what is missing", () => {
    const nothing: Filling = { slots: {} };
    expect(() => fillTemplate(parseTemplate(slot("name")), nothing)).toThrow('slot "name"');
    expect(() => fillEncoded(encodeTemplate(parseTemplate(slot("name"))), nothing, (value) => value)).toThrow(
      'slot "name"',
    );
    expect(() => parseTemplate(openGroup("items"))).toThrow("items");
    expect(parseTemplate(`${openGroup("items")}${closeGroup()}`)).toHaveLength(1);
  });
});

describe("quoted-printable", () => {
  it("gives back any text, in lines of at most 76", () => {
    fc.assert(
      fc.property(words, (text) => {
        const encoded = encodeQuotedPrintable(text);
        expect(decode(encoded)).toBe(text);
        expect(encoded.split("\r\n").every((line) => line.length <= 76 && !/[ \t]$/.test(line))).toBe(true);
      }),
    );
  });
});

function decode(encoded: string): string {
  const bytes = encoded
    .replace(/=\r\n/g, "")
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8").replace(/\r\n/g, "\n");
}
