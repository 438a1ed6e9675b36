import { data } from "@remix-run/node";
import { z } from "zod";
import { publicWords } from "#app/lib/public-words/index.ts";
import { askMaker } from "#app/models/inquiry.ts";
import type { Actor } from "#app/models/roles.ts";
import { badForm, readForm, refusedForm } from "./form.ts";

/** The form of both pages that ask a maker. Whatever the address, the answer is the same. */
export async function takeQuestion(
  request: Request,
  community: Actor["community"],
  about: { makerId: string; showcaseId: string | null },
) {
  const words = publicWords(community.locale).form;
  const read = await readForm(request, questionForm(words));
  if (!read.ok) return badForm(read);

  const { website, ...question } = read.fields;
  try {
    if (website === "") await askMaker(community, { ...about, ...question });
    return data({ ok: true as const, address: question.address }, { status: 200 });
  } catch (error) {
    return badForm(refusedForm(error, read.typed, "address"));
  }
}

function questionForm(words: ReturnType<typeof publicWords>["form"]) {
  return z.object({
    words: z.string().trim().min(1, words.wordsMissing).max(4_000, words.wordsLong),
    name: z.string().trim().min(1, words.nameMissing).max(80, words.nameLong),
    address: z
      .string()
      .trim()
      .min(1, words.addressMissing)
      .regex(/^\S+@\S+\.\S+$/, words.addressOdd),
    website: z.string().default(""),
  });
}
