import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import { simpleParser } from "mailparser";

import { readMessage } from "#emails/reading/parse-message.ts";
import { readReply } from "#emails/reading/reply-text.ts";
import { sortMail } from "#emails/reading/sort-mail.ts";
import { median, printTable, ratioOf, type Figure } from "./table.ts";

/** `node --import tsx tests/bench/reading-mime.ts`: bytes to a sorted, cut reply, beside mailparser reading the bytes alone. */
export async function measureWholeReading(rounds = 7): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [what, messages] of Object.entries(mixes())) {
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let round = 0; round <= rounds; round++) {
      const [mine, peer] = [readAll(messages), await parseAll(messages)];
      if (round === 0) continue; // both have warmed up
      ours.push(mine);
      theirs.push(peer);
    }
    const [mine, peer] = [median(ours) / messages.length, median(theirs) / messages.length];
    figures.push({
      what: `reading whole: ${what}`,
      ours: `${mine.toFixed(2)} ms`,
      ceiling: `${peer.toFixed(2)} ms mailparser alone`,
      ratio: ratioOf(mine, peer),
    });
  }
  return figures;
}

const own = { domain: "kiln.example", listIds: ["kiln-circle.kiln.example"] };

function readAll(messages: readonly Buffer[]): number {
  const start = performance.now();
  for (const raw of messages) {
    const message = readMessage(raw);
    sortMail(message, own);
    readReply(message);
  }
  return performance.now() - start;
}

async function parseAll(messages: readonly Buffer[]): Promise<number> {
  const start = performance.now();
  for (const raw of messages) await simpleParser(raw);
  return performance.now() - start;
}

/** What a community's mailbox gets: mostly short replies, some with the whole digest below, now and then a picture. */
function mixes(): Record<string, Buffer[]> {
  const replies = Array.from({ length: 40 }, (_, i) => reply(i, quotedTalk(i)));
  const plain = Array.from({ length: 20 }, (_, i) => plainReply(i));
  const digests = Array.from({ length: 12 }, (_, i) => reply(i, quotedDigest(i)));
  const pictures = Array.from({ length: 4 }, (_, i) => withPicture(i));
  const reports = Array.from({ length: 8 }, (_, i) => returned(i));
  return {
    "a day's mix": [...replies, ...plain, ...digests, ...pictures, ...reports],
    "replies of 5 KB": replies,
    "plain text": plain,
    "with a digest of 75 KB quoted": digests,
    "with a picture of 1 MB": pictures,
    "delivery reports": reports,
  };
}

const words =
  "the kiln is free on friday and saturday so bring your bowls glazed and dry we fire at nine and open it on sunday with bread and soup for everyone who helped to stack".split(
    " ",
  );
const sentence = (seed: number, length: number) =>
  `${Array.from({ length }, (_, i) => words[(seed * 7 + i * 5 + (i % 3)) % words.length] ?? "").join(" ")}.`;
const paragraph = (seed: number, sentences: number) =>
  Array.from({ length: sentences }, (_, i) => sentence(seed + i, 9 + ((seed + i) % 6))).join(" ");

function head(seed: number, ...more: string[]): string[] {
  return [
    "Return-Path: <bo@lind.example>",
    "Delivered-To: kiln@kiln.example",
    ...Array.from({ length: 4 }, (_, i) => [
      `Received: from mx${i}.lind.example (mx${i}.lind.example [192.0.2.${i + 1}])`,
      `\tby mx.kiln.example with ESMTPS id ${seed}ABC${i}; Tue, 5 May 2026 09:14:0${i} +0200`,
    ]).flat(),
    "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=lind.example; s=s1;",
    `\th=from:to:subject:date:message-id; bh=${"A".repeat(43)}=; b=${"B".repeat(340)}`,
    "From: =?utf-8?Q?Bo_Lindstr=C3=B6m?= <bo@lind.example>",
    "To: Kiln Circle <kiln@kiln.example>",
    "Subject: Re: The kiln is free on Friday",
    "Date: Tue, 5 May 2026 09:14:00 +0200",
    `Message-ID: <${seed}.bo@lind.example>`,
    `In-Reply-To: <letter-${seed}@kiln.example>`,
    `References: <letter-${seed}@kiln.example> <letter-${seed + 1}@kiln.example>`,
    "MIME-Version: 1.0",
    ...more,
    "",
  ];
}

const raw = (lines: string[]) => Buffer.from(lines.join("\r\n"));

interface Quoted {
  text: string;
  html: string;
}

function reply(seed: number, quoted: Quoted): Buffer {
  const said = paragraph(seed, 3);
  const opener = "On Tue, May 5, 2026 at 9:14 AM Kiln Circle <kiln@kiln.example> wrote:";
  const text = `${said}\n\n${opener}\n\n${quoted.text.replace(/^/gm, "> ")}\n`;
  const html = `<div dir="ltr">${said}<br></div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">${opener}<br></div><blockquote class="gmail_quote" style="margin:0 0 0 .8ex;border-left:1px solid #ccc;padding-left:1ex">${quoted.html}</blockquote></div>`;
  return raw([
    ...head(seed, 'Content-Type: multipart/alternative; boundary="000cut"'),
    "--000cut",
    'Content-Type: text/plain; charset="UTF-8"',
    "Content-Transfer-Encoding: quoted-printable",
    "",
    quotedPrintable(text),
    "--000cut",
    'Content-Type: text/html; charset="UTF-8"',
    "Content-Transfer-Encoding: quoted-printable",
    "",
    quotedPrintable(html),
    "--000cut--",
  ]);
}

function quotedTalk(seed: number): Quoted {
  const pieces = Array.from({ length: 3 }, (_, i) => paragraph(seed + i, 4));
  return { text: pieces.join("\n\n"), html: pieces.map((piece) => `<p>${piece}</p>`).join("") };
}

/** Tables within tables, styles on everything, as MJML writes them. */
function quotedDigest(seed: number): Quoted {
  const cell =
    'style="font-family:Source Sans 3,Helvetica,Arial,sans-serif;font-size:16px;line-height:1.5;text-align:left;color:#33302b;padding:0 24px 12px;word-break:break-word"';
  const items = Array.from({ length: 60 }, (_, i) => ({
    title: sentence(seed + i, 5),
    body: paragraph(seed + i, 4),
  }));
  return {
    text: items.map(({ title, body }, i) => `[${i + 1}] ${title}\n\n${body}\n`).join("\n"),
    html: items
      .map(
        ({ title, body }, i) =>
          `<div style="margin:0 auto;max-width:600px"><table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%"><tbody><tr><td ${cell}><h2 style="margin:0;font-size:20px">[${i + 1}] ${title}</h2></td></tr><tr><td ${cell}><p style="margin:0">${body}</p></td></tr><tr><td ${cell}><a href="https://kiln.example/answer/${seed}-${i}" style="color:#8a3b1e;text-decoration:underline">Answer this</a></td></tr></tbody></table></div>`,
      )
      .join("\n"),
  };
}

function plainReply(seed: number): Buffer {
  return raw([
    ...head(seed, "Content-Type: text/plain; charset=utf-8; format=flowed"),
    paragraph(seed, 4),
    "",
    "Am 05.05.2026 um 09:14 schrieb Kiln Circle:",
    ...Array.from({ length: 20 }, (_, i) => `> ${sentence(seed + i, 12)}`),
    "",
    "-- ",
    "Bo",
  ]);
}

function withPicture(seed: number): Buffer {
  const picture = randomBytes(750_000).toString("base64").replace(/.{76}/g, "$&\r\n");
  return raw([
    ...head(seed, 'Content-Type: multipart/mixed; boundary="mixed"'),
    "--mixed",
    "Content-Type: text/plain; charset=utf-8",
    "",
    paragraph(seed, 2),
    "--mixed",
    "Content-Type: image/jpeg; name=bowl.jpg",
    "Content-Disposition: attachment; filename=bowl.jpg",
    "Content-Transfer-Encoding: base64",
    "",
    picture,
    "--mixed--",
  ]);
}

function returned(seed: number): Buffer {
  return raw([
    "Return-Path: <>",
    "From: MAILER-DAEMON@mx.example",
    "Subject: Undelivered Mail Returned to Sender",
    'Content-Type: multipart/report; report-type=delivery-status; boundary="cut"',
    "",
    "--cut",
    "",
    `<bo@lind.example>: host mail.lind.example[192.0.2.9] said: 550 5.1.1 User unknown`,
    "--cut",
    "Content-Type: message/delivery-status",
    "",
    "Reporting-MTA: dns; mx.example",
    "",
    "Final-Recipient: rfc822; bo@lind.example",
    "Action: failed",
    "Status: 5.1.1",
    "",
    "--cut",
    "Content-Type: message/rfc822",
    "",
    ...head(seed, "Content-Type: text/plain"),
    paragraph(seed, 8),
    "--cut--",
  ]);
}

function quotedPrintable(text: string): string {
  return text
    .replace(/[=\u0080-\uffff]/g, (letter) =>
      [...Buffer.from(letter)].map((byte) => `=${byte.toString(16).toUpperCase().padStart(2, "0")}`).join(""),
    )
    .split("\n")
    .map((line) => line.replace(/.{72}(?<!=.?)/g, "$&=\r\n"))
    .join("\r\n");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) printTable(await measureWholeReading());
