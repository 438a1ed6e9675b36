import type { LoaderFunctionArgs } from "@remix-run/node";
import { isRefusal } from "#app/lib/refusal.ts";
import { previewNewsletter } from "#app/mailers/newsletter-preview.ts";
import { requireActor } from "#app/web/current.ts";
import { letterResponse } from "#app/web/letter-response.ts";
import { lights, litLetter } from "#app/web/lit-letter.ts";
import { oneOf } from "#app/web/search.ts";

/** The newsletter to come as a letter, for the frame of its preview. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, params.slug, "edit-digest");
  const light = oneOf(new URL(request.url).searchParams.get("light"), lights) ?? "day";
  try {
    return letterResponse(litLetter((await previewNewsletter(actor)).html, light));
  } catch (error) {
    if (isRefusal(error)) throw new Response(null, { status: 404 });
    throw error;
  }
}
