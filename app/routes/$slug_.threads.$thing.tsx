import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Pager } from "#app/components/pager.tsx";
import { publicMeta } from "#app/components/public/public-meta.ts";
import { PublicPage } from "#app/components/public/public-page.tsx";
import { PublicTurn } from "#app/components/public/public-things.tsx";
import { links } from "#app/lib/links.ts";
import { publicThread } from "#app/models/public-face.ts";
import {
  loaderHeaders,
  publicData,
  publicHost,
  requirePublicCommunity,
  requireThing,
} from "#app/web/public-page.ts";
import { pageOf } from "#app/web/search.ts";

export const headers = loaderHeaders;

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  data
    ? publicMeta({
        title: `${data.thread.title}, ${data.community.name}`,
        about: data.thread.posts[0]?.text ?? data.thread.title,
        url: data.url,
        unlisted: data.unlisted,
        feed: data.feed,
      })
    : [];

/** A conversation that its circle shows to everybody. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const community = await requirePublicCommunity(params.slug);
  const page = pageOf(new URL(request.url).searchParams);
  const thread = await requireThing(params.thing, (number) => publicThread(community.id, number, page));
  return publicData({
    ...publicHost(community),
    url: links.publicThing(community.slug, "threads", thread),
    feed: { title: `Newsletters of ${community.name}`, url: links.newsletterFeed(community.slug) },
    thread,
  });
}

export default function Thread() {
  const { community, reader, thread } = useLoaderData<typeof loader>();
  return (
    <PublicPage
      community={community}
      reader={reader}
      title={thread.title}
      line={<>A conversation in {community.name}, which everybody may read.</>}
    >
      <div className="divide-y divide-line">
        {thread.posts.map((said) => (
          <div key={said.id} className="py-6 first:pt-0">
            <PublicTurn said={said} whole />
          </div>
        ))}
      </div>
      <Pager page={thread.page} pages={thread.pages} />
    </PublicPage>
  );
}
