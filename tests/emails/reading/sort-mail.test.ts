import { describe, expect, it } from "vitest";
import { readCommand, type Command } from "#emails/reading/commands.ts";
import { readMessage } from "#emails/reading/parse-message.ts";
import { readReaction } from "#emails/reading/reaction.ts";
import { sortMail } from "#emails/reading/sort-mail.ts";

const own = { domain: "kiln.example", listIds: ["kiln-circle.kiln.example"] };
const sort = (...lines: string[]) => sortMail(readMessage(Buffer.from(lines.join("\r\n"))), own);
const person = ["From: Bo Lind <bo@lind.example>", "To: kiln@kiln.example", "Message-ID: <a@lind.example>"];

describe("mail is sorted", () => {
  it("a person's words are a person's", () => {
    expect(
      sort(
        ...person,
        "Subject: Delivery of the clay failed",
        "",
        "The van broke down. Ask ana@kiln.example.",
      ),
    ).toEqual({ kind: "person" });
  });

  it("a delivery report names whom it could not reach, and which letter came back", () => {
    const kind = sort(
      "From: Mail Delivery System <MAILER-DAEMON@mx.example>",
      "Return-Path: <>",
      "Subject: Undelivered Mail Returned to Sender",
      'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
      "",
      "--b",
      "Content-Type: text/plain",
      "",
      "Sorry.",
      "--b",
      "Content-Type: message/delivery-status",
      "",
      "Reporting-MTA: dns; mx.example",
      "",
      "Final-Recipient: rfc822; bo@lind.example",
      "Original-Recipient: rfc822;bo@old.example",
      "Action: failed",
      "Status: 5.1.1",
      "Diagnostic-Code: smtp; 550 5.1.1 User unknown",
      "--b",
      "Content-Type: text/rfc822-headers",
      "",
      "To: bo@old.example",
      "Message-ID: <letter@kiln.example>",
      "--b--",
    );
    expect(kind).toMatchObject({
      kind: "bounce",
      report: {
        returnedMessageId: "<letter@kiln.example>",
        returnedTo: "bo@old.example",
        recipients: [
          {
            address: "bo@lind.example",
            originalAddress: "bo@old.example",
            outcome: "permanent",
            status: "5.1.1",
            reason: "unknown",
          },
        ],
      },
    });
  });

  it.each([
    ["full, though the code is hard", "failed", "5.2.2", "552 5.2.2 Mailbox full", "transient", "full"],
    ["delayed", "delayed", "4.4.1", "connection timed out", "delayed", "expired"],
    ["given up after days", "failed", "4.4.7", "delivery time expired", "transient", "expired"],
    ["spam", "failed", "5.7.1", "550 5.7.1 Message looks like spam", "permanent", "spam"],
    ["too large", "failed", "5.3.4", "552 message too large", "permanent", "size"],
  ])("%s", (_, action, status, words, outcome, reason) => {
    const kind = sort(
      "From: MAILER-DAEMON@mx.example",
      'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
      "",
      "--b",
      "Content-Type: message/delivery-status",
      "",
      "Reporting-MTA: dns; mx",
      "",
      "Final-Recipient: rfc822; bo@lind.example",
      `Action: ${action}`,
      `Status: ${status}`,
      `Diagnostic-Code: smtp; ${words}`,
      "--b--",
    );
    expect(kind).toMatchObject({ kind: "bounce", report: { recipients: [{ outcome, reason }] } });
  });

  it("a report of success is no bounce", () => {
    expect(
      sort(
        "From: MAILER-DAEMON@mx.example",
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
        "",
        "--b",
        "Content-Type: message/delivery-status",
        "",
        "Reporting-MTA: dns; mx",
        "",
        "Final-Recipient: rfc822; bo@lind.example",
        "Action: delivered",
        "Status: 2.0.0",
        "--b--",
      ).kind,
    ).not.toBe("bounce");
  });

  it("a report in plain words", () => {
    expect(
      sort(
        "From: MAILER-DAEMON@mx.example",
        "Subject: failure notice",
        "",
        "Hi. This is the qmail-send program at mx.example.",
        "I'm afraid I wasn't able to deliver your message to the following addresses.",
        "",
        "<bo@lind.example>:",
        "Sorry, no mailbox here by that name. (#5.1.1)",
        "",
        "--- Below this line is a copy of the message.",
        "",
        "To: bo@lind.example",
      ),
    ).toMatchObject({
      kind: "bounce",
      report: { recipients: [{ address: "bo@lind.example", outcome: "permanent", reason: "unknown" }] },
    });
  });

  it("a complaint, a receipt, a loop, our own letter, a list", () => {
    expect(
      sort(
        "From: fbl@big.example",
        'Content-Type: multipart/report; report-type=feedback-report; boundary="b"',
        "",
        "--b",
        "Content-Type: message/feedback-report",
        "",
        "Feedback-Type: abuse",
        "Original-Rcpt-To: bo@lind.example",
        "--b",
        "Content-Type: message/rfc822",
        "",
        "Message-ID: <letter@kiln.example>",
        "To: bo@lind.example",
        "",
        "",
        "--b--",
      ),
    ).toEqual({
      kind: "complaint",
      report: {
        type: "abuse",
        originalRecipient: "bo@lind.example",
        returnedMessageId: "<letter@kiln.example>",
        originalPath: null,
      },
    });
    expect(
      sort(
        ...person,
        'Content-Type: multipart/report; report-type=disposition-notification; boundary="b"',
        "",
        "--b",
        "Content-Type: message/disposition-notification",
        "",
        "Disposition: automatic-action/MDN-sent-automatically; displayed",
        "--b--",
      ).kind,
    ).toBe("receipt");
    expect(
      sort(...person, ...Array.from({ length: 26 }, () => "Received: from a by b"), "", "hello").kind,
    ).toBe("loop");
    expect(sort(...person, "List-Id: Kiln Circle <kiln-circle.kiln.example>", "", "hello").kind).toBe(
      "own-mail",
    );
    expect(sort(...person, "List-Id: <other.example>", "", "hello").kind).toBe("list");
  });

  it.each([
    ["Auto-Submitted: auto-replied"],
    ["X-Autoreply: yes"],
    ["Precedence: bulk"],
    ["Subject: Automatic reply: Kiln"],
    ["Subject: Abwesenheitsnotiz: Kiln"],
    ["Subject: Réponse automatique : Kiln"],
    ["Subject: Respuesta automática: Kiln"],
    ["Subject: Out of Office"],
    ["Subject: =?utf-8?B?6Ieq5YuV6L+U5L+h?="],
  ])("a machine's answer: %s", (header) => {
    expect(sort(...person, header, "", "I am away").kind).toBe("auto-reply");
  });

  it("an out-of-office tells until when", () => {
    expect(
      sort(
        ...person,
        "Date: Tue, 5 May 2026 09:14:00 +0200",
        "Subject: Automatic reply: Kiln",
        "",
        "I am away until 12 June and read no mail.",
      ),
    ).toMatchObject({ until: "2026-06-12" });
  });

  it("a calendar's answer", () => {
    const ics = [
      "BEGIN:VCALENDAR",
      "METHOD:REPLY",
      "BEGIN:VEVENT",
      "UID:kiln-day@kiln.example",
      "SEQUENCE:2",
      "DTSTAMP:20260505T071400Z",
      "ATTENDEE;PARTSTAT=ACCEPTED;X-NUM-GUESTS=2;CN=Bo:mailto:Bo@Lind.example",
      "COMMENT:with cake",
      "END:VEVENT",
      "END:VCALENDAR",
    ];
    expect(
      sort(...person, 'Content-Type: text/calendar; method=REPLY; charset="utf-8"', "", ...ics),
    ).toMatchObject({
      kind: "calendar",
      reply: {
        method: "REPLY",
        uid: "kiln-day@kiln.example",
        sequence: 2,
        attendee: "bo@lind.example",
        answer: "yes",
        guests: 2,
        comment: "with cake",
      },
    });
  });
});

const today = new Date("2026-04-20T08:00:00Z");

describe("the whole new text is a command", () => {
  const rsvp = (answer: "yes" | "no" | "maybe", guests = 0): Command => ({ name: "rsvp", answer, guests });
  it.each<[string, Command]>([
    ["stop", { name: "stop" }],
    ["Please stop, thanks!\nBo", { name: "stop" }],
    ["Abmelden", { name: "stop" }],
    ["Hallo, bitte abmelden. Danke", { name: "stop" }],
    ["me désinscrire s'il vous plaît", { name: "stop" }],
    ["Darme de baja, por favor", { name: "stop" }],
    ["pause", { name: "pause", until: null }],
    ["pause until 3 May", { name: "pause", until: "2026-05-03" }],
    ["Pause bis zum 3. Mai", { name: "pause", until: "2026-05-03" }],
    ["pause jusqu'au 3 mai", { name: "pause", until: "2026-05-03" }],
    ["pausa hasta el 3 de mayo", { name: "pause", until: "2026-05-03" }],
    ["pause for two weeks please", { name: "pause", until: "2026-05-04" }],
    ["pause until Friday", { name: "pause", until: "2026-04-24" }],
    ["weekly", { name: "rhythm", rhythm: "weekly" }],
    ["Täglich bitte", { name: "rhythm", rhythm: "daily" }],
    ["chaque semaine", { name: "rhythm", rhythm: "weekly" }],
    ["only the digest", { name: "rhythm", rhythm: "digest-only" }],
    ["mute", { name: "mute" }],
    ["help", { name: "help" }],
    ["Hilfe!", { name: "help" }],
    ["who", { name: "who" }],
    ["more 3", { name: "more", item: 3 }],
    ["undo", { name: "undo" }],
    ["move 1 to 4", { name: "move", from: 1, to: 4 }],
    ["verschiebe 1 nach 4", { name: "move", from: 1, to: 4 }],
    ["approve", { name: "approve" }],
    ["Freigeben, danke", { name: "approve" }],
    ["reject", { name: "reject" }],
    ["OK", { name: "ok" }],
    ["yes +1", rsvp("yes", 1)],
    ["Ja, mit zwei Gästen", rsvp("yes", 2)],
    ["oui", rsvp("yes")],
    ["no", rsvp("no")],
    ["vielleicht", rsvp("maybe")],
  ])("%s", (text, command) => {
    expect(readCommand(text, today)).toEqual(command);
  });

  it.each([
    "Please stop making such lovely pots",
    "I would stop the kiln at nine",
    "pause until whenever",
    "Help is on its way, says Ana",
    "The weekly market was fine",
    "Yes, and I have a question about the glaze",
    "move the kiln to the barn",
    "",
    "who wants two spoons?",
  ])("and this is none: %s", (text) => {
    expect(readCommand(text, today)).toBeNull();
  });
});

describe("a short answer that is only a reaction", () => {
  it.each([
    ["+1", "👍"],
    ["👍", "👍"],
    ["❤️", "❤️"],
    ["thanks!", "🙏"],
    ["Danke 🙂", "🙏"],
    ["love it", "❤️"],
    ["Merci beaucoup !", "🙏"],
  ])("%s", (text, reaction) => {
    expect(readReaction(text)).toBe(reaction);
  });
  it.each(["thanks for the spoons", "love it, where can I buy one?", "", "1", "👍 but not on Saturday"])(
    "and this is none: %s",
    (text) => {
      expect(readReaction(text)).toBeNull();
    },
  );
});
