import sharp, { type Sharp } from "sharp";
import { Refusal } from "#app/lib/refusal.ts";
import { decodeHeic } from "./heic.ts";
import { withColourProfile } from "./png-profile.ts";

const derivativeWidths = [160, 320, 640, 1200, 2000] as const;
export type DerivativeWidth = (typeof derivativeWidths)[number];
/** JPEG for letters and for whoever knows nothing else; WebP for pages. */
export type DerivativeForm = "jpeg" | "webp";

export function isDerivativeWidth(width: number): width is DerivativeWidth {
  return derivativeWidths.some((known) => known === width);
}

const longestSide = 2400;
const mostPixels = 50_000_000;
const mostBytes = 25 * 1024 * 1024;
const paper = "#ffffff";
/** A picture that takes longer is not worth the others' waiting. */
const deadline = { seconds: 20 };

export interface Master {
  readonly bytes: Buffer;
  readonly width: number;
  readonly height: number;
}

/** What everybody will see of a picture that came from outside. */
export async function drawMaster(bytes: Uint8Array): Promise<Master> {
  if (bytes.byteLength > mostBytes) throw new Refusal("picture-too-large");
  if (!looksLikePicture(bytes)) throw new Refusal("not-a-picture");
  const { isHeic, profile } = await readHead(bytes);

  try {
    const picture = isHeic ? await readHeic(bytes, profile) : read(bytes);
    const { data, info } = await picture
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

/** A box inside a picture, in parts of its width and height. */
export interface Crop {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** What lies in the box, as another master. */
export async function drawCrop(master: Uint8Array, crop: Crop): Promise<Master> {
  try {
    const { width, height } = await read(master).metadata();
    const { data, info } = await read(master)
      .extract(boxIn(crop, width, height))
      .jpeg({ quality: 90, progressive: true, chromaSubsampling: "4:2:0" })
      .toBuffer({ resolveWithObject: true });
    return { bytes: data, width: info.width, height: info.height };
  } catch (error) {
    throw asRefusal(error);
  }
}

function boxIn(crop: Crop, width: number, height: number) {
  const within = (part: number) => Math.min(1, Math.max(0, part));
  const left = Math.min(width - 1, Math.round(within(crop.left) * width));
  const top = Math.min(height - 1, Math.round(within(crop.top) * height));
  const right = Math.round(within(crop.left + crop.width) * width);
  const bottom = Math.round(within(crop.top + crop.height) * height);
  return { left, top, width: Math.max(1, right - left), height: Math.max(1, bottom - top) };
}

/** @returns null when the bytes are no picture */
export async function drawDerivative(
  master: Uint8Array,
  width: DerivativeWidth,
  form: DerivativeForm,
): Promise<Buffer | null> {
  if (!looksLikePicture(master)) return null;
  const drawn = read(master)
    .autoOrient()
    .resize({ width, withoutEnlargement: true })
    .flatten({ background: paper });
  try {
    if (form === "webp") return await drawn.webp({ quality: 76, effort: 3 }).toBuffer();
    for (const quality of width <= widestInLetters ? qualities : qualities.slice(0, 1)) {
      const jpeg = await drawn.clone().jpeg({ quality, progressive: true }).toBuffer();
      if (width > widestInLetters || jpeg.byteLength <= mostInLetters || quality === qualities.at(-1))
        return jpeg;
    }
  } catch {
    // Not a picture after all, or broken.
  }
  return null;
}

/** A picture in a letter weighs at most 200 KB: the first quality that does is taken. */
const widestInLetters = 1200;
const mostInLetters = 200_000;
const qualities = [80, 68, 55, 40, 28];

function read(bytes: Uint8Array): Sharp {
  return sharp(bytes, { limitInputPixels: mostPixels, failOn: "error" }).timeout(deadline);
}

/** HEVC is not in the decoder that the others share; its pixels come from another one, their colours from the header. */
async function readHeic(bytes: Uint8Array, profile: Uint8Array | null): Promise<Sharp> {
  const { rgba, width, height } = await decodeHeic(bytes);
  const pixels = sharp(rgba, { raw: { width, height, channels: 4 }, limitInputPixels: mostPixels })
    .timeout(deadline)
    .resize({ width: longestSide, height: longestSide, fit: "inside", withoutEnlargement: true })
    .flatten({ background: paper });
  const png = await pixels.png({ compressionLevel: 1 }).toBuffer();
  return read(profile ? withColourProfile(png, profile) : png);
}

/** Looks at the header only: a small file may unfold to any size. @throws Refusal */
async function readHead(bytes: Uint8Array): Promise<{ isHeic: boolean; profile: Uint8Array | null }> {
  const { width, height, compression, icc } = await sharp(bytes, { limitInputPixels: false })
    .metadata()
    .catch((error: unknown) => {
      throw asRefusal(error);
    });
  if (width * height > mostPixels) throw new Refusal("picture-too-large");
  return { isHeic: compression === "hevc", profile: icc ?? null };
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
  /^[\s\S]{4}ftyp(avif|avis|mif1|msf1|heic|heix|heim|heis|hevc|hevx)/, // AVIF and HEIC
  /^(II\*\0|MM\0\*)/, // TIFF
];

function asRefusal(error: unknown): unknown {
  const words = error instanceof Error ? error.message : "";
  return /pixel limit/i.test(words) ? new Refusal("picture-too-large") : new Refusal("not-a-picture");
}
