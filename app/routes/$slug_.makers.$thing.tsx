import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { ButtonLink } from "#app/components/button.tsx";
import { Face } from "#app/components/face.tsx";
import { pieceOf, PublicWall } from "#app/components/letter-pages/wall.tsx";
import { publicMeta } from "#app/components/public/public-meta.ts";
import { PublicPage } from "#app/components/public/public-page.tsx";
import { useWords } from "#app/components/public/use-words.ts";
import { WrittenText } from "#app/components/written-text.tsx";
import { links } from "#app/lib/links.ts";
import { publicPath } from "#app/lib/public-paths.ts";
import { publicMaker } from "#app/models/public-face.ts";
import { personThing } from "#app/web/public-head.ts";
import {
  loaderHeaders,
  publicData,
  publicHost,
  requirePublicCommunity,
  requireThing,
} from "#app/web/public-page.ts";

export const headers = loaderHeaders;
export const meta: MetaFunction<typeof loader> = ({ data }) => publicMeta(data);

/** One maker by what of theirs everybody may see, and as much about themselves as they show. */
export async function loader({ params }: LoaderFunctionArgs) {
  const community = await requirePublicCommunity(params.slug, "makers");
  const { maker, showcases } = await requireThing(params.thing, (number) =>
    publicMaker(community.id, number),
  );
  const { number, name, makes, story } = maker;
  const host = publicHost(community, "makers");
  return publicData({
    ...host,
    head: {
      title: `${name}, ${community.name}`,
      about: [makes, story].filter(Boolean).join(". ") || name,
      url: links.publicThing(community.slug, "makers", { number, title: name }),
      card: links.card(community.slug, `makers-${number}`),
      kind: "profile" as const,
      thing: personThing(community, maker),
    },
    maker,
    showcases: host.parts.showcases ? showcases : [],
  });
}

export default function Maker() {
  const loaded = useLoaderData<typeof loader>();
  return (
    <PublicPage host={loaded} wide>
      <Portrait />
    </PublicPage>
  );
}

function Portrait() {
  const { community, maker, showcases, parts } = useLoaderData<typeof loader>();
  const words = useWords();
  return (
    <>
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
            <div className="mt-5 max-w-measure">
              <WrittenText text={maker.story} />
            </div>
          ) : null}
          <Elsewhere links={maker.links} />
          {parts.inquiries ? (
            <p className="mt-6">
              <ButtonLink
                to={`${publicPath(community.slug, "makers", { number: maker.number, title: maker.name })}/ask`}
              >
                {words.makers.ask(maker.name)}
              </ButtonLink>
            </p>
          ) : null}
        </div>
      </div>
      {showcases.length > 0 ? (
        <section className="mt-12 border-t border-line pt-8">
          <h2 className="text-xl">{words.makers.madeBy(maker.name)}</h2>
          <PublicWall showcases={showcases} to={pieceOf(community.slug)} ofOne />
        </section>
      ) : null}
    </>
  );
}

function Elsewhere({ links: theirs }: { links: readonly string[] }) {
  if (theirs.length === 0) return null;
  return (
    <ul className="mt-4 flex flex-wrap gap-x-6 gap-y-1">
      {theirs.map((link) => (
        <li key={link}>
          <a className="link break-all" href={link} rel="nofollow noopener noreferrer">
            {link.replace(/^https?:\/\//, "").replace(/\/$/, "")}
          </a>
        </li>
      ))}
    </ul>
  );
}
