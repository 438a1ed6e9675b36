import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { privatePage } from "#app/components/letter-pages/private-page.ts";
import { AskPage } from "#app/components/public/ask-page.tsx";
import { publicPath } from "#app/lib/public-paths.ts";
import { publicWords } from "#app/lib/public-words/index.ts";
import { partsShown, publicShowcaseByNumber } from "#app/models/public-face.ts";
import { takeQuestion } from "#app/web/ask-maker.ts";
import { publicHost, requirePublicCommunity, requireThing } from "#app/web/public-page.ts";

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) =>
  privatePage(loaded ? publicWords(loaded.lang).ask.title(loaded.maker) : "");

/** Ask the maker of a piece about it. */
export async function loader({ params }: LoaderFunctionArgs) {
  const { community, showcase } = await requirePiece(params);
  return data(
    {
      ...publicHost(community, "showcases"),
      maker: showcase.maker.name,
      piece: {
        title: showcase.title,
        to: publicPath(community.slug, "showcases", showcase),
        photo: showcase.photos[0]?.blob ?? null,
      },
    },
    { headers: { "Cache-Control": "no-store" } },
  );
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { community, showcase } = await requirePiece(params);
  return takeQuestion(request, community, { makerId: showcase.maker.id, showcaseId: showcase.id });
}

async function requirePiece(params: LoaderFunctionArgs["params"]) {
  const community = await requirePublicCommunity(params.slug, "showcases");
  if (!partsShown(community).inquiries) throw new Response(null, { status: 404 });
  const showcase = await requireThing(params.thing, (number) => publicShowcaseByNumber(community.id, number));
  return { community, showcase };
}

export default function Ask() {
  const { maker, piece, ...host } = useLoaderData<typeof loader>();
  return <AskPage host={host} maker={maker} piece={piece} />;
}
