import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { ImportDraft } from "#app/components/imports/import-draft.tsx";
import { ImportRun } from "#app/components/imports/import-run.tsx";
import { PageHead } from "#app/components/page-head.tsx";
import { freeSeatsOf } from "#app/models/community/free-seats.ts";
import {
  chooseColumns,
  findImport,
  importProgress,
  previewImport,
  startImport,
  undoImport,
  type PeopleImport,
} from "#app/models/people-import.ts";
import { outcomeWords } from "#app/models/people-import/outcomes.ts";
import { requireActor } from "#app/web/current.ts";
import { doIntent, insistForm, textOf } from "#app/web/intents.ts";
import { redirectWithToast } from "#app/web/toast.ts";

export const meta: MetaFunction = () => [{ title: "Bring in people" }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, params.slug, "manage-members");
  const found = await findImport(actor, params.id ?? "");
  if (!found) throw new Response(null, { status: 404 });
  const title = found.filename || "A pasted list";
  if (found.status !== "draft") return { title, kind: "run" as const, run: await runOf(found) };
  return {
    title,
    kind: "draft" as const,
    draft: await draftOf(found),
    freeSeats: await freeSeatsOf(actor.community),
  };
}

async function draftOf(found: PeopleImport) {
  const { lines, ...preview } = await previewImport(found);
  const invited = lines.filter(({ outcome }) => outcome === "invited");
  const left = lines
    .filter(({ outcome }) => outcome !== "invited")
    .map((line) => ({ ...line, why: outcomeWords(line.outcome) }));
  return { ...preview, total: lines.length, invited: invited.length, first: invited.slice(0, 5), left };
}

async function runOf(found: PeopleImport) {
  const { left, ...progress } = await importProgress(found.id);
  const { id, status, startedAt, finishedAt, source } = found;
  return {
    ...{ id, status, startedAt, finishedAt },
    ...progress,
    left: left.map(({ outcome, count }) => ({ outcome, count, why: outcomeWords(outcome) })),
    hasErrorFile: left.length > 0 && source !== "",
  };
}

const column = z
  .string()
  .transform((value) => (value === "" ? null : Number(value)))
  .refine((value) => value === null || (Number.isInteger(value) && value >= 0 && value < 1000));
const columnsForm = z.object({
  hasHead: z
    .literal("yes")
    .optional()
    .transform((checked) => checked === "yes"),
  address: column,
  name: column,
  firstName: column,
  lastName: column,
});

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, params.slug, "manage-members");
  const id = params.id ?? "";
  const here = new URL(request.url).pathname;
  return doIntent(request, {
    columns: async (form) => {
      await chooseColumns(actor, id, insistForm(form, columnsForm));
      return redirectWithToast(here, { words: "Read again." });
    },
    start: async (form) => {
      await startImport(actor, id, textOf(form, "note"));
      return redirectWithToast(here, { words: "The invitations are being written." });
    },
    undo: async () => {
      const withdrawn = await undoImport(actor, id);
      return redirectWithToast(here, {
        words: withdrawn === 1 ? "One invitation is withdrawn." : `${withdrawn} invitations are withdrawn.`,
      });
    },
  });
}

export default function OneImport() {
  const loaded = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead back={{ to: "../imports", words: "Bring in people" }} title={loaded.title} />
      {loaded.kind === "draft" ? (
        <ImportDraft {...loaded.draft} freeSeats={loaded.freeSeats} />
      ) : (
        <ImportRun {...loaded.run} />
      )}
    </>
  );
}
