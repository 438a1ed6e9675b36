import { encode, wrap } from "nodemailer/lib/qp";

/** RFC 2045 allows 76, of which one is kept: a soft break may follow the last line of a piece. */
const COLUMNS = 75;

/**
 * Quoted-printable (RFC 2045, 6.7) of text that starts at the beginning of a line. Line breaks become CRLF; white space
 * at the end is encoded, so that another piece may follow.
 */
export function encodeQuotedPrintable(text: string): string {
  const lines = text.replace(/\r\n?|\n/g, "\r\n");
  return wrap(encode(lines), COLUMNS);
}

/** Values of slots are mostly base32, addresses and short names: those are written as they are. */
export function encodeSlotValue(value: string): string {
  return value.length < 76 && /^[!-<>-~](?:[ -<>-~]*[!-<>-~])?$/.test(value)
    ? value
    : encodeQuotedPrintable(value);
}

export const SOFT_BREAK = "=\r\n";
