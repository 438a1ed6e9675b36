import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { Photo } from "#app/components/photo.tsx";
import { PublicDay } from "#app/components/public/public-day.tsx";
import { publicMeta } from "#app/components/public/public-meta.ts";
import { PublicPage } from "#app/components/public/public-page.tsx";
import { PublicPager } from "#app/components/public/public-pager.tsx";
import { useWords } from "#app/components/public/use-words.ts";
import { links } from "#app/lib/links.ts";
import { publicWords } from "#app/lib/public-words/index.ts";
import { newsletterArchive, type PublicNewsletter } from "#app/models/newsletter.ts";
import { loaderHeaders, publicData, publicHost, requirePublicCommunity } from "#app/web/public-page.ts";
import { pageOf } from "#app/web/search.ts";

export const headers = loaderHeaders;

export const meta: MetaFunction<typeof loader> = ({ data }) => publicMeta(data);

/** Every letter that went to followers, the latest first. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const community = await requirePublicCommunity(params.slug, "newsletters");
  const page = pageOf(new URL(request.url).searchParams);
  const { newsletters, pages } = await newsletterArchive(community.id, { page });
  const words = publicWords(community.locale).newsletters;
  return publicData({
    ...publicHost(community, "newsletters"),
    head: {
      title: `${words.title}, ${community.name}`,
      about: words.line(community.name),
      url: links.newsletters(community.slug),
      card: links.card(community.slug, "home"),
    },
    newsletters: newsletters.map(listed),
    page,
    pages,
  });
}

/** One line of the list: its date, what it tells of, and its first picture. */
function listed({ issue, date, opening, items }: PublicNewsletter) {
  const photos = items.flatMap((item) => (item.kind === "showcase" ? item.showcase.photos : []));
  const titles = items.map((item) =>
    item.kind === "showcase"
      ? item.showcase.title
      : item.kind === "event"
        ? item.event.title
        : item.thread.title,
  );
  return { issue, date, titles, opening: opening.slice(0, 160), photo: photos[0] ?? null };
}

export default function Archive() {
  const loaded = useLoaderData<typeof loader>();
  const { community, newsletters, feed, page, pages } = loaded;
  const words = publicWords(loaded.lang).newsletters;
  return (
    <PublicPage
      host={loaded}
      title={words.title}
      line={
        <>
          {words.line(community.name)}{" "}
          {feed ? (
            <a className="link" href={new URL(feed.url).pathname} type="application/rss+xml">
              {words.feed}
            </a>
          ) : null}
        </>
      }
    >
      {newsletters.length === 0 ? (
        <p className="text-soft">{words.none}</p>
      ) : (
        <ul>
          {newsletters.map((newsletter) => (
            <Entry key={newsletter.issue} newsletter={newsletter} slug={community.slug} />
          ))}
        </ul>
      )}
      <PublicPager page={page} pages={pages} />
    </PublicPage>
  );
}

type Listed = ReturnType<typeof useLoaderData<typeof loader>>["newsletters"][number];

function Entry({ newsletter, slug }: { newsletter: Listed; slug: string }) {
  const { issue, date, titles, opening, photo } = newsletter;
  const [first, ...others] = titles;
  const words = useWords().newsletters;
  return (
    <li className="group relative grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-6 border-t border-line py-6 first:border-t-0 first:pt-0">
      <div className="min-w-0">
        <p className="text-sm text-quiet">
          {words.number(issue)}, <PublicDay at={date} />
        </p>
        <h2 className="text-lg" dir="auto">
          <Link
            to={`/${slug}/newsletters/${issue}`}
            className="group-hover:text-accent after:absolute after:inset-0"
          >
            {first ?? (opening || words.letter)}
          </Link>
        </h2>
        {others.length > 0 ? (
          <p className="text-base text-soft" dir="auto">
            {others.slice(0, 4).join(" · ")}
            {others.length > 4 ? ` ${words.more(others.length - 4)}` : ""}
          </p>
        ) : null}
      </div>
      {photo ? (
        <span className="w-24 sm:w-36">
          <Photo picture={photo.blob} alt="" sizes="9rem" />
        </span>
      ) : null}
    </li>
  );
}
