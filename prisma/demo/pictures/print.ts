import sharp from "sharp";
import { platesOf } from "./sheet.ts";

/**
 * Prints a drawing: stipples what is grain, gives the sheet a tooth so that flat colours breathe, and lets its
 * edges be a little darker.
 * @returns JPEG
 */
export async function print(svg: string): Promise<Buffer> {
  const plates = platesOf(svg);
  const [flat, smooth, coverage] = await Promise.all([
    plateOf(plates.flat),
    plateOf(plates.smooth),
    plateOf(plates.coverage),
  ]);
  const { width, height } = flat;
  stipple(flat.pixels, smooth.pixels, coverage.pixels);
  giveTooth(flat.pixels, width, height);

  return sharp(flat.pixels, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 84 })
    .toBuffer();
}

async function plateOf(svg: string): Promise<{ pixels: Buffer; width: number; height: number }> {
  const { data, info } = await sharp(Buffer.from(svg))
    .flatten({ background: "#fff" })
    .toColourspace("srgb")
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { pixels: data, width: info.width, height: info.height };
}

/** Each pixel is grain or is not; on the average they are what the smooth plate shows. Writes into `flat`. */
function stipple(flat: Buffer, smooth: Buffer, coverage: Buffer): void {
  const noise = randomNoise();
  for (let at = 0; at < flat.length; at += 3) {
    const covered = (coverage[at] ?? 0) / 255;
    const dot = noise() + 0.5;
    if (covered < 0.012) continue;
    const share = Math.min(1, Math.max(0, (covered - dot) * 4 + 0.5)) / covered;
    for (let channel = at; channel < at + 3; channel++) {
      const below = flat[channel] ?? 0;
      const value = below + ((smooth[channel] ?? 0) - below) * share;
      flat[channel] = value < 0 ? 0 : value > 255 ? 255 : value;
    }
  }
}

/** Fibres of 1 and of some 5 pixels, and a fall of light from the upper left. */
function giveTooth(pixels: Buffer, width: number, height: number): void {
  const noise = randomNoise();
  const coarseWidth = Math.ceil(width / 5) + 1;
  const coarse = Float32Array.from({ length: coarseWidth * (Math.ceil(height / 3) + 1) }, noise);
  for (let y = 0, at = 0; y < height; y++) {
    const row = Math.floor(y / 3) * coarseWidth;
    const down = y / height - 0.5;
    for (let x = 0; x < width; x++) {
      const across = x / width - 0.5;
      const edge = 1.015 - 0.05 * (across + down) - 0.11 * (across * across + down * down);
      const tooth = edge + noise() * 0.05 + (coarse[row + Math.floor(x / 5)] ?? 0) * 0.025;
      for (let channel = 0; channel < 3; channel++, at++) {
        const value = (pixels[at] ?? 0) * tooth;
        pixels[at] = value > 255 ? 255 : value;
      }
    }
  }
}

/** -0.5 to 0.5, the same row each time. */
function randomNoise(): () => number {
  let state = 12345;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296 - 0.5;
  };
}
