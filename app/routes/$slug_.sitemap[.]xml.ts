import type { LoaderFunctionArgs } from "@remix-run/node";
import { partsShown } from "#app/models/public-face.ts";
import { publicFile, requirePublicCommunity } from "#app/web/public-page.ts";
import { writeSitemap } from "#app/web/sitemap.ts";

/** A community's pages for search engines; none where it asks not to be found. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const community = await requirePublicCommunity(params.slug);
  if (partsShown(community).home !== "everybody") throw new Response(null, { status: 404 });
  return publicFile(request, await writeSitemap(community), {
    type: "application/xml; charset=utf-8",
    unlisted: false,
  });
}
