import { Form } from "@remix-run/react";
import type { ReactNode } from "react";

/** The form that the boxes of a list belong to (a row may hold forms of its own, and forms do not nest). */
const FORM = "chosen";

/** Chooses one row for what is done to several at once. `name`: what a screen reader says. */
export function Pick({ number, name }: { number: number; name: string }) {
  return (
    <label className="relative z-10 -m-2 flex size-9 shrink-0 items-center justify-center">
      <span className="sr-only">Choose {name}</span>
      <input
        type="checkbox"
        name="pick"
        value={number}
        form={FORM}
        data-key="x"
        className="size-5 accent-(--color-fill)"
      />
    </label>
  );
}

/** What can be done to all that are chosen: a line above the thumb, there as soon as one is. Needs no script. */
export function BulkBar({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Form
      method="post"
      id={FORM}
      aria-label={label}
      preventScrollReset
      className="bulk-bar fixed inset-x-0 bottom-14 z-20 border-t border-line-strong bg-sheet px-4 py-2 md:bottom-0"
    >
      <div className="mx-auto flex max-w-page flex-wrap items-center gap-2 sm:px-4">{children}</div>
    </Form>
  );
}
