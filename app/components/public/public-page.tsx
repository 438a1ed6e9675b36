import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { ReaderProvider, type Reader } from "../reader.tsx";

interface PublicPageProps {
  community: { slug: string; name: string; tagline: string };
  reader: Reader;
  /** Left out where the community's name is the title. */
  title?: ReactNode;
  /** A quiet line under the title. */
  line?: ReactNode;
  children: ReactNode;
  /** As wide as a letter, or as a wall. */
  wide?: boolean;
  /** What one can do here, at its end. */
  end?: ReactNode;
}

/** A page for everybody: whose it is above, where else to look beside it, the way to follow below. */
export function PublicPage({ community, reader, title, line, children, wide = false, end }: PublicPageProps) {
  const width = wide ? "max-w-page" : "max-w-measure";
  const home = `/${community.slug}`;
  return (
    <ReaderProvider value={reader}>
      <div className="flex min-h-dvh flex-col px-5 sm:px-8">
        <header className={`mx-auto w-full pt-8 sm:pt-12 ${width}`}>
          <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 border-b border-line pb-3">
            <Link to={home} className="font-letter text-lg text-accent hover:underline" dir="auto">
              {community.name}
            </Link>
            <nav aria-label="Public pages" className="flex gap-x-5 text-sm text-soft">
              <Link to={`${home}/newsletters`} className="py-2 hover:text-ink">
                Newsletters
              </Link>
              <Link to={`${home}/follow`} className="py-2 hover:text-ink">
                Follow
              </Link>
            </nav>
          </div>
          {title ? (
            <div className="mt-10 sm:mt-14">
              <div aria-hidden="true" className="mb-5 h-[3px] w-14 bg-accent" />
              <h1 className="text-2xl wrap-anywhere" dir="auto">
                {title}
              </h1>
              {line ? <p className="mt-2 text-base text-soft">{line}</p> : null}
            </div>
          ) : null}
        </header>
        <main id="content" className={`mx-auto mt-8 w-full flex-1 pb-16 ${width}`}>
          {children}
        </main>
        <footer className={`mx-auto w-full border-t border-line py-8 text-sm text-quiet ${width}`}>
          {end ?? (
            <p>
              {community.tagline ? <span dir="auto">{asSentence(community.tagline)} </span> : null}
              <Link to={`${home}/follow`} className="link">
                Follow {community.name}
              </Link>
              , and what is new comes to you as a letter.
            </p>
          )}
        </footer>
      </div>
    </ReaderProvider>
  );
}

function asSentence(words: string): string {
  return /[.!?…]$/.test(words) ? words : `${words}.`;
}
