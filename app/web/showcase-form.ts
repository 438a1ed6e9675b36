import { z } from "zod";
import { parsePrice } from "#app/lib/price.ts";
import { isRefusal } from "#app/lib/refusal.ts";
import { keepImage } from "#app/models/blob.ts";
import type { ShowcaseInput } from "#app/models/showcase.ts";
import { FormMistakes, insistForm } from "./intents.ts";

const showcaseForm = z.object({
  title: z
    .string()
    .trim()
    .min(1, "It needs a title.")
    .max(160, "A shorter title, please: 160 letters at most."),
  story: z.string().trim().max(10_000, "A shorter story, please: 10,000 letters at most."),
  price: z.string().trim(),
  stock: z.enum(["available", "made_to_order", "sold"]),
  tags: z.string(),
});

/** A showcase's words as the form has them. @throws FormMistakes */
export function readShowcase(form: FormData): ShowcaseInput {
  const { price, tags, ...words } = insistForm(form, showcaseForm);
  const parsed = price === "" ? null : parsePrice(price);
  if (price !== "" && !parsed)
    throw new FormMistakes({ price: "This cannot be read as a price. Write it as 48 € or 48.50 EUR." });
  return {
    ...words,
    priceMinor: parsed?.priceMinor ?? null,
    currency: parsed?.currency ?? "EUR",
    tags: tags.split(","),
  };
}

/** Keeps every picture of the form, in order. @throws FormMistakes that names the file that is none */
export async function readPictures(form: FormData): Promise<{ blobId: string; alt: string }[]> {
  const files = form.getAll("pictures").filter((file): file is File => file instanceof File && file.size > 0);
  const kept: { blobId: string; alt: string }[] = [];
  for (const file of files) {
    kept.push({ blobId: (await keepPicture(file)).id, alt: "" });
  }
  return kept;
}

async function keepPicture(file: File) {
  try {
    return await keepImage(new Uint8Array(await file.arrayBuffer()));
  } catch (error) {
    if (isRefusal(error)) throw new FormMistakes({ pictures: `${file.name}: ${error.message}` });
    throw error;
  }
}
