import { createHash } from "node:crypto";

import { encodeHeaderText, headerLine, mailboxHeader } from "#emails/writing/headers.ts";
import type { Letter } from "#emails/writing/letter.ts";
import { LetterBytes } from "#emails/writing/letter-bytes.ts";
import { trimReferences } from "#emails/writing/message-id.ts";
import { encodeQuotedPrintable } from "#emails/writing/quoted-printable.ts";

/** A piece of a message as it is sent: its bytes, or a string of ASCII. */
export type MessagePiece = string | Buffer;

/** One body, already encoded in quoted-printable, in pieces that only want joining. */
export interface EncodedPart {
  contentType: string;
  pieces: readonly MessagePiece[];
}

export type LetterHead = Omit<Letter, "text" | "html" | "calendar" | "envelopeFrom">;

/** The raw bytes of a letter (RFC 5322, RFC 2045 to 2049), CRLF, ready to be signed and sent. */
export function writeMessage(letter: Letter): Buffer {
  const parts = [
    textPart([encodeQuotedPrintable(letter.text)]),
    htmlPart([encodeQuotedPrintable(letter.html)]),
  ];
  if (letter.calendar) parts.push(calendarPart(letter.calendar));
  return assembleMessage(letter, parts);
}

/** Headers and a multipart/alternative of bodies that were encoded before, the plainest first. Joined once, at the end. */
export function assembleMessage(head: LetterHead, parts: readonly EncodedPart[]): Buffer {
  return joinPieces(layOut(head, parts));
}

/** The same in pieces that only want sending: what letters share is not copied. */
export function assembleLetter(head: LetterHead, parts: readonly EncodedPart[]): LetterBytes {
  return new LetterBytes(layOut(head, parts));
}

function layOut(head: LetterHead, parts: readonly EncodedPart[]): MessagePiece[] {
  const boundary = boundaryFor(head.messageId);
  const pieces: MessagePiece[] = [headLines(head, boundary), "\r\n"];
  for (const part of parts) {
    pieces.push(`--${boundary}\r\n`, headerLine("Content-Type", part.contentType));
    pieces.push("Content-Transfer-Encoding: quoted-printable\r\n\r\n", ...part.pieces, "\r\n");
  }
  pieces.push(`--${boundary}--\r\n`);
  return pieces;
}

/** A string as long as a letter would be built only to be thrown away: each piece is written where it belongs. */
export function joinPieces(pieces: readonly MessagePiece[]): Buffer {
  const raw = Buffer.allocUnsafe(pieces.reduce((total, { length }) => total + length, 0));
  let at = 0;
  for (const piece of pieces) {
    if (typeof piece === "string") raw.write(piece, at, "latin1");
    else raw.set(piece, at);
    at += piece.length;
  }
  return raw;
}

export function textPart(pieces: readonly MessagePiece[]): EncodedPart {
  return { contentType: "text/plain; charset=utf-8", pieces };
}

export function htmlPart(pieces: readonly MessagePiece[]): EncodedPart {
  return { contentType: "text/html; charset=utf-8", pieces };
}

function calendarPart({ method, content }: NonNullable<Letter["calendar"]>): EncodedPart {
  return {
    contentType: `text/calendar; charset=utf-8; method=${method}`,
    pieces: [encodeQuotedPrintable(content)],
  };
}

function headLines(head: LetterHead, boundary: string): string {
  const references = trimReferences(head.references);
  return [
    headerLine("From", mailboxHeader(head.from)),
    headerLine("To", mailboxHeader(head.to)),
    head.replyTo === null ? "" : headerLine("Reply-To", mailboxHeader({ name: "", address: head.replyTo })),
    headerLine("Subject", encodeHeaderText(head.subject)),
    headerLine("Date", head.date.toUTCString().replace("GMT", "+0000")),
    headerLine("Message-ID", head.messageId),
    head.inReplyTo === null ? "" : headerLine("In-Reply-To", head.inReplyTo),
    references.length === 0 ? "" : headerLine("References", references.join(" ")),
    ...Object.entries(head.headers).map(([name, value]) => headerLine(name, value)),
    headerLine("MIME-Version", "1.0"),
    headerLine("Content-Type", `multipart/alternative; boundary="${boundary}"`),
  ].join("");
}

/** "=_" cannot occur in quoted-printable (RFC 2045, 6.7), so no body can contain this. */
function boundaryFor(messageId: string): string {
  return `=_${createHash("sha256").update(messageId).digest("hex").slice(0, 24)}`;
}
