import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { publicMeta } from "#app/components/public/public-meta.ts";
import { PublicPage } from "#app/components/public/public-page.tsx";
import { PublicPager } from "#app/components/public/public-pager.tsx";
import { MeetingInLetter } from "#app/components/public/public-things.tsx";
import { PublicTime } from "#app/components/public/public-time.tsx";
import { useWords } from "#app/components/public/use-words.ts";
import { links } from "#app/lib/links.ts";
import { publicPath } from "#app/lib/public-paths.ts";
import { publicWords } from "#app/lib/public-words/index.ts";
import { pastPublicEvents, publicEvents } from "#app/models/public-face.ts";
import { organizationThing } from "#app/web/public-head.ts";
import { loaderHeaders, publicData, publicHost, requirePublicCommunity } from "#app/web/public-page.ts";
import { pageOf } from "#app/web/search.ts";

export const headers = loaderHeaders;
export const meta: MetaFunction<typeof loader> = ({ data }) => publicMeta(data);

/** What is to come, whole, and below it what was. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const community = await requirePublicCommunity(params.slug, "events");
  const words = publicWords(community.locale).events;
  const page = pageOf(new URL(request.url).searchParams);
  const [coming, past] = await Promise.all([
    page === 1 ? publicEvents(community.id) : [],
    pastPublicEvents(community.id, page),
  ]);
  return publicData({
    ...publicHost(community, "events"),
    head: {
      title: `${words.title}, ${community.name}`,
      about: words.line(community.name),
      url: links.events(community.slug),
      card: links.card(community.slug, "home"),
      thing: organizationThing(community, null),
    },
    coming,
    past,
  });
}

export default function Events() {
  const loaded = useLoaderData<typeof loader>();
  return (
    <PublicPage host={loaded}>
      <Index />
    </PublicPage>
  );
}

function Index() {
  const { community, coming, past } = useLoaderData<typeof loader>();
  const words = useWords().events;
  return (
    <>
      <h1 className="text-2xl">{words.title}</h1>
      <p className="mt-2 text-soft">
        {words.line(community.name)}{" "}
        <a className="link" href={`/${community.slug}/events.ics`}>
          {words.subscribe}
        </a>
      </p>
      {past.page === 1 ? (
        <section className="mt-8">
          <h2 className="sr-only">{words.coming}</h2>
          {coming.length === 0 ? <p className="text-soft">{words.none}</p> : null}
          <ul className="space-y-8">
            {coming.map((event) => (
              <li key={event.id}>
                <MeetingInLetter slug={community.slug} event={event} heading="h3" />
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {past.events.length > 0 ? (
        <section className="mt-12 border-t border-line pt-8">
          <h2 className="text-lg">{words.past}</h2>
          <ul className="mt-4 space-y-3">
            {past.events.map((event) => (
              <li key={event.id}>
                <Link className="link" to={publicPath(community.slug, "events", event)} dir="auto">
                  {event.title}
                </Link>
                <span className="block text-sm text-quiet">
                  <PublicTime event={event} />
                </span>
              </li>
            ))}
          </ul>
          <PublicPager page={past.page} pages={past.pages} />
        </section>
      ) : null}
    </>
  );
}
