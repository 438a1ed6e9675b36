import { createHash } from "node:crypto";

const [SPACE, TAB, CR, LF] = [32, 9, 13, 10] as const;

/**
 * The hash of a body in the relaxed form of RFC 6376, 3.4.4, in base64: runs of white space become one space, none is
 * left at the end of a line, and empty lines at the end do not count. Lines end in CRLF. It is read in pieces, as it
 * stands in memory or comes from a stream; nothing of it is kept.
 */
export function hashBody(pieces: Iterable<Uint8Array>): string {
  const hash = createHash("sha256");
  const pending = { space: false, breaks: 0 };
  let isEmpty = true;
  for (const piece of pieces) {
    const relaxed = relaxPiece(piece, pending);
    if (relaxed.length === 0) continue;
    hash.update(relaxed);
    isEmpty = false;
  }
  return (isEmpty ? hash : hash.update("\r\n")).digest("base64");
}

/** Bytes that count, after what was held back before them. A plain loop: this is done for every octet that is sent. */
function relaxPiece(piece: Uint8Array, pending: { space: boolean; breaks: number }): Uint8Array {
  const out = Buffer.allocUnsafe(piece.length + 2 * pending.breaks + 1);
  let { space, breaks } = pending;
  let at = 0;
  for (const octet of piece) {
    if (octet === SPACE || octet === TAB) space = true;
    else if (octet === LF) {
      space = false;
      breaks += 1;
    } else if (octet !== CR) {
      for (; breaks > 0; breaks -= 1) {
        out[at++] = CR;
        out[at++] = LF;
      }
      if (space) out[at++] = SPACE;
      space = false;
      out[at++] = octet;
    }
  }
  pending.space = space;
  pending.breaks = breaks;
  return out.subarray(0, at);
}
