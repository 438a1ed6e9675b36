import sharp, { type Sharp } from "sharp";
import { Refusal } from "#app/lib/refusal.ts";

const derivativeWidths = [160, 320, 640, 1200] as const;
export type DerivativeWidth = (typeof derivativeWidths)[number];

export function isDerivativeWidth(width: number): width is DerivativeWidth {
  return derivativeWidths.some((known) => known === width);
}

const longestSide = 2400;
const mostPixels = 50_000_000;
const mostBytes = 25 * 1024 * 1024;
const paper = "#ffffff";

interface Master {
  readonly bytes: Buffer;
  readonly width: number;
  readonly height: number;
}

/** What everybody will see of a picture that came from outside. */
export async function drawMaster(bytes: Uint8Array): Promise<Master> {
  if (bytes.byteLength > mostBytes) throw new Refusal("picture-too-large");
  if (!looksLikePicture(bytes)) throw new Refusal("not-a-picture");
  await refuseTooManyPixels(bytes);

  try {
    const { data, info } = await read(bytes)
      // Upright first; leaving out `keepMetadata` drops EXIF, GPS, profiles and captions.
      .autoOrient()
      .resize({ width: longestSide, height: longestSide, fit: "inside", withoutEnlargement: true })
      .flatten({ background: paper })
      .toColourspace("srgb")
      .jpeg({ quality: 84, progressive: true, chromaSubsampling: "4:2:0" })
      .toBuffer({ resolveWithObject: true });
    return { bytes: data, width: info.width, height: info.height };
  } catch (error) {
    throw asRefusal(error);
  }
}

/** A `data:` URL of some 400 bytes that is shown, blurred by the page, until the picture has come. */
export async function drawPreview(master: Uint8Array): Promise<string> {
  const tiny = await read(master)
    .resize({ width: 24, height: 24, fit: "inside" })
    .jpeg({ quality: 50, chromaSubsampling: "4:2:0" })
    .toBuffer();
  return `data:image/jpeg;base64,${tiny.toString("base64")}`;
}

/** @returns null when the bytes are no picture */
export async function drawDerivative(master: Uint8Array, width: DerivativeWidth): Promise<Buffer | null> {
  if (!looksLikePicture(master)) return null;
  const drawn = read(master)
    .autoOrient()
    .resize({ width, withoutEnlargement: true })
    .flatten({ background: paper });
  try {
    for (const quality of qualities) {
      const jpeg = await drawn.clone().jpeg({ quality, progressive: true }).toBuffer();
      if (jpeg.byteLength <= mostInLetters || quality === qualities.at(-1)) return jpeg;
    }
  } catch {
    // Not a picture after all, or broken.
  }
  return null;
}

/** Letters show derivatives, and a picture in a letter weighs at most 200 KB: the first quality that does is taken. */
const mostInLetters = 200_000;
const qualities = [80, 68, 55, 40, 28];

function read(bytes: Uint8Array): Sharp {
  return sharp(bytes, { limitInputPixels: mostPixels, failOn: "error" });
}

/** Looks at the header only: a small file may unfold to any size. */
async function refuseTooManyPixels(bytes: Uint8Array): Promise<void> {
  const { width, height } = await sharp(bytes, { limitInputPixels: false })
    .metadata()
    .catch((error: unknown) => {
      throw asRefusal(error);
    });
  if (width * height > mostPixels) throw new Refusal("picture-too-large");
}

/**
 * Only these signatures reach the decoder: SVG and PDF, which it could also draw, are programs rather than pictures.
 */
function looksLikePicture(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, 32)).toString("latin1");
  return signatures.some((signature) => signature.test(head));
}

const signatures = [
  /^\xff\xd8\xff/, // JPEG
  /^\x89PNG\r\n/,
  /^GIF8[79]a/,
  /^RIFF[\s\S]{4}WEBP/,
  /^[\s\S]{4}ftyp(avif|avis|mif1|heic|heix)/, // AVIF, and HEIF as far as the decoder can
  /^(II\*\0|MM\0\*)/, // TIFF
];

function asRefusal(error: unknown): unknown {
  const words = error instanceof Error ? error.message : "";
  return /pixel limit/i.test(words) ? new Refusal("picture-too-large") : new Refusal("not-a-picture");
}
