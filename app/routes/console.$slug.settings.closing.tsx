import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/button.tsx";
import { Confirm, isTyped } from "#app/components/confirm.tsx";
import { useMistakes } from "#app/components/mistakes.tsx";
import { Section } from "#app/components/page-head.tsx";
import { RelativeTime } from "#app/components/relative-time.tsx";
import { closeCommunity, DAYS_TO_THINK, reopenCommunity } from "#app/models/community/closing.ts";
import { requireActor } from "#app/web/current.ts";
import { doIntent, FormMistakes } from "#app/web/intents.ts";
import { redirectWithToast } from "#app/web/toast.ts";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { community } = await requireActor(request, params.slug, "edit-community");
  const { slug, name, closedAt, deletesAt } = community;
  return { slug, name, closedAt, deletesAt, days: DAYS_TO_THINK };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, params.slug, "edit-community");
  const here = new URL(request.url).pathname;
  return doIntent(request, {
    close: async (form) => {
      if (!isTyped(form.get("typed"), actor.community.slug))
        throw new FormMistakes({ typed: `Type ${actor.community.slug} to be sure.` });
      await closeCommunity(actor);
      return redirectWithToast(here, { words: "It is closed, and everybody is told." });
    },
    reopen: async () => {
      await reopenCommunity(actor);
      return redirectWithToast(here, { words: "It is open again, and everybody is told." });
    },
  });
}

export default function Closing() {
  const { slug, name, closedAt, deletesAt, days } = useLoaderData<typeof loader>();
  const form = useMistakes("close");
  if (closedAt)
    return (
      <Section title={`${name} is closed`} first>
        <p className="text-soft">
          Nothing goes out and nothing comes in; mail to it waits in the inbox. Everything is deleted{" "}
          {deletesAt ? <RelativeTime at={deletesAt} /> : "soon"}. Until then it can be opened again.
        </p>
        <p className="mt-3">
          <Link to="../../exports" className="link">
            Take everything with you
          </Link>
        </p>
        <Form method="post" className="mt-6">
          <Button look="primary" name="intent" value="reopen">
            Open it again
          </Button>
        </Form>
      </Section>
    );
  return (
    <Section title="Close the community" first>
      <p className="text-soft">
        No more letters go out, mail to it is not passed on, and the public pages are hidden. Everybody gets a
        letter that says so. For {days} days you can open it again; then all of it is deleted.
      </p>
      <p className="mt-3 mb-6 text-soft">
        First{" "}
        <Link to="../../exports" className="link">
          take everything with you
        </Link>
        : members, threads, pictures.
      </p>
      <Confirm
        opens="Close it …"
        act="Close the community"
        intent="close"
        word={slug}
        error={form.error("typed")}
      >
        <p>Everybody in {name} is told at once.</p>
      </Confirm>
    </Section>
  );
}
