import { type LoaderFunctionArgs } from "@remix-run/node";
import { findImport, linesLeftOut } from "#app/models/people-import.ts";
import { outcomeWords } from "#app/models/people-import/outcomes.ts";
import { requireActor } from "#app/web/current.ts";
import { csvResponse } from "#app/web/csv-response.ts";

/** The lines of a list that came to nothing, each with why, to be mended and brought once more. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, params.slug, "manage-members");
  const found = await findImport(actor, params.id ?? "");
  if (!found || found.source === "") throw new Response(null, { status: 404 });
  const lines = await linesLeftOut(found);
  return csvResponse(
    "left-out.csv",
    lines.map(({ cells, outcome }) => [
      ...cells,
      outcome === "" ? "Why it was left out" : outcomeWords(outcome),
    ]),
  );
}
