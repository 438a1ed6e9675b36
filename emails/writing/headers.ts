import { graphemesOf, lengthOf } from "#emails/writing/graphemes.ts";
import { encodeWord, foldLines } from "nodemailer/lib/mime-funcs";

export interface Mailbox {
  name: string;
  address: string;
}

/** RFC 5322 allows 998 octets a line; what people write into a header is cut long before that. */
const LONGEST_TEXT = 400;
const HEADER_NAME = /^[A-Za-z][A-Za-z0-9-]{0,70}$/;
const ADDRESS = /^[^\s<>()[\]\\,;:"@\p{Cc}]{1,64}@[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/iu;

/** One line of what a person wrote, for a header: no line break, no control or direction mark survives. */
export function headerText(text: string): string {
  const oneLine = text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069\uE000-\uE00F\uFEFF]+/gu, " ");
  return cutText(oneLine.replace(/ {2,}/g, " ").trim(), LONGEST_TEXT);
}

/** A header line with its CRLF, folded at 76 (RFC 5322, 2.2.3). The value must be ASCII: see `encodeHeaderText`. */
export function headerLine(name: string, value: string): string {
  if (!HEADER_NAME.test(name)) throw new TypeError(`Not a header name: ${JSON.stringify(name)}`);
  if (!/^[\x20-\x7e]*$/.test(value))
    throw new TypeError(`Not a header value, in ${name}: ${JSON.stringify(value)}`);
  const line = `${name}: ${value}`;
  return `${line.length <= 76 ? line : foldLines(line, 76)}\r\n`;
}

/** Text in a header: as it is when it is plain ASCII, else in encoded words (RFC 2047). */
export function encodeHeaderText(text: string): string {
  const clean = headerText(text);
  const plain = /^[\x20-\x7e]*$/.test(clean) && !clean.includes("=?") && !/\S{61}/.test(clean);
  return plain ? clean : encodeWord(clean, "Q", 52);
}

/** `Name <address>` with the name quoted or encoded as it needs. Throws when the address is not one. */
export function mailboxHeader({ name, address }: Mailbox): string {
  if (!ADDRESS.test(address)) throw new TypeError(`Not an address: ${JSON.stringify(address)}`);
  const clean = headerText(name);
  if (clean === "") return address;
  return `${encodePhrase(clean)} <${address}>`;
}

function encodePhrase(name: string): string {
  const encoded = encodeHeaderText(name);
  if (encoded !== name || /^[A-Za-z0-9 !#$%&'*+/=?^_`{|}~-]+$/.test(name)) return encoded;
  return `"${name.replace(/["\\]/g, "\\$&")}"`;
}

/** Cuts between letters, not within one. */
function cutText(text: string, length: number): string {
  return lengthOf(text) <= length
    ? text
    : `${graphemesOf(text)
        .slice(0, length - 1)
        .join("")}…`;
}
