import { deflateRawSync } from "node:zlib";

/** Messages that are meant to hurt who reads them: their raw bytes, by what they are. `size` 1 is the long form. */
export const bombs: Record<string, (size: number) => string> = {
  "parts within parts": (size) => {
    const depth = Math.round(20_000 * size);
    const heads = Array.from(
      { length: depth },
      (_, at) => `Content-Type: multipart/mixed; boundary=b${String(at)}\r\n\r\n--b${String(at)}\r\n`,
    );
    return `${heads.join("")}\r\nDeep down.\r\n`;
  },
  "a hundred thousand parts": (size) => {
    const part = "--b\r\nContent-Type: text/plain\r\n\r\nhi\r\n";
    return `Content-Type: multipart/mixed; boundary=b\r\n\r\n${part.repeat(Math.round(100_000 * size))}--b--\r\n`;
  },
  "a header of ten megabytes": (size) =>
    `X-Long: ${"a ".repeat(Math.round(5_000_000 * size))}\r\n\r\nShort.\r\n`,
  "a hundred thousand headers": (size) =>
    `${"X-Many: x\r\n".repeat(Math.round(100_000 * size))}\r\nShort.\r\n`,
  "a hundred thousand recipients": (size) => {
    const list = Array.from({ length: Math.round(100_000 * size) }, (_, at) => `p${String(at)}@example.org`);
    return `Cc: ${list.join(",\r\n ")}\r\n\r\nHello all.\r\n`;
  },
  "base64 of zeros": (size) => {
    const line = `${"A".repeat(76)}\r\n`;
    const head = "Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n";
    return `${head}Content-Disposition: attachment; filename=zeros.bin\r\n\r\n${line.repeat(Math.round(230_000 * size))}`;
  },
  "a zip of zeros": (size) => {
    const zeros = deflateRawSync(Buffer.alloc(Math.round(256 * 2 ** 20 * size)));
    return attached("application/zip", "zeros.zip", zeros);
  },
  "a calendar with a million recurrences": (size) => {
    const dates = Array.from({ length: Math.round(200_000 * size) }, () => "20260501T100000Z").join(",");
    const calendar = [
      ...["BEGIN:VCALENDAR", "VERSION:2.0", "METHOD:REQUEST", "BEGIN:VEVENT", "UID:bomb@x"],
      ...["DTSTART:20260501T100000Z", "DTEND:20260501T110000Z", "RRULE:FREQ=SECONDLY;COUNT=1000000"],
      ...[`RDATE:${dates}`, "SUMMARY:Bomb", "END:VEVENT", "END:VCALENDAR", ""],
    ].join("\r\n");
    return `Content-Type: text/calendar; method=REQUEST\r\n\r\n${calendar}`;
  },
  "a picture of 500 megapixels": () => attached("image/png", "huge.png", hugePicture()),
  "quotes within quotes": (size) =>
    `\r\n${`${"> ".repeat(2_000)}no\r\n`.repeat(Math.round(500 * size))}\r\nYes.\r\n`,
  "tags within tags": (size) =>
    `Content-Type: text/html\r\n\r\n${"<div><b><blockquote>\r\n".repeat(Math.round(100_000 * size))}deep\r\n`,
};

function attached(type: string, name: string, bytes: Buffer): string {
  const body = bytes.toString("base64").replaceAll(/.{76}/g, "$&\r\n");
  return [
    `Content-Type: multipart/mixed; boundary=b`,
    "",
    "--b",
    "Content-Type: text/plain",
    "",
    "See what I made.",
    "--b",
    `Content-Type: ${type}; name=${name}`,
    "Content-Transfer-Encoding: base64",
    `Content-Disposition: attachment; filename=${name}`,
    "",
    body,
    "--b--",
    "",
  ].join("\r\n");
}

/** A PNG whose header says 25,000 by 20,000, and hardly anything behind it. */
function hugePicture(): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(25_000, 0);
  header.writeUInt32BE(20_000, 4);
  header.set([8, 6, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const pixels = Buffer.from([0x78, 0x9c, 0x63, 0x60, 0x60, 0x60, 0x00, 0x00, 0x00, 0x04, 0x00, 0x01]);
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", pixels),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(name: string, bytes: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name), bytes]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(bytes.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

function crc32(bytes: Buffer): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return (sum ^ 0xffffffff) >>> 0;
}
