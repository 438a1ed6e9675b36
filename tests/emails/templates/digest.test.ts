import { simpleParser } from "mailparser";
import { beforeAll, describe, expect, it } from "vitest";

import {
  type CompiledDigest,
  compileDigest,
  composeDigest,
  type DigestEdition,
  writeDigestMessage,
} from "#emails/templates/digest.ts";
import { member, samples } from "#emails/templates/samples/digest-world.ts";
import { lintLetter } from "#emails/writing/letter-lint.ts";
import { LOCALES } from "#emails/writing/locale.ts";
import { writeMessage } from "#emails/writing/mime.ts";

const at = new Date("2026-05-06T06:00:00Z");
const { edition, recipient } = found("everyday");

describe("a digest", () => {
  let compiled: CompiledDigest;
  beforeAll(async () => {
    compiled = await compileDigest(edition);
  });

  it.each(LOCALES)("written the fast way in %s is the letter that was composed", async (locale) => {
    const mine = { ...recipient, locale };
    const fast = await simpleParser(writeDigestMessage(compiled, mine, at).raw, { skipHtmlToText: true });
    const letter = composeDigest(compiled, mine, at);
    const slow = await simpleParser(writeMessage(letter), { skipHtmlToText: true });

    expect(fast.headerLines.slice(0, -1)).toEqual(slow.headerLines.slice(0, -1));
    expect(fast.text).toBe(slow.text);
    expect(fast.html).toBe(slow.html);
    expect(fast.html).toBe(letter.html.replace(/\r\n/g, "\n"));
  });

  it("numbers what is new to this member from one, in their order", () => {
    const mine = {
      ...recipient,
      selection: [
        { itemId: "e1", postIds: [] },
        { itemId: "t1", postIds: ["t1b"] },
      ],
    };
    const { text, html, subject } = composeDigest(compiled, mine, at);

    expect(text).toContain("[1] Raku in the yard");
    expect(text).toContain("[2] Glaze tests, second round");
    expect(text).not.toContain("[3]");
    expect(html).toContain('id="item-1"');
    expect(html).toContain('id="item-2"');
    expect(html).not.toContain("Ash-glazed bowl");
    expect(subject).toMatch(/^Raku in the yard and 1 more/);
    expect(text).toContain("was that with the apple ash");
    expect(text).not.toContain("The third tile");
  });

  it("gives each item its own address, to write to and to press", () => {
    const { text, html } = composeDigest(compiled, recipient, at);
    for (const { itemId } of recipient.selection) {
      const address = recipient.itemAddress(itemId);
      expect(text.split("\n")).toContain(address);
      expect(html).toContain(`href="mailto:${address}?subject=Re%3A%20`);
    }
  });

  it("tells dates on the member's own clock, with its name", () => {
    const inKathmandu = composeDigest(compiled, { ...recipient, timeZone: "Asia/Kathmandu" }, at);

    expect(inKathmandu.text).toContain("17:45 – 20:45 (Nepal Time)");
    expect(composeDigest(compiled, recipient, at).text).toContain("13:00 – 16:00 (British Summer Time)");
  });

  it("has the same Message-ID each time for one member, and another for the next", () => {
    const first = composeDigest(compiled, recipient, at).messageId;

    expect(composeDigest(compiled, recipient, new Date("2026-05-07T06:00:00Z")).messageId).toBe(first);
    expect(composeDigest(compiled, { ...recipient, memberNumber: 8 }, at).messageId).not.toBe(first);
  });

  it("escapes what a member put into their own name", () => {
    const { html } = composeDigest(compiled, { ...recipient, name: '<img src="https://spy.example">' }, at);

    expect(html).toContain("Dear &lt;img src=&quot;https://spy.example&quot;&gt;,");
  });

  it("refuses an item that is not of the edition, or a language it was not compiled for", async () => {
    const english = await compileDigest(edition, ["en"]);
    const foreign = { ...recipient, selection: [{ itemId: "elsewhere", postIds: [] }] };

    expect(() => composeDigest(compiled, foreign, at)).toThrow("elsewhere");
    expect(() => composeDigest(english, { ...recipient, locale: "de" }, at)).toThrow("de");
  });
});

describe("a digest that would be too long", () => {
  it("tells its last items in a line each, every number and address still there", async () => {
    const huge: DigestEdition = { ...edition, key: "kiln/huge", items: edition.items.map(lengthen) };
    const compiled = await compileDigest(huge, ["en"]);
    const letter = composeDigest(compiled, member(huge), at);

    expect(Buffer.byteLength(letter.html)).toBeLessThanOrEqual(85_000);
    expect(letter.html).toContain("There was no room for all of it here.");
    expect(letter.html).toContain('id="item-5"');
    for (const { id } of huge.items) expect(letter.html).toContain(member(huge).itemAddress(id));
    expect(lintLetter(letter, { kind: "digest", domain: "letters.example" })).toEqual([]);
  });
});

describe("hostile words in a digest", () => {
  it("stay words: no tag, no slot, no line of their own in the headers", async () => {
    const hostile = found("hostile");
    const letter = composeDigest(await compileDigest(hostile.edition, ["en"]), hostile.recipient, at);

    expect(letter.html).not.toContain("<script>");
    expect(letter.html).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
    expect(letter.html).toContain("A &lt;b&gt;title&lt;/b&gt;");
    expect(letter.html).not.toMatch(/[\uE000\uE001]/);
    expect(letter.text).not.toMatch(/[\uE000\uE001]/);
  });
});

function lengthen(item: DigestEdition["items"][number]): DigestEdition["items"][number] {
  if (item.kind !== "thread") return item;
  const long = "A long remark about clay. ".repeat(1_700);
  return {
    ...item,
    posts: item.posts.slice(0, 1).map((said) => ({ ...said, html: `<p>${long}</p>`, text: long })),
  };
}

function found(name: string) {
  const sample = samples[name];
  if (!sample) throw new Error(`No sample ${name}`);
  return sample;
}
