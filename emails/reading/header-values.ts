import { decodeText, isAscii } from "#emails/reading/decode-text.ts";
import { decodeQuotedPrintable } from "#emails/reading/transfer-encoding.ts";

export interface MailAddress {
  name: string;
  /** Lower-cased. */
  address: string;
}

/** An unfolded header value to readable text: RFC 2047 encoded words, and raw eight-bit (RFC 6532, or just wrong). */
export function decodeHeader(value: string): string {
  return readWords(isAscii(value) ? value : decodeText(value, null));
}

/** Beyond this length nobody's words are encoded. */
const longest = 32_768;

function readWords(text: string): string {
  if (!text.includes("=?")) return text;
  return decodeWords(text.slice(0, longest)) + text.slice(longest);
}

const encodedWord = /=\?([^?\s]{1,60})\?([bBqQ])\?([^?]{0,4000})\?=/g;

function decodeWords(text: string): string {
  const out: string[] = [];
  let end = 0;
  let pending: { charset: string; bytes: string } | null = null;
  const flush = () => {
    if (pending !== null) out.push(decodeText(pending.bytes, pending.charset));
    pending = null;
  };
  for (const match of text.matchAll(encodedWord)) {
    const between = text.slice(end, match.index);
    const charset = (match[1] ?? "").replace(/\*.*$/, "").toLowerCase();
    const bytes = wordBytes(match[2] ?? "", match[3] ?? "");
    // White space between two encoded words belongs to neither; a letter may be cut between two of them.
    if (between.trim() !== "" || end === 0) {
      flush();
      out.push(between);
    }
    if (pending === null) pending = { charset, bytes };
    else if (pending.charset === charset) pending.bytes += bytes;
    else {
      flush();
      pending = { charset, bytes };
    }
    end = match.index + match[0].length;
  }
  flush();
  out.push(text.slice(end));
  return out.join("");
}

function wordBytes(encoding: string, word: string): string {
  if (encoding.toLowerCase() === "b") return Buffer.from(word, "base64").toString("latin1");
  return decodeQuotedPrintable(word.replaceAll("_", " "));
}

export interface ValueWithParameters {
  value: string;
  parameters: Record<string, string>;
}

/** `text/plain; charset=utf-8; name*0*=utf-8''a%20; name*1=b` (RFC 2045, 2231). Names lower-cased. */
export function readParameters(header: string): ValueWithParameters {
  const [first = "", ...rest] = splitOutsideQuotes(header, ";");
  const plain = new Map<string, string>();
  const pieces = new Map<string, { index: number; encoded: boolean; text: string }[]>();
  for (const piece of rest.slice(0, 200)) {
    const at = piece.indexOf("=");
    if (at < 1) continue;
    const name = piece.slice(0, at).trim().toLowerCase();
    const text = unquote(piece.slice(at + 1).trim());
    const extended = /^([^*]{1,40})\*(?:(\d{1,3})(\*?))?$/.exec(name);
    if (extended === null) {
      if (!plain.has(name)) plain.set(name, decodeHeader(text));
      continue;
    }
    const base = extended[1] ?? name;
    const list = pieces.get(base) ?? [];
    list.push({
      index: Number(extended[2] ?? 0),
      encoded: extended[2] === undefined || extended[3] === "*",
      text,
    });
    pieces.set(base, list);
  }
  for (const [base, list] of pieces) plain.set(base, joinExtended(list));
  return { value: first.trim().toLowerCase(), parameters: Object.fromEntries(plain) };
}

function joinExtended(pieces: { index: number; encoded: boolean; text: string }[]): string {
  let charset: string | null = null;
  let bytes = "";
  for (const piece of pieces.sort((a, b) => a.index - b.index)) {
    let text = piece.text;
    if (piece.encoded) {
      const start = /^([^']{0,40})'[^']{0,40}'/.exec(text);
      if (charset === null && start !== null) {
        charset = start[1] ?? "";
        text = text.slice(start[0].length);
      }
      text = text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
    }
    bytes += text;
  }
  return decodeText(bytes, charset);
}

function splitOutsideQuotes(text: string, separator: string): string[] {
  if (!text.includes('"')) return text.split(separator);
  const parts: string[] = [];
  let quoted = false;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const letter = text[i];
    if (letter === "\\" && quoted) i++;
    else if (letter === '"') quoted = !quoted;
    else if (letter === separator && !quoted) {
      parts.push(text.slice(start, i));
      start = i + 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
}

function unquote(text: string): string {
  if (!text.startsWith('"')) return text.replace(/\s\(.*$/s, "").trimEnd();
  return text.replace(/^"|"[^"]*$/g, "").replace(/\\(.)/gs, "$1");
}

/** An address list (RFC 5322 with its groups and comments, and what is sent in its place), at most 1,000 of them. */
export function readAddresses(raw: string): MailAddress[] {
  const found: MailAddress[] = [];
  // Decoded as one: a name alone is too short to tell its charset.
  const text = isAscii(raw) || /[^\0-\xff]/.test(raw) ? raw : decodeText(raw, null);
  for (const piece of splitAddresses(text)) {
    const one = readAddress(piece);
    if (one !== null) found.push(one);
    if (found.length >= 1000) break;
  }
  return found;
}

const mostPieces = 5000;

function splitAddresses(raw: string): string[] {
  const parts: string[] = [];
  let quoted = false;
  let comment = 0;
  let angle = false;
  let start = 0;
  let seenAt = false;
  for (let i = 0; i < raw.length && parts.length < mostPieces; i++) {
    const letter = raw[i];
    if (letter === "@") seenAt = true;
    if (quoted || comment > 0) {
      if (letter === "\\") i++;
      else if (quoted && letter === '"') quoted = false;
      else if (comment > 0 && letter === "(") comment++;
      else if (comment > 0 && letter === ")") comment--;
    } else if (letter === '"') quoted = true;
    else if (letter === "(") comment++;
    else if (letter === "<") angle = true;
    else if (letter === ">") angle = false;
    else if (letter === ":" && !angle && !seenAt) start = i + 1;
    else if ((letter === "," || letter === ";") && !angle) {
      parts.push(raw.slice(start, i));
      start = i + 1;
      seenAt = false;
    }
  }
  parts.push(raw.slice(start));
  return parts;
}

function readAddress(piece: string): MailAddress | null {
  const text = piece.trim().slice(-2000);
  if (text === "") return null;
  const open = text.lastIndexOf("<");
  if (open >= 0) {
    const close = text.indexOf(">", open);
    const address = cleanAddress(text.slice(open + 1, close < 0 ? undefined : close));
    if (address !== null) return { name: displayName(text.slice(0, open)), address };
  }
  const bare = /[^\s<>()[\],;:"]{1,128}@[^\s<>()[\],;:"]{1,255}/.exec(text);
  if (bare === null) return null;
  const comment = /\(([^()]{1,200})\)/.exec(text);
  return { name: displayName(comment?.[1] ?? ""), address: bare[0].toLowerCase() };
}

function cleanAddress(text: string): string | null {
  const address = text
    .trim()
    .replace(/^mailto:/i, "")
    .replace(/^@[^:]{1,255}:/, "")
    .replace(/\s+/g, "")
    .toLowerCase();
  return address.includes("@") || /^[\w.+-]+$/.test(address) ? address : null;
}

function displayName(text: string): string {
  const trimmed = text.trim();
  const bare = trimmed.startsWith('"') ? trimmed.replace(/^"|"\s*$/g, "").replace(/\\(.)/gs, "$1") : trimmed;
  return readWords(bare).replace(/\s+/g, " ").trim();
}

/** `<a@b> <c@d>`: message ids with their brackets, in order, at most 200. */
export function readMessageIds(value: string): string[] {
  return [...value.matchAll(/<[^<>\s]{1,998}>/g)].slice(0, 200).map((match) => match[0]);
}
