import { describe, expect, it } from "vitest";
import { readMessage } from "#emails/reading/parse-message.ts";
import { readReply, readReplyHtml, readReplyText } from "#emails/reading/reply-text.ts";
import { endings } from "#tests/fixtures/reading/answer-endings.ts";
import { keptWords } from "#tests/fixtures/reading/kept-words.ts";
import { moreAnswers } from "#tests/fixtures/reading/more-answers.ts";
import { moreHtmlReplies } from "#tests/fixtures/reading/more-html-replies.ts";
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
  it.each([...htmlReplies, ...moreHtmlReplies])("$client", ({ html, text, holds }) => {
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
  it.each([...endings, ...moreAnswers])("$name", ({ mail, text, folded }) => {
    const reading = readReplyText(mail);
    expect(plain(reading.text)).toBe(plain(text));
    const kinds = reading.spans.map((span) => span.kind as string);
    for (const kind of folded ?? []) expect(kinds).toContain(kind);
  });
});

describe("both bodies of a letter, when they disagree", () => {
  const letter = (text: string, html: string) =>
    Buffer.from(
      `From: Petra Vogt <petra@vogt.example>\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n` +
        `--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${text}\r\n` +
        `--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n${html}\r\n--b--\r\n`,
    );
  const answer = `Yes, gladly.\n\n${attribution}\n\n> is anyone firing?`;
  it.each([
    ["the HTML is empty", answer, "<div></div>"],
    ["the HTML is nothing but the quote", answer, "<blockquote type=cite>is anyone firing?</blockquote>"],
    ["the HTML is a pixel", answer, '<img src="https://a.example/x.png" width=1 height=1>'],
    ["the text says that it is none", "Please use a newer program.", "<p>Yes, gladly.</p>"],
    ["the text is blank", "  \n ", "<p>Yes, gladly.</p>"],
    ["the text ends with the sender's name", "Yes, gladly.\n\nPetra", ""],
  ])("%s", (_, text, html) => {
    expect(readReply(readMessage(letter(text, html))).text).toBe("Yes, gladly.");
  });
});

describe("the reading says how sure it is", () => {
  it.each([
    ["sure: an answer above a marked quote", `Yes.\n\n${attribution}\n\n> is anyone firing?\n`, 1],
    [
      "unsure: the quote carries no marks and nothing stands above it",
      `${attribution}\n\nis anyone firing?\n\nYes.\n`,
      0.4,
    ],
    [
      "unsure: the answers are said to be below",
      `My answers are below.\n\n${attribution}\n\nis anyone firing?\nyes\n`,
      0.5,
    ],
    [
      "unsure: a cited letter is kept",
      `She sent me this:\n\n${attribution}\n\nis anyone firing?\n\nWhat now?\n`,
      0.4,
    ],
  ])("%s", (_, mail, confidence) => {
    expect(readReplyText(mail).confidence).toBe(confidence);
  });

  it("answers between quotes stand in order with what they answer", () => {
    const mail = `${attribution}\n> is anyone firing?\n\nI am.\n\n> and who glazes?\n\nMira.\n`;
    expect(readReplyText(mail).spans.map(({ kind, text }) => [kind, plain(text)])).toEqual([
      ["attribution", attribution],
      ["quote", "> is anyone firing?"],
      ["new", "I am."],
      ["quote", "> and who glazes?"],
      ["new", "Mira."],
    ]);
  });
});
