import { z } from "zod";
import { currencies, parsePrice } from "#app/lib/price.ts";
import { keepPictures } from "#app/models/blob/several.ts";
import type { NewPhoto, ShowcaseInput } from "#app/models/showcase.ts";
import { FormMistakes, insistForm, textOf } from "./intents.ts";

const showcaseForm = z.object({
  title: z
    .string()
    .trim()
    .min(1, "It needs a title.")
    .max(160, "A shorter title, please: 160 letters at most."),
  story: z.string().trim().max(10_000, "A shorter story, please: 10,000 letters at most."),
  price: z.string().trim(),
  currency: z.enum(currencies),
  stock: z.enum(["available", "made_to_order", "sold"]),
  left: z.union([
    z.literal("").transform(() => null),
    z.coerce
      .number("A whole number, or nothing.")
      .int("A whole number, or nothing.")
      .min(1, "At least one; else it is sold.")
      .max(9_999, "9,999 at most."),
  ]),
  tags: z.string(),
  maker: z.uuid("Choose one of the members.").optional(),
});

/** A showcase's words as the form has them. @throws FormMistakes */
export function readShowcase(form: FormData): ShowcaseInput & { makerId?: string } {
  const { price, currency, tags, left, maker, ...words } = insistForm(form, showcaseForm);
  const parsed = price === "" ? null : parsePrice(price, currency);
  if (price !== "" && !parsed)
    throw new FormMistakes({ price: "This cannot be read as a price. Write it as 48 or 48.50." });
  return {
    ...words,
    priceMinor: parsed?.priceMinor ?? null,
    currency: parsed?.currency ?? currency,
    stockCount: words.stock === "available" ? left : null,
    tags: tags.split(","),
    ...(maker === undefined ? {} : { makerId: maker }),
  };
}

export interface SentPictures {
  photos: NewPhoto[];
  /** What somebody should hear of: those that are no pictures, and those that are there already. */
  words: string;
}

/** Keeps every picture of the form, in order. One that cannot be read does not lose the others. */
export async function readPictures(form: FormData): Promise<SentPictures> {
  const files = form.getAll("pictures").filter((file): file is File => file instanceof File && file.size > 0);
  const pictures = await Promise.all(
    files.map(async (file) => ({ from: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })),
  );
  const { kept, merged, refused } = await keepPictures(pictures);
  const lines = [
    refused.length > 0 && `${refused.join(", ")} could not be read as a picture.`,
    merged.length > 0 && `${merged.join(", ")} showed the same as another one.`,
  ];
  return {
    photos: kept.map(({ blob }) => ({ blobId: blob.id })),
    words: lines.filter(Boolean).join(" "),
  };
}

const part = z.coerce.number().min(0).max(1);
const cropForm = z.object({ left: part, top: part, width: part, height: part });

/** The box that was drawn on a picture. @throws FormMistakes */
export function readCrop(form: FormData) {
  const crop = insistForm(form, cropForm);
  if (crop.width < 0.02 || crop.height < 0.02) throw new FormMistakes({ "": "Draw a larger part." });
  return crop;
}

/** What `removePhoto` gave, as fields of an undo, and back. */
export function photoFields(photo: NewPhoto & { position: number }): Record<string, string> {
  const { blobId, wholeBlobId, alt = "", position } = photo;
  return { blob: blobId, whole: wholeBlobId ?? "", alt, position: String(position) };
}

export function photoOf(form: FormData): NewPhoto & { position: number } {
  return {
    blobId: textOf(form, "blob"),
    wholeBlobId: textOf(form, "whole") || null,
    alt: textOf(form, "alt"),
    position: Math.trunc(Number(textOf(form, "position"))) || 0,
  };
}
