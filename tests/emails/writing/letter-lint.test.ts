import { beforeAll, describe, expect, it } from "vitest";

import { compileDigest, composeDigest } from "#emails/templates/digest.ts";
import { samples } from "#emails/templates/samples/digest-world.ts";
import type { Letter } from "#emails/writing/letter.ts";
import { lintLetter } from "#emails/writing/letter-lint.ts";
import { writeMessage } from "#emails/writing/mime.ts";

const context = { kind: "digest", domain: "letters.example" } as const;

describe("the linter of letters", () => {
  let letter: Letter;
  beforeAll(async () => {
    const sample = samples.everyday;
    if (!sample) throw new Error("No sample");
    letter = composeDigest(
      await compileDigest(sample.edition, ["en"]),
      sample.recipient,
      new Date("2026-05-06T06:00:00Z"),
    );
  });

  it("has nothing to say about a good letter, as a value or as bytes", () => {
    expect(lintLetter(letter, context)).toEqual([]);
    expect(lintLetter(writeMessage(letter), context)).toEqual([]);
  });

  it.each<[string, (good: Letter) => Partial<Letter>]>([
    ["subject-25-60", () => ({ subject: "News" })],
    ["subject-capitals", () => ({ subject: "THE KILN IS HOT AND THE CLAY IS COLD" })],
    ["from-our-domain", () => ({ from: { name: "Ana", address: "ana@home.example" } })],
    ["reply-address-ours", () => ({ replyTo: "ana@home.example" })],
    ["message-id-ours", () => ({ messageId: "<1@letters.example>" })],
    ["one-click", ({ headers }) => ({ headers: { ...headers, "List-Unsubscribe-Post": "Yes" } })],
    [
      "list-unsubscribe",
      ({ headers }) => ({ headers: { ...headers, "List-Unsubscribe": "<mailto:a@letters.example>" } }),
    ],
    ["auto-submitted", ({ headers }) => ({ headers: { ...headers, "Auto-Submitted": "no" } })],
    [
      "header-once",
      ({ headers }) => ({ headers: { ...headers, Subject: "Another subject for the same letter" } }),
    ],
    ["text-72-columns", ({ text }) => ({ text: `${text}${"word ".repeat(20)}\n` })],
    ["text-address-own-line", ({ text }) => ({ text: `${text}See https://letters.example/kiln for more\n` })],
    ["text-unsubscribe", ({ text }) => ({ text: text.replace(/unsubscribe\//, "elsewhere/") })],
    ["reply-mark", ({ text }) => ({ text: text.replace(/Reply above/, "Write above") })],
    ["html-85k", ({ html }) => ({ html: html.replace("</h1>", `${"x ".repeat(30_000)}</h1>`) })],
    ["one-h1", ({ html }) => ({ html: html.replace(/h1/g, "h3") })],
    ["table-role", ({ html }) => ({ html: html.replaceAll('role="presentation"', "") })],
    ["image-alt", ({ html }) => ({ html: html.replace(/alt="[^"]*"/, "") })],
    [
      "no-tracking-pixel",
      ({ html }) => ({
        html: addLast(html, '<img src="https://letters.example/p.png" alt="" width="1" height="1">'),
      }),
    ],
    ["image-kind", ({ html }) => ({ html: html.replace("tiles.jpg", "tiles.webp") })],
    [
      "nothing-from-outside",
      ({ html }) => ({
        html: html.replace("<title>", '<link rel="stylesheet" href="https://fonts.example/a.css"><title>'),
      }),
    ],
    [
      "links-40",
      ({ html }) => ({
        html: addLast(html, '<a href="https://letters.example/x">a page of ours</a>'.repeat(40)),
      }),
    ],
    ["link-kind", ({ html }) => ({ html: addLast(html, '<a href="javascript:alert(1)">a trap</a>') })],
    ["link-words", ({ html }) => ({ html: addLast(html, '<a href="https://letters.example/x">here</a>') })],
    ["mailto-encoded", ({ html }) => ({ html: html.replace("?subject=Re%3A%20", "?subject=Re: ") })],
    ["unsubscribe-visible", ({ html }) => ({ html: html.replaceAll("/unsubscribe/", "/elsewhere/") })],
    ["preheader-40-110", ({ html }) => ({ html: html.replace(/(display:none[^>]*>)[^&]*/, "$1Short") })],
    ["html-lang", ({ html }) => ({ html: html.replace('lang="en"', "") })],
    ["contrast-4.5", ({ html }) => ({ html: html.replace(/color:#2b2520/, "color:#c9c2b6") })],
    ["type-size", ({ html }) => ({ html: html.replace(/font-size:14px/g, "font-size:11px") })],
    ["button-44", ({ html }) => ({ html: html.replaceAll("padding:11px 20px", "padding:4px 20px") })],
    ["night-way", ({ html }) => ({ html: html.replaceAll("[data-ogsc]", ".old") })],
    ["no-pure-colour", ({ html }) => ({ html: html.replaceAll("#2b2520", "#000000") })],
    ["id-once", ({ html }) => ({ html: html.replace('id="item-2"', 'id="item-1"') })],
    ["html-left-over", ({ html }) => ({ html: html.replace("Dear", "Dear \uE000=name\uE001") })],
  ])("names %s", (rule, spoil) => {
    const violations = lintLetter({ ...letter, ...spoil(letter) }, context);
    expect(violations.map((one) => one.rule)).toContain(rule);
  });

  it("sees bytes that no server may pass on", () => {
    const raw = writeMessage(letter).toString("latin1");
    const rules = (bytes: string) =>
      lintLetter(Buffer.from(bytes, "latin1"), context).map(({ rule }) => rule);

    expect(rules(raw.replace("\r\nDate:", "\nDate:"))).toContain("line-ends-crlf");
    expect(rules(raw.replace("Dear", "D\u00e9ar"))).toContain("seven-bit");
    expect(rules(raw.replace("Dear", "Dear ".repeat(300)))).toContain("line-998");
    expect(rules(raw.replace("Dear", "Dear ".repeat(20)))).toContain("quoted-line-76");
  });
});

function addLast(html: string, more: string): string {
  return html.replace(
    "</body>",
    `<div style="font-size:16px;font-family:Georgia;color:#2b2520">${more}</div></body>`,
  );
}
