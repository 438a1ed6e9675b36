/**
 * Base32 as Crockford wrote it, in lower case: no i, l, o or u, so that nothing in it looks like anything else.
 * Reading forgives capitals (mail servers change case) and the look-alikes that a person may type.
 */
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const LOOK_ALIKES: Record<string, string> = { o: "0", i: "1", l: "1" };

const VALUES = new Map(Array.from(ALPHABET, (letter, value) => [letter, value] as const));

const CODES = Buffer.from(ALPHABET, "latin1");
/** Digits of a token before they are a string: a string that grows letter by letter leaves as many behind. */
const digits = Buffer.alloc(256);

export function encodeBase32(bytes: Uint8Array): string {
  const most = Math.ceil((bytes.length * 8) / 5);
  const out = most <= digits.length ? digits : Buffer.alloc(most);
  let at = 0;
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      out[at++] = CODES[(held >> bits) & 31] ?? 0;
    }
    held &= (1 << bits) - 1;
  }
  if (bits > 0) out[at++] = CODES[(held << (5 - bits)) & 31] ?? 0;
  return out.toString("latin1", 0, at);
}

/** The bytes, or null when a character is foreign or the leftover bits are not zero (a second spelling of the same bytes). */
export function decodeBase32(text: string): Uint8Array | null {
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const letter of text.toLowerCase()) {
    const value = VALUES.get(LOOK_ALIKES[letter] ?? letter);
    if (value === undefined) return null;
    held = (held << 5) | value;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push(held >> bits);
      held &= (1 << bits) - 1;
    }
  }
  return bits < 5 && held === 0 ? Uint8Array.from(bytes) : null;
}
