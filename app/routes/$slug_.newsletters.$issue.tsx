import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { FollowForm } from "#app/components/public/follow-form.tsx";
import { NewsletterItems } from "#app/components/public/newsletter-items.tsx";
import { PublicDay } from "#app/components/public/public-day.tsx";
import { publicMeta } from "#app/components/public/public-meta.ts";
import { PublicPage } from "#app/components/public/public-page.tsx";
import { WrittenHtml } from "#app/components/written-text.tsx";
import { links } from "#app/lib/links.ts";
import { renderMarkdown } from "#app/lib/markdown.ts";
import { newsletterByIssue, newsletterNeighbours } from "#app/models/newsletter.ts";
import { loaderHeaders, publicData, publicHost, requirePublicCommunity } from "#app/web/public-page.ts";

export const headers = loaderHeaders;

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  data
    ? publicMeta({
        title: `No. ${data.issue}: ${data.community.name}`,
        about: data.about,
        url: data.url,
        photo: data.sharePhoto,
        unlisted: data.unlisted,
        feed: data.feed,
      })
    : [];

/** One letter to followers, as a page: its words are those of now, and what was taken back is not there. */
export async function loader({ params }: LoaderFunctionArgs) {
  const community = await requirePublicCommunity(params.slug);
  const issue = /^[1-9]\d{0,6}$/.test(params.issue ?? "") ? Number(params.issue) : 0;
  const newsletter = await newsletterByIssue(community.id, issue);
  if (!newsletter) throw new Response(null, { status: 404 });

  const { date, opening, items } = newsletter;
  const photo = items.flatMap((item) => (item.kind === "showcase" ? item.showcase.photos : []))[0];
  const titles = items.map((item) =>
    item.kind === "showcase"
      ? item.showcase.title
      : item.kind === "event"
        ? item.event.title
        : item.thread.title,
  );
  return publicData({
    ...publicHost(community),
    url: links.newsletter(community.slug, issue),
    feed: { title: `Newsletters of ${community.name}`, url: links.newsletterFeed(community.slug) },
    sharePhoto: photo ? links.photo(photo.blob.id, 1200) : null,
    about: opening || titles.join(", "),
    issue,
    date,
    opening: opening === "" ? null : { html: renderMarkdown(opening), text: opening },
    items,
    ...(await newsletterNeighbours(community.id, issue)),
  });
}

export default function Newsletter() {
  const { community, reader, issue, date, opening, items } = useLoaderData<typeof loader>();
  return (
    <PublicPage
      community={community}
      reader={reader}
      title={community.name}
      line={
        <>
          Newsletter no. {issue}, <PublicDay at={date} />
        </>
      }
      end={<Ending />}
    >
      {opening ? (
        <div className="mb-10 border-b border-line pb-8">
          <WrittenHtml html={opening.html} text={opening.text} />
        </div>
      ) : null}
      <NewsletterItems slug={community.slug} items={items} />
    </PublicPage>
  );
}

function Ending() {
  const { community, earlier, later } = useLoaderData<typeof loader>();
  const base = `/${community.slug}/newsletters`;
  return (
    <>
      <section aria-label="Follow" className="mb-8">
        <h2 className="text-lg text-ink">The next one can come to you</h2>
        <p className="mt-1 mb-5 text-base text-soft">
          As a letter, when there is something to show. One press at its foot ends it.
        </p>
        <FollowForm slug={community.slug} name={community.name} />
      </section>
      <nav aria-label="Other newsletters" className="flex justify-between gap-6">
        {earlier === null ? (
          <span />
        ) : (
          <Link rel="prev" className="link py-2" to={`${base}/${earlier}`}>
            No. {earlier}
          </Link>
        )}
        <Link className="link py-2" to={base}>
          All newsletters
        </Link>
        {later === null ? (
          <span />
        ) : (
          <Link rel="next" className="link py-2" to={`${base}/${later}`}>
            No. {later}
          </Link>
        )}
      </nav>
    </>
  );
}
