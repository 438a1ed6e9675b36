import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { Button } from "#app/components/button.tsx";
import { useAskAgain } from "#app/components/mailroom/use-ask-again.ts";
import { RefusalLine, useMistakes } from "#app/components/mistakes.tsx";
import { PageHead, Section } from "#app/components/page-head.tsx";
import { RelativeTime } from "#app/components/relative-time.tsx";
import { sizeWords } from "#app/components/size-words.ts";
import { listExports, requestExport } from "#app/models/export.ts";
import { requireActor } from "#app/web/current.ts";
import { doIntent, insistForm } from "#app/web/intents.ts";
import { redirectWithToast } from "#app/web/toast.ts";

export const meta: MetaFunction = () => [{ title: "Take it with you" }];

const kinds = ["archive", "members", "threads", "everything"] as const;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, params.slug, "edit-community");
  const made = await listExports(actor);
  return {
    base: `/console/${actor.community.slug}/exports`,
    exports: made.map(({ id, kind, status, filename, byteSize, createdAt, expiresAt }) => ({
      ...{ id, kind, status, filename, byteSize: Number(byteSize), createdAt, expiresAt },
    })),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, params.slug, "edit-community");
  return doIntent(request, {
    pack: async (form) => {
      const { kind } = insistForm(form, z.object({ kind: z.enum(kinds) }));
      await requestExport(actor, kind);
      return redirectWithToast(new URL(request.url).pathname, {
        words: "It is being packed. A letter tells you when it is ready.",
      });
    },
  });
}

const words: Record<(typeof kinds)[number], { title: string; line: string; act: string }> = {
  archive: {
    title: "Everything, in one archive",
    line: "Members, threads, showcases, events, letters and pictures, in a zip file.",
    act: "Pack everything",
  },
  members: {
    title: "Members",
    line: "Everybody who is, was or waits to be a member: CSV, for any table program.",
    act: "Pack the members",
  },
  threads: {
    title: "Threads",
    line: "Every post as a mail: mbox, which any mail program opens.",
    act: "Pack the threads",
  },
  everything: {
    title: "Everything, for a program",
    line: "People, threads, showcases, events and letters as JSON, without the pictures.",
    act: "Pack the JSON",
  },
};

export default function Exports() {
  const { exports, base } = useLoaderData<typeof loader>();
  useAskAgain(exports.some(({ status }) => status === "waiting"));
  const form = useMistakes("pack");
  return (
    <div className="max-w-152">
      <PageHead
        back={{ to: "../settings", words: "Settings" }}
        title="Take it with you"
        line="It is all yours. What is packed can be fetched for seven days, by you alone."
      />
      <RefusalLine words={form.refusal} />
      <ul className="pb-10">
        {kinds.map((kind) => (
          <li
            key={kind}
            className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-t border-line py-4 first:border-0"
          >
            <div className="min-w-0 flex-1 basis-64">
              <h2 className="font-plain text-base font-semibold">{words[kind].title}</h2>
              <p className="text-soft">{words[kind].line}</p>
            </div>
            <Form method="post">
              <input type="hidden" name="kind" value={kind} />
              <Button look={kind === "archive" ? "primary" : "plain"} name="intent" value="pack">
                {words[kind].act}
              </Button>
            </Form>
          </li>
        ))}
      </ul>
      {exports.length > 0 ? (
        <Section title="Packed for you">
          <ul>
            {exports.map((made) => (
              <li
                key={made.id}
                className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-t border-line py-3 first:border-0"
              >
                <p className="min-w-0 wrap-anywhere">
                  {made.filename || words[made.kind].title}
                  <span className="block text-sm text-quiet">
                    <Standing made={made} />
                  </span>
                </p>
                {made.status === "ready" ? (
                  <Form method="post" action={`${base}/${made.id}`} reloadDocument>
                    <Button small>Fetch it</Button>
                  </Form>
                ) : null}
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
    </div>
  );
}

type Made = ReturnType<typeof useLoaderData<typeof loader>>["exports"][number];

function Standing({ made: { status, byteSize, createdAt, expiresAt } }: { made: Made }) {
  if (status === "waiting")
    return (
      <span aria-live="polite">
        Is being packed, asked for <RelativeTime at={createdAt} />
      </span>
    );
  if (status === "expired") return <>Its time is over; ask for a new one</>;
  return (
    <>
      {sizeWords(byteSize)}, to fetch until {expiresAt ? <RelativeTime at={expiresAt} /> : "soon"}
    </>
  );
}
