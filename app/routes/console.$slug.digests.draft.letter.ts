import type { LoaderFunctionArgs } from "@remix-run/node";
import { isRefusal } from "#app/lib/refusal.ts";
import { previewDigest } from "#app/mailers/digest-preview.ts";
import { requireActor } from "#app/web/current.ts";
import { letterResponse } from "#app/web/letter-response.ts";

/** The draft as a letter, for the frames of its preview. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, params.slug, "edit-digest");
  try {
    return letterResponse((await previewDigest(actor, actor.community.id)).html);
  } catch (error) {
    if (isRefusal(error)) throw new Response(null, { status: 404 });
    throw error;
  }
}
