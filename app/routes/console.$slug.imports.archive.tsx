import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/button.tsx";
import { Field } from "#app/components/field.tsx";
import { useAskAgain } from "#app/components/mailroom/use-ask-again.ts";
import { RefusalLine, useMistakes } from "#app/components/mistakes.tsx";
import { PageHead, Section } from "#app/components/page-head.tsx";
import { RelativeTime } from "#app/components/relative-time.tsx";
import { sizeWords } from "#app/components/size-words.ts";
import { count } from "#app/components/words.ts";
import { bringArchive, listArchives, undoArchive } from "#app/models/uploaded-archive.ts";
import { requireActor } from "#app/web/current.ts";
import { doIntent, FormMistakes, textOf } from "#app/web/intents.ts";
import { redirectWithToast } from "#app/web/toast.ts";

export const meta: MetaFunction = () => [{ title: "Bring in an archive" }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { community } = await requireActor(request, params.slug, "edit-community");
  const archives = await listArchives(community.id);
  return {
    archives: archives.map(({ id, filename, byteSize, status, report, createdAt, membership }) => ({
      ...{ id, filename, byteSize, status, createdAt, by: membership.name },
      report: toldOf(report),
    })),
  };
}

/** What a run has told so far, or in the end. */
function toldOf(report: unknown) {
  const told = (typeof report === "object" && report !== null ? report : {}) as Record<string, unknown>;
  const figure = (name: string) => (typeof told[name] === "number" ? told[name] : 0);
  return {
    ...{ read: figure("read"), octets: figure("octets"), posts: figure("posts"), threads: figure("threads") },
    ...{ known: figure("known"), formerMembers: figure("formerMembers") },
    skipped: Array.isArray(told.skipped) ? (told.skipped as { reason: string; count: number }[]) : [],
    trouble: typeof told.trouble === "string" ? told.trouble : null,
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, params.slug, "edit-community");
  const here = new URL(request.url).pathname;
  return doIntent(request, {
    bring: async (form) => {
      const file = form.get("file");
      if (!(file instanceof File) || file.size === 0)
        throw new FormMistakes({ file: "Choose a file first." });
      await bringArchive(actor, { filename: file.name, bytes: new Uint8Array(await file.arrayBuffer()) });
      return redirectWithToast(here, { words: "The archive is being read. Nobody gets a letter about it." });
    },
    undo: async (form) => {
      const posts = await undoArchive(actor, textOf(form, "archive"));
      return redirectWithToast(here, { words: `${count(posts, "post")} taken out again.` });
    },
  });
}

export default function ArchiveImports() {
  const { archives } = useLoaderData<typeof loader>();
  useAskAgain(archives.some(({ status }) => status === "waiting" || status === "running"));
  const form = useMistakes("bring");
  const error = form.error("file") ?? form.refusal;
  const undone = useMistakes("undo");
  return (
    <div className="max-w-152">
      <PageHead
        back={{ to: "../imports", words: "Bring in people" }}
        title="Bring in an archive"
        line="What was said on a mailing list before becomes threads here, with its dates and authors. Nobody gets a letter about it."
      />
      <Form method="post" encType="multipart/form-data" className="space-y-4 pb-10">
        <Field
          label="An archive of mail"
          hint="mbox, as Mailman, Google Groups and mail programs write it; plain or gzipped (.mbox.gz), 30 MB at most. A larger one comes by the command line: roundletter import mbox."
          {...(error && { error })}
        >
          {(box) => (
            <input
              {...box}
              type="file"
              name="file"
              required
              accept=".mbox,.mbx,.gz,.txt,application/mbox"
              className="box file:mr-3 file:rounded-small file:border-0 file:bg-shade file:px-3 file:py-1 file:text-ink"
            />
          )}
        </Field>
        <Button look="primary" name="intent" value="bring" wide>
          Bring it in
        </Button>
      </Form>
      {archives.length > 0 ? (
        <Section title="Brought before">
          <RefusalLine words={undone.refusal} />
          <ul>
            {archives.map((archive) => (
              <li key={archive.id} className="border-t border-line py-4 first:border-0">
                <p className="font-semibold wrap-anywhere">{archive.filename}</p>
                <p className="text-sm text-quiet">
                  {sizeWords(archive.byteSize)}, by {archive.by}, <RelativeTime at={archive.createdAt} />
                </p>
                <p className="mt-1 text-soft" aria-live="polite">
                  <Standing archive={archive} />
                </p>
                {archive.status === "done" && archive.report.posts > 0 ? (
                  <div className="mt-2">
                    <UndoForm id={archive.id} />
                  </div>
                ) : null}
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
    </div>
  );
}

type Archive = ReturnType<typeof useLoaderData<typeof loader>>["archives"][number];

const reasons: Readonly<Record<string, string>> = {
  "no-author": "without an author",
  "no-words": "without words of their own",
  machine: "written by machines",
  "cannot-be-read": "that cannot be read",
};

function Standing({ archive: { status, report } }: { archive: Archive }) {
  if (status === "waiting") return <>Waits for a worker.</>;
  if (status === "failed") return <>{report.trouble ?? "It could not be read."}</>;
  if (status === "running")
    return (
      <>
        {count(report.read, "message")} read, {count(report.posts, "post")} made so far.
      </>
    );
  if (status === "undone") return <>Taken out again.</>;
  const left = report.skipped.map(({ reason, count: many }) => `${many} ${reasons[reason] ?? reason}`);
  return (
    <>
      {count(report.posts, "post")} in {count(report.threads, "new thread")}
      {report.formerMembers > 0
        ? `, by ${count(report.formerMembers, "person", "people")} of former times among others`
        : ""}
      {report.known > 0 ? `; ${report.known} were here before` : ""}
      {left.length > 0 ? `; left out: ${left.join(", ")}` : ""}.{" "}
      <Link to="../threads" className="link">
        Threads
      </Link>
    </>
  );
}

function UndoForm({ id }: { id: string }) {
  return (
    <details className="group">
      <summary className="inline-block py-1 text-sm text-quiet underline decoration-line-strong underline-offset-4 hover:text-ink">
        Take it out again …
      </summary>
      <Form method="post" className="mt-2 border-l-2 border-line-strong pl-4">
        <input type="hidden" name="archive" value={id} />
        <p className="text-soft">
          Its posts, and threads that are empty then, are deleted. What members have answered since stays.
        </p>
        <div className="mt-2">
          <Button look="danger" small name="intent" value="undo">
            Take it out
          </Button>
        </div>
      </Form>
    </details>
  );
}
