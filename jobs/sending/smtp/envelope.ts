import { isAscii } from "node:buffer";
import { domainToASCII } from "node:url";
import type { SendResult } from "#jobs/sending/outcome.ts";
import type { Outgoing } from "#jobs/transport.ts";
import type { Extensions } from "./extensions.ts";

/** MAIL and RCPT for a letter, or why this server cannot have it at all: then nothing of it is sent. */
export type EnvelopeLines = { mail: string; rcpt: string } | { refused: SendResult };

const DOT = 46;

export function writeEnvelope({ envelope, raw, signature }: Outgoing, offers: Extensions): EnvelopeLines {
  const octets = raw.length + (signature?.length ?? 0);
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
    ...(offers.eightBitMime && !isAscii(raw) ? ["BODY=8BITMIME"] : []),
    ...(needsUtf8 ? ["SMTPUTF8"] : []),
  ];
  return { mail: [`MAIL FROM:<${from}>`, ...parameters].join(" "), rcpt: `RCPT TO:<${to}>` };
}

/**
 * The letter as it goes over (RFC 5321, 4.5.2): a dot at the beginning of a line is doubled, also after a bare LF, so
 * that no server can take anything in it for its end. Slices of the same memory; the end is added by the caller.
 */
export function stuffDots(raw: Buffer): (Buffer | string)[] {
  let dot = raw[0] === DOT ? 0 : nextDot(raw, 0);
  if (dot < 0) return endsLine(raw) ? [raw] : [raw, "\r\n"];

  const pieces: (Buffer | string)[] = [];
  let at = 0;
  while (dot >= 0) {
    pieces.push(raw.subarray(at, dot), ".");
    at = dot;
    dot = nextDot(raw, dot);
  }
  pieces.push(raw.subarray(at));
  if (!endsLine(raw)) pieces.push("\r\n");
  return pieces;
}

function nextDot(raw: Buffer, from: number): number {
  const found = raw.indexOf("\n.", from, "latin1");
  return found < 0 ? -1 : found + 1;
}

function endsLine(raw: Buffer): boolean {
  return raw.length >= 2 && raw[raw.length - 2] === 13 && raw[raw.length - 1] === 10;
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
