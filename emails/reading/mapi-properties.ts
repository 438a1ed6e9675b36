export interface MapiValue {
  /** Of strings, binaries and objects: the first value. */
  bytes?: Uint8Array;
  /** The bytes are UTF-16. */
  unicode: boolean;
  /** Of whole numbers. */
  number?: number;
}

/** By property number; named properties (0x8000 and above) are passed over. */
export type MapiProperties = Map<number, MapiValue>;

const mostProperties = 5000;
const mostValues = 10_000;

/** The encoded property list of MS-OXTNEF 2.1.3.5. Ends quietly where it is damaged. */
export function readMapiProperties(bytes: Uint8Array): MapiProperties {
  const properties: MapiProperties = new Map();
  const cursor = new Cursor(bytes);
  const count = Math.min(cursor.number(), mostProperties);
  for (let i = 0; i < count && !cursor.isPast(); i++) {
    const type = cursor.short();
    const id = cursor.short();
    if (id >= 0x8000) cursor.skipName();
    const value = readValue(cursor, type);
    if (value === null || cursor.isPast()) break;
    if (id < 0x8000 && !properties.has(id)) properties.set(id, value);
  }
  return properties;
}

/** Octets of a value of fixed size, with its padding. */
const sizes: Record<number, number> = {
  0x01: 4,
  0x02: 4,
  0x03: 4,
  0x04: 4,
  0x05: 8,
  0x06: 8,
  0x07: 8,
  0x0a: 4,
  0x0b: 4,
  0x14: 8,
  0x40: 8,
  0x48: 16,
};
const string8 = 0x1e;
const unicode = 0x1f;
const object = 0x0d;
const binary = 0x102;

function readValue(cursor: Cursor, declared: number): MapiValue | null {
  const type = declared & 0xfff;
  const many = (declared & 0x1000) !== 0;
  if (type === string8 || type === unicode || type === object || type === binary)
    return readLong(cursor, type);
  const size = sizes[type];
  if (size === undefined) return null;
  const count = many ? cursor.number() : 1;
  const value: MapiValue = { unicode: false };
  if (count > 0 && size === 4) value.number = cursor.peek();
  cursor.skip(count * size);
  return value;
}

function readLong(cursor: Cursor, type: number): MapiValue | null {
  const count = cursor.number();
  if (count > mostValues) return null;
  const value: MapiValue = { unicode: type === unicode };
  for (let i = 0; i < count && !cursor.isPast(); i++) {
    const length = cursor.number();
    const bytes = cursor.take(length);
    // An object begins with the number of its interface.
    value.bytes ??= type === object ? bytes.subarray(16) : bytes;
    cursor.skip((4 - (length % 4)) % 4);
  }
  return value;
}

class Cursor {
  private at = 0;
  private readonly view: DataView;
  constructor(private readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
  isPast(): boolean {
    return this.at > this.bytes.byteLength;
  }
  short(): number {
    const value = this.at + 2 <= this.bytes.byteLength ? this.view.getUint16(this.at, true) : 0;
    this.at += 2;
    return value;
  }
  peek(): number {
    return this.at + 4 <= this.bytes.byteLength ? this.view.getUint32(this.at, true) : 0;
  }
  number(): number {
    const value = this.peek();
    this.at += 4;
    return value;
  }
  take(length: number): Uint8Array {
    const start = Math.min(this.at, this.bytes.byteLength);
    this.at += length;
    return this.bytes.subarray(start, Math.min(this.at, this.bytes.byteLength));
  }
  skip(length: number): void {
    this.at += length;
  }
  /** GUID, then a number or a name in UTF-16. */
  skipName(): void {
    this.skip(16);
    if (this.number() === 0) this.skip(4);
    else {
      const length = this.number();
      this.skip(length + ((4 - (length % 4)) % 4));
    }
  }
}
