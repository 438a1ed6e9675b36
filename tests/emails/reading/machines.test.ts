import { describe, expect, it } from "vitest";
import { readMessage } from "#emails/reading/parse-message.ts";
import { sortMail } from "#emails/reading/sort-mail.ts";

const own = { domain: "kiln.example", listIds: ["kiln-circle.kiln.example"] };
const sort = (...lines: string[]) => sortMail(readMessage(Buffer.from(lines.join("\r\n"))), own);
const away = (subject: string, words: string, date = "Tue, 5 May 2026 09:14:00 +0200") =>
  sort(
    "From: Bo <bo@lind.example>",
    `Date: ${date}`,
    "Auto-Submitted: auto-replied",
    `Subject: =?utf-8?B?${Buffer.from(subject).toString("base64")}?=`,
    "Content-Type: text/plain; charset=utf-8",
    "",
    words,
  );

describe("an answer from someone's absence tells until when", () => {
  it.each([
    ["I am away until 12 June and read no mail.", "2026-06-12"],
    ["I'll be back in the office on Monday, June 15th, 2026.", "2026-06-15"],
    ["Out of office from 1 June to 12 June 2026.", "2026-06-12"],
    ["I will return on Monday.", "2026-05-11"],
    ["I am on leave through 2026-06-12.", "2026-06-12"],
    ["I am out May 6 - May 8.", "2026-05-08"],
    ["Ich bin bis einschließlich 12. Juni nicht im Büro.", "2026-06-12"],
    ["Vom 01.06. bis zum 12.06.2026 bin ich im Urlaub.", "2026-06-12"],
    ["Ab dem 15.6. bin ich wieder für Sie da.", "2026-06-15"],
    ["Ich bin wieder am Montag, den 15. Juni erreichbar.", "2026-06-15"],
    ["Je suis absent jusqu'au 12 juin inclus.", "2026-06-12"],
    ["Je serai de retour le lundi 15 juin 2026.", "2026-06-15"],
    ["Absente du 1er au 12 juin.", "2026-06-12"],
    ["Estaré fuera de la oficina hasta el 12 de junio de 2026.", "2026-06-12"],
    ["Sono assente fino al 12 giugno.", "2026-06-12"],
    ["Estarei ausente até 12 de junho.", "2026-06-12"],
    ["Ik ben afwezig tot en met 12 juni.", "2026-06-12"],
    ["Jag är tillbaka den 15 juni.", "2026-06-15"],
    ["Jeg er tilbage den 15. juni.", "2026-06-15"],
    ["Jestem na urlopie do 12 czerwca 2026.", "2026-06-12"],
    ["Jsem mimo kancelář do 12. června.", "2026-06-12"],
    ["Меня не будет до 12 июня 2026 г.", "2026-06-12"],
    ["Я повернуся 15 червня.", "2026-06-15"],
    ["15 Haziran tarihine kadar izindeyim.", "2026-06-15"],
    ["Θα λείπω έως 12 Ιουνίου.", "2026-06-12"],
    ["אני בחופשה עד 12 ביוני", "2026-06-12"],
    ["6月12日まで不在にしております。", "2026-06-12"],
    ["2026年6月12日まで休暇をいただきます。", "2026-06-12"],
    ["我将于2026年6月15日返回办公室。", "2026-06-15"],
    ["6월 12일까지 부재중입니다.", "2026-06-12"],
  ])("%s", (words, until) => {
    expect(away("Automatic reply", words)).toMatchObject({ kind: "auto-reply", until });
  });

  it("by the sender's way of writing numbers", () => {
    expect(away("Out of office", "Back on 6/12.", "Tue, 5 May 2026 09:14:00 -0500")).toMatchObject({
      until: "2026-06-12",
    });
    expect(away("Out of office", "Back on 6/12.")).toMatchObject({ until: "2026-12-06" });
  });

  it("in the subject", () => {
    expect(away("Abwesend bis 12.06.2026", "Bitte wenden Sie sich an Ana.")).toMatchObject({
      until: "2026-06-12",
    });
  });

  it("and says nothing when nothing is told, or only what is past", () => {
    for (const words of [
      "I am away and will answer when I can.",
      "Founded on 12 June 1971, we make pots.",
      "I was away until 2 May 2019.",
      "Call 030 12 34 56 in the meantime.",
    ])
      expect(away("Automatic reply", words)).toMatchObject({ until: null });
  });
});

describe("who wants a stranger to prove to be one", () => {
  it.each([
    ["Please confirm your message", []],
    ["Re: Kiln (Your email requires verification verify#4711)", []],
    ["boxbe: The kiln is free (Action Required)", []],
    ["Kiln", ["X-Challenge: yes"]],
  ])("%s", (subject, headers) => {
    expect(
      sort("From: Bo <bo@lind.example>", `Subject: ${subject}`, ...headers, "", "Follow the link."),
    ).toMatchObject({
      kind: "auto-reply",
      why: expect.stringMatching(/^challenge/) as string,
    });
  });
});

describe("a read receipt", () => {
  const receipt = (disposition: string) =>
    sort(
      "From: Bo <bo@lind.example>",
      "Subject: Read: The kiln",
      'Content-Type: multipart/report; report-type=disposition-notification; boundary="b"',
      "",
      "--b",
      "",
      "Your message was read.",
      "--b",
      "Content-Type: message/disposition-notification",
      "",
      "Reporting-UA: lind.example; Mail",
      "Final-Recipient: rfc822;bo@lind.example",
      "Original-Message-ID:",
      " <letter-7@kiln.example>",
      `Disposition: ${disposition}`,
      "--b--",
    );
  it("tells which letter, whether a person opened it", () => {
    expect(receipt("manual-action/MDN-sent-manually; displayed")).toEqual({
      kind: "receipt",
      receipt: {
        disposition: "displayed",
        automatic: false,
        recipient: "bo@lind.example",
        originalMessageId: "<letter-7@kiln.example>",
      },
    });
    expect(receipt("automatic-action/MDN-sent-automatically; deleted")).toMatchObject({
      receipt: { disposition: "deleted", automatic: true },
    });
  });
});

describe("a complaint", () => {
  const complaint = (type: string, fields: string[], head: string[]) =>
    sort(
      "From: fbl@big.example",
      'Content-Type: multipart/report; report-type=feedback-report; boundary="b"',
      "",
      "--b",
      "",
      "An abuse report.",
      "--b",
      "Content-Type: message/feedback-report",
      "",
      `Feedback-Type: ${type}`,
      "User-Agent: Big/1.0",
      ...fields,
      "--b",
      "Content-Type: text/rfc822-headers",
      "",
      ...head,
      "--b--",
    );
  it("names the letter by its return path when names are hidden", () => {
    expect(
      complaint(
        "abuse",
        ["Original-Mail-From: <b-7@kiln.example>", "Original-Rcpt-To: redacted"],
        ["Subject: The kiln"],
      ),
    ).toEqual({
      kind: "complaint",
      report: {
        type: "abuse",
        originalRecipient: null,
        returnedMessageId: null,
        originalPath: "b-7@kiln.example",
      },
    });
  });
  it("may be a wish to leave", () => {
    expect(
      complaint("opt-out", [], ["Message-ID: <letter-7@kiln.example>", "To: bo@lind.example"]),
    ).toMatchObject({
      report: {
        type: "opt-out",
        originalRecipient: "bo@lind.example",
        returnedMessageId: "<letter-7@kiln.example>",
      },
    });
  });
  it("is none when someone takes it back, or when a signature did not match", () => {
    for (const type of ["not-spam", "auth-failure"])
      expect(complaint(type, [], ["Subject: The kiln"])).toMatchObject({ kind: "auto-reply" });
  });
  it("comes from Microsoft in a form of its own", () => {
    expect(
      sort(
        "From: staff@hotmail.com",
        "Subject: complaint about message from 192.0.2.7",
        'Content-Type: multipart/mixed; boundary="b"',
        "",
        "--b",
        "Content-Type: message/rfc822",
        "",
        "X-HmXmrOriginalRecipient: <bo@hotmail.example>",
        "Return-Path: <b-7@kiln.example>",
        "Message-ID: <letter-7@kiln.example>",
        "",
        "Come and see",
        "--b--",
      ),
    ).toMatchObject({
      kind: "complaint",
      report: { type: "abuse", originalRecipient: "bo@hotmail.example", originalPath: "b-7@kiln.example" },
    });
  });
});

describe("lists, our own letters and loops", () => {
  it("a list's members are not its machine", () => {
    expect(
      sort("From: bo@lind.example", "List-Id: <potters.example>", "Precedence: bulk", "", "hello").kind,
    ).toBe("list");
  });
  it("our own letter comes home", () => {
    expect(sort("From: kiln@kiln.example", "Message-ID: <letter-7@kiln.example>", "", "hello").kind).toBe(
      "own-mail",
    );
    expect(sort("Message-ID: <letter-7@kiln.example>", "", "hello").kind).toBe("own-mail");
    expect(
      sort(
        "From: bo@lind.example",
        "Message-ID: <x@lind.example>",
        "In-Reply-To: <letter-7@kiln.example>",
        "",
        "hello",
      ).kind,
    ).toBe("person");
  });
  it("mail that goes round", () => {
    expect(sort("From: bo@lind.example", "X-Loop: kiln@kiln.example", "", "hello").kind).toBe("loop");
  });
});
