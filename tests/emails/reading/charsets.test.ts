import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { readMessage } from "#emails/reading/parse-message.ts";
import { readReply } from "#emails/reading/reply-text.ts";

const sent = (headers: string[], body: Buffer | string) =>
  readMessage(
    Buffer.concat([
      Buffer.from(["From: Bo <bo@lind.example>", ...headers, "", ""].join("\r\n"), "latin1"),
      typeof body === "string" ? Buffer.from(body, "latin1") : body,
    ]),
  );
const words = {
  russian: "Добрый день! Печь свободна в пятницу, приносите посуду.",
  japanese: "こんにちは。金曜日に窯が空いています。",
  chinese: "你好！窑炉星期五有空，请把你的碗带来。谢谢大家。",
  taiwanese: "你好！窯爐星期五有空，請把你的碗帶來。謝謝大家。",
  korean: "안녕하세요. 금요일에 가마가 비어 있습니다. 그릇을 가져오세요.",
  greek: "Καλημέρα! Ο φούρνος είναι ελεύθερος την Παρασκευή.",
  hebrew: "שלום! התנור פנוי ביום שישי.",
  arabic: "مرحبا، الفرن متاح يوم الجمعة.",
  german: "Grüße an alle – die Öfen sind “heiß”.",
  polish: "Cześć, piec jest wolny w piątek, proszę przynieść miski. Dziękuję",
  turkish: "Merhaba, fırın cuma günü boş. Lütfen kaselerinizi getirin. Teşekkürler",
  thai: "สวัสดี เตาเผาว่างวันศุกร์",
};
type Tongue = keyof typeof words;

describe("a charset is believed when it is right", () => {
  it.each<[Tongue, string]>([
    ["russian", "koi8-r"],
    ["russian", "windows-1251"],
    ["russian", "iso-8859-5"],
    ["russian", "utf-16le"],
    ["russian", "utf-16be"],
    ["japanese", "shift_jis"],
    ["japanese", "euc-jp"],
    ["chinese", "gb18030"],
    ["chinese", "gb2312"],
    ["taiwanese", "big5"],
    ["korean", "euc-kr"],
    ["korean", "ks_c_5601-1987"],
    ["greek", "iso-8859-7"],
    ["greek", "windows-1253"],
    ["hebrew", "iso-8859-8-i"],
    ["hebrew", "windows-1255"],
    ["arabic", "windows-1256"],
    ["german", "windows-1252"],
    ["german", "utf-7"],
    ["polish", "iso-8859-2"],
    ["turkish", "iso-8859-9"],
    ["thai", "tis-620"],
  ])("%s in %s", (tongue, charset) => {
    const body = iconv.encode(words[tongue], charset === "iso-8859-8-i" ? "iso-8859-8" : charset);
    const message = sent(
      [`Content-Type: text/plain; charset="${charset}"`, "Content-Transfer-Encoding: base64"],
      body.toString("base64"),
    );
    expect(readReply(message).text).toBe(words[tongue]);
  });

  it("escapes of Japanese, Korean and Chinese", () => {
    const text = (charset: string, body: string) =>
      sent([`Content-Type: text/plain; charset=${charset}`], body).text;
    expect(text("iso-2022-jp", "\x1b$B$3$s$K$A$O\x1b(B")).toBe("こんにちは");
    expect(text("iso-2022-kr", "\x1b$)C\x0e>H3g\x0f")).toBe("안녕");
    expect(text("hz-gb-2312", "~{VPND~} ok")).toBe("中文 ok");
  });
});

describe("a charset is doubted when it is wrong or missing", () => {
  it.each<[Tongue, string, string]>([
    ["russian", "koi8-r", ""],
    ["russian", "windows-1251", ""],
    ["russian", "windows-1251", "iso-8859-1"],
    ["russian", "windows-1251", "us-ascii"],
    ["russian", "koi8-r", "utf-8"],
    ["russian", "utf-8", "koi8-nonsense"],
    ["japanese", "shift_jis", "iso-2022-jp"],
    ["japanese", "shift_jis", "utf-8"],
    ["chinese", "gb18030", "iso-8859-1"],
    ["korean", "euc-kr", ""],
    ["german", "windows-1252", ""],
    ["german", "windows-1252", "iso-8859-1"],
    ["german", "windows-1252", "utf-8"],
    ["german", "utf-8", "iso-8859-1"],
    ["german", "utf-8", "us-ascii"],
    ["greek", "utf-8", "x-unknown"],
  ])("%s in %s, called %s", (tongue, charset, declared) => {
    const type = declared === "" ? "text/plain" : `text/plain; charset=${declared}`;
    expect(sent([`Content-Type: ${type}`], iconv.encode(words[tongue], charset)).text).toBe(words[tongue]);
  });

  it("a byte order mark says more than a label, and Japanese escapes need none", () => {
    const marked = iconv.encode(words.russian, "utf-16", { addBOM: true });
    expect(sent(["Content-Type: text/plain; charset=utf-8"], marked).text).toBe(words.russian);
    expect(sent([], "\x1b$B$3$s$K$A$O\x1b(B").text).toBe("こんにちは");
  });

  it("one broken letter does not spoil the others", () => {
    const body = Buffer.concat([Buffer.from(words.russian), Buffer.from([0xd0])]);
    expect(sent(["Content-Type: text/plain; charset=utf-8"], body).text).toContain("Печь свободна");
  });

  it("HTML names its own", () => {
    const html = `<meta charset=windows-1251><p>${words.russian}</p>`;
    expect(readReply(sent(["Content-Type: text/html"], iconv.encode(html, "windows-1251"))).text).toBe(
      words.russian,
    );
  });
});

describe("headers of eight bits", () => {
  it.each<[Tongue, string]>([
    ["russian", "koi8-r"],
    ["russian", "windows-1251"],
    ["german", "utf-8"],
    ["japanese", "shift_jis"],
  ])("%s in %s", (tongue, charset) => {
    const subject = iconv.encode(words[tongue], charset).toString("latin1");
    expect(sent([`Subject: ${subject}`], "").subject).toBe(words[tongue]);
  });

  it("encoded words, cut within a letter, glued together, damaged", () => {
    const subject = (value: string) => sent([`Subject: ${value}`], "").subject;
    expect(subject("=?utf-8?B?0J/Q?= =?utf-8?B?tdGH0Yw=?=")).toBe("Печь");
    expect(subject("=?utf-8?q?Gr=C3=BC=C3=9Fe?= an =?iso-8859-1*de?q?=F6fen?=")).toBe("Grüße an öfen");
    expect(subject('"=?utf-8?Q?Gr=C3=BC=C3=9Fe?="')).toBe('"Grüße"');
    expect(subject("=?utf-8?Q?Gr=C3=BC=C3=9Fe an alle?=")).toBe("Grüße an alle");
    expect(subject("=?utf-8?B?R3LDvMOfZQ?=")).toBe("Grüße");
    expect(subject("=?utf-8?Q?open")).toBe("=?utf-8?Q?open");
    expect(subject("=?nonsense?Q?ok?=")).toBe("ok");
  });
});

describe("encodings that a gateway damaged", () => {
  const text = (encoding: string, body: string) =>
    sent(["Content-Type: text/plain; charset=utf-8", `Content-Transfer-Encoding: ${encoding}`], body).text;

  it("quoted-printable", () => {
    expect(text("quoted-printable", "Gr=c3=bc=C3=9Fe =\r\nan alle = \r\n100 =3D 100, 2=2, =zz, end=")).toBe(
      "Grüße an alle 100 = 100, 2=2, =zz, end",
    );
    expect(text('"quoted-printable"', "a=20b")).toBe("a b");
  });

  it("base64 in pieces, with text below, and text that is only called so", () => {
    const glued = `${Buffer.from("The kiln is free on Friday.\n").toString("base64")}\r\n${Buffer.from("Bring your bowls, please.").toString("base64")}`;
    expect(text("base64", glued)).toBe("The kiln is free on Friday.\nBring your bowls, please.");
    expect(text("base64", "WWVzLCBnbGFkbHk=\r\n\r\n_______________\r\nPotters mailing list")).toBe(
      "Yes, gladly",
    );
    expect(text("base64", "Yes, gladly. See you on Friday.")).toBe("Yes, gladly. See you on Friday.");
  });

  it("format=flowed, quoted, with and without its space, and a line that only ends in one", () => {
    const flowed = (more: string, body: string) =>
      sent([`Content-Type: text/plain; format=flowed${more}`], body).text;
    expect(flowed("", "> one \r\n> two\r\n>> three \r\n> four\r\n \r\n-- \r\nBo")).toBe(
      "> one two\n>> three \n> four\n\n-- \nBo",
    );
    expect(flowed("; DelSp=Yes", "won \r\nder \r\nful")).toBe("wonderful");
    expect(flowed("", " From here \r\nto there")).toBe("From here to there");
  });
});

describe("headers that are missing, doubled or strange", () => {
  it("are told, and the first counts", () => {
    const message = readMessage(
      Buffer.from("Subject: one\r\nSubject: two\r\nTo: a@b.example\r\nTo: c@d.example\r\n\r\nhello"),
    );
    expect(message.subject).toBe("one");
    expect(message.defects).toEqual(
      expect.arrayContaining([
        "duplicate-subject",
        "duplicate-to",
        "missing-from",
        "missing-date",
        "missing-message-id",
      ]),
    );
    expect([message.from, message.date, message.messageId]).toEqual([[], null, null]);
  });

  it.each([
    ["Bo Lind <bo@lind.example>", [{ name: "Bo Lind", address: "bo@lind.example" }]],
    ['"Lind, Bo" <BO@Lind.example>', [{ name: "Lind, Bo", address: "bo@lind.example" }]],
    ["bo@lind.example (Bo Lind)", [{ name: "Bo Lind", address: "bo@lind.example" }]],
    ["<bo@lind.example>", [{ name: "", address: "bo@lind.example" }]],
    [
      "Potters: ana@berg.example, Bo <bo@lind.example>;",
      [
        { name: "", address: "ana@berg.example" },
        { name: "Bo", address: "bo@lind.example" },
      ],
    ],
    ["undisclosed-recipients:;", []],
    ["=?utf-8?Q?J=C3=BCrgen?= <j@lind.example>", [{ name: "Jürgen", address: "j@lind.example" }]],
    ['"bo@lind.example" <other@berg.example>', [{ name: "bo@lind.example", address: "other@berg.example" }]],
    ["Bo <mailto:bo@lind.example>", [{ name: "Bo", address: "bo@lind.example" }]],
    ["<@relay.example:bo@lind.example>", [{ name: "", address: "bo@lind.example" }]],
    ["Bo <bo@lind.example", [{ name: "Bo", address: "bo@lind.example" }]],
  ])("From: %s", (from, expected) => {
    expect(readMessage(Buffer.from(`From: ${from}\r\n\r\n`)).from).toEqual(expected);
  });

  it.each([
    ["Tue, 5 May 2026 09:14:00 +0200", "2026-05-05T07:14:00.000Z"],
    ["5 May 26 09:14:00 GMT", "2026-05-05T09:14:00.000Z"],
    ["Di, 05 May 2026 09:14:00 +0200 (MESZ)", "2026-05-05T07:14:00.000Z"],
    ["2026-05-05T09:14:00Z", "2026-05-05T09:14:00.000Z"],
  ])("Date: %s", (date, expected) => {
    expect(readMessage(Buffer.from(`Date: ${date}\r\n\r\n`)).date?.toISOString()).toBe(expected);
  });
});
