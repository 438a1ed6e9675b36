import type { z } from "zod";
import { isRefusal } from "#app/lib/refusal.ts";
import { badForm, parseForm, refusedForm } from "./form.ts";

/** One act that a page offers. */
export type Deed = (form: FormData) => Promise<Response>;

/**
 * A page's action: the button's `intent` chooses the deed. What the house refuses and what was mistyped come back
 * with every word that was typed (components/mistakes.tsx shows it); what is not here (any more) is not found.
 */
export async function doIntent(request: Request, deeds: Readonly<Record<string, Deed>>) {
  const form = await request.formData();
  const intent = textOf(form, "intent");
  const deed = Object.hasOwn(deeds, intent) ? deeds[intent] : undefined;
  if (!deed) throw new Response("There is no such act.", { status: 400 });

  try {
    return await deed(form);
  } catch (error) {
    if (isRefusal(error) && error.reason === "not-found") throw new Response(null, { status: 404 });
    const typed = typedIn(form);
    if (error instanceof FormMistakes) return badForm({ ok: false, typed, errors: error.errors });
    return badForm(refusedForm(error, typed));
  }
}

/** The form's fields by the schema. @throws FormMistakes, which `doIntent` gives back */
export function insistForm<Schema extends z.ZodType>(form: FormData, schema: Schema): z.output<Schema> {
  const parsed = parseForm(form, schema);
  if (!parsed.ok) throw new FormMistakes(parsed.errors);
  return parsed.fields;
}

/** For what no schema can know: a field that is wrong only now, or here. */
export class FormMistakes extends Error {
  readonly errors: Record<string, string>;

  constructor(errors: Record<string, string>) {
    super("the form has mistakes");
    this.name = "FormMistakes";
    this.errors = errors;
  }
}

/** One field as text; empty when it is missing or a file. */
export function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}

function typedIn(form: FormData): Record<string, string> {
  const texts = [...form].filter((entry): entry is [string, string] => typeof entry[1] === "string");
  return Object.fromEntries(texts);
}
