import { full, ourId, ourLetter, report, unknown, type BounceCase } from "./letters.ts";

/** Reports that follow RFC 3464, each in its program's own reading of it. */
export const standard: BounceCase[] = [
  {
    what: "Postfix, unknown, with the original recipient",
    mail: report({
      words: [
        "This is the mail system at host mx.example.",
        "",
        "I'm sorry to have to inform you that your message could not",
        "be delivered to one or more recipients. It's attached below.",
        "",
        "<bo@lind.example>: host mail.lind.example[192.0.2.9] said: 550 5.1.1",
        "    <bo@lind.example>: Recipient address rejected: User unknown in virtual",
        "    mailbox table (in reply to RCPT TO command)",
      ],
      fields: [
        [
          "Reporting-MTA: dns; mx.example",
          "X-Postfix-Queue-ID: 4ABC",
          "Arrival-Date: Tue,  5 May 2026 09:14:00 +0200",
        ],
        [
          "Final-Recipient: rfc822; bo@lind.example",
          "Original-Recipient: rfc822;bo@lind.example",
          "Action: failed",
          "Status: 5.1.1",
          "Remote-MTA: dns; mail.lind.example",
          "Diagnostic-Code: smtp; 550 5.1.1 <bo@lind.example>: Recipient address",
          "    rejected: User unknown in virtual mailbox table",
        ],
      ],
    }),
    recipients: [unknown("bo@lind.example", "5.1.1")],
    returned: ourId,
  },
  {
    what: "Postfix, a warning after four hours",
    mail: report({
      subject: "Delayed Mail (still being retried)",
      words: [
        "####################################################################",
        "# THIS IS A WARNING ONLY.  YOU DO NOT NEED TO RESEND YOUR MESSAGE. #",
        "####################################################################",
        "",
        "Your message could not be delivered for more than 4 hour(s).",
        "It will be retried until it is 5 day(s) old.",
      ],
      fields: [
        ["Reporting-MTA: dns; mx.example"],
        [
          "Final-Recipient: rfc822; bo@lind.example",
          "Action: delayed",
          "Status: 4.4.1",
          "Diagnostic-Code: X-Postfix; connect to lind.example[192.0.2.9]:25: Connection timed out",
          "Will-Retry-Until: Sun, 10 May 2026 09:14:00 +0200",
        ],
      ],
    }),
    recipients: [{ address: "bo@lind.example", outcome: "delayed", reason: "expired", status: "4.4.1" }],
    returned: ourId,
  },
  {
    what: "two people in one report, one gone and one full",
    mail: report({
      fields: [
        ["Reporting-MTA: dns; mx.example"],
        ["Final-Recipient: rfc822; bo@lind.example", "Action: failed", "Status: 5.1.1"],
        [
          "Final-Recipient: rfc822; ana@berg.example",
          "Action: failed",
          "Status: 5.2.2",
          "Diagnostic-Code: smtp; 552 5.2.2 Over quota",
        ],
      ],
    }),
    recipients: [unknown("bo@lind.example"), full("ana@berg.example", "5.2.2")],
  },
  {
    what: "two people and no blank line between them",
    mail: report({
      fields: [
        [
          "Reporting-MTA: dns; mx.example",
          "Final-Recipient: rfc822; bo@lind.example",
          "Action: failed",
          "Status: 5.1.1",
          "Final-Recipient: rfc822; ana@berg.example",
          "Action: failed",
          "Status: 5.1.1",
        ],
      ],
    }),
    recipients: [unknown("bo@lind.example"), unknown("ana@berg.example")],
  },
  {
    what: "one delivered, one not",
    mail: report({
      fields: [
        ["Reporting-MTA: dns; mx.example"],
        ["Final-Recipient: rfc822; ana@berg.example", "Action: relayed", "Status: 2.0.0"],
        ["Final-Recipient: rfc822; bo@lind.example", "Action: failed", "Status: 5.1.1"],
      ],
    }),
    recipients: [unknown("bo@lind.example")],
  },
  {
    what: "forwarded: the server names whom it forwarded to, and whom we wrote to",
    mail: report({
      fields: [
        ["Reporting-MTA: dns; mx.example"],
        [
          "Original-Recipient: rfc822;bo@alumni.example",
          "Final-Recipient: rfc822;bo.lind.1971@freemail.example",
          "Action: failed",
          "Status: 5.1.1",
          "Diagnostic-Code: smtp;550 5.1.1 The email account that you tried to reach does not exist.",
        ],
      ],
      returned: ourLetter("bo@alumni.example"),
    }),
    recipients: [{ ...unknown("bo.lind.1971@freemail.example"), originalAddress: "bo@alumni.example" }],
  },
  {
    what: "forwarded, and only the returned letter tells whom we wrote to",
    mail: report({
      fields: [
        ["Reporting-MTA: dns; mx.example"],
        ["Final-Recipient: rfc822;bo.lind.1971@freemail.example", "Action: failed", "Status: 5.2.1"],
      ],
      returned: ourLetter("Bo <bo@alumni.example>"),
    }),
    recipients: [{ ...unknown("bo.lind.1971@freemail.example"), originalAddress: "bo@alumni.example" }],
  },
  {
    what: "Exim with a report",
    mail: report({
      from: "Mail Delivery System <Mailer-Daemon@mx.example>",
      subject: "Mail delivery failed: returning message to sender",
      headers: ["X-Failed-Recipients: bo@lind.example"],
      words: [
        "This message was created automatically by mail delivery software.",
        "",
        "A message that you sent could not be delivered to one or more of its",
        "recipients. This is a permanent error. The following address(es) failed:",
        "",
        "  bo@lind.example",
        "    host mail.lind.example [192.0.2.9]",
        "    SMTP error from remote mail server after RCPT TO:<bo@lind.example>:",
        "    550 No such person at this address",
      ],
      fields: [
        ["Reporting-MTA: dns; mx.example"],
        [
          "Action: failed",
          "Final-Recipient: rfc822;bo@lind.example",
          "Status: 5.0.0",
          "Remote-MTA: dns; mail.lind.example",
          "Diagnostic-Code: smtp; 550 No such person at this address",
        ],
      ],
      returned: ["Return-path: <b-7@kiln.example>", ...ourLetter("bo@lind.example").slice(3)],
    }),
    recipients: [unknown("bo@lind.example")],
    returned: ourId,
  },
  {
    what: "sendmail, with its transcript",
    mail: report({
      from: "Mail Delivery Subsystem <MAILER-DAEMON@mx.example>",
      subject: "Returned mail: see transcript for details",
      words: [
        "The original message was received at Tue, 5 May 2026 09:14:00 +0200",
        "from kiln.example [192.0.2.7]",
        "",
        "   ----- The following addresses had permanent fatal errors -----",
        "<bo@lind.example>",
        "    (reason: 550 5.7.1 Mail rejected: listed at bl.lists.example)",
        "",
        "   ----- Transcript of session follows -----",
        "... while talking to mail.lind.example.:",
        ">>> DATA",
        "<<< 550 5.7.1 Mail rejected: listed at bl.lists.example",
        "554 5.0.0 Service unavailable",
      ],
      fields: [
        ["Reporting-MTA: dns; mx.example", "Received-From-MTA: DNS; kiln.example"],
        [
          "Final-Recipient: RFC822; bo@lind.example",
          "Action: failed",
          "Status: 5.7.1",
          "Diagnostic-Code: SMTP; 550 5.7.1 Mail rejected: listed at bl.lists.example",
        ],
      ],
    }),
    recipients: [{ address: "bo@lind.example", outcome: "permanent", reason: "spam", status: "5.7.1" }],
  },
  {
    what: "Office 365, no such person",
    mail: report({
      from: "Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@lind.example>",
      subject: "Undeliverable: The kiln is free on Friday",
      headers: ["Thread-Topic: The kiln is free on Friday", "X-MS-Exchange-Message-Is-Ndr:"],
      words: ["Your message to bo@lind.example couldn't be delivered.", "bo wasn't found at lind.example."],
      fields: [
        ["Reporting-MTA: dns;AM0PR01.prod.example"],
        [
          "Final-Recipient: rfc822;bo@lind.example",
          "Action: failed",
          "Status: 5.1.10",
          "Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup",
          "X-Display-Name: bo@lind.example",
        ],
      ],
    }),
    recipients: [unknown("bo@lind.example", "5.1.10")],
  },
  {
    what: "Office 365, only members may write: charged to the letter",
    mail: report({
      from: "postmaster@lind.example",
      subject: "Undeliverable: The kiln is free on Friday",
      fields: [
        ["Reporting-MTA: dns;AM0PR01.prod.example"],
        [
          "Final-Recipient: rfc822;potters@lind.example",
          "Action: failed",
          "Status: 5.7.133",
          "Diagnostic-Code: smtp;550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required",
        ],
      ],
    }),
    recipients: [
      { address: "potters@lind.example", outcome: "permanent", reason: "policy", status: "5.7.133" },
    ],
  },
  {
    what: "Office 365, throttled until it gave up",
    mail: report({
      from: "postmaster@lind.example",
      fields: [
        ["Reporting-MTA: dns;AM0PR01.prod.example"],
        [
          "Final-Recipient: rfc822;bo@lind.example",
          "Action: failed",
          "Status: 4.4.7",
          "Diagnostic-Code: smtp;550 4.4.7 QUEUE.Expired; message expired in unreachable destination queue. Reason: There is currently no route to the mailbox database.",
        ],
      ],
    }),
    recipients: [{ address: "bo@lind.example", outcome: "transient", reason: "expired", status: "4.4.7" }],
  },
  {
    what: "Gmail, address not found",
    mail: report({
      from: "Mail Delivery Subsystem <mailer-daemon@googlemail.example>",
      subject: "Delivery Status Notification (Failure)",
      words: [
        "",
        "** Address not found **",
        "",
        "Your message wasn't delivered to bo@gmail.example because the address couldn't be found, or is unable to receive mail.",
        "",
        "The response was:",
        "550 5.1.1 The email account that you tried to reach does not exist. Please try double-checking the recipient's email address for typos.",
      ],
      fields: [
        ["Reporting-MTA: dns; googlemail.example", "X-Original-Message-ID: <letter-7@kiln.example>"],
        [
          "Final-Recipient: rfc822; bo@gmail.example",
          "Action: failed",
          "Status: 5.1.1",
          "Diagnostic-Code: smtp; 550-5.1.1 The email account that you tried to reach does not exist.",
          " 550 5.1.1 https://support.example/mail/?p=NoSuchUser - gsmtp",
        ],
      ],
      returnedType: "message/rfc822",
      returned: [...ourLetter("bo@gmail.example"), "", "Come and see."],
    }),
    recipients: [unknown("bo@gmail.example", "5.1.1")],
    returned: ourId,
  },
  {
    what: "Gmail, still trying",
    mail: report({
      from: "Mail Delivery Subsystem <mailer-daemon@googlemail.example>",
      subject: "Delivery Status Notification (Delay)",
      words: [
        "** Delivery incomplete **",
        "",
        "There was a temporary problem delivering your message to bo@lind.example. Gmail will retry for 47 more hours.",
      ],
      fields: [
        ["Reporting-MTA: dns; googlemail.example"],
        [
          "Final-Recipient: rfc822; bo@lind.example",
          "Action: delayed",
          "Status: 4.4.1",
          "Diagnostic-Code: smtp; The recipient server did not accept our requests to connect.",
        ],
      ],
    }),
    recipients: [{ address: "bo@lind.example", outcome: "delayed", status: "4.4.1" }],
  },
  {
    what: "Gmail, storage full",
    mail: report({
      fields: [
        ["Reporting-MTA: dns; googlemail.example"],
        [
          "Final-Recipient: rfc822; bo@gmail.example",
          "Action: failed",
          "Status: 5.2.2",
          "Diagnostic-Code: smtp; 552-5.2.2 The recipient's inbox is out of storage space and inactive.",
        ],
      ],
    }),
    recipients: [full("bo@gmail.example", "5.2.2")],
  },
  {
    what: "Gmail, not authenticated: charged to the letter",
    mail: report({
      fields: [
        ["Reporting-MTA: dns; mx.example"],
        [
          "Final-Recipient: rfc822; bo@gmail.example",
          "Action: failed",
          "Status: 5.7.26",
          "Diagnostic-Code: smtp; 550-5.7.26 Unauthenticated email from kiln.example is not accepted due to domain's DMARC policy.",
        ],
      ],
    }),
    recipients: [{ address: "bo@gmail.example", outcome: "permanent", reason: "policy", status: "5.7.26" }],
  },
  {
    what: "Amazon SES",
    mail: report({
      from: "MAILER-DAEMON@email-bounces.ses.example",
      subject: "Delivery Status Notification (Failure)",
      words: [
        "An error occurred while trying to deliver the mail to the following recipients:",
        "bo@lind.example",
      ],
      fields: [
        ["Reporting-MTA: dns; a8-50.smtp-out.ses.example"],
        [
          "Action: failed",
          "Final-Recipient: rfc822; bo@lind.example",
          "Diagnostic-Code: smtp; 550 5.1.1 RESOLVER.ADR.RecipNotFound; not found",
          "Status: 5.1.1",
        ],
      ],
    }),
    recipients: [unknown("bo@lind.example", "5.1.1")],
  },
  {
    what: "SendGrid: the reply without the word smtp, the status 5.0.0",
    mail: report({
      fields: [
        ["Reporting-MTA: dns; filter-1.sendgrid.example", "X-SendGrid-QueueID: 4711"],
        [
          "Final-Recipient: rfc822; bo@lind.example",
          "Original-Recipient: rfc822; bo@lind.example",
          "Action: failed",
          "Status: 5.0.0",
          "Diagnostic-Code: 550 5.1.1 <bo@lind.example>... User unknown",
        ],
      ],
    }),
    recipients: [unknown("bo@lind.example", "5.1.1")],
  },
  {
    what: "Domino with a report",
    mail: report({
      from: "Postmaster@lind.example",
      subject: "DELIVERY FAILURE: User bo (bo@lind.example) not listed in Domino Directory",
      fields: [
        ["Reporting-MTA: dns;notes.lind.example"],
        [
          "Final-Recipient: rfc822;bo@lind.example",
          "Action: failed",
          "Status: 5.1.1",
          "Diagnostic-Code: X-Notes; User bo (bo@lind.example) not listed in Domino Dire",
          " ctory",
        ],
      ],
    }),
    recipients: [unknown("bo@lind.example", "5.1.1")],
  },
  {
    what: "Sun Messaging Server",
    mail: report({
      from: "Internet Mail Delivery <postmaster@mx.example>",
      subject: "Delivery Notification: Delivery has failed",
      words: [
        "This report relates to a message you sent with the following header fields:",
        "",
        "  Message-id: <letter-7@kiln.example>",
        "  Date: Tue, 05 May 2026 09:14:00 +0200",
        "  From: Kiln Circle <kiln@kiln.example>",
        "  To: bo@lind.example",
        "  Subject: The kiln is free on Friday",
        "",
        "Your message cannot be delivered to the following recipients:",
        "",
        "  Recipient address: bo@lind.example",
        "  Reason: Remote SMTP server has rejected address",
        "  Diagnostic code: smtp;550 5.1.1 unknown or illegal alias: bo@lind.example",
      ],
      fields: [
        ["Reporting-MTA: dns;mx.example (tcp-daemon)"],
        [
          "Original-recipient: rfc822;bo@lind.example",
          "Final-recipient: rfc822;bo@lind.example",
          "Action: failed",
          "Status: 5.1.1 (Remote SMTP server has rejected address)",
          "Diagnostic-code: smtp;550 5.1.1 unknown or illegal alias: bo@lind.example",
        ],
      ],
    }),
    recipients: [unknown("bo@lind.example", "5.1.1")],
  },
  {
    what: "in letters beyond ASCII (RFC 6533)",
    mail: report({
      fieldsType: "message/global-delivery-status",
      returnedType: "message/global-headers",
      fields: [
        ["Reporting-MTA: dns; mx.example"],
        [
          "Final-Recipient: utf-8; jürgen@lind.example",
          "Action: failed",
          "Status: 5.6.7",
          "Diagnostic-Code: smtp; 550 5.6.7 SMTPUTF8 is required, but was not offered",
        ],
      ],
      returned: ourLetter("jürgen@lind.example"),
    }),
    recipients: [{ address: "jürgen@lind.example", outcome: "permanent", reason: "policy", status: "5.6.7" }],
  },
  {
    what: "a mailbox that takes no mail at all",
    mail: report({
      fields: [
        ["Reporting-MTA: dns; mx.example"],
        [
          "Final-Recipient: rfc822; bo@lind.example",
          "Action: failed",
          "Status: 5.1.10",
          "Diagnostic-Code: smtp; 556 5.1.10 Recipient address has null MX",
        ],
      ],
    }),
    recipients: [unknown("bo@lind.example", "5.1.10")],
  },
  {
    what: "a domain that is not there",
    mail: report({
      fields: [
        ["Reporting-MTA: dns; mx.example"],
        [
          "Final-Recipient: rfc822; bo@lind.exmaple",
          "Action: failed",
          "Status: 5.4.4",
          "Diagnostic-Code: X-Postfix; Host or domain name not found. Name service error for name=lind.exmaple type=AAAA: Host not found",
        ],
      ],
    }),
    recipients: [{ address: "bo@lind.exmaple", outcome: "permanent", reason: "route", status: "5.4.4" }],
  },
  {
    what: "too large",
    mail: report({
      fields: [
        ["Reporting-MTA: dns; mx.example"],
        [
          "Final-Recipient: rfc822; bo@lind.example",
          "Action: failed",
          "Status: 5.3.4",
          "Diagnostic-Code: X-Postfix; message size 12345678 exceeds size limit 10485760 of server mail.lind.example[192.0.2.9]",
        ],
      ],
    }),
    recipients: [{ address: "bo@lind.example", outcome: "permanent", reason: "size", status: "5.3.4" }],
  },
  {
    what: "greylisted until the end",
    mail: report({
      fields: [
        ["Reporting-MTA: dns; mx.example"],
        [
          "Final-Recipient: rfc822; bo@lind.example",
          "Action: failed",
          "Status: 4.7.1",
          "Diagnostic-Code: smtp; 450 4.7.1 <bo@lind.example>: Recipient address rejected: Greylisted, see http://postgrey.example",
        ],
      ],
    }),
    recipients: [{ address: "bo@lind.example", outcome: "transient", reason: "policy", status: "4.7.1" }],
  },
  {
    what: "iCloud, over quota",
    mail: report({
      fields: [
        ["Reporting-MTA: dns; mx.example"],
        [
          "Final-Recipient: rfc822; bo@icloud.example",
          "Original-Recipient: rfc822;bo@icloud.example",
          "Action: failed",
          "Status: 5.2.2",
          "Diagnostic-Code: smtp; 552 5.2.2 <bo@icloud.example>: user is over quota",
        ],
      ],
    }),
    recipients: [full("bo@icloud.example", "5.2.2")],
  },
  {
    what: "Mimecast, refused by a rule",
    mail: report({
      from: "Mail Delivery System <postmaster@eu-smtp.example>",
      subject: "[Postmaster] Email Delivery Failure",
      words: [
        "This is a delivery failure notification message indicating that",
        "an email you addressed to email address :",
        "-- bo@lind.example",
        "",
        "could not be delivered. The problem appears to be :",
        "-- Recipient email server rejected the message",
        "",
        "Additional information follows :",
        "-- 550 Administrative prohibition - envelope blocked",
      ],
      fields: [
        ["Reporting-MTA: dns; eu-smtp.example"],
        [
          "Final-Recipient: rfc822; bo@lind.example",
          "Action: failed",
          "Status: 5.0.0",
          "Diagnostic-Code: smtp; 550 Administrative prohibition - envelope blocked - https://community.example/docs",
        ],
      ],
    }),
    recipients: [{ address: "bo@lind.example", outcome: "permanent", reason: "policy" }],
  },
  {
    what: "Proofpoint, on its list: charged to the letter",
    mail: report({
      fields: [
        ["Reporting-MTA: dns; mx.example"],
        [
          "Final-Recipient: rfc822; bo@lind.example",
          "Action: failed",
          "Status: 5.7.0",
          "Diagnostic-Code: smtp; 554 5.7.0 Blocked - see https://ipcheck.proofpoint.example/?ip=192.0.2.7",
        ],
      ],
    }),
    recipients: [{ address: "bo@lind.example", outcome: "permanent", reason: "policy", status: "5.7.0" }],
  },
  {
    what: "SpamAssassin at the door",
    mail: report({
      fields: [
        ["Reporting-MTA: dns; mx.example"],
        [
          "Final-Recipient: rfc822; bo@lind.example",
          "Action: failed",
          "Status: 5.7.1",
          "Diagnostic-Code: smtp; 550 5.7.1 Blocked by SpamAssassin (score 7.3)",
        ],
      ],
    }),
    recipients: [{ address: "bo@lind.example", outcome: "permanent", reason: "spam", status: "5.7.1" }],
  },
  {
    what: "with no action, only a status",
    mail: report({
      fields: [
        ["Reporting-MTA: dns; mx.example"],
        ["Final-Recipient: rfc822;bo@lind.example", "Status: 5.1.1"],
      ],
    }),
    recipients: [unknown("bo@lind.example", "5.1.1")],
  },
  {
    what: "whose fields stand in a text part",
    mail: report({
      fieldsType: "text/plain; name=delivery-status.txt",
      fields: [
        ["Reporting-MTA: dns; mx.example"],
        ["Final-Recipient: rfc822; bo@lind.example", "Action: failed", "Status: 5.1.1"],
      ],
    }),
    recipients: [unknown("bo@lind.example", "5.1.1")],
  },
  {
    what: "whose fields are encoded",
    mail: report({
      fieldsType: "message/delivery-status\r\nContent-Transfer-Encoding: base64",
      fields: [
        [
          Buffer.from(
            "Reporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; bo@lind.example\r\nAction: failed\r\nStatus: 5.1.1\r\n",
          ).toString("base64"),
        ],
      ],
    }),
    recipients: [unknown("bo@lind.example", "5.1.1")],
  },
  {
    what: "Facebook's codes",
    mail: report({
      fields: [
        ["Reporting-MTA: dns; 10.0.0.1"],
        [
          "Final-Recipient: rfc822; bo@social.example",
          "Status: 5.1.1",
          "Action: failed",
          "Diagnostic-Code: smtp; 550 5.1.1 RCP-P1 http://postmaster.social.example/response_codes?ip=192.0.2.7#rcp",
        ],
      ],
    }),
    recipients: [unknown("bo@social.example", "5.1.1")],
  },
  {
    what: "X.400: the address is in the original only",
    mail: report({
      from: "postmaster@uni.example",
      subject: "Delivery Report (failure) for bo@uni.example",
      fields: [
        ["Reporting-MTA: x400; mta mx.uni.example in /PRMD=UNI/ADMD= /C=GB/"],
        [
          "Original-Recipient: rfc822; bo@uni.example",
          "Final-Recipient: x400; /S=bo/OU=uni/PRMD=UNI/ADMD= /C=GB/",
          "Action: failed",
          "Diagnostic-Code: Reason 1 (Unable-To-Transfer); Diagnostic 0 (Unrecognised-ORName)",
          "Status: 5.1.1",
        ],
      ],
    }),
    recipients: [unknown("bo@uni.example", "5.1.1")],
  },
];
