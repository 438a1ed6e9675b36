import type { FormMemory } from "../mistakes.tsx";

/** A form that was not taken, as app/web/form.ts gives it back. */
interface BadForm {
  ok: false;
  typed: Record<string, string>;
  errors: Record<string, string>;
}

/** For a page with one form: what was wrong, and everything that was typed. */
export function memoryOf(given: object | null | undefined): FormMemory {
  const bad = given && isBadForm(given) ? given : null;
  return {
    any: bad !== null,
    refusal: bad?.errors[""] ?? null,
    error: (field) => bad?.errors[field],
    typed: (field, kept = "") => bad?.typed[field] ?? kept,
  };
}

function isBadForm(given: object): given is BadForm {
  return "ok" in given && given.ok === false && "errors" in given && "typed" in given;
}
