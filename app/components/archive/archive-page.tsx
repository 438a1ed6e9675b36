import { Form, Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { Button } from "../button.tsx";
import { useWords } from "../public/use-words.ts";
import { ReaderProvider, type Reader } from "../reader.tsx";

/** What every page of the archive is told by its loader (app/web/archive-host). */
export interface ArchiveHost {
  community: { slug: string; name: string };
  reader: Reader;
  me: { name: string; preferencesUrl: string };
}

export type ArchiveRoom = "threads" | "digests" | "showcases" | "events" | "members";

interface ArchivePageProps {
  host: ArchiveHost;
  room: ArchiveRoom;
  title: ReactNode;
  line?: ReactNode;
  wide?: boolean;
  children: ReactNode;
}

/** A page for a member who reads: in their own language and by their own clock. It works without any script. */
export function ArchivePage({ host, ...page }: ArchivePageProps) {
  return (
    <ReaderProvider value={host.reader}>
      <Sheet host={host} {...page} />
    </ReaderProvider>
  );
}

const rooms: readonly { room: ArchiveRoom; path: string }[] = [
  { room: "threads", path: "" },
  { room: "digests", path: "/digests" },
  { room: "showcases", path: "/showcases" },
  { room: "events", path: "/events" },
  { room: "members", path: "/members" },
];

function Sheet({
  host: { community, reader, me },
  room,
  title,
  line,
  wide = false,
  children,
}: ArchivePageProps) {
  const words = useWords().archive;
  const width = wide ? "max-w-page" : "max-w-measure";
  const base = `/${community.slug}/archive`;
  return (
    <div lang={reader.locale} className="flex min-h-dvh flex-col px-5 sm:px-8">
      <header className={`mx-auto w-full pt-6 sm:pt-10 ${width}`}>
        <div className="flex flex-wrap items-center justify-between gap-x-6 border-b border-line pb-2">
          <Link
            to={base}
            className="flex min-h-11 items-center font-letter text-lg text-accent hover:underline"
            dir="auto"
          >
            {community.name}
          </Link>
          <nav aria-label={words.nav} className="-mx-2 flex flex-wrap text-sm">
            {rooms.map((each) => (
              <Link
                key={each.room}
                to={base + each.path}
                aria-current={each.room === room ? "true" : undefined}
                className={`px-2 py-2.5 hover:text-ink ${each.room === room ? "font-semibold text-ink" : "text-soft"}`}
              >
                {words[each.room]}
              </Link>
            ))}
          </nav>
        </div>
        <h1 className="mt-10 text-2xl wrap-anywhere" dir="auto">
          {title}
        </h1>
        {line ? <p className="mt-2 text-base text-soft">{line}</p> : null}
      </header>
      <main id="content" className={`mx-auto mt-8 w-full flex-1 pb-16 ${width}`}>
        {children}
      </main>
      <footer
        className={`mx-auto flex w-full flex-wrap items-center justify-between gap-x-6 gap-y-2 border-t border-line py-6 text-sm text-quiet ${width}`}
      >
        <p>
          <span dir="auto">{me.name}</span>:{" "}
          <a className="link" href={me.preferencesUrl}>
            {words.profile}
          </a>
        </p>
        <Form method="post" action={`${base}?index`}>
          <Button look="quiet" small name="intent" value="close">
            {words.close}
          </Button>
        </Form>
      </footer>
    </div>
  );
}
