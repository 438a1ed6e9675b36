import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { publicMeta } from "#app/components/public/public-meta.ts";
import { PublicPage } from "#app/components/public/public-page.tsx";
import { PublicPager } from "#app/components/public/public-pager.tsx";
import { PublicTurn } from "#app/components/public/public-things.tsx";
import { links } from "#app/lib/links.ts";
import { publicWords } from "#app/lib/public-words/index.ts";
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

export const meta: MetaFunction<typeof loader> = ({ data }) => publicMeta(data);

/** A conversation that its circle shows to everybody. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const community = await requirePublicCommunity(params.slug);
  const page = pageOf(new URL(request.url).searchParams);
  const thread = await requireThing(params.thing, (number) => publicThread(community.id, number, page));
  return publicData({
    ...publicHost(community),
    head: {
      title: `${thread.title}, ${community.name}`,
      about: thread.posts[0]?.text ?? thread.title,
      url: links.publicThing(community.slug, "threads", thread),
      card: links.card(community.slug, "home"),
      kind: "article" as const,
    },
    thread,
  });
}

export default function Thread() {
  const loaded = useLoaderData<typeof loader>();
  const { community, thread } = loaded;
  return (
    <PublicPage
      host={loaded}
      title={thread.title}
      line={publicWords(loaded.lang).thread.line(community.name)}
    >
      <div className="divide-y divide-line">
        {thread.posts.map((said) => (
          <div key={said.id} className="py-6 first:pt-0">
            <PublicTurn said={said} whole />
          </div>
        ))}
      </div>
      <PublicPager page={thread.page} pages={thread.pages} />
    </PublicPage>
  );
}
