import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { privatePage } from "#app/components/letter-pages/private-page.ts";
import { AskPage } from "#app/components/public/ask-page.tsx";
import { publicWords } from "#app/lib/public-words/index.ts";
import { partsShown, publicMaker } from "#app/models/public-face.ts";
import { takeQuestion } from "#app/web/ask-maker.ts";
import { publicHost, requirePublicCommunity, requireThing } from "#app/web/public-page.ts";

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) =>
  privatePage(loaded ? publicWords(loaded.lang).ask.title(loaded.maker) : "");

/** Ask a maker about what they make. */
export async function loader({ params }: LoaderFunctionArgs) {
  const { community, maker } = await requireMaker(params);
  return data(
    { ...publicHost(community, "makers"), maker: maker.name },
    { headers: { "Cache-Control": "no-store" } },
  );
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { community, maker } = await requireMaker(params);
  return takeQuestion(request, community, { makerId: maker.id, showcaseId: null });
}

async function requireMaker(params: LoaderFunctionArgs["params"]) {
  const community = await requirePublicCommunity(params.slug, "makers");
  if (!partsShown(community).inquiries) throw new Response(null, { status: 404 });
  const { maker } = await requireThing(params.thing, (number) => publicMaker(community.id, number));
  return { community, maker };
}

export default function Ask() {
  const { maker, ...host } = useLoaderData<typeof loader>();
  return <AskPage host={host} maker={maker} piece={null} />;
}
