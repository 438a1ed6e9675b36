import { describe, expect, it } from "vitest";
import { parseMessage } from "#emails/reading/parse-message.ts";
import { readReply } from "#emails/reading/reply-text.ts";

const raw = (...lines: string[]) => Buffer.from(lines.join("\r\n"), "latin1");
const utf8 = (...lines: string[]) => Buffer.from(lines.join("\r\n"), "utf8");

describe("a message is read", () => {
  it("with its people, ids and subject in any encoding", async () => {
    const message = await parseMessage(
      raw(
        "Return-Path: <>",
        "Delivered-To: Kiln@Kiln.example",
        'From: "Lind, Bo" <Bo@Lind.example>',
        "To: Makers: ana@kiln.example, =?utf-8?Q?J=C3=B6rg?= <joerg@kiln.example>;",
        "Subject: =?utf-8?B?R2xhc3VyIPCf?= =?utf-8?B?j7o=?=",
        "In-Reply-To: <one@kiln.example>",
        "References: <zero@kiln.example>",
        " <one@kiln.example>",
        "Date: Tue, 5 May 2026 09:14:00 +0200 (CEST)",
        "Message-ID: <two@lind.example>",
        "",
        "Hello",
      ),
    );
    expect(message.from).toEqual([{ name: "Lind, Bo", address: "bo@lind.example" }]);
    expect(message.to).toEqual([
      { name: "", address: "ana@kiln.example" },
      { name: "Jörg", address: "joerg@kiln.example" },
    ]);
    expect(message.subject).toBe("Glasur 🏺");
    expect(message.references).toEqual(["<zero@kiln.example>", "<one@kiln.example>"]);
    expect(message.deliveredTo).toEqual(["kiln@kiln.example"]);
    expect(message.returnPath).toBe("");
    expect(message.date?.toISOString()).toBe("2026-05-05T07:14:00.000Z");
    expect(message.text).toBe("Hello");
  });

  it.each([
    ["UTF-8 that calls itself Latin-1", "iso-8859-1", Buffer.from("Grüße", "utf8")],
    ["Latin-1 that calls itself UTF-8", "utf-8", Buffer.from("Viele liebe Grüße aus Köln", "latin1")],
    ["a charset nobody knows", "x-my-own", Buffer.from("Grüße", "utf8")],
    ["windows-1252", "windows-1252", Buffer.from("Gr\xfc\xdfe", "latin1")],
  ])("in %s", async (_, charset, body) => {
    const message = await parseMessage(
      Buffer.concat([raw(`Content-Type: text/plain; charset=${charset}`, "", ""), body]),
    );
    expect(message.text).toContain("Grüße");
  });

  it("in Japanese, Russian and Chinese charsets", async () => {
    const jis = await parseMessage(
      raw("Content-Type: text/plain; charset=iso-2022-jp", "", "\x1b$B$3$s$K$A$O\x1b(B"),
    );
    expect(jis.text).toBe("こんにちは");
    const koi = await parseMessage(
      raw("Content-Type: text/plain; charset=koi8-r", "", "\xf0\xd2\xc9\xd7\xc5\xd4"),
    );
    expect(koi.text).toBe("Привет");
    const gb = await parseMessage(raw("Content-Type: text/plain; charset=gb2312", "", "\xc4\xe3\xba\xc3"));
    expect(gb.text).toBe("你好");
  });

  it("whose lines flow, with and without the space", async () => {
    const flowed = await parseMessage(
      raw("Content-Type: text/plain; format=flowed", "", "one ", "two", "> three ", "> four", "-- ", "Bo"),
    );
    expect(flowed.text).toBe("one two\n> three four\n-- \nBo");
    const spaced = await parseMessage(
      raw("Content-Type: text/plain; format=flowed; delsp=yes", "", "won ", "der"),
    );
    expect(spaced.text).toBe("wonder");
  });

  it("with its files, their names in any form, and pictures that stand in the text", async () => {
    const message = await parseMessage(
      raw(
        'Content-Type: multipart/related; boundary="b"',
        "",
        "--b",
        "Content-Type: text/html",
        "",
        '<p>Look: <img src="cid:pic@x"></p>',
        "--b",
        "Content-Type: image/jpeg; name=a.jpg",
        "Content-ID: <pic@x>",
        "Content-Transfer-Encoding: base64",
        "",
        "/9j/4AA=",
        "--b",
        "Content-Type: application/pdf",
        "Content-Disposition: attachment; filename*0*=utf-8''Pr%C3%A9; filename*1=cis.pdf",
        "",
        "x",
        "--b--",
      ),
    );
    expect(message.attachments.map(({ filename, cid, inline }) => ({ filename, cid, inline }))).toEqual([
      { filename: "a.jpg", cid: "pic@x", inline: true },
      { filename: "Précis.pdf", cid: null, inline: false },
    ]);
    expect([...(message.attachments[0]?.content ?? [])]).toEqual([0xff, 0xd8, 0xff, 0xe0, 0x00]);
    expect(readReply(message).html).toContain('<img src="cid:pic@x">');
  });

  it("clear-signed, signed and encrypted, and it says which", async () => {
    const clear = await parseMessage(
      raw(
        "",
        "-----BEGIN PGP SIGNED MESSAGE-----",
        "Hash: SHA256",
        "",
        "Yes, gladly",
        "-----BEGIN PGP SIGNATURE-----",
        "abc",
        "-----END PGP SIGNATURE-----",
      ),
    );
    expect([clear.protection, readReply(clear).text]).toEqual(["signed", "Yes, gladly"]);
    const signed = await parseMessage(
      raw(
        'Content-Type: multipart/signed; boundary="b"',
        "",
        "--b",
        "Content-Type: text/plain",
        "",
        "Yes",
        "--b",
        "Content-Type: application/pkcs7-signature; name=smime.p7s",
        "",
        "x",
        "--b--",
      ),
    );
    expect([signed.protection, signed.text, signed.attachments]).toEqual(["signed", "Yes", []]);
    const closed = await parseMessage(
      raw(
        'Content-Type: multipart/encrypted; boundary="b"',
        "",
        "--b",
        "Content-Type: application/pgp-encrypted",
        "",
        "Version: 1",
        "--b--",
      ),
    );
    expect(closed.protection).toBe("encrypted");
  });

  it("however damaged", async () => {
    for (const [damage, bytes] of Object.entries({
      nothing: raw(""),
      "no headers": raw("just words"),
      "no boundary": raw("Content-Type: multipart/mixed", "", "words"),
      "boundary never closed": raw('Content-Type: multipart/mixed; boundary="b"', "", "--b", "", "words"),
      "headers only": raw("Subject: words"),
      "two subjects": raw("Subject: words", "Subject: others", "", "words"),
      "null bytes": raw("", "wo\0rds"),
      noise: Buffer.from(Array.from({ length: 2000 }, (_, i) => (i * 7919) % 256)),
    })) {
      const message = await parseMessage(bytes);
      expect(readReply(message), damage).toBeDefined();
    }
    expect((await parseMessage(raw("Subject: a", "Subject: b", "", ""))).defects).toContain(
      "duplicate-subject",
    );
  });

  it("with text and HTML that say the same in their own way", async () => {
    const message = await parseMessage(
      utf8(
        'Content-Type: multipart/alternative; boundary="b"',
        "",
        "--b",
        "Content-Type: text/plain; charset=utf-8",
        "",
        "Hello *all*",
        "--b",
        "Content-Type: text/html; charset=utf-8",
        "",
        "<p>Hello <b>all</b></p>",
        "--b--",
      ),
    );
    expect(readReply(message)).toMatchObject({ text: "Hello all", html: "<p>Hello <b>all</b></p>" });
  });
});
