import type { ActionFunctionArgs } from "@remix-run/node";
import { createReadableStreamFromReadable } from "@remix-run/node";
import { Readable } from "node:stream";
import { fetchExport } from "#app/models/export.ts";
import { isRefusal } from "#app/lib/refusal.ts";
import { requireActor } from "#app/web/current.ts";

/** The bytes, by a button: fetching is recorded, and a link that was passed on fetches nothing. */
export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, params.slug, "edit-community");
  try {
    const { made, bytes } = await fetchExport(actor, params.id ?? "");
    return new Response(createReadableStreamFromReadable(Readable.from(bytes)), {
      headers: {
        "Content-Type": "application/octet-stream",
        "Content-Length": String(made.byteSize),
        "Content-Disposition": `attachment; filename="${made.filename}"`,
        "Cache-Control": "private, no-store",
      },
    });
  } catch (error) {
    if (isRefusal(error)) throw new Response(null, { status: 404 });
    throw error;
  }
}
