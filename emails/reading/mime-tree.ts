import { readParameters } from "#emails/reading/header-values.ts";
import { decodeTransfer } from "#emails/reading/transfer-encoding.ts";

export interface MimeHeader {
  /** Lower-cased. */
  name: string;
  /** Unfolded, one character per octet. */
  value: string;
}

/** One part of a message; `raw` and `body` hold one character per octet. */
export interface MimePart {
  headers: MimeHeader[];
  mediaType: string;
  parameters: Record<string, string>;
  disposition: string;
  dispositionParameters: Record<string, string>;
  raw: string;
  /** With its transfer encoding undone. */
  body: string;
  parts: MimePart[];
}

const deepest = 24;
const most = 1000;

/** Bytes to a tree of parts (RFC 2045, 2046). Nothing throws: what cannot be understood becomes text, with a defect. */
export function readMimeTree(bytes: Uint8Array, defects: string[]): MimePart {
  const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  return readPart(withoutEnvelopeLine(raw), "text/plain", 0, { left: most }, defects);
}

/** The first header of that name in a part, unfolded but not decoded. */
export function partHeader(part: MimePart, name: string): string | null {
  return part.headers.find((header) => header.name === name)?.value ?? null;
}

/** Every part, parents first. */
export function allParts(part: MimePart): MimePart[] {
  return [part, ...part.parts.flatMap(allParts)];
}

/** mbox and LMTP leave `From …` or `>From …` above the headers; some stores leave blank lines or a byte order mark. */
function withoutEnvelopeLine(raw: string): string {
  let start = raw.startsWith("\xef\xbb\xbf") ? 3 : 0;
  while (raw[start] === "\r" || raw[start] === "\n") start++;
  while (/^>?From [^\n]{0,998}\n/.test(raw.slice(start, start + 1005))) start = raw.indexOf("\n", start) + 1;
  return start === 0 ? raw : raw.slice(start);
}

function readPart(
  raw: string,
  assumed: string,
  depth: number,
  budget: { left: number },
  defects: string[],
): MimePart {
  const { headers, bodyAt } = readHeaders(raw, defects);
  const type = contentType(headers, assumed);
  const disposition = readParameters(headers.find((h) => h.name === "content-disposition")?.value ?? "");
  const part: MimePart = {
    headers,
    mediaType: type.value,
    parameters: type.parameters,
    disposition: disposition.value,
    dispositionParameters: disposition.parameters,
    raw: raw.slice(bodyAt),
    body: "",
    parts: [],
  };
  const encoding = headers.find((h) => h.name === "content-transfer-encoding")?.value ?? "";

  if (type.value.startsWith("multipart/")) readMultipart(part, depth, budget, defects);
  else {
    part.body = decodeTransfer(part.raw, encoding);
    if (isMessage(type.value)) readEnclosed(part, depth, budget, defects);
  }
  return part;
}

function isMessage(mediaType: string): boolean {
  return mediaType === "message/rfc822" || mediaType === "message/global";
}

function contentType(
  headers: MimeHeader[],
  assumed: string,
): { value: string; parameters: Record<string, string> } {
  const written = headers.find((h) => h.name === "content-type")?.value;
  if (written === undefined) return { value: assumed, parameters: {} };
  const type = readParameters(written);
  if (type.value === "text") return { ...type, value: "text/plain" };
  return /^[^\s/]{1,80}\/[^\s/]{1,120}$/.test(type.value)
    ? type
    : { value: assumed, parameters: type.parameters };
}

function readHeaders(raw: string, defects: string[]): { headers: MimeHeader[]; bodyAt: number } {
  const headers: MimeHeader[] = [];
  let pieces: string[] = [];
  let name = "";
  let at = 0;
  const close = () => {
    if (name !== "") headers.push({ name, value: pieces.join(" ").trim() });
    name = "";
  };
  while (at < raw.length) {
    let end = raw.indexOf("\n", at);
    if (end < 0) end = raw.length;
    const line = raw.slice(at, raw[end - 1] === "\r" && end > at ? end - 1 : end);
    if (line === "") {
      close();
      return { headers, bodyAt: Math.min(end + 1, raw.length) };
    }
    if ((line.startsWith(" ") || line.startsWith("\t")) && name !== "") {
      // A line of white space only is a body's first line in mail whose blank line was damaged; folding never makes one.
      if (line.trim() !== "") pieces.push(line.trim());
    } else {
      const colon = /^([!-9;-~]{1,120})[ \t]*:/.exec(line.slice(0, 200));
      if (colon === null) {
        if (line.trim() !== "" && !/^>?From /.test(line)) {
          defects.push(headers.length === 0 && name === "" ? "no-headers" : "body-without-blank-line");
          close();
          return { headers, bodyAt: at };
        }
      } else {
        close();
        name = (colon[1] ?? "").toLowerCase();
        pieces = [line.slice(colon[0].length).trim()];
      }
    }
    at = end + 1;
  }
  close();
  return { headers, bodyAt: raw.length };
}

function readMultipart(part: MimePart, depth: number, budget: { left: number }, defects: string[]): void {
  const boundary = part.parameters.boundary ?? "";
  const sections = depth >= deepest ? null : splitSections(part.raw, boundary);
  if (sections === null) {
    defects.push(depth >= deepest ? "nested-too-deep" : "boundary-not-found");
    part.mediaType = "text/plain";
    part.body = part.raw;
    return;
  }
  const assumed = part.mediaType === "multipart/digest" ? "message/rfc822" : "text/plain";
  for (const section of sections) {
    if (budget.left-- <= 0) {
      defects.push("too-many-parts");
      return;
    }
    part.parts.push(readPart(section, assumed, depth + 1, budget, defects));
  }
}

function splitSections(raw: string, boundary: string): string[] | null {
  if (boundary === "") return null;
  const mark = `--${boundary.trimEnd()}`;
  const sections: string[] = [];
  let start = -1;
  let at = raw.startsWith(mark) ? 0 : nextMark(raw, mark, 0);
  while (at >= 0) {
    if (start >= 0) sections.push(raw.slice(start, lineEndBefore(raw, at)));
    const end = raw.indexOf("\n", at);
    const tail = raw.slice(at + mark.length, end < 0 ? raw.length : end).trimEnd();
    if (tail.startsWith("--")) return sections;
    start = end < 0 ? raw.length : end + 1;
    at = nextMark(raw, mark, Math.max(start - 1, 0));
  }
  if (start < 0) return null;
  if (start < raw.length) sections.push(raw.slice(start));
  return sections;
}

/** The next line that is the mark alone (another, longer boundary may begin with the same letters). */
function nextMark(raw: string, mark: string, from: number): number {
  let at = raw.indexOf(`\n${mark}`, from);
  while (at >= 0) {
    const after = raw.slice(at + 1 + mark.length, at + 1 + mark.length + 4);
    if (/^(?:--|[ \t]*(?:\r?\n|$)|[ \t]{2})/.test(after)) return at + 1;
    at = raw.indexOf(`\n${mark}`, at + 1);
  }
  return -1;
}

function lineEndBefore(raw: string, at: number): number {
  if (raw[at - 2] === "\r") return at - 2;
  return Math.max(at - 1, 0);
}

function readEnclosed(part: MimePart, depth: number, budget: { left: number }, defects: string[]): void {
  if (depth >= deepest || budget.left-- <= 0) {
    defects.push("nested-too-deep");
    return;
  }
  const inner: string[] = [];
  part.parts.push(readPart(withoutEnvelopeLine(part.body), "text/plain", depth + 1, budget, inner));
}
