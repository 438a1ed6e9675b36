import { createHash } from "node:crypto";

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

export function fingerprintOf(recipient: string, raw: Uint8Array): string {
  const text = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
    .toString("latin1")
    .replaceAll("\r\n", "\n");
  const blank = text.indexOf("\n\n");
  const head = blank === -1 ? text : text.slice(0, blank);
  const body = blank === -1 ? "" : text.slice(blank + 2);

  const hash = createHash("sha256");
  hash.update(JSON.stringify([recipient.toLowerCase(), ...stableHeaders(head)]));
  hash.update(body.trimEnd(), "latin1");
  return hash.digest("hex");
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
