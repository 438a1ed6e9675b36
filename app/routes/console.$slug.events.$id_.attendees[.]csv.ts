import type { LoaderFunctionArgs } from "@remix-run/node";
import { attendeesAsCsv } from "#app/models/event/attendee-list.ts";
import { isRefusal } from "#app/lib/refusal.ts";
import { requireActor } from "#app/web/current.ts";

/** Who comes, waits, may come or does not, for a spreadsheet. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, params.slug, "open-console");
  const csv = await attendeesAsCsv(actor, params.id ?? "").catch((error: unknown) => {
    if (isRefusal(error)) throw new Response(null, { status: error.reason === "not-found" ? 404 : 403 });
    throw error;
  });
  return new Response(csv, {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": 'attachment; filename="attendees.csv"',
      "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
    },
  });
}
