import { readdir, readFile } from "node:fs/promises";

import { beforeAll, describe, expect, it } from "vitest";

import { compileDigest, composeDigest } from "#emails/templates/digest.ts";
import { samples } from "#emails/templates/samples/digest-world.ts";
import type { Letter } from "#emails/writing/letter.ts";
import { type LintContext, lintLetter } from "#emails/writing/letter-lint.ts";
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
    ["address-lower-case", () => ({ replyTo: "Kiln+ABC@letters.example" })],
    [
      "local-part-64",
      ({ html }) => ({
        html: addLast(html, `<a href="mailto:kiln+${"a".repeat(62)}@letters.example">write</a>`),
      }),
    ],
    ["from-name", ({ from }) => ({ from: { ...from, name: "" } })],
    ["header-missing", () => ({ subject: "" })],
    ["header-unknown", ({ headers }) => ({ headers: { ...headers, Bcc: "all@home.example" } })],
    ["references-20", () => ({ headers: { References: "<a@b.example> ".repeat(21).trim() } })],
    ["reference-shape", () => ({ inReplyTo: "<no address>", references: ["<no address>"] })],
    ["in-reply-to-known", () => ({ inReplyTo: "<a@letters.example>", references: [] })],
    ["list-headers", ({ headers }) => ({ headers: { ...headers, "List-Owner": "somebody" } })],
    ["feedback-id", ({ headers }) => ({ headers: { ...headers, "Feedback-ID": "sam@home.example" } })],
    ["precedence", ({ headers }) => ({ headers: { ...headers, Precedence: "list" } })],
    [
      "auto-response-suppress",
      ({ headers }) => ({ headers: { ...headers, "X-Auto-Response-Suppress": "OOF" } }),
    ],
    [
      "dkim-aligned",
      ({ headers }) => ({ headers: { ...headers, "DKIM-Signature": signature("d=home.example") } }),
    ],
    [
      "dkim-covers",
      ({ headers }) => ({
        headers: { ...headers, "DKIM-Signature": signature("h=from:from:to:subject:date:message-id") },
      }),
    ],
    [
      "dkim-oversigned",
      ({ headers }) => ({
        headers: { ...headers, "DKIM-Signature": signature("h=from:to:subject:date:message-id") },
      }),
    ],
    ["text-empty", () => ({ text: "-- \n" })],
    ["text-words", ({ text }) => ({ text: `${text}undefined\n` })],
    ["text-footer", ({ text }) => ({ text: text.replace("\n-- \n", "\n\n") })],
    ["text-begins", ({ text }) => ({ text: `\n${text}` })],
    ["text-empty-lines", ({ text }) => ({ text: text.replace("\n\n", "\n\n\n\n\n") })],
    ["text-same-items", ({ text }) => ({ text: text.replace("Raku in the yard", "Something else") })],
    ["html-100k", ({ html }) => ({ html: html.replace("</h1>", `${"x ".repeat(45_000)}</h1>`) })],
    ["html-dir", ({ html }) => ({ html: html.replace(' dir="ltr"', "") })],
    ["html-title", ({ html }) => ({ html: html.replace(/<title>[^<]*/, "<title>") })],
    ["html-empty", () => ({ html: "<html><body></body></html>" })],
    ["heading-order", ({ html }) => ({ html: addLast(html, "<h2>A</h2><h5>B</h5>") })],
    ["heading-words", ({ html }) => ({ html: addLast(html, "<h2> </h2>") })],
    ["width-600", ({ html }) => ({ html: html.replaceAll("max-width:600px", "max-width:800px") })],
    ["image-size", ({ html }) => ({ html: html.replace(/(<img[^>]*) height="\d+"/, "$1") })],
    [
      "image-ours",
      ({ html }) => ({ html: html.replace("https://letters.example/media", "https://spy.example/media") }),
    ],
    ["link-ours", ({ html }) => ({ html: addLast(html, '<a href="https://spy.example/x">a fine page</a>') })],
    [
      "link-tells",
      ({ html }) => ({
        html: addLast(html, '<a href="https://letters.example/?who=sam%40home.example">a page</a>'),
      }),
    ],
    ["answer-page", ({ html }) => ({ html: html.replaceAll("/answer/", "/elsewhere/") })],
    ["preferences-visible", ({ html }) => ({ html: html.replaceAll("/preferences/", "/elsewhere/") })],
    [
      "mailto-1800",
      ({ html }) => ({ html: html.replace("?subject=", `?body=${"a".repeat(1_800)}&subject=`) }),
    ],
    [
      "mailto-ours",
      ({ html }) => ({ html: addLast(html, '<a href="mailto:eve@home.example">eve@home.example</a>') }),
    ],
    [
      "mailto-printed",
      ({ html }) => ({ html: addLast(html, '<a href="mailto:kiln+help@letters.example">help</a>') }),
    ],
    [
      "preheader-padding",
      ({ html }) => ({ html: html.replace(/(?:\u2007|\uFEFF|\u034F|&#8199;|&#65279;|&#847;|\s){40,}/u, "") }),
    ],
    [
      "preheader-repeats",
      ({ html, subject }) => ({
        html: html.replace(/(display:none[^>]*>)/, `$1${subject.replace("&", "&amp;")} `),
      }),
    ],
    ["words-unwanted", ({ html }) => ({ html: html.replace(">Unsubscribe<", ">Stop these notifications<") })],
    [
      "zone-named",
      ({ html }) => ({ html: html.replace("13:00 – 16:00 (British Summer Time)", "13:00 – 16:00") }),
    ],
    [
      "contrast-inverted",
      ({ html }) => ({ html: addLast(html, '<p style="color:#5a5a5a;background:#f0f000">lemon</p>') }),
    ],
    ["contrast-known", ({ html }) => ({ html: addLast(html, '<p style="color:rebeccapurple">purple</p>') })],
    ["type-16", ({ html }) => ({ html: addLast(html, '<p style="font-size:14px">small print</p>') })],
    [
      "type-family",
      ({ html }) => ({ html: html.replace("</body>", '<p style="color:#2b2520">no hand</p></body>') }),
    ],
    [
      "type-leading",
      ({ html }) => ({
        html: addLast(
          html,
          `<p style="line-height:1.1">${"A long line that is set too tight. ".repeat(4)}</p>`,
        ),
      }),
    ],
    [
      "night-meta",
      ({ html }) => ({ html: html.replace('<meta name="color-scheme"', '<meta name="scheme"') }),
    ],
    [
      "calendar-method",
      () => ({ calendar: { method: "REQUEST", content: "BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\n" } }),
    ],
    [
      "calendar-uid",
      () => ({ calendar: { method: "REQUEST", content: "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\n" } }),
    ],
    ["size-500k", ({ text }) => ({ text: `${text}${"word\n".repeat(100_000)}` })],
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
    expect(rules(raw.replaceAll("charset=utf-8", "charset=latin1"))).toContain("utf-8");
    expect(rules(raw.replace("Transfer-Encoding: quoted-printable", "Transfer-Encoding: 8bit"))).toContain(
      "quoted-printable",
    );
    expect(rules(raw.replace("text/plain", "text/rich"))).toContain("text-first");
    expect(rules(raw.replace("multipart/alternative", "multipart/mixed"))).toContain("multipart-alternative");
  });

  it("knows which letters return to nobody, and which bring a date", () => {
    const rules = (more: Partial<LintContext>) =>
      lintLetter(letter, { ...context, ...more }).map(({ rule }) => rule);

    expect(rules({ kind: "rejection", envelopeFrom: "kiln@letters.example" })).toContain("null-return-path");
    expect(rules({ kind: "event-invitation" })).toContain("calendar-part");
  });

  it("weighs pictures where it can look at them", () => {
    const rules = (octets: number | null) =>
      lintLetter(letter, { ...context, imageOctets: () => octets }).map(({ rule }) => rule);

    expect(rules(120_000)).toEqual([]);
    expect(rules(200_001)).toContain("image-200k");
    expect(rules(199_999 * 2)).toContain("images-800k");
    expect(rules(null)).toContain("image-missing");
  });

  it("lets members lead where they like in what they write, and an owner write to a member", () => {
    const said =
      '<div class="words"><a href="https://clay.example/?q=a@b">my clay</a> <a href="mailto:ana@home.example">me</a></div>';
    expect(lintLetter({ ...letter, html: addLast(letter.html, said) }, context)).toEqual([]);
  });

  it("has no rule that is not tried here", async () => {
    const folder = new URL("../../../emails/writing/lint/", import.meta.url);
    const sources = await Promise.all(
      (await readdir(folder)).map((name) => readFile(new URL(name, folder), "utf8")),
    );
    const rules = sources.flatMap((source) =>
      Array.from(source.matchAll(/report\(\s*"([^"]+)"/g), ([, rule]) => rule),
    );
    const tried = await readFile(new URL(import.meta.url), "utf8");

    expect(rules.filter((rule) => !tried.includes(`"${rule ?? ""}"`))).toEqual([]);
    expect(new Set(rules).size).toBeGreaterThan(90);
  });
});

/** A signature of ours with one tag written otherwise. */
function signature(changed: string): string {
  const tags = new Map([
    ["d", "letters.example"],
    ["h", "from:from:to:subject:date:message-id:list-unsubscribe:list-unsubscribe-post"],
  ]);
  const [name = "", value = ""] = changed.split("=");
  tags.set(name, value);
  return `v=1; a=rsa-sha256; ${Array.from(tags, (tag) => tag.join("=")).join("; ")}; b=aaaa`;
}

function addLast(html: string, more: string): string {
  return html.replace(
    "</body>",
    `<div style="font-size:16px;font-family:Georgia;color:#2b2520">${more}</div></body>`,
  );
}
