/* What Outlook and S/MIME programs wrap a message into, built octet by octet. */

export function winmail(attributes: [id: number, type: number, value: Buffer][]): Buffer {
  return Buffer.concat([
    Buffer.from([0x78, 0x9f, 0x3e, 0x22, 1, 0]),
    ...attributes.map(([id, type, value]) =>
      Buffer.concat([Buffer.from([1]), short(id), short(type), long(value.length), value, short(0)]),
    ),
  ]);
}

export const attribute = {
  codePage: (page: number): [number, number, Buffer] => [0x9007, 6, Buffer.concat([long(page), long(0)])],
  body: (text: string): [number, number, Buffer] => [0x800c, 2, Buffer.from(`${text}\0`, "latin1")],
  properties: (...list: Buffer[]): [number, number, Buffer] => [0x9003, 6, propertyList(list)],
  file: (): [number, number, Buffer] => [0x9002, 6, Buffer.alloc(14)],
  fileTitle: (name: string): [number, number, Buffer] => [0x8010, 1, Buffer.from(`${name}\0`, "latin1")],
  fileContent: (content: Buffer): [number, number, Buffer] => [0x800f, 6, content],
  fileProperties: (...list: Buffer[]): [number, number, Buffer] => [0x9005, 6, propertyList(list)],
};

function propertyList(list: Buffer[]): Buffer {
  return Buffer.concat([long(list.length), ...list]);
}

export const unicodeProperty = (id: number, text: string) =>
  Buffer.concat([short(0x1f), short(id), long(1), sized(Buffer.from(`${text}\0`, "utf16le"))]);
export const binaryProperty = (id: number, bytes: Buffer) =>
  Buffer.concat([short(0x102), short(id), long(1), sized(bytes)]);
export const numberProperty = (id: number, value: number) =>
  Buffer.concat([short(3), short(id), long(value)]);
/** A property of a name rather than a number, as Outlook sends dozens of. */
export const namedProperty = (name: string, text: string) =>
  Buffer.concat([
    short(0x1f),
    short(0x8001),
    Buffer.alloc(16),
    long(1),
    sized(Buffer.from(`${name}\0`, "utf16le")),
    long(1),
    sized(Buffer.from(`${text}\0`, "utf16le")),
  ]);

/** RTF in the container of compressed RTF, left as it is ("MELA"). */
export function storedRtf(rtf: string): Buffer {
  const content = Buffer.from(rtf, "latin1");
  return Buffer.concat([
    long(content.length + 12),
    long(content.length),
    Buffer.from("MELA"),
    long(0),
    content,
  ]);
}

function sized(bytes: Buffer): Buffer {
  return Buffer.concat([long(bytes.length), bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
}

function short(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function long(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

const oid = {
  data: "2a864886f70d010701",
  signed: "2a864886f70d010702",
  enveloped: "2a864886f70d010703",
};

/** One DER element; with `open`, of a length left open (BER). */
function element(tag: number, content: Buffer, open = false): Buffer {
  if (open) return Buffer.concat([Buffer.from([tag, 0x80]), content, Buffer.from([0, 0])]);
  const { length } = content;
  const size =
    length < 128
      ? [length]
      : length < 65_536
        ? [0x82, length >> 8, length & 255]
        : [0x83, length >> 16, (length >> 8) & 255, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

/** A CMS SignedData around a message; `pieces` cuts its octets and leaves every length open, as streaming programs do. */
export function signedMessage(content: string, { pieces = 0 } = {}): Buffer {
  const open = pieces > 0;
  const bytes = Buffer.from(content, "latin1");
  const octets = open
    ? element(0x24, Buffer.concat(cut(bytes, pieces).map((piece) => element(4, piece))), true)
    : element(4, bytes);
  const encapsulated = element(
    0x30,
    Buffer.concat([element(6, Buffer.from(oid.data, "hex")), element(0xa0, octets, open)]),
    open,
  );
  const signed = element(
    0x30,
    Buffer.concat([
      element(2, Buffer.from([1])),
      element(0x31, element(0x30, Buffer.from("0609608648016503040201", "hex"))),
      encapsulated,
      element(0xa0, Buffer.alloc(300, 0x41)),
      element(0x31, Buffer.alloc(200, 0x42)),
    ]),
    open,
  );
  const info = Buffer.concat([element(6, Buffer.from(oid.signed, "hex")), element(0xa0, signed, open)]);
  return element(0x30, info, open);
}

export function envelopedMessage(): Buffer {
  const type = element(6, Buffer.from(oid.enveloped, "hex"));
  return element(0x30, Buffer.concat([type, element(0xa0, element(0x30, Buffer.alloc(400, 0x43)))]));
}

function cut(bytes: Buffer, pieces: number): Buffer[] {
  const size = Math.ceil(bytes.length / pieces);
  return Array.from({ length: pieces }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
}
