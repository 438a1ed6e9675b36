import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { Photo } from "#app/components/photo.tsx";
import { publicMeta } from "#app/components/public/public-meta.ts";
import { PublicPage } from "#app/components/public/public-page.tsx";
import { MakerLink } from "#app/components/public/public-things.tsx";
import { Price } from "#app/components/showcase-card.tsx";
import { WrittenText } from "#app/components/written-text.tsx";
import { links } from "#app/lib/links.ts";
import { publicPath } from "#app/lib/public-paths.ts";
import { publicShowcaseByNumber } from "#app/models/public-face.ts";
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
        title: `${data.showcase.title}, by ${data.showcase.maker.name}`,
        about: data.showcase.story || `Made by ${data.showcase.maker.name} of ${data.community.name}.`,
        url: data.url,
        photo: data.sharePhoto,
        unlisted: data.unlisted,
        feed: data.feed,
      })
    : [];

/** One piece, for everybody: its photographs large, what it costs, whose it is. */
export async function loader({ params }: LoaderFunctionArgs) {
  const community = await requirePublicCommunity(params.slug);
  const showcase = await requireThing(params.thing, (number) => publicShowcaseByNumber(community.id, number));
  const [first] = showcase.photos;
  return publicData({
    ...publicHost(community),
    url: links.publicThing(community.slug, "showcases", showcase),
    feed: { title: `Newsletters of ${community.name}`, url: links.newsletterFeed(community.slug) },
    sharePhoto: first ? links.photo(first.blob.id, 1200) : null,
    showcase,
  });
}

export default function Showcase() {
  const { community, reader, showcase } = useLoaderData<typeof loader>();
  const [first, ...others] = showcase.photos;
  return (
    <PublicPage community={community} reader={reader} wide>
      <div className="grid gap-x-14 gap-y-8 lg:grid-cols-[minmax(0,1fr)_minmax(0,24rem)]">
        <div className="-mx-5 space-y-6 sm:mx-0">
          {first ? (
            <Photo
              picture={first.blob}
              alt={first.alt || showcase.title}
              eager
              sizes="(min-width: 64rem) 38rem, 100vw"
            />
          ) : null}
          {others.map(({ alt, blob }) => (
            <Photo
              key={blob.id}
              picture={blob}
              alt={alt || showcase.title}
              sizes="(min-width: 64rem) 38rem, 100vw"
            />
          ))}
        </div>
        <div className="lg:sticky lg:top-8 lg:self-start">
          <div aria-hidden="true" className="mb-5 h-[3px] w-14 bg-accent" />
          <h1 className="text-2xl" dir="auto">
            {showcase.title}
          </h1>
          <p className="mt-2 text-base text-soft">
            <MakerLink slug={community.slug} maker={showcase.maker} />
          </p>
          <p className="mt-2 text-lg">
            <Price showcase={showcase} />
          </p>
          {showcase.story ? (
            <div className="mt-6">
              <WrittenText text={showcase.story} />
            </div>
          ) : null}
          <Tags tags={showcase.tags} />
          {showcase.thread ? (
            <p className="mt-6">
              <Link className="link" to={publicPath(community.slug, "threads", showcase.thread)}>
                What was said about it
              </Link>
            </p>
          ) : null}
        </div>
      </div>
    </PublicPage>
  );
}

function Tags({ tags }: { tags: readonly string[] }) {
  if (tags.length === 0) return null;
  return (
    <p className="mt-6 text-sm text-quiet" dir="auto">
      {tags.join(" · ")}
    </p>
  );
}
