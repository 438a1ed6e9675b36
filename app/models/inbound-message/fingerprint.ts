import { createHash, type Hash } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";

/**
 * What makes two arrivals the same message: whom it was sent to, its body, and the headers that no relay touches on
 * the way. Received, Return-Path, Delivered-To, signatures and verdicts differ each time. The Message-ID alone would
 * not do: a forger who guesses it could keep a post from being filed.
 */
const STABLE = new Set([
  "message-id",
  "date",
  "from",
  "sender",
  "reply-to",
  "to",
  "cc",
  "subject",
  "in-reply-to",
  "references",
  "content-type",
  "content-transfer-encoding",
]);

/** Large mail is hashed piece by piece: others are spoken to in between. */
const PIECE = 256 * 1024;

export async function fingerprintOf(recipient: string, raw: Uint8Array): Promise<string> {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  const { headEnd, bodyStart } = partingOf(bytes);
  // Only who means harm writes more; what is more counts as it is.
  const headRead = Math.min(headEnd, PIECE);

  const hash = createHash("sha256");
  const head = bytes.toString("latin1", 0, headRead).replaceAll("\r\n", "\n");
  hash.update(JSON.stringify([recipient.toLowerCase(), ...stableHeaders(head)]));
  await hashEvenly(hash, bytes.subarray(headRead, headEnd));
  await hashEvenly(hash, bytes.subarray(bodyStart, endOfWords(bytes, bodyStart)));
  return hash.digest("hex");
}

function partingOf(bytes: Buffer): { headEnd: number; bodyStart: number } {
  const found = [
    { at: bytes.indexOf("\n\n"), length: 2 },
    { at: bytes.indexOf("\n\r\n"), length: 3 },
  ].filter(({ at }) => at !== -1);
  const [first] = found.sort((one, other) => one.at - other.at);
  if (!first) return { headEnd: bytes.length, bodyStart: bytes.length };
  return { headEnd: first.at, bodyStart: first.at + first.length };
}

/** Where trailing white space begins. */
function endOfWords(bytes: Buffer, from: number): number {
  let end = bytes.length;
  while (end > from && isBlank(bytes[end - 1])) end -= 1;
  return end;
}

function isBlank(octet: number | undefined): boolean {
  return octet === 32 || (octet !== undefined && octet >= 9 && octet <= 13);
}

/** Whichever way lines end. */
async function hashEvenly(hash: Hash, bytes: Buffer): Promise<void> {
  for (let from = 0; from < bytes.length; from += PIECE) {
    const piece = bytes.toString("latin1", from, from + PIECE).replaceAll("\r\n", "\n");
    const isParted = piece.endsWith("\r") && bytes[from + PIECE] === 10;
    hash.update(isParted ? piece.slice(0, -1) : piece, "latin1");
    if (bytes.length > PIECE) await nextTurn();
  }
}

/** `name:value` with folding and white space evened out, in alphabetical order. */
function stableHeaders(head: string): string[] {
  return head
    .replaceAll(/\n[ \t]+/g, " ")
    .split("\n")
    .flatMap((line) => {
      const colon = line.indexOf(":");
      const name = line.slice(0, Math.max(colon, 0)).trim().toLowerCase();
      return STABLE.has(name)
        ? [
            `${name}:${line
              .slice(colon + 1)
              .replaceAll(/\s+/g, " ")
              .trim()}`,
          ]
        : [];
    })
    .toSorted();
}
