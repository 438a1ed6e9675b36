import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { ButtonLink } from "#app/components/button.tsx";
import { EmptyState } from "#app/components/empty-state.tsx";
import { LetterPreview } from "#app/components/letter-preview.tsx";
import { PageHead } from "#app/components/page-head.tsx";
import { isRefusal } from "#app/lib/refusal.ts";
import { previewNewsletter } from "#app/mailers/newsletter-preview.ts";
import { requireActor } from "#app/web/current.ts";

export const meta: MetaFunction = () => [{ title: "Preview of the newsletter" }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, params.slug, "edit-digest");
  const frame = `/console/${actor.community.slug}/newsletters/letter`;
  try {
    const { subject, text, html } = await previewNewsletter(actor);
    return { letter: { subject, text, size: Buffer.byteLength(html) }, frame };
  } catch (error) {
    if (isRefusal(error)) return { letter: null, frame };
    throw error;
  }
}

export default function Preview() {
  const { letter, frame } = useLoaderData<typeof loader>();
  if (!letter)
    return (
      <EmptyState act={<ButtonLink to="../newsletters">Back to the newsletter</ButtonLink>}>
        There is nothing to preview: the newsletter has neither an opening nor public news.
      </EmptyState>
    );
  return (
    <>
      <PageHead
        back={{ to: "../newsletters", words: "The newsletter" }}
        title="Preview"
        line={<span dir="auto">Subject: {letter.subject}</span>}
      />
      <LetterPreview letter={letter} frame={frame} />
    </>
  );
}
