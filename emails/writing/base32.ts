/**
 * Base32 as Crockford wrote it, in lower case: no i, l, o or u, so that nothing in it looks like anything else.
 * Reading forgives capitals (mail servers change case) and the look-alikes that a person may type.
 */
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const LOOK_ALIKES: Record<string, string> = { o: "0", i: "1", l: "1" };

const VALUES = new Map(Array.from(ALPHABET, (letter, value) => [letter, value] as const));

export function encodeBase32(bytes: Uint8Array): string {
  let text = "";
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += ALPHABET.charAt((held >> bits) & 31);
    }
    held &= (1 << bits) - 1;
  }
  return bits === 0 ? text : text + ALPHABET.charAt((held << (5 - bits)) & 31);
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
