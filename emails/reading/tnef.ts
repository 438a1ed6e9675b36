import { charsetOfCodePage } from "#emails/reading/code-pages.ts";
import { unpackRtf } from "#emails/reading/compressed-rtf.ts";
import { decodeText } from "#emails/reading/decode-text.ts";
import { readMapiProperties, type MapiProperties } from "#emails/reading/mapi-properties.ts";
import { readRtf } from "#emails/reading/rtf-text.ts";

export interface TnefFile {
  filename: string;
  /** As declared inside, or "". */
  mediaType: string;
  cid: string | null;
  content: Uint8Array;
}

/** What Outlook wrapped into winmail.dat. */
export interface Tnef {
  text: string | null;
  html: string | null;
  files: TnefFile[];
}

/** MS-OXTNEF: the words (plain, HTML, or compressed RTF) and the files. Null when these bytes are no such stream. */
export function readTnef(bytes: Uint8Array): Tnef | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.byteLength < 6 || view.getUint32(0, true) !== 0x223e9f78) return null;

  const files: TnefFile[] = [];
  let plain: Uint8Array | null = null;
  let properties: MapiProperties = new Map();
  let codePage = 1252;
  for (const { id, value } of attributes(bytes, view)) {
    const file = files.at(-1);
    if (id === attribute.codePage && value.byteLength >= 2) codePage = littleEndian(value);
    else if (id === attribute.body) plain ??= value;
    else if (id === attribute.properties) properties = readMapiProperties(value);
    else if (id === attribute.attachRenderData) files.push(emptyFile());
    else if (file === undefined) continue;
    else if (id === attribute.attachTitle) file.filename = decode(value, codePage);
    else if (id === attribute.attachData) file.content = value;
    else if (id === attribute.attachProperties) describe(file, readMapiProperties(value), codePage);
  }
  return {
    ...wordsOf(properties, plain, codePage),
    files: files.filter((file) => file.content.byteLength > 0),
  };
}

const attribute = {
  codePage: 0x9007,
  body: 0x800c,
  properties: 0x9003,
  attachRenderData: 0x9002,
  attachTitle: 0x8010,
  attachData: 0x800f,
  attachProperties: 0x9005,
};
const property = {
  body: 0x1000,
  rtf: 0x1009,
  html: 0x1013,
  codePage: 0x3fde,
  attachName: 0x3707,
  attachShortName: 0x3704,
  attachMediaType: 0x370e,
  attachCid: 0x3712,
  attachContent: 0x3701,
};
const mostAttributes = 5000;

function* attributes(bytes: Uint8Array, view: DataView): Generator<{ id: number; value: Uint8Array }> {
  let at = 6;
  for (let count = 0; at + 9 <= bytes.byteLength && count < mostAttributes; count++) {
    const start = at + 9;
    const end = start + view.getUint32(at + 5, true);
    if (end > bytes.byteLength) return;
    yield { id: view.getUint16(at + 1, true), value: bytes.subarray(start, end) };
    at = end + 2;
  }
}

function wordsOf(
  properties: MapiProperties,
  plain: Uint8Array | null,
  codePage: number,
): Pick<Tnef, "text" | "html"> {
  const internet = properties.get(property.codePage)?.number ?? codePage;
  const html = textOf(properties, property.html, internet);
  const text =
    textOf(properties, property.body, codePage) ?? (plain === null ? null : decode(plain, codePage));
  if (html !== null || isSaid(text)) return { text, html };
  const packed = properties.get(property.rtf)?.bytes;
  const rtf = packed === undefined ? null : unpackRtf(packed);
  return rtf === null ? { text, html } : readRtf(rtf);
}

function isSaid(text: string | null): boolean {
  return text !== null && text.trim() !== "";
}

function describe(file: TnefFile, properties: MapiProperties, codePage: number): void {
  const text = (id: number) => textOf(properties, id, codePage);
  file.filename = text(property.attachName) ?? text(property.attachShortName) ?? file.filename;
  file.mediaType = text(property.attachMediaType)?.toLowerCase() ?? file.mediaType;
  file.cid = text(property.attachCid)?.replace(/[<>\s]/g, "") ?? file.cid;
  const content = properties.get(property.attachContent);
  if (file.content.byteLength === 0 && content?.bytes !== undefined) file.content = content.bytes;
}

function textOf(properties: MapiProperties, id: number, codePage: number): string | null {
  const value = properties.get(id);
  if (value?.bytes === undefined) return null;
  const text = value.unicode ? decodeText(latin1(value.bytes), "utf-16le") : decode(value.bytes, codePage);
  return text.replace(/\0.*$/s, "");
}

function decode(bytes: Uint8Array, codePage: number): string {
  return decodeText(latin1(bytes), charsetOfCodePage(codePage)).replace(/\0.*$/s, "");
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}

function littleEndian(bytes: Uint8Array): number {
  return (bytes[0] ?? 0) + (bytes[1] ?? 0) * 256;
}

function emptyFile(): TnefFile {
  return { filename: "", mediaType: "", cid: null, content: new Uint8Array() };
}
