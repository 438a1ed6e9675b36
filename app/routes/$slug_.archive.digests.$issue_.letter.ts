import type { LoaderFunctionArgs } from "@remix-run/node";
import { sentDigestOf } from "#app/mailers/sent-digest.ts";
import { digestsToRead } from "#app/models/archive.ts";
import { requireReader } from "#app/web/archive-reader.ts";
import { letterResponse } from "#app/web/letter-response.ts";

/** The digest's HTML, word for word as this member got it, for the frame on its page. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { membership } = await requireReader(request, params.slug);
  const digest = (await digestsToRead(membership.id)).find(({ issue }) => String(issue) === params.issue);
  const sent = digest && (await sentDigestOf(membership.id, digest.id));
  if (!sent?.html) throw new Response(null, { status: 404 });
  return letterResponse(sent.html);
}
