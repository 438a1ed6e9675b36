import { useState } from "react";
import { Field } from "./field.tsx";

/** Something to pass on. Without JavaScript one selects it by hand. */
export function CopyField({ label, value }: { label: string; value: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(value);
    setCopied(true);
    setTimeout(() => setCopied(false), 2000);
  };
  return (
    <Field label={label} labelHidden>
      {(box) => (
        <div className="flex gap-2">
          <input
            {...box}
            readOnly
            value={value}
            onFocus={(event) => event.currentTarget.select()}
            className="box min-w-0 flex-1 text-sm!"
          />
          <button
            type="button"
            onClick={() => void copy()}
            className="hidden min-h-11 w-22 shrink-0 rounded-base border border-line-strong bg-sheet px-3 text-sm font-semibold hover:bg-shade scripted:block"
          >
            <span aria-live="polite">{copied ? "Copied" : "Copy"}</span>
          </button>
        </div>
      )}
    </Field>
  );
}
