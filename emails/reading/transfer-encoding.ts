/** Content-Transfer-Encoding (RFC 2045): a binary string in, a binary string out. Damage is passed over, never thrown. */
export function decodeTransfer(body: string, encoding: string): string {
  switch (
    encoding
      .trim()
      .toLowerCase()
      .replace(/^"/, "")
      .replace(/[";\s].*$/s, "")
  ) {
    case "base64":
      return decodeBase64(body);
    case "quoted-printable":
      return decodeQuotedPrintable(body);
    case "x-uuencode":
    case "uuencode":
    case "x-uue":
      return decodeUu(body);
    default:
      return body;
  }
}

/**
 * What follows the padding is read on only when it is base64 again (programs glue encoded pieces together); text that a
 * list server added below would decode to noise. What is only called base64 stays as it is.
 */
function decodeBase64(body: string): string {
  if (!looksEncoded(body)) return body;
  const pieces: string[] = [];
  let at = 0;
  while (at < body.length) {
    const padding = body.indexOf("=", at);
    const end = padding < 0 ? body.length : padding;
    pieces.push(
      Buffer.from(at === 0 && end === body.length ? body : body.slice(at, end), "base64").toString("latin1"),
    );
    at = end;
    while (body[at] === "=") at++;
    if (!/^(?:\r?\n)?[A-Za-z0-9+/]{16,}={0,2}\s{0,4}(?:\n|$)/.test(body.slice(at, at + 200))) break;
  }
  return pieces.join("");
}

/** Base64 has no spaces within its lines and hardly a sign of another alphabet. */
function looksEncoded(body: string): boolean {
  const sample = /^[^=]{0,400}/.exec(body)?.[0] ?? "";
  const strange = sample.match(/[^A-Za-z0-9+/=\s]|[^\s] +(?=[^\s])/g)?.length ?? 0;
  return strange * 12 <= sample.length;
}

/** Octet by octet, since a pattern's callback for each is what takes the time in a long HTML body. */
export function decodeQuotedPrintable(body: string): string {
  if (!body.includes("=")) return body;
  const bytes = Buffer.from(body, "latin1");
  let written = 0;
  for (let at = 0; at < bytes.length; at++) {
    const octet = bytes[at] ?? 0;
    if (octet !== equals) {
      bytes[written++] = octet;
      continue;
    }
    const value = hexAt(bytes, at + 1);
    if (value >= 0) {
      bytes[written++] = value;
      at += 2;
      continue;
    }
    const after = endOfSoftBreak(bytes, at + 1);
    if (after < 0) bytes[written++] = octet;
    else at = after - 1;
  }
  return bytes.toString("latin1", 0, written);
}

const equals = 0x3d;

function hexAt(bytes: Buffer, at: number): number {
  const [high, low] = [digit(bytes[at]), digit(bytes[at + 1])];
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

function digit(octet: number | undefined): number {
  if (octet === undefined) return -1;
  if (octet >= 0x30 && octet <= 0x39) return octet - 0x30;
  const letter = octet | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

/** Where the next line begins, when only spaces stand between the sign and the line's end; -1 otherwise. */
function endOfSoftBreak(bytes: Buffer, start: number): number {
  let at = start;
  while (at < start + 20 && (bytes[at] === 0x20 || bytes[at] === 0x09)) at++;
  if (at >= bytes.length && at === start) return at;
  if (bytes[at] === 0x0d && bytes[at + 1] === 0x0a) return at + 2;
  return bytes[at] === 0x0a ? at + 1 : -1;
}

function decodeUu(body: string): string {
  const out: string[] = [];
  let open = false;
  for (const line of body.split(/\r?\n/)) {
    if (!open) {
      open = /^begin [0-7]{3,4} /.test(line);
      continue;
    }
    if (line === "end" || line === "`") break;
    out.push(decodeUuLine(line));
  }
  return out.join("");
}

function decodeUuLine(line: string): string {
  const length = (line.charCodeAt(0) - 32) & 63;
  let bytes = "";
  for (let i = 1; i + 3 < line.length + 3 && bytes.length < length; i += 4) {
    const [a, b, c, d] = [0, 1, 2, 3].map((n) => ((line.charCodeAt(i + n) || 32) - 32) & 63) as [
      number,
      number,
      number,
      number,
    ];
    bytes += String.fromCharCode(
      ((a << 2) | (b >> 4)) & 255,
      ((b << 4) | (c >> 2)) & 255,
      ((c << 6) | d) & 255,
    );
  }
  return bytes.slice(0, length);
}
