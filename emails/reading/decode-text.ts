import chardet from "chardet";
import iconv from "iconv-lite";

/**
 * Bytes (as a binary string, one character per octet) to text. The declared charset is believed first; where the
 * bytes contradict it (invalid UTF-8, eight-bit in ASCII, UTF-8 labelled Latin-1) they are looked at instead.
 */
export function decodeText(binary: string, declared: string | null): string {
  const label = charsetLabel(declared);
  if (isAscii(binary) && !escapes.has(label)) return binary;

  const bytes = Buffer.from(binary, "latin1");
  if (label === "" || careless.has(label))
    return decodeStrictly(bytes, "utf-8") ?? decodeDetected(bytes, label);
  return decodeStrictly(bytes, label) ?? decodeLabelled(bytes, label) ?? decodeDetected(bytes, label);
}

/** Labels under which UTF-8 often travels, so that valid UTF-8 is believed before the label. */
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
/** Charsets that write other letters with ASCII octets alone. */
const escapes = new Set([
  "iso-2022-jp",
  "iso-2022-kr",
  "iso-2022-cn",
  "utf-7",
  "unicode-1-1-utf-7",
  "hz-gb-2312",
  "utf-16",
  "utf-16le",
  "utf-16be",
]);

const aliases: Record<string, string> = {
  utf8: "utf-8",
  "ks_c_5601-1987": "euc-kr",
  "x-sjis": "shift_jis",
  cp932: "shift_jis",
  "iso-2022-jp-2": "iso-2022-jp",
  "cp-850": "cp850",
  "unicode-1-1-utf-7": "utf-7",
  gb2312: "gb18030",
  gbk: "gb18030",
  "x-gbk": "gb18030",
};

function charsetLabel(declared: string | null): string {
  const label = (declared ?? "")
    .trim()
    .toLowerCase()
    .replace(/^["']+|["']+$/g, "");
  return aliases[label] ?? label.replace(/^cp-?(125\d)$/, "windows-$1").replace(/^iso8859-/, "iso-8859-");
}

export function isAscii(binary: string): boolean {
  // eslint-disable-next-line no-control-regex -- the whole range of seven bits is meant
  return !/[^\x00-\x7f]/.test(binary);
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

/** Looks at no more than the first 8 KB of eight-bit text, so a large body costs no more than a small one. */
function decodeDetected(bytes: Buffer, label: string): string {
  const utf8 = decodeStrictly(bytes, "utf-8");
  if (utf8 !== null) return utf8;
  if (mostlyUtf8(bytes)) return new TextDecoder("utf-8").decode(bytes);
  if (label !== "" && label !== "utf-8" && careless.has(label) && label !== "us-ascii" && label !== "ascii") {
    return new TextDecoder("windows-1252").decode(bytes);
  }
  const guess = chardet.detect(bytes.subarray(0, 8192));
  if (guess !== null && iconv.encodingExists(guess)) return iconv.decode(bytes, guess);
  return new TextDecoder("windows-1252").decode(bytes);
}

/** One broken sequence in a long UTF-8 text (a cut, a gateway) should not turn the rest into mojibake. */
function mostlyUtf8(bytes: Buffer): boolean {
  const text = new TextDecoder("utf-8").decode(bytes.subarray(0, 65536));
  const broken = text.split("\ufffd").length - 1;
  let eightBit = 0;
  for (const letter of text) if (letter > "\x7f" && letter !== "\ufffd") eightBit++;
  return eightBit > 4 * broken;
}
