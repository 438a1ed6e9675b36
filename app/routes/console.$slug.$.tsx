import type { LoaderFunctionArgs } from "@remix-run/node";
import { TroubleWords } from "#app/components/trouble-page.tsx";
import { requireActor } from "#app/web/current.ts";

/** Whatever else stands behind a community's name. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireActor(request, params.slug, "open-console");
  throw new Response(null, { status: 404 });
}

export default function NotHere() {
  return <TroubleWords status={404} />;
}
