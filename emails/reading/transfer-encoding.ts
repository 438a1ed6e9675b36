/** Content-Transfer-Encoding (RFC 2045): a binary string in, a binary string out. Damage is passed over, never thrown. */
export function decodeTransfer(body: string, encoding: string): string {
  switch (
    encoding
      .trim()
      .toLowerCase()
      .replace(/[";].*$/s, "")
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

function decodeBase64(body: string): string {
  // Text that a list server added below the padding would decode to noise.
  const end = body.search(/=\s*\n\s*\n/);
  const kept = end < 0 ? body : body.slice(0, end + 1);
  return Buffer.from(kept, "base64").toString("latin1");
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
