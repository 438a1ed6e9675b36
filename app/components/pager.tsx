import { Link, useSearchParams } from "@remix-run/react";

/** Earlier and later pages; what was searched stays. Nothing when one page holds all. */
export function Pager({ page, pages }: { page: number; pages: number }) {
  const [search] = useSearchParams();
  if (pages <= 1) return null;
  const to = (number: number) => {
    const next = new URLSearchParams(search);
    next.set("page", String(number));
    return `?${next.toString()}`;
  };
  return (
    <nav aria-label="Pages" className="mt-8 flex items-center justify-between text-sm text-soft">
      {page > 1 ? (
        <Link rel="prev" className="link py-2" to={to(page - 1)}>
          Previous page
        </Link>
      ) : (
        <span />
      )}
      <span>
        Page {page} of {pages}
      </span>
      {page < pages ? (
        <Link rel="next" className="link py-2" to={to(page + 1)}>
          Next page
        </Link>
      ) : (
        <span />
      )}
    </nav>
  );
}
