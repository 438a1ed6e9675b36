import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { ArchivePage } from "#app/components/archive/archive-page.tsx";
import { privatePage } from "#app/components/letter-pages/private-page.ts";
import { PublicDay } from "#app/components/public/public-day.tsx";
import { publicWords } from "#app/lib/public-words/index.ts";
import { digestsToRead } from "#app/models/archive.ts";
import { archiveHost } from "#app/web/archive-host.ts";
import { requireReader } from "#app/web/archive-reader.ts";

export const meta: MetaFunction = () => privatePage("Digests");

/** The digests that came to this member. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const reader = await requireReader(request, params.slug);
  return { ...archiveHost(reader), digests: await digestsToRead(reader.membership.id) };
}

export default function Digests() {
  const loaded = useLoaderData<typeof loader>();
  const { community, digests } = loaded;
  const words = publicWords(loaded.reader.locale).archive;
  return (
    <ArchivePage host={loaded} room="digests" title={words.digests}>
      {digests.length === 0 ? <p className="text-soft">{words.noDigests}</p> : null}
      <ul>
        {digests.map(({ id, issue, sentAt }) => (
          <li
            key={id}
            className="flex flex-wrap items-baseline gap-x-4 border-t border-line py-3 first:border-t-0"
          >
            <Link className="link py-1" to={`/${community.slug}/archive/digests/${issue}`}>
              {words.issue(issue)}
            </Link>
            <span className="text-sm text-quiet">
              <PublicDay at={sentAt} />
            </span>
          </li>
        ))}
      </ul>
    </ArchivePage>
  );
}
