/** A message of our own making (or one that passed through servers), read back as its receiver's program would. */
export interface SentMessage {
  raw: string;
  octets: number;
  headers: readonly { name: string; value: string }[];
  parts: readonly SentPart[];
}

export interface SentPart {
  contentType: string;
  encoding: string;
  body: string;
}

export function readSent(raw: Uint8Array): SentMessage {
  const text = Buffer.from(raw).toString("latin1");
  const { headers, body } = splitMessage(text);
  const boundary = /boundary="?([^";]+)"?/.exec(headerOf(headers, "content-type"))?.[1];
  const parts = boundary === undefined ? [] : splitParts(body, boundary);
  return { raw: text, octets: raw.length, headers, parts: parts.map(readPart) };
}

/** The value of a header, unfolded and decoded; "" when it is missing. */
export function headerOf(headers: SentMessage["headers"], name: string): string {
  return headers.find((header) => header.name.toLowerCase() === name.toLowerCase())?.value ?? "";
}

/** RFC 2047, as far as we write it: UTF-8, in Q or B. */
export function decodeWords(value: string): string {
  const joined = value.replace(/\?=\s+=\?/g, "?==?");
  return joined.replace(/(?:=\?utf-8\?[qb]\?[^?]*\?=)+/gi, (run) =>
    Buffer.concat([...run.matchAll(WORD)].map(wordBytes)).toString(),
  );
}

const WORD = /=\?utf-8\?([qb])\?([^?]*)\?=/gi;

function wordBytes([, encoding = "", text = ""]: RegExpMatchArray): Buffer {
  if (encoding.toLowerCase() === "b") return Buffer.from(text, "base64");
  return quotedBytes(text.replaceAll("_", " "));
}

function splitMessage(text: string): { headers: { name: string; value: string }[]; body: string } {
  const end = text.indexOf("\r\n\r\n");
  const lines = text
    .slice(0, end)
    .replace(/\r\n(?=[ \t])/g, "")
    .split("\r\n");
  const headers = lines.map((line) => {
    const colon = line.indexOf(":");
    return { name: line.slice(0, colon), value: line.slice(colon + 1).trim() };
  });
  return { headers, body: text.slice(end + 4) };
}

function splitParts(body: string, boundary: string): string[] {
  const inside = body.split(`\r\n--${boundary}--`)[0] ?? "";
  return `\r\n${inside}`.split(`\r\n--${boundary}\r\n`).slice(1);
}

function readPart(text: string): SentPart {
  const { headers, body } = splitMessage(text);
  const encoding = headerOf(headers, "content-transfer-encoding");
  const bytes =
    encoding === "quoted-printable" ? quotedBytes(body.replace(/=\r\n/g, "")) : Buffer.from(body, "latin1");
  return { contentType: headerOf(headers, "content-type"), encoding, body: bytes.toString("utf8") };
}

function quotedBytes(text: string): Buffer {
  const bytes = text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1");
}
