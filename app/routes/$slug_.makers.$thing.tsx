import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Face } from "#app/components/face.tsx";
import { PublicWall } from "#app/components/letter-pages/wall.tsx";
import { publicMeta } from "#app/components/public/public-meta.ts";
import { PublicPage } from "#app/components/public/public-page.tsx";
import { WrittenText } from "#app/components/written-text.tsx";
import { links } from "#app/lib/links.ts";
import { publicMaker } from "#app/models/public-face.ts";
import {
  loaderHeaders,
  publicData,
  publicHost,
  requirePublicCommunity,
  requireThing,
} from "#app/web/public-page.ts";

export const headers = loaderHeaders;

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  data
    ? publicMeta({
        title: `${data.maker.name}, ${data.community.name}`,
        about: data.maker.makes || `What ${data.maker.name} makes.`,
        url: data.url,
        photo: data.sharePhoto,
        unlisted: data.unlisted,
        feed: data.feed,
      })
    : [];

/** One maker by what of theirs everybody may see, and as much about themselves as they show. */
export async function loader({ params }: LoaderFunctionArgs) {
  const community = await requirePublicCommunity(params.slug);
  const { maker, showcases } = await requireThing(params.thing, (number) =>
    publicMaker(community.id, number),
  );
  const first = showcases.flatMap(({ photos }) => photos)[0];
  return publicData({
    ...publicHost(community),
    url: links.publicThing(community.slug, "makers", { number: maker.number, title: maker.name }),
    feed: { title: `Newsletters of ${community.name}`, url: links.newsletterFeed(community.slug) },
    sharePhoto: first ? links.photo(first.blob.id, 1200) : null,
    maker,
    showcases,
  });
}

export default function Maker() {
  const { community, reader, maker, showcases } = useLoaderData<typeof loader>();
  return (
    <PublicPage community={community} reader={reader} wide>
      <div className="flex flex-wrap items-start gap-6 sm:flex-nowrap">
        <Face id={maker.id} name={maker.name} photoId={maker.photoId} size="large" />
        <div className="min-w-0">
          <h1 className="text-2xl wrap-anywhere" dir="auto">
            {maker.name}
          </h1>
          {maker.makes ? (
            <p className="mt-1 text-lg text-soft" dir="auto">
              {maker.makes}
            </p>
          ) : null}
          {maker.place ? (
            <p className="mt-1 text-sm text-quiet" dir="auto">
              {maker.place}
            </p>
          ) : null}
          {maker.story ? (
            <div className="mt-5">
              <WrittenText text={maker.story} />
            </div>
          ) : null}
          {maker.links.length > 0 ? (
            <ul className="mt-4 flex flex-wrap gap-x-6 gap-y-1">
              {maker.links.map((link) => (
                <li key={link}>
                  <a className="link break-all" href={link} rel="nofollow noopener noreferrer">
                    {link.replace(/^https?:\/\//, "").replace(/\/$/, "")}
                  </a>
                </li>
              ))}
            </ul>
          ) : null}
        </div>
      </div>
      <section className="mt-12 border-t border-line pt-8" aria-label={`Made by ${maker.name}`}>
        <PublicWall showcases={showcases} slug={community.slug} ofOne />
      </section>
    </PublicPage>
  );
}
