import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/button.tsx";
import { CheckField, Select } from "#app/components/field.tsx";
import { pieceOf, PublicWall } from "#app/components/letter-pages/wall.tsx";
import { publicMeta } from "#app/components/public/public-meta.ts";
import { PublicPage } from "#app/components/public/public-page.tsx";
import { PublicPager } from "#app/components/public/public-pager.tsx";
import { useWords } from "#app/components/public/use-words.ts";
import { links } from "#app/lib/links.ts";
import { publicWords } from "#app/lib/public-words/index.ts";
import { publicGallery } from "#app/models/public-face.ts";
import { organizationThing } from "#app/web/public-head.ts";
import { loaderHeaders, publicData, publicHost, requirePublicCommunity } from "#app/web/public-page.ts";
import { pageOf } from "#app/web/search.ts";

export const headers = loaderHeaders;
export const meta: MetaFunction<typeof loader> = ({ data }) => publicMeta(data);

/** Everything on the wall that everybody may see; what is asked for stands in the URL. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const community = await requirePublicCommunity(params.slug, "showcases");
  const asked = wantedIn(new URL(request.url).searchParams);
  const { showcases, ...gallery } = await publicGallery(community.id, asked);
  const words = publicWords(community.locale).showcases;
  return publicData({
    ...publicHost(community, "showcases"),
    head: {
      title: `${words.title}, ${community.name}`,
      about: words.line(community.name),
      url: links.showcases(community.slug),
      card: links.card(community.slug, "home"),
      thing: organizationThing(community, showcases[0]?.photos[0]?.blob.id ?? null),
    },
    asked,
    ...gallery,
    showcases: showcases.map((piece) => ({
      ...piece,
      story: "",
      photos: piece.photos.slice(0, 1),
    })),
  });
}

function wantedIn(search: URLSearchParams) {
  const maker = Number(search.get("maker"));
  const tag = search
    .get("tag")
    ?.replace(/\p{Cc}/gu, "")
    .trim()
    .toLowerCase()
    .slice(0, 30);
  return {
    page: pageOf(search),
    available: search.get("available") === "on",
    ...(tag && { tag }),
    ...(Number.isInteger(maker) && maker > 0 && maker <= 2_147_483_647 && { maker }),
  };
}

export default function Showcases() {
  const loaded = useLoaderData<typeof loader>();
  return (
    <PublicPage host={loaded} wide>
      <Gallery />
    </PublicPage>
  );
}

function Gallery() {
  const { community, showcases, total, page, pages, asked } = useLoaderData<typeof loader>();
  const words = useWords().showcases;
  const isSearch = Boolean(asked.tag) || Boolean(asked.maker) || asked.available;
  return (
    <>
      <h1 className="text-2xl">{words.title}</h1>
      <p className="mt-2 text-soft">
        {total === 0 && !isSearch ? words.nothingYet : words.line(community.name)}
      </p>
      {total > 0 || isSearch ? <Filter /> : null}
      {isSearch ? (
        <p className="mt-6 text-soft" role="status">
          {total === 0 ? words.none : words.found(total)}{" "}
          <Link to={`/${community.slug}/showcases`} className="link ml-2 inline-block py-2">
            {words.all}
          </Link>
        </p>
      ) : null}
      <PublicWall showcases={showcases} to={pieceOf(community.slug)} eager={4} />
      <PublicPager page={page} pages={pages} />
    </>
  );
}

function Filter() {
  const { asked, makers, tags } = useLoaderData<typeof loader>();
  const words = useWords().showcases;
  return (
    <Form
      method="get"
      aria-label={words.filter}
      className="mt-6 flex flex-wrap items-end gap-x-5 gap-y-4 border-y border-line py-5"
    >
      {makers.length > 1 ? (
        <div className="min-w-36 flex-1 sm:max-w-60">
          <Select
            label={words.maker}
            name="maker"
            defaultValue={String(asked.maker ?? "")}
            options={[
              ["", words.everyMaker],
              ...makers.map(({ number, name }) => [String(number), name] as const),
            ]}
          />
        </div>
      ) : null}
      {tags.length > 0 ? (
        <div className="min-w-36 flex-1 sm:max-w-60">
          <Select
            label={words.tag}
            name="tag"
            defaultValue={asked.tag ?? ""}
            options={[["", words.everyTag], ...tags.map((tag) => [tag, tag] as const)]}
          />
        </div>
      ) : null}
      <div className="py-2">
        <CheckField label={words.onlyAvailable} name="available" defaultChecked={asked.available} />
      </div>
      <Button>{words.show}</Button>
    </Form>
  );
}
