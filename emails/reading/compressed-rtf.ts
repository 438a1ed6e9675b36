/** What every stream may refer back to before its own first octet (MS-OXRTFCP 2.1.2.1). */
const preset =
  "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";

const window = 4096;
const largest = 8 * 1024 * 1024;
const compressed = 0x75465a4c;
const stored = 0x414c454d;

/** PR_RTF_COMPRESSED (MS-OXRTFCP) to RTF, one character per octet; null when it is none. A damaged end is left out. */
export function unpackRtf(bytes: Uint8Array): string | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.byteLength < 16) return null;
  const size = Math.min(view.getUint32(4, true), largest);
  const kind = view.getUint32(8, true);
  const content = bytes.subarray(16);
  if (kind === stored) return Buffer.from(content.subarray(0, size)).toString("latin1");
  return kind === compressed ? inflate(content, size) : null;
}

function inflate(content: Uint8Array, size: number): string {
  const dictionary = Buffer.alloc(window);
  dictionary.write(preset, "latin1");
  // Two octets stand for at most 17: no declared size makes more than that of a short stream.
  const out = Buffer.alloc(Math.min(size, content.byteLength * 9));
  let written = 0;
  let write = preset.length;
  let at = 0;
  const put = (octet: number) => {
    out[written++] = octet;
    dictionary[write] = octet;
    write = (write + 1) % window;
  };
  while (at < content.byteLength && written < out.byteLength) {
    const control = content[at++] ?? 0;
    for (let bit = 0; bit < 8 && at < content.byteLength && written < out.byteLength; bit++) {
      if ((control & (1 << bit)) === 0) {
        put(content[at++] ?? 0);
        continue;
      }
      const reference = ((content[at] ?? 0) << 8) | (content[at + 1] ?? 0);
      at += 2;
      const from = reference >> 4;
      if (from === write) return out.toString("latin1", 0, written);
      for (let i = 0; i < (reference & 15) + 2 && written < out.byteLength; i++)
        put(dictionary[(from + i) % window] ?? 0);
    }
  }
  return out.toString("latin1", 0, written);
}
