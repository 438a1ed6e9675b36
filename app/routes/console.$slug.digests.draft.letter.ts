import type { LoaderFunctionArgs } from "@remix-run/node";
import { isRefusal } from "#app/lib/refusal.ts";
import { previewDigest } from "#app/mailers/digest-preview.ts";
import { requireActor } from "#app/web/current.ts";
import { letterResponse } from "#app/web/letter-response.ts";
import { lights, litLetter } from "#app/web/lit-letter.ts";
import { oneOf } from "#app/web/search.ts";

/** The draft as a letter, for the frame of its preview. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, params.slug, "edit-digest");
  const search = new URL(request.url).searchParams;
  try {
    const { html } = await previewDigest(actor, actor.community.id, { as: search.get("as") ?? undefined });
    return letterResponse(litLetter(html, oneOf(search.get("light"), lights) ?? "day"));
  } catch (error) {
    if (isRefusal(error)) throw new Response(null, { status: 404 });
    throw error;
  }
}
