import { describe, expect, it } from "vitest";
import { readCalendarReply } from "#emails/reading/calendar-reply.ts";
import { readMessage } from "#emails/reading/parse-message.ts";
import { sortMail } from "#emails/reading/sort-mail.ts";

const ics = (method: string | null, event: string[], before: string[] = []) =>
  [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//x//y",
    ...(method === null ? [] : [`METHOD:${method}`]),
    ...before,
    "BEGIN:VEVENT",
    ...event,
    "END:VEVENT",
    "END:VCALENDAR",
    "",
  ].join("\r\n");

const zone = [
  "BEGIN:VTIMEZONE",
  "TZID:W. Europe Standard Time",
  "BEGIN:STANDARD",
  "DTSTART:16010101T030000",
  "TZOFFSETFROM:+0200",
  "TZOFFSETTO:+0100",
  "END:STANDARD",
  "END:VTIMEZONE",
];

describe("an invitation is answered", () => {
  it("from Gmail, with guests and a note", () => {
    expect(
      readCalendarReply(
        ics("REPLY", [
          "DTSTART:20260508T160000Z",
          "DTEND:20260508T180000Z",
          "DTSTAMP:20260505T071400Z",
          "ORGANIZER;CN=Kiln Circle:mailto:kiln@kiln.example",
          "UID:event-7@kiln.example",
          "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN=bo@li",
          ' nd.example;X-NUM-GUESTS=2;X-RESPONSE-COMMENT="We bring soup, and bread":mailto:bo@lind.example',
          "CREATED:20260501T100000Z",
          "SEQUENCE:0",
          "STATUS:CONFIRMED",
          "SUMMARY:Opening the kiln",
          "TRANSP:OPAQUE",
        ]),
      ),
    ).toEqual({
      method: "REPLY",
      uid: "event-7@kiln.example",
      sequence: 0,
      attendee: "bo@lind.example",
      answer: "yes",
      guests: 2,
      comment: "We bring soup, and bread",
      organizer: "kiln@kiln.example",
      dtstamp: new Date("2026-05-05T07:14:00Z"),
      recurrenceId: null,
      start: "2026-05-08T16:00:00Z",
      timeZone: "UTC",
    });
  });

  it("from Outlook and Exchange, one of a series, in a Windows zone", () => {
    expect(
      readCalendarReply(
        ics(
          "REPLY",
          [
            "ATTENDEE;PARTSTAT=DECLINED;CN=Bo Lind:MAILTO:Bo@Lind.example",
            "COMMENT;LANGUAGE=de-DE:Leider krank\\n",
            "UID:event-7@kiln.example",
            "RECURRENCE-ID;TZID=W. Europe Standard Time:20260508T180000",
            "SUMMARY;LANGUAGE=de-DE:Abgelehnt: Opening the kiln",
            "DTSTART;TZID=W. Europe Standard Time:20260508T180000",
            "DTSTAMP:20260505T071400Z",
            "SEQUENCE:3",
            "X-MICROSOFT-CDO-APPT-SEQUENCE:3",
          ],
          zone,
        ),
      ),
    ).toMatchObject({
      answer: "no",
      attendee: "bo@lind.example",
      comment: "Leider krank",
      sequence: 3,
      recurrenceId: "2026-05-08T18:00:00",
      timeZone: "W. Europe Standard Time",
    });
  });

  it("from Apple, in lower case and with the address as a parameter", () => {
    expect(
      readCalendarReply(
        ics("REPLY", [
          "UID:event-7@kiln.example",
          "ATTENDEE;CN=Bo Lind;PARTSTAT=tentative;EMAIL=bo@lind.example:/aMTA1/principal/",
          "DTSTAMP:20260505T071400Z",
          "DTSTART;VALUE=DATE:20260508",
          "REQUEST-STATUS:2.0;Success",
        ]),
      ),
    ).toMatchObject({ answer: "maybe", attendee: "bo@lind.example", start: "2026-05-08", timeZone: null });
  });

  it("from Fastmail, with everybody's answers: the sender's counts", () => {
    const everybody = ics("REPLY", [
      "UID:event-7@kiln.example",
      "ATTENDEE;PARTSTAT=ACCEPTED:mailto:ana@berg.example",
      "ATTENDEE;PARTSTAT=DECLINED:mailto:bo@lind.example",
      "ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:cy@hill.example",
      "DTSTAMP:20260505T071400Z",
    ]);
    expect(readCalendarReply(everybody, { from: "Bo@lind.example" })).toMatchObject({
      attendee: "bo@lind.example",
      answer: "no",
    });
    expect(readCalendarReply(everybody)).toMatchObject({ attendee: "ana@berg.example", answer: "yes" });
  });

  it("with the method only around it, in the mail", () => {
    const event = ics(null, [
      "UID:event-7@kiln.example",
      "ATTENDEE;PARTSTAT=ACCEPTED:mailto:bo@lind.example",
    ]);
    const message = readMessage(
      Buffer.from(
        [
          "From: Bo <bo@lind.example>",
          'Content-Type: text/calendar; charset="utf-8"; method=REPLY',
          "Content-Transfer-Encoding: base64",
          "",
          Buffer.from(event).toString("base64"),
        ].join("\r\n"),
      ),
    );
    expect(sortMail(message, { domain: "kiln.example", listIds: [] })).toMatchObject({
      kind: "calendar",
      reply: { method: "REPLY", answer: "yes" },
    });
  });

  it("as a file beside words", () => {
    const event = ics("REPLY", [
      "UID:event-7@kiln.example",
      "ATTENDEE;PARTSTAT=ACCEPTED:mailto:bo@lind.example",
    ]);
    const message = readMessage(
      Buffer.from(
        [
          "From: Bo <bo@lind.example>",
          'Content-Type: multipart/mixed; boundary="b"',
          "",
          "--b",
          "",
          "Accepted: Opening the kiln",
          "--b",
          "Content-Type: application/ics; name=invite.ics",
          "Content-Disposition: attachment; filename=invite.ics",
          "",
          event,
          "--b--",
        ].join("\r\n"),
      ),
    );
    expect(sortMail(message, { domain: "kiln.example", listIds: [] }).kind).toBe("calendar");
    expect(message.attachments).toMatchObject([{ filename: "invite.ics" }]);
  });
});

describe("other things that calendars say", () => {
  it("another time is proposed, refused, the event called off, asked for", () => {
    const event = [
      "UID:event-7@kiln.example",
      "ATTENDEE;PARTSTAT=TENTATIVE:mailto:bo@lind.example",
      "DTSTART;TZID=Europe/Berlin:20260509T180000",
      "COMMENT:Saturday is better",
      "SEQUENCE:1",
    ];
    expect(readCalendarReply(ics("COUNTER", event))).toMatchObject({
      method: "COUNTER",
      answer: "maybe",
      start: "2026-05-09T18:00:00",
      timeZone: "Europe/Berlin",
      comment: "Saturday is better",
    });
    for (const method of ["DECLINECOUNTER", "CANCEL", "REQUEST", "REFRESH", "ADD", "PUBLISH"])
      expect(readCalendarReply(ics(method, event))?.method).toBe(method);
  });

  it("someone sends someone else: no answer of their own", () => {
    expect(
      readCalendarReply(
        ics("REPLY", [
          "UID:event-7@kiln.example",
          'ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO="mailto:ana@berg.example":mailto:bo@lind.example',
        ]),
      ),
    ).toMatchObject({ answer: null, attendee: "bo@lind.example" });
  });
});

describe("calendars that mail has damaged", () => {
  const event = [
    "UID:event-7@kiln.example",
    "ATTENDEE;PARTSTAT=ACCEPTED:mailto:bo@lind.example",
    "COMMENT:with cake",
  ];
  it.each([
    ["never closed", ics("REPLY", event).replace("END:VCALENDAR", "")],
    ["cut within", ics("REPLY", event).split("END:VEVENT")[0] ?? ""],
    ["with blank lines", ics("REPLY", event).replaceAll("\r\n", "\r\n\r\n")],
    ["with words around", `You have an answer:\r\n${ics("REPLY", event)}\r\n-- \r\nPotters list`],
    ["with bare line ends", ics("REPLY", event).replaceAll("\r\n", "\n")],
    ["broken without indent", ics("REPLY", event).replace("with cake", "with\r\ncake")],
  ])("%s", (_, text) => {
    expect(readCalendarReply(text)).toMatchObject({ uid: "event-7@kiln.example", answer: "yes" });
  });

  it.each([
    ["nothing", ""],
    ["words", "hello"],
    ["no event", "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nEND:VCALENDAR"],
    ["no UID", ics("REPLY", ["SUMMARY:x"])],
    ["a method of nobody's", ics("DANCE", event)],
    ["too large", `${ics("REPLY", event)}${"x".repeat(600_000)}`],
  ])("and %s is none", (_, text) => {
    expect(readCalendarReply(text)).toBeNull();
  });
});
