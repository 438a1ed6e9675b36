import type { ReactNode } from "react";

interface LetterPageProps {
  /** Whose letter this is: stands at the head. */
  community?: { name: string; tagline?: string } | null;
  title: ReactNode;
  children: ReactNode;
  /** A quiet last line. */
  foot?: ReactNode;
  /** For a page that shows more than a letter does. */
  wide?: boolean;
}

/** One sheet of paper: for a page that one comes to from a letter, and does one thing on. */
export function LetterPage({ community, title, children, foot, wide = false }: LetterPageProps) {
  return (
    <div className="flex min-h-dvh flex-col px-5 sm:px-8">
      <header className={`mx-auto w-full pt-10 sm:pt-16 ${wide ? "max-w-page" : "max-w-136"}`}>
        {community ? (
          <p className="border-b border-line pb-3">
            <span className="font-letter text-lg text-accent">{community.name}</span>
            {community.tagline ? <span className="block text-sm text-quiet">{community.tagline}</span> : null}
          </p>
        ) : null}
        <h1 className="mt-8 text-2xl">{title}</h1>
      </header>
      <main id="content" className={`mx-auto mt-4 w-full flex-1 pb-16 ${wide ? "max-w-page" : "max-w-136"}`}>
        {children}
      </main>
      <footer className={`mx-auto w-full py-8 text-sm text-quiet ${wide ? "max-w-page" : "max-w-136"}`}>
        {foot ?? "Roundletter: a community that lives in the inbox."}
      </footer>
    </div>
  );
}
