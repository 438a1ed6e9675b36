import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

/** A screen's title, a line below it, and its acts; the primary one last. */
export function PageHead({
  title,
  line,
  acts,
  back,
}: {
  title: ReactNode;
  line?: ReactNode;
  acts?: ReactNode;
  back?: { to: string; words: string };
}) {
  return (
    <header className="mb-8 flex flex-wrap items-end justify-between gap-x-6 gap-y-4">
      <div className="min-w-0">
        {back ? (
          <Link to={back.to} className="mb-2 inline-block text-sm text-quiet hover:text-ink">
            <span aria-hidden="true">‹ </span>
            {back.words}
          </Link>
        ) : null}
        <h1 className="text-2xl wrap-anywhere">{title}</h1>
        {line ? <p className="mt-1 text-base text-soft">{line}</p> : null}
      </div>
      {acts ? <div className="flex flex-wrap items-center gap-3">{acts}</div> : null}
    </header>
  );
}

/** A part of a screen, under a hairline. */
export function Section({
  title,
  line,
  children,
  first = false,
}: {
  title: ReactNode;
  line?: ReactNode;
  children: ReactNode;
  first?: boolean;
}) {
  return (
    <section className={classNames("min-w-0 pb-10", !first && "border-t border-line pt-8")}>
      <h2 className="text-lg">{title}</h2>
      {line ? <p className="mt-1 text-sm text-quiet">{line}</p> : null}
      <div className="mt-4">{children}</div>
    </section>
  );
}
