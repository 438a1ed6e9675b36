import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { ArchivePage } from "#app/components/archive/archive-page.tsx";
import { Face } from "#app/components/face.tsx";
import { privatePage } from "#app/components/letter-pages/private-page.ts";
import { PublicPager } from "#app/components/public/public-pager.tsx";
import { publicWords } from "#app/lib/public-words/index.ts";
import { membersToRead } from "#app/models/archive.ts";
import { archiveHost } from "#app/web/archive-host.ts";
import { requireReader } from "#app/web/archive-reader.ts";
import { pageOf } from "#app/web/search.ts";

export const meta: MetaFunction = () => privatePage("Members");

/** Who is here: by name, with what they make. No address stands on it. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const reader = await requireReader(request, params.slug);
  const page = pageOf(new URL(request.url).searchParams);
  return { ...archiveHost(reader), ...(await membersToRead(reader.community.id, { page })) };
}

export default function Members() {
  const loaded = useLoaderData<typeof loader>();
  const { community, members, page, pages } = loaded;
  const words = publicWords(loaded.reader.locale).archive;
  return (
    <ArchivePage host={loaded} room="members" title={words.directory} wide>
      <ul className="grid gap-x-8 gap-y-6 sm:grid-cols-2 lg:grid-cols-3">
        {members.map(({ id, number, name, makes, place, photoId }) => (
          <li key={id} className="group relative flex items-start gap-4">
            <Face id={id} name={name} photoId={photoId} />
            <p className="min-w-0">
              <Link
                to={`/${community.slug}/archive/members/${number}`}
                className="block font-semibold wrap-anywhere group-hover:text-accent after:absolute after:inset-0"
                dir="auto"
              >
                {name}
              </Link>
              <span className="block text-sm text-soft" dir="auto">
                {[makes, place].filter(Boolean).join(", ")}
              </span>
            </p>
          </li>
        ))}
      </ul>
      <PublicPager page={page} pages={pages} />
    </ArchivePage>
  );
}
