import { lengthOf } from "#emails/writing/graphemes.ts";
import { readAddress } from "#emails/writing/addresses.ts";
import { decodeWords, headerOf, type SentMessage } from "#emails/writing/lint/read-sent.ts";
import type { LintContext, Report } from "#emails/writing/lint/violation.ts";
import { mannersOf } from "#emails/writing/manners.ts";
import { isOwnMessageId } from "#emails/writing/message-id.ts";

const SINGULAR = [
  "from",
  "to",
  "subject",
  "date",
  "message-id",
  "reply-to",
  "list-unsubscribe",
  "mime-version",
];

/** Headers and the shape of the whole message. */
export function lintHead(message: SentMessage, context: LintContext, report: Report): void {
  checkWire(message, report);
  checkSubject(message, context, report);
  checkSender(message, context, report);
  checkThreading(message, context, report);
  checkList(message, context, report);
  checkMachine(message, context, report);
  checkSignature(message, context, report);
}

/** What we write, and what servers on the way add. A header that nobody here writes was smuggled in. */
const KNOWN = new Set(
  [
    "From To Subject Date Message-ID Reply-To In-Reply-To References MIME-Version Content-Type",
    "List-Id List-Post List-Help List-Owner List-Archive List-Unsubscribe List-Unsubscribe-Post",
    "Auto-Submitted Precedence X-Auto-Response-Suppress Feedback-ID DKIM-Signature",
    "Received Return-Path Delivered-To X-Original-To Authentication-Results",
  ]
    .join(" ")
    .toLowerCase()
    .split(" "),
);

function checkWire({ raw, octets, headers, parts }: SentMessage, report: Report): void {
  if (octets > 500_000) report("size-500k", "message", octets);
  if (/[^\r]\n|\r[^\n]/.test(raw)) report("line-ends-crlf", "message", "a bare CR or LF");
  if (/[^\t\r\n\x20-\x7e]/.test(raw)) report("seven-bit", "message", "an octet above 126");
  const longest = Math.max(...raw.split("\r\n").map((line) => line.length));
  if (longest > 998) report("line-998", "message", longest);

  for (const name of SINGULAR) {
    const count = headers.filter((header) => header.name.toLowerCase() === name).length;
    if (count > 1) report("header-once", name, count);
  }
  for (const { name } of headers) {
    if (!KNOWN.has(name.toLowerCase())) report("header-unknown", name, "nobody here writes it");
  }
  for (const name of ["From", "To", "Date", "Message-ID", "Subject"]) {
    if (headerOf(headers, name) === "") report("header-missing", name, "nothing");
  }
  const whole = headerOf(headers, "Content-Type");
  if (!whole.startsWith("multipart/alternative;")) report("multipart-alternative", "Content-Type", whole);
  if (!parts[0]?.contentType.startsWith("text/plain"))
    report("text-first", "parts", parts[0]?.contentType ?? "no part");
  for (const { contentType, encoding } of parts) {
    if (!/charset=utf-8/i.test(contentType)) report("utf-8", contentType, "another charset");
    if (encoding !== "quoted-printable") report("quoted-printable", contentType, encoding);
  }
  checkQuotedLines(raw, report);
}

function checkQuotedLines(raw: string, report: Report): void {
  const body = raw.slice(raw.indexOf("\r\n\r\n"));
  const long = body.split("\r\n").find((line) => line.length > 76 && !/^[A-Za-z-]+: /.test(line));
  if (long !== undefined) report("quoted-line-76", "body", long.slice(0, 80));
}

function checkSubject({ headers }: SentMessage, { kind }: LintContext, report: Report): void {
  const subject = decodeWords(headerOf(headers, "Subject"));
  const length = lengthOf(subject);
  if (mannersOf(kind).ownSubject && (length < 25 || length > 60))
    report("subject-25-60", "Subject", `${length}: ${subject}`);
  if (subject === subject.toUpperCase() && subject !== subject.toLowerCase())
    report("subject-capitals", "Subject", subject);
}

function checkSender({ headers }: SentMessage, { domain }: LintContext, report: Report): void {
  const from = decodeWords(headerOf(headers, "From"));
  if (!from.replace(/>$/, "").endsWith(`@${domain}`)) report("from-our-domain", "From", from);
  if (!/\S <[^<>]+>$/.test(from)) report("from-name", "From", from);

  const replyTo = headerOf(headers, "Reply-To");
  if (replyTo === "") return;
  if (replyTo.indexOf("@") > 64) report("local-part-64", "Reply-To", replyTo);
  if (replyTo !== replyTo.toLowerCase()) report("address-lower-case", "Reply-To", replyTo);
  if (readAddress(replyTo, domain) === null) report("reply-address-ours", "Reply-To", replyTo);
}

function checkThreading({ headers }: SentMessage, { domain }: LintContext, report: Report): void {
  const id = headerOf(headers, "Message-ID");
  if (!isOwnMessageId(id, domain)) report("message-id-ours", "Message-ID", id);
  const references = headerOf(headers, "References").split(/\s+/).filter(Boolean);
  if (references.length > 20) report("references-20", "References", references.length);
  const inReplyTo = headerOf(headers, "In-Reply-To");
  for (const one of [...references, inReplyTo].filter(Boolean)) {
    if (!/^<[^<>\s@]+@[^<>\s@]+>$/.test(one)) report("reference-shape", "References", one);
  }
  if (inReplyTo !== "" && !references.includes(inReplyTo))
    report("in-reply-to-known", "In-Reply-To", inReplyTo);
}

function checkList({ headers }: SentMessage, { kind }: LintContext, report: Report): void {
  const feedback = headerOf(headers, "Feedback-ID");
  if (!/^[\w-]+:[\w-]+:[\w.-]+:roundletter$/.test(feedback)) report("feedback-id", "Feedback-ID", feedback);
  if (!mannersOf(kind).list) return;
  for (const name of ["List-Id", "List-Post", "List-Help", "List-Owner", "List-Archive"]) {
    if (!/<[^<>]+>$/.test(headerOf(headers, name))) report("list-headers", name, headerOf(headers, name));
  }
  const leave = headerOf(headers, "List-Unsubscribe");
  if (!/^<https?:[^<>\s]+>, <mailto:[^<>\s]+>$/.test(leave))
    report("list-unsubscribe", "List-Unsubscribe", leave);
  const post = headerOf(headers, "List-Unsubscribe-Post");
  if (post !== "List-Unsubscribe=One-Click") report("one-click", "List-Unsubscribe-Post", post);
}

function checkMachine({ headers }: SentMessage, { kind, envelopeFrom }: LintContext, report: Report): void {
  const { auto, list, nullReturnPath } = mannersOf(kind);
  const said = headerOf(headers, "Auto-Submitted");
  const precedence = headerOf(headers, "Precedence");
  if (auto && said !== auto) report("auto-submitted", "Auto-Submitted", said);
  if (!auto && said !== "") report("auto-submitted", "Auto-Submitted", said);
  const suppress = headerOf(headers, "X-Auto-Response-Suppress");
  if (auto && suppress !== "All") report("auto-response-suppress", "X-Auto-Response-Suppress", suppress);
  if (auto && precedence !== "bulk") report("precedence", "Precedence", precedence);
  if (!auto && list && precedence !== "list") report("precedence", "Precedence", precedence);
  if (nullReturnPath && envelopeFrom !== undefined && envelopeFrom !== "")
    report("null-return-path", "envelope", envelopeFrom);
}

/** Where a letter is signed: by the domain that it is from, and over all that must not be changed (RFC 6376, RFC 8058). */
function checkSignature({ headers }: SentMessage, { kind, domain }: LintContext, report: Report): void {
  for (const { name, value } of headers) {
    if (name.toLowerCase() !== "dkim-signature") continue;
    const tag = (wanted: string): string =>
      new RegExp(`(?:^|;)\\s*${wanted}=([^;]*)`).exec(value)?.[1]?.replace(/\s+/g, "").toLowerCase() ?? "";
    const signer = tag("d");
    if (signer !== domain && !domain.endsWith(`.${signer}`)) report("dkim-aligned", "DKIM-Signature", signer);
    const covered = tag("h").split(":");
    const list = mannersOf(kind).list ? ["list-unsubscribe", "list-unsubscribe-post"] : [];
    for (const must of ["from", "to", "subject", "date", "message-id", ...list]) {
      if (!covered.includes(must)) report("dkim-covers", "DKIM-Signature", must);
    }
    if (covered.filter((one) => one === "from").length < 2)
      report("dkim-oversigned", "DKIM-Signature", "from");
  }
}
