import type { LoaderFunctionArgs } from "@remix-run/node";
import { findableCommunities } from "#app/models/public-face.ts";
import { publicFile } from "#app/web/public-page.ts";
import { writeSitemapIndex } from "#app/web/sitemap.ts";

/** Where the maps of all communities are that may be found. */
export async function loader({ request }: LoaderFunctionArgs) {
  const communities = await findableCommunities();
  return publicFile(request, writeSitemapIndex(communities.map(({ slug }) => slug)), {
    type: "application/xml; charset=utf-8",
    unlisted: false,
  });
}
