import type { LoaderFunctionArgs } from "@remix-run/node";
import { newsletterArchive } from "#app/models/newsletter.ts";
import { partsShown } from "#app/models/public-face.ts";
import { writeNewsletterFeed } from "#app/web/newsletter-feed.ts";
import { publicFile, requirePublicCommunity } from "#app/web/public-page.ts";

/** The last twenty newsletters, whole, for readers of feeds. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const community = await requirePublicCommunity(params.slug, "newsletters");
  const { newsletters } = await newsletterArchive(community.id);
  return publicFile(request, writeNewsletterFeed(community, newsletters), {
    type: "application/rss+xml; charset=utf-8",
    unlisted: partsShown(community).newsletters === "unlisted",
  });
}
