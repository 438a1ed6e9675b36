import type { LoaderFunctionArgs } from "@remix-run/node";
import { isRefusal } from "#app/lib/refusal.ts";
import { previewNewsletter } from "#app/mailers/newsletter-preview.ts";
import { requireActor } from "#app/web/current.ts";
import { letterResponse } from "#app/web/letter-response.ts";

/** The newsletter to come as a letter, for the frames of its preview. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, params.slug, "edit-digest");
  try {
    return letterResponse((await previewNewsletter(actor)).html);
  } catch (error) {
    if (isRefusal(error)) throw new Response(null, { status: 404 });
    throw error;
  }
}
