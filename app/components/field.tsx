import { useId } from "react";
import type { InputHTMLAttributes, ReactNode, SelectHTMLAttributes, TextareaHTMLAttributes } from "react";

interface Labelled {
  label: ReactNode;
  /** A quiet line below the label. */
  hint?: ReactNode;
  /** What is wrong, beside its field. */
  error?: string | undefined;
  /** For a label that only a screen reader needs. */
  labelHidden?: boolean;
}

interface BoxProps {
  id: string;
  "aria-describedby"?: string;
  "aria-invalid"?: true;
}

/** A label, a hint, a box and what is wrong with it: bound together for every reader. */
export function Field({
  label,
  hint,
  error,
  labelHidden = false,
  children,
}: Labelled & { children: (box: BoxProps) => ReactNode }) {
  const id = useId();
  const described = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ");
  return (
    <div className="min-w-0">
      <label htmlFor={id} className={labelHidden ? "sr-only" : "block font-semibold text-sm text-ink"}>
        {label}
      </label>
      {hint ? (
        <p id={`${id}-hint`} className="text-sm text-quiet">
          {hint}
        </p>
      ) : null}
      <div className={labelHidden ? "" : "mt-1"}>
        {children({
          id,
          ...(described && { "aria-describedby": described }),
          ...(error && { "aria-invalid": true }),
        })}
      </div>
      {error ? (
        <p id={`${id}-error`} className="mt-1 text-sm text-bad">
          {error}
        </p>
      ) : null}
    </div>
  );
}

type TextFieldProps = Labelled & Omit<InputHTMLAttributes<HTMLInputElement>, "className" | "id">;

export function TextField({ label, hint, error, labelHidden, ...input }: TextFieldProps) {
  return (
    <Field {...labelled({ label, hint, error, labelHidden })}>
      {(box) => <input type="text" {...input} {...box} className="box" />}
    </Field>
  );
}

type TextAreaProps = Labelled &
  Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, "className" | "id"> & { letter?: boolean };

/** `letter`: set in the serif, for what will be read as a letter. */
export function TextArea({ label, hint, error, labelHidden, letter = false, ...area }: TextAreaProps) {
  return (
    <Field {...labelled({ label, hint, error, labelHidden })}>
      {(box) => (
        <textarea
          rows={4}
          {...area}
          {...box}
          className={
            letter ? "box field-sizing-content max-h-160 min-h-32 font-letter text-[1.1875rem]/7" : "box"
          }
        />
      )}
    </Field>
  );
}

type SelectProps = Labelled &
  Omit<SelectHTMLAttributes<HTMLSelectElement>, "className" | "id"> & {
    options: readonly (readonly [value: string, words: string])[];
  };

export function Select({ label, hint, error, labelHidden, options, ...select }: SelectProps) {
  return (
    <Field {...labelled({ label, hint, error, labelHidden })}>
      {(box) => (
        <select {...select} {...box} className="box">
          {options.map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

type CheckFieldProps = Omit<Labelled, "labelHidden"> &
  Omit<InputHTMLAttributes<HTMLInputElement>, "className" | "id" | "type">;

export function CheckField({ label, hint, error, ...input }: CheckFieldProps) {
  const id = useId();
  return (
    <div>
      <label className="flex items-start gap-3 text-base text-ink" htmlFor={id}>
        <input
          type="checkbox"
          {...input}
          id={id}
          className="mt-1.5 size-5 shrink-0 accent-(--color-fill)"
          aria-describedby={hint || error ? `${id}-more` : undefined}
        />
        <span>{label}</span>
      </label>
      {hint || error ? (
        <p id={`${id}-more`} className={error ? "ml-8 text-sm text-bad" : "ml-8 text-sm text-quiet"}>
          {error ?? hint}
        </p>
      ) : null}
    </div>
  );
}

function labelled({
  label,
  hint,
  error,
  labelHidden,
}: { [Key in keyof Labelled]: Labelled[Key] | undefined }): Labelled {
  return {
    label,
    ...(hint !== undefined && { hint }),
    ...(error !== undefined && { error }),
    ...(labelHidden !== undefined && { labelHidden }),
  };
}
