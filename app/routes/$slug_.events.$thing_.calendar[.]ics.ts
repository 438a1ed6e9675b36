import type { LoaderFunctionArgs } from "@remix-run/node";
import { partsShown, publicEventByNumber } from "#app/models/public-face.ts";
import { writePublicCalendar } from "#app/mailers/public-calendar.ts";
import { publicFile, requirePublicCommunity, requireThing } from "#app/web/public-page.ts";

/** The event as a file for one's own calendar: nobody is told of it, and nothing is answered by it. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const community = await requirePublicCommunity(params.slug, "events");
  const event = await requireThing(params.thing, (number) => publicEventByNumber(community.id, number));
  const file = publicFile(request, writePublicCalendar(community, event), {
    type: "text/calendar; charset=utf-8",
    unlisted: partsShown(community).events === "unlisted",
  });
  file.headers.set("Content-Disposition", 'attachment; filename="event.ics"');
  return file;
}
