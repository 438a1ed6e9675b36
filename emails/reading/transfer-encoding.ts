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

export function decodeQuotedPrintable(body: string): string {
  if (!body.includes("=")) return body;
  return body
    .replace(/=[ \t]{0,20}\r?\n/g, "")
    .replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
    .replace(/=$/, "");
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
