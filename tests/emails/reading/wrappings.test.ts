import { describe, expect, it } from "vitest";
import { unpackRtf } from "#emails/reading/compressed-rtf.ts";
import { readMessage } from "#emails/reading/parse-message.ts";
import { readReply } from "#emails/reading/reply-text.ts";
import { readRtf } from "#emails/reading/rtf-text.ts";
import { sortMail } from "#emails/reading/sort-mail.ts";
import {
  attribute,
  binaryProperty,
  envelopedMessage,
  namedProperty,
  numberProperty,
  signedMessage,
  storedRtf,
  unicodeProperty,
  winmail,
} from "./wrapping.ts";

const raw = (...lines: string[]) => Buffer.from(lines.join("\r\n"), "latin1");
const read = (...lines: string[]) =>
  readMessage(
    raw(
      "From: Bo <bo@lind.example>",
      "Date: Tue, 5 May 2026 09:14:00 +0200",
      "Message-ID: <a@lind.example>",
      ...lines,
    ),
  );
const encoded = (type: string, bytes: Buffer, ...more: string[]) => [
  `Content-Type: ${type}`,
  "Content-Transfer-Encoding: base64",
  ...more,
  "",
  bytes.toString("base64").replace(/.{76}/g, "$&\r\n"),
];
const html = "<html><body><p>Yes, <b>gladly</b>: two bowls</p></body></html>";

describe("winmail.dat is opened", () => {
  const sent = (stream: Buffer) => read(...encoded('application/ms-tnef; name="winmail.dat"', stream));

  it("with its words in plain text, in the code page it names", () => {
    const message = sent(
      winmail([attribute.codePage(1251), attribute.body("\xc4\xe0, \xf1\xef\xe0\xf1\xe8\xe1\xee")]),
    );
    expect(readReply(message).text).toBe("Да, спасибо");
    expect(message.attachments).toEqual([]);
  });

  it("with its words as a Unicode property, past properties that have names", () => {
    const message = sent(
      winmail([
        attribute.properties(
          namedProperty("Keywords", "kiln"),
          numberProperty(0x3fde, 65001),
          unicodeProperty(0x1000, "Gern, zwei Schüsseln"),
        ),
      ]),
    );
    expect(readReply(message).text).toBe("Gern, zwei Schüsseln");
  });

  it("with its words as HTML", () => {
    const message = sent(
      winmail([
        attribute.properties(
          numberProperty(0x3fde, 65001),
          binaryProperty(0x1013, Buffer.from("<p>Prima, <b>Grüße</b></p>")),
        ),
      ]),
    );
    expect(readReply(message)).toMatchObject({ text: "Prima, Grüße", html: "<p>Prima, <b>Grüße</b></p>" });
  });

  it("with its words in compressed RTF only", () => {
    // The example of MS-OXRTFCP 3.1.
    const packed = Buffer.from(
      "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0",
      "hex",
    );
    expect(unpackRtf(packed)).toBe("{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n");
    expect(readReply(sent(winmail([attribute.properties(binaryProperty(0x1009, packed))]))).text).toBe(
      "hello world",
    );
  });

  it("with HTML inside the RTF", () => {
    const rtf = String.raw`{\rtf1\ansi\ansicpg1252\fromhtml1 \deff0{\fonttbl{\f0\fswiss Arial;}}{\*\htmltag19 <html>}{\*\htmltag50 <body>}{\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 Yes, {\*\htmltag84 <b>}\htmlrtf {\b\htmlrtf0 gladly{\*\htmltag92 </b>}\htmlrtf }\htmlrtf0 : two bowls{\*\htmltag72 </p>}\htmlrtf\par}\htmlrtf0 {\*\htmltag58 </body>}{\*\htmltag27 </html>}}`;
    expect(readRtf(rtf).html).toBe(html);
    const message = sent(winmail([attribute.properties(binaryProperty(0x1009, storedRtf(rtf)))]));
    expect(readReply(message)).toMatchObject({
      text: "Yes, gladly: two bowls",
      html: "<p>Yes, <b>gladly</b>: two bowls</p>",
    });
  });

  it("with its files and their long names", () => {
    const message = sent(
      winmail([
        attribute.file(),
        attribute.fileTitle("BOWL~1.JPG"),
        attribute.fileContent(Buffer.from([0xff, 0xd8, 0xff])),
        attribute.fileProperties(
          unicodeProperty(0x3707, "Schüssel.jpg"),
          unicodeProperty(0x370e, "image/jpeg"),
          unicodeProperty(0x3712, "bowl@lind"),
        ),
        attribute.file(),
        attribute.fileTitle("notes.txt"),
        attribute.fileContent(Buffer.from("glaze")),
      ]),
    );
    expect(message.attachments).toMatchObject([
      { filename: "Schüssel.jpg", mediaType: "image/jpeg", cid: "bowl@lind" },
      { filename: "notes.txt", mediaType: "application/octet-stream", cid: null },
    ]);
    expect(message.attachments.map(({ content }) => content.byteLength)).toEqual([3, 5]);
  });

  it("and what it says is not said twice", () => {
    const message = read(
      'Content-Type: multipart/mixed; boundary="b"',
      "",
      "--b",
      "Content-Type: text/plain",
      "",
      "Yes, gladly",
      "--b",
      ...encoded("application/ms-tnef", winmail([attribute.body("Yes, gladly")])),
      "--b--",
    );
    expect(message.text).toBe("Yes, gladly");
  });

  it("and stays a file when it is none", () => {
    expect(sent(Buffer.from("hello")).attachments).toMatchObject([{ filename: "winmail.dat" }]);
    const cut = winmail([attribute.properties(unicodeProperty(0x1000, "Gern"))]).subarray(0, 30);
    expect(readReply(sent(cut)).text).toBe("");
  });
});

describe("RTF", () => {
  it.each([
    [String.raw`{\rtf1\ansi\ansicpg1252 Gr\'fc\'dfe\par an alle}`, "Grüße\nan alle"],
    [String.raw`{\rtf1\ansi\uc1 \u1044?\u1072? \u-3894?}`, "Да \uf0ca"],
    [
      String.raw`{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fnil Arial;}{\f1\fnil\fcharset204 Arial;}}\f0 yes \f1\'e4\'e0\f0  ok}`,
      "yes да ok",
    ],
    [String.raw`{\rtf1\ansi\ansicpg932 \'82\'b1\'82\'f1}`, "こん"],
    [
      String.raw`{\rtf1{\*\generator Riched;}{\info{\title Not this}}a\tab b \{c\} \emdash  d\~e}`,
      "a\tb {c} — d\u00a0e",
    ],
    [`{\\rtf1 a{\\pict\\bin5 }}}}}}b}`, "ab"],
  ])("%s", (rtf, text) => {
    expect(readRtf(rtf).text).toBe(text);
  });
});

describe("what is signed is read, what is closed is told", () => {
  const inner = "Content-Type: text/plain; charset=utf-8\r\n\r\nYes, gladly\r\n";
  const smime = (bytes: Buffer, type = "signed-data") =>
    read(...encoded(`application/pkcs7-mime; smime-type=${type}; name=smime.p7m`, bytes));

  it.each([
    ["in one piece", signedMessage(inner)],
    ["in pieces, lengths open", signedMessage(inner, { pieces: 3 })],
    ["and long", signedMessage(`${inner}${"x".repeat(70_000)}`)],
  ])("opaquely signed, %s", (_, bytes) => {
    const message = smime(bytes);
    expect(message.protection).toBe("signed");
    expect(readReply(message).text).toMatch(/^Yes, gladly/);
    expect(message.attachments).toEqual([]);
  });

  it("opaquely signed, though only the file's name says so", () => {
    const message = read(...encoded("application/octet-stream; name=smime.p7m", signedMessage(inner)));
    expect([message.protection, readReply(message).text]).toEqual(["signed", "Yes, gladly"]);
  });

  it("signed around several parts with a picture", () => {
    const message = smime(
      signedMessage(
        [
          'Content-Type: multipart/mixed; boundary="i"',
          "",
          "--i",
          "Content-Type: text/plain",
          "",
          "Look",
          "--i",
          "Content-Type: image/png; name=a.png",
          "Content-Transfer-Encoding: base64",
          "",
          "AAAA",
          "--i--",
        ].join("\r\n"),
      ),
    );
    expect(readReply(message).text).toBe("Look");
    expect(message.attachments).toMatchObject([{ filename: "a.png" }]);
  });

  it("enveloped", () => {
    expect(smime(envelopedMessage(), "enveloped-data")).toMatchObject({
      protection: "encrypted",
      text: null,
    });
  });

  it("called S/MIME and none", () => {
    const message = smime(Buffer.from("nothing of that kind"));
    expect(message.protection).toBe("encrypted");
    expect(message.defects).toContain("unreadable-cms");
  });

  it("with PGP/MIME, with its key attached", () => {
    const message = read(
      'Content-Type: multipart/signed; micalg=pgp-sha256; protocol="application/pgp-signature"; boundary="s"',
      "",
      "--s",
      'Content-Type: multipart/mixed; boundary="i"',
      "",
      "--i",
      "Content-Type: text/plain; charset=utf-8",
      "Content-Transfer-Encoding: quoted-printable",
      "",
      "Gr=C3=BC=C3=9Fe",
      "--i",
      "Content-Type: application/pgp-keys; name=key.asc",
      "",
      "-----BEGIN PGP PUBLIC KEY BLOCK-----",
      "--i--",
      "--s",
      "Content-Type: application/pgp-signature; name=signature.asc",
      "",
      "-----BEGIN PGP SIGNATURE-----",
      "--s--",
    );
    expect(message).toMatchObject({
      protection: "signed",
      text: "Grüße",
      attachments: [{ filename: "key.asc" }],
    });
  });

  it("closed within the text, with words around", () => {
    const message = read(
      "",
      "See below",
      "",
      "-----BEGIN PGP MESSAGE-----",
      "",
      "hQEMA",
      "-----END PGP MESSAGE-----",
    );
    expect(message.protection).toBe("encrypted");
    expect(readReply(message).text).toContain("See below");
  });
});

describe("parts that are not for reading", () => {
  it("AMP, the watch's words and the calendar's inline form are no files", () => {
    const alternative = (type: string, words: string) => ["--b", `Content-Type: ${type}`, "", words];
    const message = read(
      'Content-Type: multipart/alternative; boundary="b"',
      "",
      ...alternative("text/plain", "Yes"),
      ...alternative("text/watch-html", "<b>Yes</b>"),
      ...alternative("text/x-amp-html", "<html amp4email></html>"),
      ...alternative("text/html", "<p>Yes</p>"),
      ...alternative("text/calendar; method=REPLY", "BEGIN:VCALENDAR"),
      "--b--",
    );
    expect(message).toMatchObject({
      text: "Yes",
      html: "<p>Yes</p>",
      attachments: [],
      calendar: "BEGIN:VCALENDAR",
    });
  });

  it("a forwarded message stays closed, with its name", () => {
    const message = read(
      'Content-Type: multipart/mixed; boundary="b"',
      "",
      "--b",
      "",
      "Have a look",
      "--b",
      "Content-Type: message/rfc822",
      "",
      "From: ana@berg.example",
      "Subject: Clay",
      "",
      "Not mine",
      "--b--",
    );
    expect(message.text).toBe("Have a look");
    expect(message.attachments).toMatchObject([{ filename: "message.eml", mediaType: "message/rfc822" }]);
  });

  it("enriched text loses its commands, keeps its words", () => {
    expect(
      read(
        "Content-Type: text/enriched",
        "",
        "<bold>Yes</bold>, 1 << 2",
        "",
        "<color><param>red</param>gladly</color>",
      ).text,
    ).toBe("Yes, 1 < 2\ngladly");
  });

  it("nothing but a file leaves no words, and is a person's", () => {
    const message = read(...encoded("image/jpeg; name=bowl.jpg", Buffer.from([255, 216])));
    expect(readReply(message).text).toBe("");
    expect(message.attachments).toMatchObject([{ filename: "bowl.jpg" }]);
    expect(sortMail(message, { domain: "kiln.example", listIds: [] }).kind).toBe("person");
  });
});
