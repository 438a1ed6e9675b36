import type { LoaderFunctionArgs } from "@remix-run/node";
import { writePublicFeed } from "#app/mailers/public-calendar.ts";
import { eventsForFeed } from "#app/models/public-face.ts";
import { partsShown } from "#app/models/public-face.ts";
import { publicFile, requirePublicCommunity } from "#app/web/public-page.ts";

/** Every event that everybody may see, for a calendar that follows the community. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const community = await requirePublicCommunity(params.slug, "events");
  return publicFile(request, writePublicFeed(community, await eventsForFeed(community.id)), {
    type: "text/calendar; charset=utf-8",
    unlisted: partsShown(community).events === "unlisted",
  });
}
