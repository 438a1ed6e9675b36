import { describe, expect, it } from "vitest";
import { readReplyHtml, readReplyText } from "#emails/reading/reply-text.ts";
import { attributions, headerBlocks } from "#tests/fixtures/reading/attributions.ts";
import { contents, signatures, taglines } from "#tests/fixtures/reading/endings.ts";

const words = "The second kiln is free on Saturday.\nI could bring six bowls and the tall jar.";
const quoted = ["Good morning,", "", "is anyone firing this week?", "Mira"];
const plain = (text: string) => text.replace(/\s+/g, " ").trim();
const escaped = (text: string) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");

describe("an answer above a marked quote", () => {
  it.each(attributions)("$client, $language", ({ lines }) => {
    const mail = `${words}\n\n${lines.join("\n")}\n\n${quoted.map((line) => `> ${line}`).join("\n")}\n`;
    expect(plain(readReplyText(mail).text)).toBe(plain(words));
  });
});

describe("an answer below a marked quote", () => {
  it.each(attributions)("$client, $language", ({ lines }) => {
    const mail = `${lines.join("\n")}\n${quoted.map((line) => `> ${line}`).join("\n")}\n\n${words}\n`;
    expect(plain(readReplyText(mail).text)).toBe(plain(words));
  });
});

describe("an answer above a quote without marks", () => {
  it.each(headerBlocks)("$client, $language", ({ lines }) => {
    const mail = `${words}\n\n${lines.join("\n")}\n\n${quoted.join("\n")}\n`;
    expect(plain(readReplyText(mail).text)).toBe(plain(words));
  });
  it.each(
    attributions.filter(({ lines }) => /\d[:.]\d\d/.test(lines.join(" ")) && lines.join(" ").includes("@")),
  )("$client, $language", ({ lines }) => {
    const mail = `${words}\n\n${lines.join("\n")}\n\n${quoted.join("\n")}\n`;
    expect(plain(readReplyText(mail).text)).toBe(plain(words));
  });
});

describe("an HTML answer above a header block without any structure", () => {
  it.each(headerBlocks)("$client, $language", ({ lines }) => {
    const mail = `<div>${words.replace("\n", "<br>")}</div><div><br></div><div>${lines.map(escaped).join("<br>")}</div><p>${quoted.join("<br>")}</p>`;
    expect(plain(readReplyHtml(mail).text)).toBe(plain(words));
  });
});

describe("the end of a letter is folded", () => {
  it.each(taglines)("%s", (tagline) => {
    const reading = readReplyText(`${words}\n\n${tagline}\n`);
    expect(plain(reading.text)).toBe(plain(words));
    expect(reading.spans.map((span) => span.kind)).toContain("tagline");
  });
  it.each(signatures.map((lines) => [lines.join(" / "), lines] as const))("%s", (_, lines) => {
    const reading = readReplyText(`${words}\n\n${lines.join("\n")}\n`);
    expect(plain(reading.text)).toBe(plain(words));
    expect(reading.signature).not.toBeNull();
  });
  it.each(taglines.slice(0, 6))("%s, between the words and a quote", (tagline) => {
    const mail = `${words}\n\n${tagline}\n\nOn May 5, 2026, at 09:14, Mira Holt <mira@kiln.example> wrote:\n\n> is anyone firing?\n`;
    expect(plain(readReplyText(mail).text)).toBe(plain(words));
  });
});

describe("words that look like something else stay", () => {
  it.each(contents.map((lines) => [lines[0] ?? "", lines] as const))("%s", (_, lines) => {
    expect(plain(readReplyText(lines.join("\n")).text)).toBe(plain(lines.join("\n")));
  });
  it.each(contents.map((lines) => [lines[0] ?? "", lines] as const))("%s (above a quote)", (_, lines) => {
    const mail = `${lines.join("\n")}\n\nOn May 5, 2026, at 09:14, Mira Holt <mira@kiln.example> wrote:\n\n> is anyone firing?\n`;
    expect(plain(readReplyText(mail).text)).toBe(plain(lines.join("\n")));
  });
});
