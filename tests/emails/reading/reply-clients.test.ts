import { describe, expect, it } from "vitest";
import { readReplyHtml, readReplyText } from "#emails/reading/reply-text.ts";
import { endings } from "#tests/fixtures/reading/answer-endings.ts";
import { keptWords } from "#tests/fixtures/reading/kept-words.ts";
import { mailOf, tongues } from "#tests/fixtures/reading/replies-by-language.ts";
import { htmlReplies } from "#tests/fixtures/reading/replies-in-html.ts";

const plain = (text: string) => text.replace(/\s+/g, " ").trim();
const escaped = (text: string) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
const attribution = "On May 5, 2026, at 09:14, Mira Holt <mira@kiln.example> wrote:";

describe("an answer in the words of its language is read alone", () => {
  const rows = tongues.flatMap((tongue) =>
    tongue.rows.map(([shape, client, ...lines]) => ({ tongue, code: tongue.code, shape, client, lines })),
  );
  it.each(rows)("$code, $client, $shape", ({ tongue, shape, lines }) => {
    expect(plain(readReplyText(mailOf(tongue, shape, lines)).text)).toBe(plain(tongue.words.join("\n")));
  });
});

describe("an answer in HTML is read alone, and its HTML kept", () => {
  it.each(htmlReplies)("$client", ({ html, text, holds }) => {
    const reading = readReplyHtml(html);
    expect(plain(reading.text)).toBe(text);
    for (const piece of holds ?? []) expect(reading.html).toContain(piece);
    expect(reading.html).not.toMatch(/<script|<iframe|javascript:|\son\w+=/i);
  });
});

describe("what looks like a program's words, but is the author's, stays", () => {
  const cases = Object.entries(keptWords);
  it.each(cases)("%s", (_, words) => {
    expect(plain(readReplyText(words).text)).toBe(plain(words));
  });
  it.each(cases)("%s (above a quote)", (_, words) => {
    const mail = `${words}\n\n${attribution}\n\n> is anyone firing?\n`;
    expect(plain(readReplyText(mail).text)).toBe(plain(words));
  });
  it.each(cases)("%s (in HTML)", (_, words) => {
    const rows = words.split("\n").map((row) => `<div>${row === "" ? "<br>" : escaped(row)}</div>`);
    const quote = `<div class="gmail_quote"><div class="gmail_attr">${escaped(attribution)}</div><blockquote class="gmail_quote">is anyone firing?</blockquote></div>`;
    expect(plain(readReplyHtml(`<div dir="ltr">${rows.join("")}</div><br>${quote}`).text)).toBe(plain(words));
  });
});

describe("what stands around an answer is folded, and told", () => {
  it.each(endings)("$name", ({ mail, text, folded }) => {
    const reading = readReplyText(mail);
    expect(plain(reading.text)).toBe(plain(text));
    const kinds = reading.spans.map((span) => span.kind as string);
    for (const kind of folded ?? []) expect(kinds).toContain(kind);
  });
});
