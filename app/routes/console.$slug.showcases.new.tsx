import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form } from "@remix-run/react";
import { Button } from "#app/components/button.tsx";
import { RefusalLine, useMistakes } from "#app/components/mistakes.tsx";
import { PageHead } from "#app/components/page-head.tsx";
import { PicturesField, ShowcaseFields } from "#app/components/showcase-fields.tsx";
import { createShowcase } from "#app/models/showcase.ts";
import { requireActor } from "#app/web/current.ts";
import { doIntent } from "#app/web/intents.ts";
import { readPictures, readShowcase } from "#app/web/showcase-form.ts";
import { redirectWithToast } from "#app/web/toast.ts";

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireActor(request, params.slug, "make-showcase");
  return null;
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, params.slug, "make-showcase");
  return doIntent(request, {
    create: async (form) => {
      const words = readShowcase(form);
      const { id } = await createShowcase(actor, { ...words, photos: await readPictures(form) });
      return redirectWithToast(`/console/${actor.community.slug}/showcases/${id}`, {
        words: "Saved as a draft. Only curators see it.",
      });
    },
  });
}

export default function NewShowcase() {
  const form = useMistakes("create");
  return (
    <div className="max-w-152">
      <PageHead
        back={{ to: "../showcases", words: "Showcases" }}
        title="New showcase"
        line="It stays a draft until you publish it."
      />
      <Form method="post" encType="multipart/form-data" className="space-y-6">
        <RefusalLine words={form.refusal} />
        <PicturesField error={form.error("pictures")} />
        <ShowcaseFields form={form} />
        <Button look="primary" name="intent" value="create" wide>
          Save as a draft
        </Button>
      </Form>
    </div>
  );
}
