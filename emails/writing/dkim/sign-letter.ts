import { createHash, type KeyObject, sign } from "node:crypto";
import { promisify } from "node:util";

import { hashBody } from "#emails/writing/dkim/body-hash.ts";
import { coverHeaders, relaxHeader } from "#emails/writing/dkim/signed-headers.ts";

/** A key that is published as `selector._domainkey.domain`. Its kind says how it signs: RSA, or Ed25519 (RFC 8463). */
export interface SigningKey {
  domain: string;
  selector: string;
  privateKey: KeyObject;
}

/** Native, in libuv's thread pool: signatures of several letters are made side by side, and the loop goes on. */
const signAsync = promisify(sign);

/**
 * The DKIM-Signature header lines of a letter (RFC 6376, relaxed/relaxed), one for each key, to be sent before its
 * first byte. The letter itself is left as it is: `raw` is its bytes, whole or in pieces, with lines that end in CRLF.
 */
export async function signLetter(
  raw: Uint8Array | readonly Uint8Array[],
  keys: readonly SigningKey[],
  at: Date,
): Promise<Buffer> {
  const { head, body } = splitLetter(raw instanceof Uint8Array ? [raw] : raw);
  const bodyHash = hashBody(body);
  const covered = coverHeaders(head);

  const headers = await Promise.all(keys.map((key) => signWith(key, { bodyHash, covered, at })));
  return Buffer.from(headers.join(""), "latin1");
}

interface Signable {
  bodyHash: string;
  covered: { names: readonly string[]; lines: string };
  at: Date;
}

async function signWith({ domain, selector, privateKey }: SigningKey, what: Signable): Promise<string> {
  const isRsa = privateKey.asymmetricKeyType === "rsa";
  const unsigned = [
    `DKIM-Signature: v=1; a=${isRsa ? "rsa" : "ed25519"}-sha256; c=relaxed/relaxed;`,
    ` d=${domain}; s=${selector}; t=${Math.floor(what.at.getTime() / 1000)};`,
    ...foldNames(what.covered.names),
    ` bh=${what.bodyHash};`,
    " b=",
  ].join("\r\n");

  const signed = Buffer.from(what.covered.lines + relaxHeader(unsigned), "latin1");
  const signature = isRsa
    ? await signAsync("sha256", signed, privateKey)
    : // Ed25519 signs the hash, not the words (RFC 8463, 3).
      await signAsync(null, createHash("sha256").update(signed).digest(), privateKey);
  return `${unsigned}${foldBase64(signature.toString("base64"))}\r\n`;
}

/** `h=from:to:…;` in lines of at most 76. */
function foldNames(names: readonly string[]): string[] {
  const lines: string[] = [];
  let line = " h=";
  for (const [at, name] of names.entries()) {
    const word = `${name}${at === names.length - 1 ? ";" : ":"}`;
    if (line.length + word.length > 76) {
      lines.push(line);
      line = "  ";
    }
    line += word;
  }
  return [...lines, line];
}

function foldBase64(text: string): string {
  return (text.match(/.{1,72}/g) ?? []).join("\r\n  ");
}

const END_OF_HEAD = Buffer.from("\r\n\r\n");

/** Headers as text, and the body in its pieces; the end of the headers may lie across two of them. */
function splitLetter(pieces: readonly Uint8Array[]): { head: string; body: Uint8Array[] } {
  let seen: Buffer = Buffer.alloc(0);
  for (const [at, piece] of pieces.entries()) {
    const from = Math.max(0, seen.length - 3);
    seen =
      at === 0 ? Buffer.from(piece.buffer, piece.byteOffset, piece.length) : Buffer.concat([seen, piece]);
    const end = seen.indexOf(END_OF_HEAD, from);
    if (end < 0) continue;
    return {
      head: seen.toString("latin1", 0, end),
      body: [seen.subarray(end + 4), ...pieces.slice(at + 1)],
    };
  }
  return { head: seen.toString("latin1"), body: [] };
}
