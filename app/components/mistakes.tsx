import { useActionData } from "@remix-run/react";

/** A form that was not taken, as app/web/form.ts gives it back. */
interface Mistakes {
  ok: false;
  /** By field; what concerns no single field stands under "". */
  errors: Record<string, string>;
  typed: Record<string, string>;
}

export interface FormMemory {
  /** It was sent, and came back. */
  any: boolean;
  refusal: string | null;
  error: (field: string) => string | undefined;
  /** What was typed before the page came back; else what is kept. */
  typed: (field: string, kept?: string) => string;
}

/** For the form with this intent: what was wrong, and everything that was typed. */
export function useMistakes(intent: string): FormMemory {
  const given = useActionData<Mistakes | undefined>();
  const mine = given?.typed.intent === intent ? given : null;
  return {
    any: mine !== null,
    refusal: mine?.errors[""] ?? null,
    error: (field) => mine?.errors[field],
    typed: (field, kept = "") => mine?.typed[field] ?? kept,
  };
}

/** A refusal at the head of its form. */
export function RefusalLine({ words }: { words: string | null }) {
  if (!words) return null;
  return (
    <p role="alert" className="mb-4 border-l-2 border-bad py-1 pl-4 text-base text-bad">
      {words}
    </p>
  );
}
