import { createHash } from "node:crypto";
import type { Blob } from "#prisma/generated/client.ts";
import { db } from "#app/db/client.ts";
import { config } from "#app/lib/config.ts";
import { Refusal } from "#app/lib/refusal.ts";
import { storage } from "#app/lib/storage.ts";
import {
  drawCrop,
  drawDerivative,
  drawMaster,
  drawPreview,
  type Crop,
  type DerivativeForm,
  type DerivativeWidth,
  type Master,
} from "./blob/pictures.ts";

export { isDerivativeWidth, type Crop } from "./blob/pictures.ts";

/**
 * Keeps a picture (HEIC, JPEG, PNG, WebP, AVIF, TIFF, GIF) as a JPEG of our own making: upright, without metadata, sRGB,
 * at most 2400 px on its longer side. The same picture is kept once. What came from outside is kept beside it, for nobody
 * but the operator, where they wish it (`KEEP_ORIGINALS`).
 * @throws Refusal `not-a-picture`, `picture-too-large`
 */
export async function keepImage(bytes: Uint8Array): Promise<Blob> {
  const master = await drawMaster(bytes);
  const blob = await keepMaster(master);
  if (config().keepsOriginals) await storage().put(`${blob.id}-original`, bytes);
  return blob;
}

/** A part of a kept picture, as a picture of its own; the whole one stays. @throws Refusal `not-found` */
export async function cropImage(blobId: string, crop: Crop): Promise<Blob> {
  const whole = await blobBytes(blobId);
  if (!whole) throw new Refusal("not-found");
  return keepMaster(await drawCrop(whole, crop));
}

async function keepMaster({ bytes, width, height }: Master): Promise<Blob> {
  const preview = await drawPreview(bytes);
  return keep(bytes, { mediaType: "image/jpeg", width, height, preview });
}

/** Keeps any bytes as they came. Whoever serves them says `attachment`, never `inline`. */
export function keepFile(bytes: Uint8Array, mediaType: string): Promise<Blob> {
  return keep(bytes, { mediaType: plainMediaType(mediaType), width: null, height: null, preview: null });
}

export function blobBytes(id: string): Promise<Buffer | null> {
  return isBlobId(id) ? storage().get(id) : Promise.resolve(null);
}

/**
 * A picture at one of the widths (never enlarged), drawn when it is first asked for and kept beside the master.
 * @returns null when there is no such picture
 */
export async function photo(
  blobId: string,
  width: DerivativeWidth,
  form: DerivativeForm = "jpeg",
): Promise<Buffer | null> {
  if (!isBlobId(blobId)) return null;
  const name = form === "jpeg" ? `${blobId}-${width}` : `${blobId}-${width}-${form}`;
  return (await storage().get(name)) ?? drawOnce(name, () => drawPhoto(blobId, width, form, name));
}

async function drawPhoto(
  blobId: string,
  width: DerivativeWidth,
  form: DerivativeForm,
  name: string,
): Promise<Buffer | null> {
  const master = await blobBytes(blobId);
  if (!master) return null;
  const drawn = await drawDerivative(master, width, form);
  if (drawn) await storage().put(name, drawn);
  return drawn;
}

/** A wall of photos asks for the same few at once: each is drawn by the first who asks. */
const beingDrawn = new Map<string, Promise<Buffer | null>>();

function drawOnce(name: string, draw: () => Promise<Buffer | null>): Promise<Buffer | null> {
  const current = beingDrawn.get(name);
  if (current) return current;
  const drawing = draw().finally(() => beingDrawn.delete(name));
  beingDrawn.set(name, drawing);
  return drawing;
}

type Appearance = Pick<Blob, "mediaType" | "width" | "height" | "preview">;

/** The bytes first, then the row: a row never promises what is not there. */
async function keep(bytes: Uint8Array, appearance: Appearance): Promise<Blob> {
  const id = createHash("sha256").update(bytes).digest("hex");
  if (!(await storage().has(id))) await storage().put(id, bytes);
  await db().blob.createMany({
    data: [{ id, byteSize: bytes.byteLength, ...appearance }],
    skipDuplicates: true,
  });
  return db().blob.findUniqueOrThrow({ where: { id } });
}

function isBlobId(id: string): boolean {
  return /^[0-9a-f]{64}$/.test(id);
}

/** RFC 2045 `type/subtype` without parameters; what is written otherwise is unknown bytes. */
function plainMediaType(mediaType: string): string {
  const essence = mediaType.split(";")[0]?.trim().toLowerCase() ?? "";
  return /^[a-z0-9.+-]{1,60}\/[a-z0-9.+-]{1,80}$/.test(essence) ? essence : "application/octet-stream";
}
