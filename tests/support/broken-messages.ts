import fc from "fast-check";

import { noReports } from "#tests/emails/reading/bounces/no-reports.ts";
import { providers } from "#tests/emails/reading/bounces/providers.ts";
import { servers } from "#tests/emails/reading/bounces/servers.ts";
import { standard } from "#tests/emails/reading/bounces/standard.ts";
import {
  attribute,
  envelopedMessage,
  signedMessage,
  storedRtf,
  winmail,
  binaryProperty,
} from "#tests/emails/reading/wrapping.ts";
import { hostileHtml, hostileText } from "#tests/support/hostile-bodies.ts";
import type { Random } from "#tests/support/randomness.ts";

/**
 * A message whose structure is wrong: parts within parts, boundaries that lie, encodings and charsets that are not what
 * they are called, headers twice or torn, and then octets lost, turned, doubled or put in. Up to 64 KB. One seed, one message.
 */
export function brokenMessage(random: Random): Buffer {
  const base = random.chance(0.25) ? random.pick(reports) : composed(random);
  let raw = base;
  for (let i = random.below(5); i > 0; i--) raw = random.pick(damages)(raw, random);
  return Buffer.from(raw.slice(0, 65_536), "latin1");
}

const seed = 20_260_505;
const latin1 = (text: string) => Buffer.from(text).toString("latin1");
const texts = fc.sample(hostileText(), { numRuns: 800, seed }).map(latin1);
const htmls = fc.sample(hostileHtml(), { numRuns: 800, seed }).map(latin1);
const reports = [...standard, ...servers, ...providers, ...noReports].map(({ mail }) => latin1(mail));

function composed(random: Random): string {
  return `${head(random)}${part(random, 0)}`;
}

const names = [
  "From",
  "To",
  "Cc",
  "Subject",
  "Date",
  "Message-ID",
  "In-Reply-To",
  "References",
  "Reply-To",
  "Sender",
  "Return-Path",
  "Received",
  "List-Id",
  "Precedence",
  "Auto-Submitted",
  "X-Failed-Recipients",
  "X-Loop",
  "Delivered-To",
  "X-Autoreply",
];
const values = [
  "Bo <bo@lind.example>",
  "MAILER-DAEMON@mx.example",
  "<>",
  "",
  "Undelivered Mail Returned to Sender",
  "Automatic reply: away until 12 June",
  "Tue, 5 May 2026 09:14:00 +0200",
  "<a@b.example> <c@d.example>",
  '"a@b.example" <((((,,,;;;:::>>>>"',
  "=?utf-8?q?Gr=C3=BC=C3?= =?utf-8?q?=9Fe?= =?utf-8?b?!!!?= =?x?z?y?=",
  "=?iso-2022-jp?B?GyRCRnw=?= =?iso-2022-jp?B?S1wbKEI=?=",
  "\xd0\xf2\xe5\xf1\xf2 \xff\xfe",
  "auto-replied",
  "bulk",
  "group: a@b.example, c@d.example;",
  "(comment (nested (deep))) x",
  "kiln@kiln.example",
];

function head(random: Random): string {
  const lines: string[] = [];
  for (let i = random.below(14); i > 0; i--) {
    const value = random.chance(0.05)
      ? random.pick(values).repeat(1 + random.below(300))
      : random.pick(values);
    lines.push(
      `${random.pick(names)}${random.chance(0.05) ? " \t" : ""}:${random.chance(0.9) ? " " : ""}${value}`,
    );
    if (random.chance(0.1)) lines.push(`${random.chance(0.5) ? "\t" : " "}${random.pick(values)}`);
    if (random.chance(0.03)) lines.push(random.pick(["no colon", ">From x", ": y", " ", "\t"]));
  }
  return lines.map((line) => `${line}${random.chance(0.95) ? "\r\n" : "\n"}`).join("");
}

const boundaries = ["b", "b", "bb", "b b", "", "--", "=_(.*)+?", "b--", "\x00", "x".repeat(200)];
const kinds = [
  "mixed",
  "alternative",
  "related",
  "report; report-type=delivery-status",
  "report; report-type=feedback-report",
  "signed",
  "encrypted",
  "digest",
  "nonsense",
];

function part(random: Random, depth: number): string {
  if (depth > 5 || random.chance(0.45)) return leaf(random);
  if (random.chance(0.15))
    return `Content-Type: message/rfc822\r\n\r\n${head(random)}${part(random, depth + 1)}`;
  const boundary = random.pick(boundaries);
  const parts = Array.from(
    { length: random.below(4) + 1 },
    () => `--${boundary}\r\n${part(random, depth + 1)}\r\n`,
  );
  const told = random.chance(0.9) ? boundary : random.pick(boundaries);
  return `Content-Type: multipart/${random.pick(kinds)}; boundary="${told}"\r\n\r\n${parts.join("")}${random.chance(0.8) ? `--${boundary}--\r\n` : ""}`;
}

const charsets = [
  "utf-8",
  "iso-8859-1",
  "windows-1251",
  "gb18030",
  "big5",
  "iso-2022-jp",
  "iso-2022-kr",
  "hz-gb-2312",
  "utf-7",
  "utf-16",
  "utf-16be",
  "koi8-r",
  "nonsense",
  "",
];
const encodings = ["7bit", "8bit", "quoted-printable", "base64", "x-uuencode", "binary", "nonsense"];
const calendar =
  "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:event-7@kiln.example\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:bo@lind.example\r\nDTSTART;TZID=Nowhere:20260508T180000\r\nRRULE:FREQ=SECONDLY\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
const fields =
  "Reporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; bo@lind.example\r\nAction: failed\r\nStatus: 5.1.1\r\n";
const wrapped = [
  winmail([
    attribute.body("Gern"),
    attribute.properties(binaryProperty(0x1009, storedRtf("{\\rtf1 \\'e4 {\\*\\x} y}"))),
  ]),
  signedMessage("Content-Type: text/plain\r\n\r\nYes", { pieces: 4 }),
  envelopedMessage(),
].map((bytes) => bytes.toString("latin1"));

const leaves: ((random: Random) => [type: string, body: string])[] = [
  (random) => ["text/plain", random.pick(texts)],
  (random) => ["text/plain; format=flowed; delsp=yes", random.pick(texts)],
  (random) => ["text/html", random.pick(htmls)],
  () => ["text/calendar; method=REPLY", calendar],
  () => ["message/delivery-status", fields],
  () => ["message/feedback-report", "Feedback-Type: abuse\r\n"],
  () => ["message/disposition-notification", "Disposition: x; displayed\r\n"],
  (random) => ["application/ms-tnef", random.pick(wrapped)],
  (random) => ["application/pkcs7-mime", random.pick(wrapped)],
  (random) => ["text/rtf", `{\\rtf1\\fromhtml1 ${random.pick(texts)}}`],
  (random) => ["image/jpeg; name*0*=utf-8''a%; name*1=\"b", random.pick(texts)],
];

function leaf(random: Random): string {
  const [type, body] = random.pick(leaves)(random);
  const encoding = random.pick(encodings);
  const right = random.chance(0.7);
  return [
    `Content-Type: ${type}; charset=${random.pick(charsets)}`,
    `Content-Transfer-Encoding: ${right ? encoding : random.pick(encodings)}`,
    ...(random.chance(0.1) ? ["Content-Disposition: attachment; filename=../../a"] : []),
    "",
    encode(body, encoding),
  ].join("\r\n");
}

function encode(body: string, encoding: string): string {
  if (encoding === "base64")
    return Buffer.from(body, "latin1").toString("base64").replace(/.{76}/g, "$&\r\n");
  if (encoding !== "quoted-printable") return body;
  return body.replace(/[=\x80-\xff]/g, (letter) => `=${letter.charCodeAt(0).toString(16).toUpperCase()}`);
}

const tokens = [
  "\r\n\r\n",
  "\n",
  "--b\r\n",
  "--b--\r\n",
  "=",
  "=\r\n",
  "=?utf-8?q?",
  '"',
  "(",
  "<",
  "\0",
  "Content-Type: multipart/mixed; boundary=b\r\n\r\n",
  "{",
  "\\'",
  "BEGIN:VEVENT\r\n",
  "> ",
  "<div>",
  "<table>",
  "@",
  "550 5.1.1 ",
  "\x1b$B",
  "~{",
  "\x0e",
  "+A",
  "\xff\xfe",
  "begin 644 x\r\n",
  "-----BEGIN PGP MESSAGE-----\r\n",
];

/** What happens to mail on its way. */
const damages: ((raw: string, random: Random) => string)[] = [
  (raw, random) => raw.slice(0, random.below(raw.length + 1)),
  (raw, random) => raw.slice(random.below(Math.min(raw.length, 400) + 1)),
  function turned(raw, random) {
    const bytes = Buffer.from(raw, "latin1");
    for (let i = random.below(20); i > 0 && bytes.length > 0; i--)
      bytes[random.below(bytes.length)] = random.below(256);
    return bytes.toString("latin1");
  },
  function doubled(raw, random) {
    const [at, length] = [random.below(raw.length + 1), random.below(2_000)];
    return raw.slice(0, at) + raw.slice(at, at + length).repeat(2 + random.below(4)) + raw.slice(at);
  },
  function lost(raw, random) {
    const at = random.below(raw.length + 1);
    return raw.slice(0, at) + raw.slice(at + random.below(300));
  },
  function intruded(raw, random) {
    const at = random.below(raw.length + 1);
    const times = random.chance(0.1) ? random.below(20_000) : random.below(4);
    return raw.slice(0, at) + random.pick(tokens).repeat(times).slice(0, 60_000) + raw.slice(at);
  },
  (raw) => raw.replaceAll("\r\n", "\n"),
  (raw) => raw.replaceAll("\n", "\r"),
  (raw) => raw.replace("\r\n\r\n", "\r\n"),
];
