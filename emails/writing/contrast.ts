/** Colours as #rrggbb, and contrast as WCAG 2 measures it (1.4.3). */
type Rgb = readonly [number, number, number];

export function readColour(hex: string): Rgb {
  const [, r = "", g = "", b = ""] = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(fullHex(hex)) ?? [];
  if (r === "") throw new TypeError(`Not a colour: ${JSON.stringify(hex)}`);
  return [parseInt(r, 16), parseInt(g, 16), parseInt(b, 16)];
}

/** `share` of the second colour in the first: 0 leaves the first, 1 gives the second. */
export function mixColours(one: string, other: string, share: number): string {
  const [a, b] = [readColour(one), readColour(other)];
  return writeColour([0, 1, 2].map((at) => (a[at] ?? 0) * (1 - share) + (b[at] ?? 0) * share));
}

export function contrastBetween(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/** The colour, moved towards `end` only as far as it must be to stand out from `ground`. */
export function readableOn(ground: string, colour: string, end: string, least = 4.6): string {
  for (let share = 0; share < 1; share += 0.04) {
    const mixed = mixColours(colour, end, share);
    if (contrastBetween(mixed, ground) >= least) return mixed;
  }
  return end;
}

export function invertColour(hex: string): string {
  return writeColour(readColour(hex).map((value) => 255 - value));
}

/** As HSL has it: 0 is black, 1 is white. */
export function lightnessOf(hex: string): number {
  const values = readColour(hex);
  return (Math.max(...values) + Math.min(...values)) / 510;
}

/** The same hue and saturation, as light as it was dark. */
export function flipLightness(hex: string): string {
  const values = readColour(hex);
  const shift = 255 - Math.max(...values) - Math.min(...values);
  return writeColour(values.map((value) => value + shift));
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = readColour(hex).map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function writeColour(values: readonly number[]): string {
  return `#${values.map((value) => Math.round(value).toString(16).padStart(2, "0")).join("")}`;
}

function fullHex(hex: string): string {
  return /^#[0-9a-f]{3}$/i.test(hex) ? hex.replace(/[0-9a-f]/gi, "$&$&") : hex;
}
