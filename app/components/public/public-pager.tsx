import { Link, useLocation } from "@remix-run/react";
import { useWords } from "./use-words.ts";

/** Earlier and later pages; what was searched stays. Nothing when one page holds all. */
export function PublicPager({ page, pages }: { page: number; pages: number }) {
  const { search } = useLocation();
  const words = useWords().pager;
  if (pages <= 1) return null;
  const to = (number: number) => {
    const next = new URLSearchParams(search);
    next.set("page", String(number));
    return `?${next.toString()}`;
  };
  return (
    <nav
      aria-label={words.label}
      className="mt-10 flex items-center justify-between gap-4 border-t border-line pt-4 text-sm text-soft"
    >
      {page > 1 ? (
        <Link rel="prev" className="link py-2" to={to(page - 1)}>
          {words.before}
        </Link>
      ) : (
        <span />
      )}
      <span>{words.page(page, pages)}</span>
      {page < pages ? (
        <Link rel="next" className="link py-2" to={to(page + 1)}>
          {words.after}
        </Link>
      ) : (
        <span />
      )}
    </nav>
  );
}
