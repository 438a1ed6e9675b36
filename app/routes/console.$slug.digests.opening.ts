import type { ActionFunctionArgs } from "@remix-run/node";
import { renderMarkdown } from "#app/lib/markdown.ts";
import { requireActor } from "#app/web/current.ts";
import { textOf } from "#app/web/intents.ts";

const LONGEST = 10_000;

/** An opening letter as it will be read. Changes nothing: it is a post because a letter is too long for an address. */
export async function action({ request, params }: ActionFunctionArgs) {
  await requireActor(request, params.slug, "edit-digest");
  return { html: renderMarkdown(textOf(await request.formData(), "opening").slice(0, LONGEST)) };
}
