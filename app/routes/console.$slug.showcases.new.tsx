import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/button.tsx";
import { RefusalLine, useMistakes } from "#app/components/mistakes.tsx";
import { PageHead } from "#app/components/page-head.tsx";
import { PicturesField, ShowcaseFields } from "#app/components/showcase-fields.tsx";
import { listMemberNames } from "#app/models/membership/names.ts";
import { actorMay, type Actor } from "#app/models/roles.ts";
import { createShowcase, publishShowcase } from "#app/models/showcase.ts";
import { requireActor } from "#app/web/current.ts";
import { doIntent } from "#app/web/intents.ts";
import { readPictures, readShowcase } from "#app/web/showcase-form.ts";
import { redirectWithToast } from "#app/web/toast.ts";

export const meta: MetaFunction = () => [{ title: "New showcase" }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, params.slug, "make-showcase");
  const others = actorMay(actor, "edit-showcases") ? await listMemberNames(actor.community.id) : [];
  const kept = {
    title: "",
    story: "",
    price: "",
    currency: "EUR",
    stock: "available",
    left: "",
    tags: "",
    maker: actor.membership.id,
  };
  return { makers: others.map(({ id, name }) => ({ id, name })), kept };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, params.slug, "make-showcase");
  return doIntent(request, {
    publish: async (form) => {
      const { id, words } = await make(actor, form);
      const { status } = await publishShowcase(actor, id);
      const done =
        status === "published"
          ? "Published. It comes with the next digest."
          : "Sent. A curator looks at it before it hangs.";
      return redirectWithToast(pageOf(actor, id), { words: `${done} ${words}`.trim() });
    },
    create: async (form) => {
      const { id, words } = await make(actor, form);
      const done = "Saved as a draft. Only curators see it.";
      return redirectWithToast(pageOf(actor, id), { words: `${done} ${words}`.trim() });
    },
  });
}

async function make(actor: Actor, form: FormData): Promise<{ id: string; words: string }> {
  const said = readShowcase(form);
  const { photos, words } = await readPictures(form);
  const { id } = await createShowcase(actor, { ...said, photos });
  return { id, words };
}

function pageOf({ community }: Actor, id: string): string {
  return `/console/${community.slug}/showcases/${id}`;
}

export default function NewShowcase() {
  const { kept, makers } = useLoaderData<typeof loader>();
  const published = useMistakes("publish");
  const drafted = useMistakes("create");
  const form = drafted.any ? drafted : published;
  return (
    <div className="max-w-152">
      <PageHead back={{ to: "../showcases", words: "Showcases" }} title="New showcase" />
      <Form method="post" encType="multipart/form-data" className="space-y-6">
        <RefusalLine words={form.refusal} />
        <PicturesField error={form.error("pictures")} />
        <ShowcaseFields form={form} kept={kept} makers={makers} />
        <div className="flex flex-wrap gap-3">
          <Button look="primary" name="intent" value="publish" wide>
            Publish to everyone
          </Button>
          <Button name="intent" value="create" wide>
            Save as a draft
          </Button>
        </div>
      </Form>
    </div>
  );
}
