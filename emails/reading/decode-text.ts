import chardet from "chardet";
import iconv from "iconv-lite";

/**
 * Bytes (as a binary string, one character per octet) to text. The declared charset is believed first; where the
 * bytes contradict it (invalid UTF-8, eight-bit in ASCII, UTF-8 labelled Latin-1) they are looked at instead.
 */
export function decodeText(binary: string, declared: string | null): string {
  const label = charsetLabel(declared);
  if (isAscii(binary) && !escapes.has(label))
    return escapedJapanese.test(binary) ? decodeWith(bytesOf(binary), "iso-2022-jp") : binary;

  const bytes = bytesOf(binary);
  const marked = markedCharset(bytes);
  if (marked !== null) return decodeWith(bytes, marked);
  if (shifts[label] !== undefined) return decodeShifted(binary, label);
  if (label === "utf-16") return decodeWith(bytes, bigEndianFirst(bytes) ? "utf-16be" : "utf-16le");
  if (label === "" || careless.has(label))
    return decodeStrictly(bytes, "utf-8") ?? decodeDetected(bytes, label);
  return decodeStrictly(bytes, label) ?? decodeLabelled(bytes, label) ?? decodeDetected(bytes, label);
}

/** Labels under which other charsets often travel, so that valid UTF-8 is believed before the label. */
const careless = new Set([
  "us-ascii",
  "ascii",
  "iso-8859-1",
  "latin1",
  "windows-1252",
  "iso-8859-15",
  "unknown-8bit",
  "x-unknown",
  "8bit",
  "utf-8",
]);
/** Of these, the ones that say "Western European" and mean it when the letters agree. */
const western = new Map([
  ["iso-8859-1", "windows-1252"],
  ["latin1", "windows-1252"],
  ["windows-1252", "windows-1252"],
  ["iso-8859-15", "iso-8859-15"],
]);
/** Charsets that write other letters with ASCII octets alone. */
const escapes = new Set([
  "iso-2022-jp",
  "iso-2022-kr",
  "iso-2022-cn",
  "utf-7",
  "hz-gb-2312",
  "utf-16",
  "utf-16le",
  "utf-16be",
  "utf-32",
]);

const aliases: Record<string, string> = {
  utf8: "utf-8",
  default: "",
  "ks_c_5601-1987": "euc-kr",
  "x-sjis": "shift_jis",
  cp932: "shift_jis",
  "iso-2022-jp-2": "iso-2022-jp",
  "cp-850": "cp850",
  "cp-866": "ibm866",
  "unicode-1-1-utf-7": "utf-7",
  "unicode-2-0-utf-7": "utf-7",
  "x-unicode-2-0-utf-7": "utf-7",
  "x-utf-16": "utf-16",
  "iso-10646-ucs-2": "utf-16",
  "iso-8859-8-i": "iso-8859-8",
  "x-mac-roman": "macintosh",
  "big5-hkscs": "big5",
  gb2312: "gb18030",
  "gb_2312-80": "gb18030",
  gbk: "gb18030",
  "x-gbk": "gb18030",
  hz: "hz-gb-2312",
};

function charsetLabel(declared: string | null): string {
  if (declared === null) return "";
  const label = declared
    .trim()
    .toLowerCase()
    .replace(/^["']+|["']+$/g, "");
  return aliases[label] ?? label.replace(/^cp-?(125\d)$/, "windows-$1").replace(/^iso8859-/, "iso-8859-");
}

export function isAscii(binary: string): boolean {
  // eslint-disable-next-line no-control-regex -- the whole range of seven bits is meant
  return !/[^\x00-\x7f]/.test(binary);
}

/** ISO-2022-JP is seven bits wide and names itself by its escapes, which nobody else writes. */
// eslint-disable-next-line no-control-regex -- the escape character is what it is known by
const escapedJapanese = /\x1b\$[@B]/;

function bytesOf(binary: string): Buffer {
  return Buffer.from(binary, "latin1");
}

function decodeWith(bytes: Buffer, label: string): string {
  // Node's own windows-1252 reads the quotation marks and dashes of 0x80 to 0x9f as control characters.
  return label === "windows-1252" ? iconv.decode(bytes, label) : new TextDecoder(label).decode(bytes);
}

function decodeStrictly(bytes: Buffer, label: string): string | null {
  try {
    return new TextDecoder(label, { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    return null;
  }
}

function decodeLabelled(bytes: Buffer, label: string): string | null {
  if (label === "utf-8" || !iconv.encodingExists(label)) return null;
  return iconv.decode(bytes, label);
}

/** A byte order mark says more than any label. */
function markedCharset([a, b, c, d]: Buffer): string | null {
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? null : "utf-16le";
  return a === 0xfe && b === 0xff ? "utf-16be" : null;
}

/** UTF-16 without a mark: where do the zeros and spaces of ordinary text stand? */
function bigEndianFirst(bytes: Buffer): boolean {
  let big = 0;
  let little = 0;
  for (let i = 0; i + 1 < Math.min(bytes.length, 4096); i += 2) {
    if (bytes[i] === 0 && bytes[i + 1] !== 0) big++;
    if (bytes[i] !== 0 && bytes[i + 1] === 0) little++;
  }
  return big >= little;
}

/** Charsets that shift between ASCII and another one, which is the eight-bit one with its high bit gone. */
const shifts: Record<string, { out: string; back: string; charset: string }> = {
  "iso-2022-kr": { out: "\x0e", back: "\x0f", charset: "euc-kr" },
  "iso-2022-cn": { out: "\x0e", back: "\x0f", charset: "gb18030" },
  "hz-gb-2312": { out: "~{", back: "~}", charset: "gb18030" },
};

function decodeShifted(binary: string, label: string): string {
  const shift = shifts[label];
  if (shift === undefined) return binary;
  // eslint-disable-next-line no-control-regex -- the escapes that name the charset
  const [first = "", ...shifted] = binary.replace(/\x1b\$[()*][A-H]/g, "").split(shift.out);
  const raised = shifted.map((piece) => {
    const back = piece.indexOf(shift.back);
    const end = back < 0 ? piece.length : back;
    return raise(piece.slice(0, end)) + (back < 0 ? "" : piece.slice(back + shift.back.length));
  });
  return iconv.decode(bytesOf(first + raised.join("")), shift.charset);
}

function raise(letters: string): string {
  if (letters === "") return "";
  const bytes = bytesOf(letters);
  for (let i = 0; i < bytes.length; i++) {
    const octet = bytes[i] ?? 0;
    if (octet > 0x20 && octet < 0x7f) bytes[i] = octet | 0x80;
  }
  return bytes.toString("latin1");
}

/** Looks at no more than the first 8 KB of eight-bit text, so a large body costs no more than a small one. */
function decodeDetected(bytes: Buffer, label: string): string {
  if (label !== "" && !careless.has(label)) {
    const utf8 = decodeStrictly(bytes, "utf-8");
    if (utf8 !== null) return utf8;
  }
  if (mostlyUtf8(bytes)) return decodeWith(bytes, "utf-8");
  const letters = countLetters(bytes);
  const isWestern = letters.eightBit * 2 <= letters.all || letters.eightBit < 12;
  const meant = western.get(label);
  if (meant !== undefined && isWestern) return iconv.decode(bytes, meant);
  if (letters.eightBit < 4) return iconv.decode(bytes, "windows-1252");
  const guess = chardet.detect(bytes.subarray(0, 8192));
  return iconv.decode(bytes, guess !== null && iconv.encodingExists(guess) ? guess : "windows-1252");
}

/** Among Western letters the accented ones are few; where they are many, the letters are others. */
function countLetters(bytes: Buffer): { eightBit: number; all: number } {
  let eightBit = 0;
  let all = 0;
  for (const octet of bytes.subarray(0, 8192)) {
    if (octet >= 0x80) eightBit++;
    if (octet >= 0x80 || (octet | 0x20) >= 0x61) all++;
  }
  return { eightBit, all };
}

/** One broken sequence in a long UTF-8 text (a cut, a gateway) should not turn the rest into mojibake. */
function mostlyUtf8(bytes: Buffer): boolean {
  const text = new TextDecoder("utf-8").decode(bytes.subarray(0, 65536));
  let broken = 0;
  let eightBit = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0xfffd) broken++;
    else if (code > 0x7f) eightBit++;
  }
  return eightBit > 4 * broken;
}
