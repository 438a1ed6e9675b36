import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { ArchivePage } from "#app/components/archive/archive-page.tsx";
import { privatePage } from "#app/components/letter-pages/private-page.ts";
import { Photo } from "#app/components/photo.tsx";
import { PieceLine } from "#app/components/public/piece-line.tsx";
import { useWords } from "#app/components/public/use-words.ts";
import { WrittenText } from "#app/components/written-text.tsx";
import { numberInPath } from "#app/lib/public-paths.ts";
import { pieceToRead } from "#app/models/archive.ts";
import { archiveHost } from "#app/web/archive-host.ts";
import { requireReader } from "#app/web/archive-reader.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => privatePage(data?.piece.title ?? "");

/** One piece, as the members see it. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const reader = await requireReader(request, params.slug);
  const number = numberInPath(params.number);
  const piece = number === null ? null : await pieceToRead(reader.community.id, number);
  if (!piece) throw new Response(null, { status: 404 });
  return { ...archiveHost(reader), piece };
}

export default function Piece() {
  const loaded = useLoaderData<typeof loader>();
  return (
    <ArchivePage host={loaded} room="showcases" title={loaded.piece.title} line={<By />}>
      <Shown />
    </ArchivePage>
  );
}

function By() {
  const { community, piece } = useLoaderData<typeof loader>();
  return (
    <span className="flex flex-wrap gap-x-2">
      <Link className="link" to={`/${community.slug}/archive/members/${piece.maker.number}`} dir="auto">
        {piece.maker.name}
      </Link>
      <PieceLine piece={piece} />
    </span>
  );
}

function Shown() {
  const { community, piece } = useLoaderData<typeof loader>();
  const words = useWords().showcases;
  const { photos, story, thread, title } = piece;
  return (
    <>
      <div className="-mx-5 space-y-6 sm:mx-0">
        {photos.map(({ alt, blob }, at) => (
          <Photo
            key={blob.id}
            picture={blob}
            alt={alt || words.photo(at + 1, title)}
            eager={at === 0}
            sizes="(min-width: 44rem) 41rem, 100vw"
          />
        ))}
      </div>
      {story ? (
        <div className="mt-6">
          <WrittenText text={story} />
        </div>
      ) : null}
      {thread && thread.removedAt === null && thread.postCount > 0 ? (
        <p className="mt-6">
          <Link className="link" to={`/${community.slug}/archive/threads/${thread.number}`}>
            {words.talk}
          </Link>
        </p>
      ) : null}
    </>
  );
}
