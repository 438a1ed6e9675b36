import { isAscii } from "node:buffer";
import { domainToASCII } from "node:url";
import type { SendResult } from "#jobs/sending/outcome.ts";
import { type Outgoing, piecesOf } from "#jobs/transport.ts";
import type { Extensions } from "./extensions.ts";

/** MAIL and RCPT for a letter, or why this server cannot have it at all: then nothing of it is sent. */
export type EnvelopeLines = { mail: string; rcpt: string } | { refused: SendResult };

const [DOT, CR, LF] = [46, 13, 10] as const;
const ONE_DOT = Buffer.from(".");
const LINE_END = Buffer.from("\r\n");

export function writeEnvelope(letter: Outgoing, offers: Extensions): EnvelopeLines {
  const { envelope, signature } = letter;
  const pieces = piecesOf(letter);
  const octets = pieces.reduce((total, { length }) => total + length, signature?.length ?? 0);
  const [from, to] = [writePath(envelope.from), writePath(envelope.to)];
  if (from === null || to === null || to === "") return refuse("5.1.3", "not an address that can be sent to");
  const most = offers.size?.most ?? null;
  if (most !== null && octets > most)
    return refuse("5.3.4", `the mail server takes ${most} octets at most, this letter has ${octets}`);
  const needsUtf8 = !isAscii(Buffer.from(from + to));
  if (needsUtf8 && !offers.smtpUtf8)
    return refuse("5.6.7", "the mail server takes only addresses in ASCII letters");

  const parameters = [
    ...(offers.size ? [`SIZE=${octets}`] : []),
    ...(offers.eightBitMime && !pieces.every((piece) => lookAt(piece).isAscii) ? ["BODY=8BITMIME"] : []),
    ...(needsUtf8 ? ["SMTPUTF8"] : []),
  ];
  return { mail: [`MAIL FROM:<${from}>`, ...parameters].join(" "), rcpt: `RCPT TO:<${to}>` };
}

/**
 * The letter as it goes over (RFC 5321, 4.5.2): a dot at the beginning of a line is doubled, also after a bare LF, so
 * that no server can take anything in it for its end. The same memory; the end is added by the caller.
 */
export function stuffDots(pieces: readonly Buffer[]): Buffer[] {
  const stuffed: Buffer[] = [];
  let last: number = LF;
  for (const piece of pieces) {
    if (piece.length === 0) continue;
    if (last === LF && piece[0] === DOT) stuffed.push(ONE_DOT);
    if (lookAt(piece).hasDots) stuffed.push(...stuffWithin(piece));
    else stuffed.push(piece);
    last = piece[piece.length - 1] ?? LF;
  }
  if (!endsLine(stuffed)) stuffed.push(LINE_END);
  return stuffed;
}

function stuffWithin(piece: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  let at = 0;
  for (let dot = nextDot(piece, 0); dot >= 0; dot = nextDot(piece, dot)) {
    parts.push(piece.subarray(at, dot), ONE_DOT);
    at = dot;
  }
  return [...parts, piece.subarray(at)];
}

interface Look {
  isAscii: boolean;
  hasDots: boolean;
}

/** What thousands of letters share is looked at once. */
const looks = new WeakMap<Buffer, Look>();
const WORTH_KEEPING = 1_024;

function lookAt(piece: Buffer): Look {
  const known = piece.length < WORTH_KEEPING ? undefined : looks.get(piece);
  if (known) return known;
  const look = { isAscii: isAscii(piece), hasDots: nextDot(piece, 0) >= 0 };
  if (piece.length >= WORTH_KEEPING) looks.set(piece, look);
  return look;
}

function nextDot(piece: Buffer, from: number): number {
  const found = piece.indexOf("\n.", from, "latin1");
  return found < 0 ? -1 : found + 1;
}

function endsLine(pieces: readonly Buffer[]): boolean {
  const last = pieces.at(-1);
  if (!last || last[last.length - 1] !== LF) return false;
  if (last.length > 1) return last[last.length - 2] === CR;
  return pieces.at(-2)?.at(-1) === CR;
}

/** The domain in ASCII (RFC 5890); nothing that could end the path or the line. null: not an address. */
function writePath(address: string): string | null {
  if (address === "") return "";
  if (/[\s<>\p{Cc}]/u.test(address)) return null;
  const at = address.lastIndexOf("@");
  const [local, domain] = [address.slice(0, at), address.slice(at + 1)];
  const ascii = isAscii(Buffer.from(domain)) ? domain : domainToASCII(domain);
  return at > 0 && ascii !== "" ? `${local}@${ascii}` : null;
}

function refuse(code: string, words: string): EnvelopeLines {
  return { refused: { outcome: "bounced", code, response: `${code} ${words}` } };
}
