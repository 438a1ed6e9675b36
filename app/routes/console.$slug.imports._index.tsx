import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/button.tsx";
import { Field, TextArea } from "#app/components/field.tsx";
import { RefusalLine, useMistakes } from "#app/components/mistakes.tsx";
import { PageHead, Section } from "#app/components/page-head.tsx";
import { RelativeTime } from "#app/components/relative-time.tsx";
import { beginImport, listImports } from "#app/models/people-import.ts";
import { requireActor } from "#app/web/current.ts";
import { doIntent, FormMistakes, textOf } from "#app/web/intents.ts";

export const meta: MetaFunction = () => [{ title: "Bring in people" }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { community } = await requireActor(request, params.slug, "manage-members");
  const imports = await listImports(community.id);
  return {
    imports: imports.map(({ id, filename, status, startedAt, membership }) => ({
      ...{ id, filename, status, startedAt },
      by: membership.name,
    })),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, params.slug, "manage-members");
  return doIntent(request, {
    read: async (form) => {
      const begun = await beginImport(actor, await broughtIn(form));
      return redirect(`/console/${actor.community.slug}/imports/${begun.id}`);
    },
  });
}

async function broughtIn(form: FormData): Promise<Parameters<typeof beginImport>[1]> {
  const file = form.get("file");
  if (file instanceof File && file.size > 0)
    return { filename: file.name, bytes: new Uint8Array(await file.arrayBuffer()) };
  const text = textOf(form, "list");
  if (text.trim() === "") throw new FormMistakes({ list: "Paste a list here, or choose a file." });
  return { text };
}

export default function Imports() {
  const { imports } = useLoaderData<typeof loader>();
  const form = useMistakes("read");
  return (
    <div className="max-w-152">
      <PageHead
        back={{ to: "../members", words: "Members" }}
        title="Bring in people"
        line="From a list you have. Each of them gets an invitation, and joins only by their own will."
      />
      <Form method="post" encType="multipart/form-data" className="space-y-6 pb-10">
        <RefusalLine words={form.refusal} />
        <TextArea
          label="Paste the list"
          hint="A line for each person, as a table program copies it, or just addresses."
          name="list"
          rows={7}
          spellCheck={false}
          placeholder={"Ana Ferreira; ana@example.org\nTomás Vela; tomas@example.org"}
          defaultValue={form.typed("list")}
          error={form.error("list")}
        />
        <Field label="Or choose a file" hint="CSV or text, from any table program; 2,000 lines at most.">
          {(box) => (
            <input
              {...box}
              type="file"
              name="file"
              accept=".csv,.tsv,.txt,text/csv,text/plain"
              className="box file:mr-3 file:rounded-small file:border-0 file:bg-shade file:px-3 file:py-1 file:text-ink"
            />
          )}
        </Field>
        <Button look="primary" name="intent" value="read" wide>
          Read the list
        </Button>
        <p className="text-sm text-quiet">Nothing is sent yet: you see first what would come of each line.</p>
      </Form>
      <p className="border-t border-line py-6 text-soft">
        The circle wrote on a mailing list before?{" "}
        <Link to="archive" className="link">
          Bring in its archive
        </Link>
      </p>
      {imports.length > 0 ? (
        <Section title="Earlier lists">
          <ul>
            {imports.map(({ id, filename, status, startedAt, by }) => (
              <li key={id} className="border-t border-line py-3 first:border-0">
                <Link to={id} className="link">
                  {filename || "A pasted list"}
                </Link>
                <span className="text-sm text-quiet">
                  , by {by}, {startedAt ? <RelativeTime at={startedAt} /> : null}
                  {status === "running" ? ", running" : ""}
                  {status === "undone" ? ", undone" : ""}
                </span>
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
    </div>
  );
}
