import { describe, expect, it } from "vitest";
import { splitDigestAnswers, type SentDigest } from "#emails/reading/digest-answers.ts";
import { readMessage } from "#emails/reading/parse-message.ts";

const size = 1_000_000;
const filled = (piece: string) => piece.repeat(Math.ceil(size / piece.length)).slice(0, size);

/** A digest of 100 KB, in which twenty items say almost the same. */
const row = "The first batch sold within an hour, and there are only four pieces left on the shelf.";
const items = Array.from({ length: 20 }, (_, i) => ({
  number: i + 1,
  code: `${i + 1}`,
  title: `Spoons, batch ${i + 1}`,
  text: Array.from({ length: 55 }, (_, n) => `${row} (${n})`).join("\n\n"),
  addresses: [`r${i + 1}@kiln.example`],
  htmlId: `item-${i + 1}`,
}));
const text = items
  .map(
    ({ number, title, text: said, addresses }) =>
      `[${number}] ${title}\n\n${said}\n\nAnswer this: ${addresses[0] ?? ""}`,
  )
  .join("\n\n");
const html = items
  .map(
    ({ htmlId, title, text: said }) =>
      `<div id="${htmlId}"><h2>${title}</h2><p>${said.replaceAll("\n\n", "</p><p>")}</p></div>`,
  )
  .join("");
const digest: SentDigest = { items, text, html };

const attribution = "On Tue, May 5, 2026 at 9:14 AM Kiln Circle <kiln@kiln.example> wrote:\n";
const header = "From: Kiln <kiln@kiln.example>\nSent: 5 May 2026 9:14\nTo: Bo\nSubject: Kiln\n\n";
const hostile: Record<string, string> = {
  "the digest's rows, marked": attribution + filled(`> ${row}\n`),
  "the digest's rows, unmarked": header + filled(`${row}\n`),
  "an answer under each row": attribution + filled(`> ${row}\nYes.\n`),
  "headings only": attribution + filled("> [3] Spoons, batch 3\n"),
  addresses: attribution + filled("> r3@kiln.example\n"),
  pages: attribution + filled("> https://kiln.example/answer/x\n"),
  "numbers that name": filled("3: yes\n"),
  "numbers in a list": filled("1. yes\n2. no\n"),
  "titles that name": filled("re spoons batch: yes\n"),
  footnotes: filled("[1] "),
  "one row without an end": attribution + filled(`> ${row} `),
  "an unmarked row without an end": header + filled(`${row} `),
};

describe("a megabyte of answers to a digest of 100 KB costs little", () => {
  const limit = 1000; // milliseconds of processor time; a fifth of it where nothing else runs
  const timed = (raw: string) => {
    const message = readMessage(Buffer.from(raw));
    const start = process.cpuUsage();
    splitDigestAnswers(message, digest);
    const used = process.cpuUsage(start);
    return (used.user + used.system) / 1000;
  };

  it.each(Object.entries(hostile))("%s", (_, body) => {
    expect(timed(`From: Bo <bo@lind.example>\n\n${body}`)).toBeLessThan(limit);
  });

  it.each(Object.entries(hostile))("%s, in HTML", (_, body) => {
    const rows = body
      .split("\n")
      .map((line) =>
        line.startsWith("> ") ? `<blockquote>${line.slice(2)}</blockquote>` : `<p>${line}</p>`,
      );
    const raw = `From: Bo <bo@lind.example>\nContent-Type: text/html; charset=utf-8\n\n${rows.join("")}`;
    expect(timed(raw)).toBeLessThan(limit);
  });
});
