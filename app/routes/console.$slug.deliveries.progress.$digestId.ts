import type { LoaderFunctionArgs } from "@remix-run/node";
import { digestProgress } from "#app/models/delivery.ts";
import { requireActor } from "#app/web/current.ts";

/** How far a digest has come, as numbers: a page may ask every second while it is sent. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { community } = await requireActor(request, params.slug, "see-deliveries");
  const progress = await digestProgress(community.id, params.digestId ?? "");
  if (!progress) throw new Response(null, { status: 404 });
  return Response.json(progress, { headers: { "Cache-Control": "no-store" } });
}
