import type { BounceOutcome, BounceReason } from "#emails/reading/delivery-reasons.ts";

/** A report as some program writes it, and what should be read from it; no recipients: it is none. */
export interface BounceCase {
  what: string;
  mail: string;
  recipients: ExpectedRecipient[];
  /** Message-ID of the letter that came back. */
  returned?: string | null;
}

export interface ExpectedRecipient {
  address: string | null;
  originalAddress?: string | null;
  outcome: BounceOutcome;
  reason?: BounceReason;
  status?: string | null;
}

export const ourId = "<letter-7@kiln.example>";

/** The head of the letter that was sent and came back. */
export function ourLetter(to: string): string[] {
  return [
    "Return-Path: <b-7@kiln.example>",
    "Received: from kiln.example (kiln.example [192.0.2.7])",
    "\tby mx.example with ESMTPS id 4ABC; Tue, 5 May 2026 09:14:00 +0200",
    "From: Kiln Circle <kiln@kiln.example>",
    `To: ${to}`,
    "Subject: The kiln is free on Friday",
    "Date: Tue, 5 May 2026 09:14:00 +0200",
    `Message-ID: ${ourId}`,
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=utf-8",
  ];
}

/** A notice in plain words: no fields, whatever the program likes to say. */
export function notice(
  head: { from: string; subject: string; headers?: string[]; type?: string },
  ...words: string[]
): string {
  return [
    "Return-Path: <>",
    `From: ${head.from}`,
    "To: b-7@kiln.example",
    `Subject: ${head.subject}`,
    "Date: Tue, 5 May 2026 09:20:00 +0200",
    "Message-ID: <notice@mx.example>",
    ...(head.headers ?? []),
    "MIME-Version: 1.0",
    `Content-Type: ${head.type ?? "text/plain; charset=utf-8"}`,
    "",
    ...words,
  ].join("\r\n");
}

/** A report by RFC 3464: words, fields, and the letter or its head. */
export function report(head: {
  from?: string;
  subject?: string;
  headers?: string[];
  words?: string[];
  /** Fields of the message, then of each recipient. */
  fields: string[][];
  fieldsType?: string;
  returned?: string[];
  returnedType?: string;
}): string {
  return [
    "Return-Path: <>",
    `From: ${head.from ?? "MAILER-DAEMON@mx.example"}`,
    "To: b-7@kiln.example",
    `Subject: ${head.subject ?? "Undelivered Mail Returned to Sender"}`,
    "Date: Tue, 5 May 2026 09:20:00 +0200",
    "Message-ID: <notice@mx.example>",
    "Auto-Submitted: auto-replied",
    ...(head.headers ?? []),
    "MIME-Version: 1.0",
    'Content-Type: multipart/report; report-type=delivery-status; boundary="cut/1"',
    "",
    "--cut/1",
    "Content-Type: text/plain; charset=utf-8",
    "",
    ...(head.words ?? ["Your letter could not be delivered."]),
    "",
    "--cut/1",
    `Content-Type: ${head.fieldsType ?? "message/delivery-status"}`,
    "",
    ...head.fields.flatMap((group) => [...group, ""]),
    "--cut/1",
    `Content-Type: ${head.returnedType ?? "text/rfc822-headers"}`,
    "",
    ...(head.returned ?? ourLetter("bo@lind.example")),
    "",
    "--cut/1--",
    "",
  ].join("\r\n");
}

export const unknown = (address: string | null, status?: string | null): ExpectedRecipient => ({
  address,
  outcome: "permanent",
  reason: "unknown",
  ...(status === undefined ? {} : { status }),
});

export const full = (address: string | null, status?: string | null): ExpectedRecipient => ({
  address,
  outcome: "transient",
  reason: "full",
  ...(status === undefined ? {} : { status }),
});
