import { simpleParser } from "mailparser";
import { describe, expect, it } from "vitest";
import {
  compileNewsletter,
  composeNewsletter,
  type NewsletterEdition,
  writeNewsletterMessage,
} from "#emails/templates/newsletter.ts";
import { samples } from "#emails/templates/samples/newsletter-world.ts";
import { LOCALES } from "#emails/writing/locale.ts";
import { writeMessage } from "#emails/writing/mime.ts";

const at = new Date("2026-05-06T06:00:00Z");
const { edition, recipient } = found("plain");

describe("a newsletter", () => {
  it.each(LOCALES)("written the fast way in %s is the letter that was composed", async (locale) => {
    const compiled = await compileNewsletter(edition, locale);
    const odd = { ...recipient, unsubscribeUrl: "https://letters.example/unsubscribe/a?b=1&c=2" };
    const fast = await simpleParser(writeNewsletterMessage(compiled, odd, at), { skipHtmlToText: true });
    const letter = composeNewsletter(compiled, odd, at);
    const slow = await simpleParser(writeMessage(letter), { skipHtmlToText: true });

    expect(fast.headerLines.slice(0, -1)).toEqual(slow.headerLines.slice(0, -1));
    expect(fast.text).toBe(slow.text);
    expect(fast.html).toBe(slow.html);
  });

  it("says why it came, how it ends, where it stands on the web, and where its sender lives", async () => {
    const compiled = await compileNewsletter(edition, "en");
    const { text, html, headers, replyTo } = composeNewsletter(compiled, recipient, at);

    for (const part of [text, html]) {
      expect(part).toContain("You get this because you follow Kiln Circle (since May 2025).");
      expect(part).toContain(recipient.unsubscribeUrl);
      expect(part).toContain(recipient.preferencesUrl);
      expect(part).toContain("https://letters.example/kiln/newsletters/7");
      expect(part).toContain("4 Potters Row");
    }
    expect(headers["List-Unsubscribe"]).toContain(`<${recipient.unsubscribeUrl}>, <mailto:`);
    expect(headers["List-Unsubscribe-Post"]).toBe("List-Unsubscribe=One-Click");
    expect(headers["List-Archive"]).toBe("<https://letters.example/kiln/newsletters>");
    expect(replyTo).toBe("kiln+owner@letters.example");
  });

  it("shows photographs as wide as the letter, and tells in its text part where they are", async () => {
    const compiled = await compileNewsletter(edition, "en");
    const { text, html } = composeNewsletter(compiled, recipient, at);

    expect(html).toMatch(/<img src="https:\/\/letters\.example\/media\/bowl\.jpg" width="600" height="450"/);
    expect(text).toContain(
      "Photograph: A wide bowl with a green-grey glaze:\nhttps://letters.example/media/bowl.jpg",
    );
  });

  it("tells less of each story, then leaves things to the web, until Gmail shows it whole", async () => {
    const { edition: long, recipient: reader } = found("long");
    const more: NewsletterEdition = {
      ...long,
      items: [...long.items, ...long.items, ...long.items],
      left: 0,
    };

    for (const locale of ["en", "de"] as const) {
      const compiled = await compileNewsletter(more, locale);
      const { html, text } = composeNewsletter(compiled, reader, at);
      const { items, left } = compiled.edition;
      expect(Buffer.byteLength(html)).toBeLessThan(85_000);
      expect(html.match(/<a\s/g)?.length).toBeLessThanOrEqual(40);
      expect(items.length).toBeGreaterThan(10);
      expect(items.length + left).toBe(more.items.length);
      expect(text).toContain(String(left));
    }
  });
});

function found(name: string) {
  const sample = samples[name];
  if (!sample) throw new Error(`no sample ${name}`);
  return sample;
}
