import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { ArchivePage } from "#app/components/archive/archive-page.tsx";
import { privatePage } from "#app/components/letter-pages/private-page.ts";
import { PublicDay } from "#app/components/public/public-day.tsx";
import { publicWords } from "#app/lib/public-words/index.ts";
import { digestsToRead } from "#app/models/archive.ts";
import { archiveHost } from "#app/web/archive-host.ts";
import { requireReader } from "#app/web/archive-reader.ts";

export const meta: MetaFunction = () => privatePage("Digest");

/** One digest, as it came to this member: their letter stands in a frame of its own, where it can only be read. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const reader = await requireReader(request, params.slug);
  const digests = await digestsToRead(reader.membership.id);
  const digest = digests.find(({ issue }) => String(issue) === params.issue);
  if (!digest) throw new Response(null, { status: 404 });
  return { ...archiveHost(reader), digest };
}

export default function Digest() {
  const loaded = useLoaderData<typeof loader>();
  const { community, digest } = loaded;
  const words = publicWords(loaded.reader.locale).archive;
  const title = words.issue(digest.issue);
  return (
    <ArchivePage
      host={loaded}
      room="digests"
      title={title}
      line={
        <>
          <PublicDay at={digest.sentAt} />. {words.digestNote}
        </>
      }
    >
      <iframe
        title={title}
        src={`/${community.slug}/archive/digests/${digest.issue}/letter`}
        sandbox="allow-popups"
        className="-mx-5 h-[80vh] w-[calc(100%+2.5rem)] border-y border-line sm:mx-0 sm:w-full sm:border"
      />
    </ArchivePage>
  );
}
