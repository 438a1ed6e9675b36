import { Readable } from "node:stream";
import { createReadableStreamFromReadable, type ActionFunctionArgs } from "@remix-run/node";
import { membershipById } from "#app/models/membership.ts";
import { everythingAbout } from "#app/models/membership/taking-along.ts";
import { isRefusal } from "#app/lib/refusal.ts";
import { requireActor } from "#app/web/current.ts";

/** All about one member as a file. It is recorded, so it is asked for by a button, never by a link. */
export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, params.slug, "see-members");
  const member = await membershipById(actor.community.id, params.id ?? "");
  if (!member) throw new Response(null, { status: 404 });
  try {
    const zip = await everythingAbout(actor, member);
    return new Response(createReadableStreamFromReadable(Readable.from(zip)), {
      headers: {
        "Content-Type": "application/zip",
        "Content-Disposition": `attachment; filename="member-${member.number}.zip"`,
        "Cache-Control": "private, no-store",
      },
    });
  } catch (error) {
    if (isRefusal(error)) throw new Response(null, { status: 403 });
    throw error;
  }
}
