import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { ReaderProvider, type Reader } from "../reader.tsx";
import { useWords } from "./use-words.ts";

/** What every public page is told by its loader (app/web/public-page). */
export interface PublicHost {
  community: {
    slug: string;
    name: string;
    tagline: string;
    address: string;
    logo: { id: string; width: number; height: number } | null;
  };
  /** Which parts everybody may see. */
  parts: Record<"makers" | "showcases" | "events" | "newsletters" | "inquiries", boolean>;
  reader: Reader;
}

interface PublicPageProps {
  host: PublicHost;
  /** Left out where the page has a heading of its own. */
  title?: ReactNode;
  /** A quiet line under the title. */
  line?: ReactNode;
  children: ReactNode;
  /** As wide as a letter, or as a wall. */
  wide?: boolean;
  /** What one can do here, at its end; left out: the way to follow. */
  end?: ReactNode;
}

/** A page for everybody: whose it is above, where else to look beside it, the way to follow below. */
export function PublicPage({ host, ...page }: PublicPageProps) {
  return (
    <ReaderProvider value={host.reader}>
      <Sheet host={host} {...page} />
    </ReaderProvider>
  );
}

function Sheet({ host, title, line, children, wide = false, end }: PublicPageProps) {
  const width = wide ? "max-w-page" : "max-w-measure";
  return (
    <div lang={host.reader.locale} className="flex min-h-dvh flex-col px-5 sm:px-8">
      <header className={`mx-auto w-full pt-6 sm:pt-10 ${wide ? "max-w-page" : "max-w-measure"}`}>
        <div className="flex flex-wrap items-center justify-between gap-x-6 border-b border-line pb-2">
          <Home host={host} />
          <Ways host={host} />
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
        {end ?? <FollowLine host={host} />}
        <MembersLine slug={host.community.slug} />
      </footer>
    </div>
  );
}

function Home({ host: { community } }: Pick<PublicPageProps, "host">) {
  const { logo } = community;
  return (
    <Link
      to={`/${community.slug}`}
      className="flex min-h-11 items-center gap-3 font-letter text-lg text-accent hover:underline"
      dir="auto"
    >
      {logo ? (
        <img
          src={`/photos/${logo.id}/320`}
          alt=""
          width={logo.width}
          height={logo.height}
          className="h-9 w-auto rounded-small"
        />
      ) : null}
      {community.name}
    </Link>
  );
}

const ways = ["showcases", "makers", "events", "newsletters"] as const;

function Ways({ host: { community, parts } }: Pick<PublicPageProps, "host">) {
  const words = useWords().nav;
  const open = ways.filter((way) => parts[way]);
  return (
    <nav aria-label={words.label} className="-mx-2 flex flex-wrap text-sm text-soft">
      {open.map((way) => (
        <Link key={way} to={`/${community.slug}/${way}`} className="px-2 py-2.5 hover:text-ink">
          {words[way]}
        </Link>
      ))}
      {parts.newsletters ? (
        <Link to={`/${community.slug}/follow`} className="px-2 py-2.5 text-accent hover:text-ink">
          {words.follow}
        </Link>
      ) : null}
    </nav>
  );
}

function FollowLine({ host: { community, parts } }: Pick<PublicPageProps, "host">) {
  const words = useWords().foot;
  return (
    <p>
      {community.tagline ? <span dir="auto">{asSentence(community.tagline)} </span> : null}
      {parts.newsletters ? (
        <>
          <Link to={`/${community.slug}/follow`} className="link">
            {words.follow(community.name)}
          </Link>
          . {words.newsComes}
        </>
      ) : null}
    </p>
  );
}

function MembersLine({ slug }: { slug: string }) {
  return (
    <p className="mt-4">
      <Link to={`/${slug}/archive`} className="link">
        {useWords().foot.members}
      </Link>
    </p>
  );
}

function asSentence(words: string): string {
  return /[.!?…]$/.test(words) ? words : `${words}.`;
}
