import { simpleParser } from "mailparser";
import { describe, expect, it } from "vitest";

import type { Letter } from "#emails/writing/letter.ts";
import { isOwnMessageId, trimReferences, writeMessageId } from "#emails/writing/message-id.ts";
import { writeMessage } from "#emails/writing/mime.ts";

const letter: Letter = {
  from: { name: "Ana, via Kiln Circle", address: "kiln@letters.example" },
  to: { name: "عمر", address: "omar@home.example" },
  replyTo: "kiln+join@letters.example",
  envelopeFrom: "",
  messageId: writeMessageId("thread/1/post/2", 7, "letters.example"),
  inReplyTo: "<rl.a@letters.example>",
  references: ["<rl.a@letters.example>"],
  subject: "Glaze – tests",
  headers: { Precedence: "list" },
  text: "Grüße\n\n. a line that begins with a dot\n-- \nAna\n",
  html: "<p>Grüße 😀</p>",
  calendar: { method: "REQUEST", content: "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n" },
  date: new Date("2026-05-06T06:02:03Z"),
};

describe("a message", () => {
  it("is read by another program as it was written", async () => {
    const parsed = await simpleParser(writeMessage(letter), { skipHtmlToText: true });

    expect(parsed.subject).toBe("Glaze – tests");
    expect(parsed.from?.value).toEqual([letter.from]);
    expect(parsed.text?.trim()).toBe(letter.text.trim());
    expect(parsed.html).toBe(letter.html);
    expect(parsed.date).toEqual(letter.date);
    expect(parsed.messageId).toBe(letter.messageId);
    expect(parsed.inReplyTo).toBe("<rl.a@letters.example>");
    expect(parsed.headers.get("precedence")).toBe("list");
    expect(parsed.attachments.map(({ contentType }) => contentType)).toEqual(["text/calendar"]);
  });

  it("has its plain part first, and nothing but seven bits in CRLF lines", () => {
    const raw = writeMessage(letter).toString("latin1");

    expect(raw.indexOf("text/plain")).toBeLessThan(raw.indexOf("text/html"));
    expect(raw.indexOf("text/html")).toBeLessThan(raw.indexOf("text/calendar"));
    expect(raw).toMatch(/^[\r\n\t\x20-\x7e]*$/);
    expect(raw.replace(/\r\n/g, "")).not.toMatch(/[\r\n]/);
  });
});

describe("a Message-ID", () => {
  it("is the same for the same letter and person, and another for any other", () => {
    const id = writeMessageId("digest/12", 7, "letters.example");

    expect(writeMessageId("digest/12", 7, "letters.example")).toBe(id);
    expect(writeMessageId("digest/12", 8, "letters.example")).not.toBe(id);
    expect(writeMessageId("digest/13", 7, "letters.example")).not.toBe(id);
    expect(isOwnMessageId(id.toUpperCase(), "letters.example")).toBe(true);
    expect(isOwnMessageId(id, "other.example")).toBe(false);
    expect(isOwnMessageId("<rl.1@letters.example>", "letters.example")).toBe(false);
  });

  it("stands in at most twenty references, the first of them kept", () => {
    const ids = Array.from({ length: 30 }, (_, at) => `<${at}@letters.example>`);

    expect(trimReferences(ids)).toHaveLength(20);
    expect(trimReferences(ids)[0]).toBe("<0@letters.example>");
    expect(trimReferences(ids).at(-1)).toBe("<29@letters.example>");
  });
});
