import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { Face } from "#app/components/face.tsx";
import { Photo } from "#app/components/photo.tsx";
import { publicMeta } from "#app/components/public/public-meta.ts";
import { PublicPage } from "#app/components/public/public-page.tsx";
import { PublicPager } from "#app/components/public/public-pager.tsx";
import { useWords } from "#app/components/public/use-words.ts";
import { links } from "#app/lib/links.ts";
import { publicPath } from "#app/lib/public-paths.ts";
import { publicWords } from "#app/lib/public-words/index.ts";
import { publicMakers } from "#app/models/public-face.ts";
import { organizationThing } from "#app/web/public-head.ts";
import { loaderHeaders, publicData, publicHost, requirePublicCommunity } from "#app/web/public-page.ts";
import { pageOf } from "#app/web/search.ts";

export const headers = loaderHeaders;
export const meta: MetaFunction<typeof loader> = ({ data }) => publicMeta(data);

/** Everybody of the circle who shows something, with the latest of it. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const community = await requirePublicCommunity(params.slug, "makers");
  const words = publicWords(community.locale).makers;
  return publicData({
    ...publicHost(community, "makers"),
    head: {
      title: `${words.title}, ${community.name}`,
      about: words.line(community.name),
      url: links.makers(community.slug),
      card: links.card(community.slug, "home"),
      thing: organizationThing(community, null),
    },
    ...(await publicMakers(community.id, { page: pageOf(new URL(request.url).searchParams) })),
  });
}

export default function Makers() {
  const loaded = useLoaderData<typeof loader>();
  return (
    <PublicPage host={loaded} wide>
      <Index />
    </PublicPage>
  );
}

function Index() {
  const { community, makers, page, pages } = useLoaderData<typeof loader>();
  const words = useWords().makers;
  return (
    <>
      <h1 className="text-2xl">{words.title}</h1>
      <p className="mt-2 text-soft">{makers.length === 0 ? words.none : words.line(community.name)}</p>
      <ul className="mt-6 grid gap-x-12 lg:grid-cols-2">
        {makers.map((maker) => (
          <Maker key={maker.id} maker={maker} slug={community.slug} />
        ))}
      </ul>
      <PublicPager page={page} pages={pages} />
    </>
  );
}

type Listed = ReturnType<typeof useLoaderData<typeof loader>>["makers"][number];

function Maker({ maker, slug }: { maker: Listed; slug: string }) {
  const words = useWords().makers;
  const { id, number, name, makes, place, photoId, pieces, latest } = maker;
  return (
    <li className="group relative border-t border-line py-6">
      <div className="flex items-start gap-4">
        <Face id={id} name={name} photoId={photoId} />
        <div className="min-w-0 flex-1">
          <h2 className="text-lg" dir="auto">
            <Link
              to={publicPath(slug, "makers", { number, title: name })}
              className="group-hover:text-accent after:absolute after:inset-0"
            >
              {name}
            </Link>
          </h2>
          <p className="text-base text-soft" dir="auto">
            {makes}
          </p>
          <p className="text-sm text-quiet" dir="auto">
            {[place, pieces > 0 ? words.pieces(pieces) : ""].filter(Boolean).join(", ")}
          </p>
        </div>
      </div>
      {latest.length > 0 ? (
        <div className="mt-4 flex items-start gap-3">
          {latest.map(({ number: piece, photos: [photo] }) =>
            photo ? (
              <div key={piece} className="w-24 sm:w-32">
                <Photo picture={photo.blob} alt="" sizes="8rem" />
              </div>
            ) : null,
          )}
        </div>
      ) : null}
    </li>
  );
}
