import { Form, useSearchParams, useSubmit } from "@remix-run/react";
import type { ReactNode } from "react";
import { useRef } from "react";

/** What is searched and filtered stands in the URL. Selects inside search at once; words wait for a pause. */
export function SearchField({ label, children }: { label: string; children?: ReactNode }) {
  const [search] = useSearchParams();
  const submit = useSubmit();
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined);
  return (
    <Form
      method="get"
      role="search"
      className="flex flex-wrap items-center gap-2"
      onChange={(event) => {
        const form = event.currentTarget;
        const typed = event.target instanceof HTMLInputElement && event.target.type === "search";
        clearTimeout(pause.current);
        pause.current = setTimeout(() => submit(form, { replace: true }), typed ? 250 : 0);
      }}
    >
      <input
        type="search"
        name="search"
        defaultValue={search.get("search") ?? ""}
        aria-label={label}
        placeholder={label}
        autoComplete="off"
        data-key-target="search"
        className="box flex-1 basis-full sm:basis-48"
      />
      {children}
      <noscript>
        <button type="submit" className="link px-2">
          Search
        </button>
      </noscript>
    </Form>
  );
}

/** A narrow select beside the search. */
export function SearchFilter({
  name,
  label,
  options,
}: {
  name: string;
  label: string;
  options: readonly (readonly [value: string, words: string])[];
}) {
  const [search] = useSearchParams();
  return (
    <select
      name={name}
      aria-label={label}
      defaultValue={search.get(name) ?? ""}
      className="box w-auto! max-w-full flex-initial sm:max-w-72"
    >
      {options.map(([value, words]) => (
        <option key={value} value={value}>
          {words}
        </option>
      ))}
    </select>
  );
}
