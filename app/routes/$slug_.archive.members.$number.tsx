import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { ArchivePage } from "#app/components/archive/archive-page.tsx";
import { Face } from "#app/components/face.tsx";
import { privatePage } from "#app/components/letter-pages/private-page.ts";
import { PublicWall } from "#app/components/letter-pages/wall.tsx";
import { PublicDay } from "#app/components/public/public-day.tsx";
import { WrittenText } from "#app/components/written-text.tsx";
import { numberInPath } from "#app/lib/public-paths.ts";
import { publicWords } from "#app/lib/public-words/index.ts";
import { memberToRead, piecesToRead } from "#app/models/archive.ts";
import { archiveHost } from "#app/web/archive-host.ts";
import { requireReader } from "#app/web/archive-reader.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => privatePage(data?.member.name ?? "");

/** One member as the others know them: who they are, what they made, where they spoke. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const reader = await requireReader(request, params.slug);
  const number = numberInPath(params.number);
  const found = number === null ? null : await memberToRead(reader.community.id, number);
  if (!found) throw new Response(null, { status: 404 });
  const { pieces } = await piecesToRead(reader.community.id, { makerId: found.member.id });
  return { ...archiveHost(reader), ...found, pieces };
}

export default function Member() {
  const loaded = useLoaderData<typeof loader>();
  const { community, member, threads, pieces } = loaded;
  const { archive: words, makers } = publicWords(loaded.reader.locale);
  return (
    <ArchivePage
      host={loaded}
      room="members"
      title={member.name}
      line={[member.makes, member.place].filter(Boolean).join(", ")}
    >
      <div className="flex flex-wrap items-start gap-6 sm:flex-nowrap">
        <Face id={member.id} name={member.name} photoId={member.photoId} size="large" />
        <div className="min-w-0">
          {member.story ? <WrittenText text={member.story} /> : null}
          {member.links.length > 0 ? (
            <ul className="mt-4 flex flex-wrap gap-x-6">
              {member.links.map((link) => (
                <li key={link}>
                  <a className="link break-all" href={link} rel="nofollow noopener noreferrer">
                    {link.replace(/^https?:\/\//, "").replace(/\/$/, "")}
                  </a>
                </li>
              ))}
            </ul>
          ) : null}
          {member.joinedAt ? (
            <p className="mt-4 text-sm text-quiet">
              {words.since} <PublicDay at={member.joinedAt} />
            </p>
          ) : null}
        </div>
      </div>
      {pieces.length > 0 ? (
        <section className="mt-10 border-t border-line pt-8">
          <h2 className="text-lg">{makers.madeBy(member.name)}</h2>
          <PublicWall
            showcases={pieces}
            to={({ number }) => `/${community.slug}/archive/showcases/${number}`}
            ofOne
          />
        </section>
      ) : null}
      {threads.length > 0 ? (
        <section className="mt-10 border-t border-line pt-8">
          <h2 className="text-lg">{words.wrote}</h2>
          <ul className="mt-3">
            {threads.map(({ number, subject }) => (
              <li key={number} className="py-1">
                <Link className="link" to={`/${community.slug}/archive/threads/${number}`} dir="auto">
                  {subject}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </ArchivePage>
  );
}
