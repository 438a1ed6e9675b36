import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { ButtonLink } from "#app/components/button.tsx";
import { Face } from "#app/components/face.tsx";
import { Photo } from "#app/components/photo.tsx";
import { PieceLine } from "#app/components/public/piece-line.tsx";
import { publicMeta } from "#app/components/public/public-meta.ts";
import { PublicPage } from "#app/components/public/public-page.tsx";
import { MakerLink } from "#app/components/public/public-things.tsx";
import { useWords } from "#app/components/public/use-words.ts";
import { WrittenText } from "#app/components/written-text.tsx";
import { links } from "#app/lib/links.ts";
import { publicPath } from "#app/lib/public-paths.ts";
import { publicShowcaseByNumber } from "#app/models/public-face.ts";
import { productThing } from "#app/web/public-head.ts";
import {
  loaderHeaders,
  publicData,
  publicHost,
  requirePublicCommunity,
  requireThing,
} from "#app/web/public-page.ts";

export const headers = loaderHeaders;
export const meta: MetaFunction<typeof loader> = ({ data }) => publicMeta(data);

/** One piece, for everybody: its photographs large, what it costs, whose it is, and the way to ask. */
export async function loader({ params }: LoaderFunctionArgs) {
  const community = await requirePublicCommunity(params.slug, "showcases");
  const showcase = await requireThing(params.thing, (number) => publicShowcaseByNumber(community.id, number));
  const { title, story, maker, number } = showcase;
  return publicData({
    ...publicHost(community, "showcases"),
    head: {
      title: `${title}, ${maker.name}`,
      about: story || `${title}, ${maker.name}, ${community.name}`,
      url: links.publicThing(community.slug, "showcases", showcase),
      card: links.card(community.slug, `showcases-${number}`),
      kind: "product" as const,
      thing: productThing(community, showcase),
    },
    showcase,
  });
}

export default function Showcase() {
  const loaded = useLoaderData<typeof loader>();
  return (
    <PublicPage host={loaded} wide>
      <div className="grid gap-x-14 gap-y-8 lg:grid-cols-[minmax(0,1fr)_minmax(0,24rem)]">
        <Photographs />
        <About />
      </div>
    </PublicPage>
  );
}

function Photographs() {
  const { showcase } = useLoaderData<typeof loader>();
  const words = useWords().showcases;
  return (
    <div className="-mx-5 space-y-6 sm:mx-0">
      {showcase.photos.map(({ alt, blob }, at) => (
        <Photo
          key={blob.id}
          picture={blob}
          alt={alt || (at === 0 ? showcase.title : words.photo(at + 1, showcase.title))}
          eager={at === 0}
          sizes="(min-width: 64rem) 46rem, 100vw"
        />
      ))}
    </div>
  );
}

function About() {
  const { community, showcase, parts } = useLoaderData<typeof loader>();
  const { maker } = showcase;
  const words = useWords().showcases;
  const page = publicPath(community.slug, "showcases", showcase);
  return (
    <div className="lg:sticky lg:top-8 lg:self-start">
      <div aria-hidden="true" className="mb-5 h-[3px] w-14 bg-accent" />
      <h1 className="text-2xl wrap-anywhere" dir="auto">
        {showcase.title}
      </h1>
      <p className="mt-4 flex items-center gap-3 text-base text-soft">
        <Face id={maker.id} name={maker.name} photoId={maker.photoId} size="small" />
        {parts.makers ? (
          <MakerLink slug={community.slug} maker={maker} />
        ) : (
          <span dir="auto">{maker.name}</span>
        )}
      </p>
      <p className="mt-3 text-lg">
        <PieceLine piece={showcase} />
      </p>
      {parts.inquiries ? (
        <p className="mt-5">
          <ButtonLink to={`${page}/ask`} look="primary">
            {words.ask(maker.name)}
          </ButtonLink>
        </p>
      ) : null}
      {showcase.story ? (
        <div className="mt-7">
          <WrittenText text={showcase.story} />
        </div>
      ) : null}
      <Tags tags={showcase.tags} slug={community.slug} />
      <ul className="mt-6 space-y-1">
        {showcase.thread ? (
          <li>
            <Link className="link" to={publicPath(community.slug, "threads", showcase.thread)}>
              {words.talk}
            </Link>
          </li>
        ) : null}
        <li>
          <Link className="link" to={`/${community.slug}/showcases?maker=${maker.number}`}>
            {words.allBy(maker.name)}
          </Link>
        </li>
      </ul>
    </div>
  );
}

function Tags({ tags, slug }: { tags: readonly string[]; slug: string }) {
  if (tags.length === 0) return null;
  return (
    <ul className="mt-6 flex flex-wrap gap-x-4 text-sm text-quiet">
      {tags.map((tag) => (
        <li key={tag}>
          <Link
            to={`/${slug}/showcases?tag=${encodeURIComponent(tag)}`}
            className="inline-block py-1.5 underline decoration-line-strong underline-offset-4 hover:text-ink"
            dir="auto"
          >
            {tag}
          </Link>
        </li>
      ))}
    </ul>
  );
}
