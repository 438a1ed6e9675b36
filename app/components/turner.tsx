import { Link, useSearchParams } from "@remix-run/react";

/** To the rows before and after these; what was searched stays. Nothing when all are here. */
export function Turner({ previous, next }: { previous: string | null; next: string | null }) {
  const [search] = useSearchParams();
  if (previous === null && next === null) return null;
  const to = (name: "after" | "before", cursor: string) => {
    const turned = new URLSearchParams(search);
    turned.delete("after");
    turned.delete("before");
    turned.set(name, cursor);
    return `?${turned.toString()}`;
  };
  return (
    <nav aria-label="Pages" className="mt-8 flex items-center justify-between text-sm text-soft">
      {previous === null ? (
        <span />
      ) : (
        <Link rel="prev" className="link py-2" to={to("before", previous)}>
          Previous page
        </Link>
      )}
      {next === null ? (
        <span />
      ) : (
        <Link rel="next" className="link py-2" to={to("after", next)}>
          Next page
        </Link>
      )}
    </nav>
  );
}
