import fc from "fast-check";
import { simpleParser } from "mailparser";
import { describe, expect, it } from "vitest";

import { encodeHeaderText, headerLine, headerText, mailboxHeader } from "#emails/writing/headers.ts";
import type { Letter } from "#emails/writing/letter.ts";
import { listHeaders } from "#emails/writing/list-headers.ts";
import { writeMessage } from "#emails/writing/mime.ts";

const letter: Letter = {
  from: { name: "Kiln Circle", address: "kiln@letters.example" },
  to: { name: "Sam", address: "sam@home.example" },
  replyTo: "kiln+join@letters.example",
  envelopeFrom: "kiln+bounce@letters.example",
  messageId: "<rl.1@letters.example>",
  inReplyTo: null,
  references: [],
  subject: "Hello",
  headers: {},
  text: "Hello\n",
  html: "<p>Hello</p>",
  calendar: null,
  date: new Date("2026-05-06T06:00:00Z"),
};

describe("headers", () => {
  it("cannot be smuggled in by a name or a subject", async () => {
    const evil = 'Sam"\r\nBcc: all@home.example\r\n\r\n<script>';
    const raw = writeMessage({ ...letter, to: { name: evil, address: "sam@home.example" }, subject: evil });
    const parsed = await simpleParser(raw);

    expect(parsed.headers.has("bcc")).toBe(false);
    expect(parsed.subject).toBe('Sam" Bcc: all@home.example <script>');
    expect(parsed.text).toBe("Hello\n");
  });

  it("refuse an address or a value that is none", () => {
    for (const address of ["sam@home.example\r\nBcc: x@y.z", "sam", "a b@c.d", "<sam@home.example>", ""]) {
      expect(() => mailboxHeader({ name: "Sam", address })).toThrow(TypeError);
    }
    expect(() => headerLine("X-Note", "a\nb")).toThrow(TypeError);
    expect(() => headerLine("X Note", "a")).toThrow(TypeError);
  });

  it("carry any subject and any name there and back, folded in lines of seven bits", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "grapheme", minLength: 1 }), async (text) => {
        fc.pre(headerText(text) !== "");
        const parsed = await simpleParser(
          writeMessage({ ...letter, subject: `${text} x`, from: { ...letter.from, name: `${text} x` } }),
        );

        expect(parsed.subject).toBe(headerText(`${text} x`));
        expect(parsed.from?.value[0]?.name).toBe(headerText(`${text} x`));
      }),
      { numRuns: 60 },
    );
  });

  it("encode what only looks encoded", () => {
    expect(encodeHeaderText("=?utf-8?q?hi?=")).not.toBe("=?utf-8?q?hi?=");
    expect(headerText("a\u202Eb\u0000c\u2028d")).toBe("a b c d");
  });
});

describe("list headers", () => {
  const list = {
    name: 'Töpfer & "Freunde"',
    slug: "kiln",
    domain: "letters.example",
    homeUrl: "https://letters.example/kiln",
    archiveUrl: "https://letters.example/kiln/archive",
  };
  const leave = {
    unsubscribeUrl: "https://letters.example/u/abc",
    unsubscribeMailto: "mailto:kiln+abc@letters.example?subject=stop",
  };

  it("offer both ways to leave in one header, the web first", () => {
    const headers = listHeaders(list, leave);

    expect(headers["List-Unsubscribe"]).toBe(
      "<https://letters.example/u/abc>, <mailto:kiln+abc@letters.example?subject=stop>",
    );
    expect(headers["List-Unsubscribe-Post"]).toBe("List-Unsubscribe=One-Click");
    expect(headers["List-Id"]).toMatch(/^=\?UTF-8\?.*\?= <kiln\.letters\.example>$/);
  });

  it("take no address that is not one of web or mail", () => {
    expect(() => listHeaders(list, { ...leave, unsubscribeUrl: "javascript:alert(1)" })).toThrow(TypeError);
  });
});
