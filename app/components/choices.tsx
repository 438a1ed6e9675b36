import { Link, useSearchParams } from "@remix-run/react";
import { classNames } from "./class-names.ts";

interface ChoicesProps {
  label: string;
  name: string;
  chosen: string;
  choices: readonly (readonly [value: string, words: string])[];
}

/** One of some ways to look at the same thing, kept in the URL: links, so that they need no JavaScript. */
export function Choices({ label, name, chosen, choices }: ChoicesProps) {
  const [search] = useSearchParams();
  const to = (value: string) => {
    const next = new URLSearchParams(search);
    next.set(name, value);
    return `?${next.toString()}`;
  };
  return (
    <p role="group" aria-label={label} className="flex flex-wrap gap-x-4 text-sm">
      {choices.map(([value, words]) => (
        <Link
          key={value}
          to={to(value)}
          replace
          preventScrollReset
          aria-current={value === chosen ? "true" : undefined}
          className={classNames(
            "border-b-2 py-1",
            value === chosen ? "border-accent text-ink" : "border-transparent text-quiet hover:text-ink",
          )}
        >
          {words}
        </Link>
      ))}
    </p>
  );
}
