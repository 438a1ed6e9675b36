import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { Button } from "#app/components/button.tsx";
import { TextArea, TextField } from "#app/components/field.tsx";
import { RefusalLine, useMistakes } from "#app/components/mistakes.tsx";
import { PageHead } from "#app/components/page-head.tsx";
import { startOnWeb } from "#app/models/post/on-web.ts";
import { requireActor } from "#app/web/current.ts";
import { doIntent, insistForm } from "#app/web/intents.ts";
import { redirectWithToast } from "#app/web/toast.ts";

export const meta: MetaFunction = () => [{ title: "Start a thread" }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { membership } = await requireActor(request, params.slug, "post");
  return { myName: membership.name };
}

const threadForm = z.object({
  subject: z.string().trim().min(1, "It needs a subject.").max(200, "A shorter subject, please."),
  text: z.string().trim().min(1, "Nothing is written here yet.").max(50_000),
});

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, params.slug, "post");
  return doIntent(request, {
    start: async (form) => {
      const { threadId } = await startOnWeb(actor, insistForm(form, threadForm));
      return redirectWithToast(`/console/${actor.community.slug}/threads/${threadId}`, {
        words: "Posted. Others get it with their next letter.",
      });
    },
  });
}

export default function NewThread() {
  const { myName } = useLoaderData<typeof loader>();
  const form = useMistakes("start");
  return (
    <div className="max-w-184">
      <PageHead back={{ to: "../threads", words: "Threads" }} title="Start a thread" />
      <Form method="post" className="space-y-6">
        <RefusalLine words={form.refusal} />
        <TextField
          label="Subject"
          name="subject"
          required
          maxLength={200}
          defaultValue={form.typed("subject")}
          error={form.error("subject")}
        />
        <TextArea
          label={`Words, as ${myName}`}
          name="text"
          rows={8}
          letter
          required
          defaultValue={form.typed("text")}
          error={form.error("text")}
        />
        <Button look="primary" name="intent" value="start" wide>
          Post it
        </Button>
      </Form>
    </div>
  );
}
