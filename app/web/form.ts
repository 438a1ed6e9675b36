import { data } from "@remix-run/node";
import type { z } from "zod";

import { isRefusal } from "#app/lib/refusal.ts";

/** A form that was not taken: what was typed comes back with it, so that nothing has to be written twice. */
export interface BadForm {
  ok: false;
  typed: Record<string, string>;
  /** Words by field; what concerns no single field stands under "". */
  errors: Record<string, string>;
}

export type ReadForm<Fields> = { ok: true; fields: Fields; typed: Record<string, string> } | BadForm;

export async function readForm<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
): Promise<ReadForm<z.output<Schema>>> {
  return parseForm(await request.formData(), schema);
}

/** A name that comes once is a string, one that comes several times a list; a file is a file. */
export function parseForm<Schema extends z.ZodType>(
  form: FormData,
  schema: Schema,
): ReadForm<z.output<Schema>> {
  const typed = typedIn(form);
  const parsed = schema.safeParse(valuesOf(form));
  if (parsed.success) return { ok: true, fields: parsed.data, typed };

  const errors: Record<string, string> = {};
  for (const { path, message } of parsed.error.issues) errors[String(path[0] ?? "")] ??= message;
  return { ok: false, typed, errors };
}

/** A refusal of the house as words on the form. Anything else is thrown on. */
export function refusedForm(error: unknown, typed: Record<string, string>, field = ""): BadForm {
  if (!isRefusal(error)) throw error;
  return { ok: false, typed, errors: { [field]: error.message } };
}

/** 400, with the form. */
export function badForm(form: BadForm) {
  return data(form, { status: 400 });
}

function valuesOf(form: FormData): Record<string, unknown> {
  return Object.fromEntries(
    [...new Set(form.keys())].map((name) => {
      const values = form.getAll(name);
      return [name, values.length === 1 ? values[0] : values];
    }),
  );
}

function typedIn(form: FormData): Record<string, string> {
  const typed: Record<string, string> = {};
  for (const [name, value] of form) if (typeof value === "string") typed[name] = value;
  return typed;
}
