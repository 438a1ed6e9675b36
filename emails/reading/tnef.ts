/** What Outlook wraps into winmail.dat: the files inside (MS-OXTNEF; attachment title and data, nothing else). */
export function readTnef(bytes: Uint8Array): { filename: string; content: Uint8Array }[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.byteLength < 6 || view.getUint32(0, true) !== 0x223e9f78) return [];
  const files: { filename: string; content: Uint8Array }[] = [];
  let at = 6;
  while (at + 9 <= bytes.byteLength && files.length < 200) {
    const attribute = view.getUint32(at + 1, true) & 0xffff;
    const length = view.getUint32(at + 5, true);
    const start = at + 9;
    if (start + length > bytes.byteLength) break;
    const value = bytes.subarray(start, start + length);
    if (attribute === attachRenderData) files.push({ filename: "", content: new Uint8Array() });
    const last = files.at(-1);
    if (last !== undefined && attribute === attachTitle)
      last.filename = new TextDecoder("windows-1252").decode(value).replace(/\0.*$/s, "");
    if (last !== undefined && attribute === attachData) last.content = value;
    at = start + length + 2;
  }
  return files.filter((file) => file.content.byteLength > 0);
}

const attachRenderData = 0x9002;
const attachTitle = 0x8010;
const attachData = 0x800f;
