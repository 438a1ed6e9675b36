import { Form } from "@remix-run/react";
import type { ReactNode } from "react";
import { Button, ButtonSummary } from "./button.tsx";
import { TextField } from "./field.tsx";

interface ConfirmProps {
  /** On the button that opens it: "Remove Ana …". */
  opens: ReactNode;
  /** What will happen, in a sentence or two. */
  children: ReactNode;
  /** The verb that does it. */
  act: string;
  intent: string;
  /** Where it cannot be undone: the word to type first. The action checks it again as `typed`. */
  word?: string;
  look?: "primary" | "plain" | "danger";
  small?: boolean;
  error?: string | undefined;
  /** Where the form is sent; the page itself when left out. */
  action?: string;
}

/** A second thought before an act. Works without JavaScript: a fold with a form inside. */
export function Confirm({
  opens,
  children,
  act,
  intent,
  word,
  look = "danger",
  small = false,
  error,
  action,
}: ConfirmProps) {
  return (
    <details className="group" open={error !== undefined}>
      <ButtonSummary look={look} small={small}>
        {opens}
      </ButtonSummary>
      <Form
        method="post"
        {...(action !== undefined && { action })}
        className="mt-4 max-w-120 border-l-2 border-line-strong pl-4"
      >
        <div className="text-base text-soft">{children}</div>
        {word ? (
          <div className="mt-3">
            <TextField
              label={
                <>
                  To be sure, type <strong>{word}</strong>
                </>
              }
              name="typed"
              required
              autoComplete="off"
              pattern={word.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&")}
              error={error}
            />
          </div>
        ) : null}
        <div className="mt-4">
          <Button look={look === "plain" ? "primary" : look} name="intent" value={intent}>
            {act}
          </Button>
        </div>
      </Form>
    </details>
  );
}

/** The action's side of a typed confirmation. */
export function isTyped(typed: FormDataEntryValue | null, word: string): boolean {
  return typeof typed === "string" && typed.trim().toLowerCase() === word.trim().toLowerCase();
}
