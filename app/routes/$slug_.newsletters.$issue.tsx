import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { FollowForm } from "#app/components/public/follow-form.tsx";
import { NewsletterItems } from "#app/components/public/newsletter-items.tsx";
import { PublicDay } from "#app/components/public/public-day.tsx";
import { publicMeta } from "#app/components/public/public-meta.ts";
import { PublicPage } from "#app/components/public/public-page.tsx";
import { useWords } from "#app/components/public/use-words.ts";
import { WrittenHtml } from "#app/components/written-text.tsx";
import { links } from "#app/lib/links.ts";
import { renderMarkdown } from "#app/lib/markdown.ts";
import { publicWords } from "#app/lib/public-words/index.ts";
import { newsletterByIssue, newsletterNeighbours } from "#app/models/newsletter.ts";
import { loaderHeaders, publicData, publicHost, requirePublicCommunity } from "#app/web/public-page.ts";

export const headers = loaderHeaders;

export const meta: MetaFunction<typeof loader> = ({ data }) => publicMeta(data);

/** One letter to followers, as a page: its words are those of now, and what was taken back is not there. */
export async function loader({ params }: LoaderFunctionArgs) {
  const community = await requirePublicCommunity(params.slug, "newsletters");
  const issue = /^[1-9]\d{0,6}$/.test(params.issue ?? "") ? Number(params.issue) : 0;
  const newsletter = await newsletterByIssue(community.id, issue);
  if (!newsletter) throw new Response(null, { status: 404 });

  const { date, opening, items } = newsletter;
  const titles = items.map((item) =>
    item.kind === "showcase"
      ? item.showcase.title
      : item.kind === "event"
        ? item.event.title
        : item.thread.title,
  );
  return publicData({
    ...publicHost(community, "newsletters"),
    head: {
      title: `${publicWords(community.locale).newsletters.number(issue)}: ${community.name}`,
      about: opening || titles.join(", "),
      url: links.newsletter(community.slug, issue),
      card: links.card(community.slug, `newsletters-${issue}`),
      kind: "article" as const,
    },
    issue,
    date,
    opening: opening === "" ? null : { html: renderMarkdown(opening), text: opening },
    items,
    ...(await newsletterNeighbours(community.id, issue)),
  });
}

export default function Newsletter() {
  const loaded = useLoaderData<typeof loader>();
  const { community, issue, date, opening, items } = loaded;
  return (
    <PublicPage
      host={loaded}
      title={community.name}
      line={
        <>
          {publicWords(loaded.lang).newsletters.issue(issue)}, <PublicDay at={date} />
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
  const words = useWords().newsletters;
  return (
    <>
      <section className="mb-8">
        <h2 className="text-lg text-ink">{words.next}</h2>
        <p className="mt-1 mb-5 text-base text-soft">{words.nextLine}</p>
        <FollowForm slug={community.slug} name={community.name} />
      </section>
      <nav aria-label={words.others} className="flex justify-between gap-6">
        {earlier === null ? (
          <span />
        ) : (
          <Link rel="prev" className="link py-2" to={`${base}/${earlier}`}>
            {words.number(earlier)}
          </Link>
        )}
        <Link className="link py-2" to={base}>
          {words.title}
        </Link>
        {later === null ? (
          <span />
        ) : (
          <Link rel="next" className="link py-2" to={`${base}/${later}`}>
            {words.number(later)}
          </Link>
        )}
      </nav>
    </>
  );
}
