import { z } from "zod";

/** A check box: there or not. */
export const ticked = z
  .literal("yes")
  .optional()
  .transform((checked) => checked === "yes");

export function wholeNumber(least: number, most: number, words: { least: string; most: string }) {
  return z.coerce
    .number("A whole number.")
    .int("A whole number.")
    .min(least, words.least)
    .max(most, words.most);
}
