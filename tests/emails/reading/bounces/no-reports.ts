import { notice, ourLetter, report, type BounceCase } from "./letters.ts";

const ordinary = (from: string, subject: string, headers: string[], ...words: string[]) =>
  [`From: ${from}`, "To: kiln@kiln.example", `Subject: ${subject}`, ...headers, "", ...words].join("\r\n");

/** What speaks of failures and is no report of one. */
export const noReports: BounceCase[] = [
  {
    what: "a person who asks about a returned mail",
    mail: ordinary(
      "Bo Lind <bo@lind.example>",
      "Undeliverable?",
      [],
      "My mail to ana@berg.example came back with 550 5.1.1 user unknown. Do you know her new address?",
    ),
    recipients: [],
  },
  {
    what: "a person who forwards a report",
    mail: ordinary(
      "Bo Lind <bo@lind.example>",
      "Fwd: failure notice",
      ["In-Reply-To: <x@lind.example>"],
      "Look what I got:",
      "",
      "> Hi. This is the qmail-send program at mx.example.",
      "> <ana@berg.example>:",
      "> Sorry, no mailbox here by that name. (#5.1.1)",
    ),
    recipients: [],
  },
  {
    what: "a parcel",
    mail: ordinary(
      "Parcels <delivery@parcels.example>",
      "Delivery failed: nobody at home",
      [],
      "We could not deliver your parcel. Write to help@parcels.example for another day.",
    ),
    recipients: [],
  },
  {
    what: "success",
    mail: report({
      subject: "Successful Mail Delivery Report",
      fields: [
        ["Reporting-MTA: dns; mx.example"],
        [
          "Final-Recipient: rfc822; bo@lind.example",
          "Action: delivered",
          "Status: 2.0.0",
          "Diagnostic-Code: smtp; 250 2.0.0 Ok",
        ],
      ],
    }),
    recipients: [],
  },
  {
    what: "success, told as relayed to where reports end",
    mail: report({
      subject: "Relayed: The kiln is free on Friday",
      words: [
        "Delivery to these recipients or groups is complete, but no delivery notification was sent by the destination server: bo@lind.example",
      ],
      fields: [
        ["Reporting-MTA: dns; mx.example"],
        ["Final-Recipient: rfc822; bo@lind.example", "Action: relayed", "Status: 2.0.0"],
      ],
    }),
    recipients: [],
  },
  {
    what: "someone who has left",
    mail: ordinary(
      "Bo Lind <bo@lind.example>",
      "Automatic reply: The kiln is free on Friday",
      ["Auto-Submitted: auto-replied"],
      "I no longer work here. This address is no longer in use; please write to ana@lind.example.",
    ),
    recipients: [],
  },
  {
    what: "a list that waits for its moderator",
    mail: ordinary(
      "potters-bounces@lists.example",
      "Your message to Potters awaits moderator approval",
      ["Precedence: bulk", "List-Id: <potters.lists.example>"],
      "Your mail to 'Potters' with the subject",
      "",
      "    The kiln is free on Friday",
      "",
      "Is being held until the list moderator can review it for approval.",
    ),
    recipients: [],
  },
  {
    what: "a weekly report from the postmaster",
    mail: ordinary(
      "postmaster@lind.example",
      "Mail queue report",
      [],
      "12 messages sent, none waiting. Contact: ana@lind.example",
    ),
    recipients: [],
  },
  {
    what: "a DMARC report",
    mail: ordinary(
      "noreply-dmarc-support@big.example",
      "Report domain: kiln.example Submitter: big.example Report-ID: 4711",
      [
        "Content-Type: application/zip; name=big.example!kiln.example!1.zip",
        "Content-Transfer-Encoding: base64",
      ],
      "UEsDBA==",
    ),
    recipients: [],
  },
  {
    what: "a sender who must prove to be one",
    mail: ordinary(
      "Bo Lind <bo@lind.example>",
      "Please confirm your message",
      ["X-Challenge: yes", "Return-Path: <>"],
      "Your message to bo@lind.example is held until you follow this link: https://challenge.example/4711",
    ),
    recipients: [],
  },
  {
    what: "a read receipt of someone who did not read",
    mail: [
      "From: Bo Lind <bo@lind.example>",
      "To: kiln@kiln.example",
      "Subject: Not read: The kiln is free on Friday",
      'Content-Type: multipart/report; report-type=disposition-notification; boundary="b"',
      "",
      "--b",
      "",
      "Your message was deleted without being read on Tue, 5 May 2026.",
      "--b",
      "Content-Type: message/disposition-notification",
      "",
      "Final-Recipient: rfc822;bo@lind.example",
      "Disposition: automatic-action/MDN-sent-automatically; deleted",
      "--b--",
    ].join("\r\n"),
    recipients: [],
  },
  {
    what: "a person called Bounce",
    mail: ordinary(
      "Ben Bounce <ben.bounce@lind.example>",
      "Problem with the kiln",
      [],
      "The delivery of clay failed again; ask ana@berg.example, she is unable to come.",
    ),
    recipients: [],
  },
  {
    what: "a complaint",
    mail: notice(
      {
        from: "fbl@big.example",
        subject: "FW: The kiln is free on Friday",
        type: 'multipart/report; report-type=feedback-report; boundary="b"',
      },
      "--b",
      "Content-Type: text/plain",
      "",
      "This is an abuse report.",
      "--b",
      "Content-Type: message/feedback-report",
      "",
      "Feedback-Type: abuse",
      "--b",
      "Content-Type: message/rfc822",
      "",
      ...ourLetter("bo@lind.example"),
      "",
      "--b--",
    ),
    recipients: [],
  },
];
