import type { LoaderFunctionArgs } from "@remix-run/node";
import { writeMemberFeed } from "#app/mailers/public-calendar.ts";
import { eventsToRead } from "#app/models/archive.ts";
import { membershipByLink } from "#app/models/membership.ts";
import { eventsForFeed } from "#app/models/public-face.ts";
import { privateFile } from "#app/web/public-page.ts";

/**
 * A member's own calendar, by signed link: every event of their circle within a year back and ahead, with what they said.
 * A follower's has what everybody may see. The same events are the same bytes, which their program has already.
 */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const membership = (await membershipByLink("calendar", (params.token ?? "").replace(/\.ics$/, "")))
    ?.membership;
  if (!membership || !["active", "paused"].includes(membership.status))
    throw new Response(null, { status: 404 });

  const { communityId } = membership;
  const all = await eventsToRead(communityId, membership.id, 500);
  const seen =
    membership.role === "follower" ? new Set((await eventsForFeed(communityId)).map(({ id }) => id)) : null;
  const events = seen ? all.filter(({ id, mine }) => seen.has(id) || mine !== null) : all;
  return privateFile(request, writeMemberFeed(membership, events), "text/calendar; charset=utf-8");
}
