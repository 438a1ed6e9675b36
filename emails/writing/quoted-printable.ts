import { encode, wrap } from "nodemailer/lib/qp";

/**
 * Quoted-printable (RFC 2045, 6.7) with lines of at most 76, of text that starts at the beginning of a line. Line
 * breaks become CRLF. What ends in white space may be continued after a soft break, so its end is not encoded as =20.
 */
export function encodeQuotedPrintable(text: string): string {
  const lines = text.replace(/\r\n?|\n/g, "\r\n");
  return wrap(encode(lines), 76);
}

/** Values of slots are mostly base32, addresses and short names: those are written as they are. */
export function encodeSlotValue(value: string): string {
  return value.length < 76 && /^[!-<>-~](?:[ -<>-~]*[!-<>-~])?$/.test(value)
    ? value
    : encodeQuotedPrintable(value);
}

export const SOFT_BREAK = "=\r\n";
