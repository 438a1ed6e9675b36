import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { ButtonLink } from "#app/components/button.tsx";
import { EmptyState } from "#app/components/empty-state.tsx";
import { Fold } from "#app/components/fold.tsx";
import { PageHead, Section } from "#app/components/page-head.tsx";
import { isRefusal } from "#app/lib/refusal.ts";
import { previewNewsletter } from "#app/mailers/newsletter-preview.ts";
import { requireActor } from "#app/web/current.ts";

export const meta: MetaFunction = () => [{ title: "Preview of the newsletter" }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, params.slug, "edit-digest");
  try {
    const { subject, text } = await previewNewsletter(actor);
    return { letter: { subject, text }, frame: `/console/${actor.community.slug}/newsletters/letter` };
  } catch (error) {
    if (isRefusal(error)) return { letter: null, frame: "" };
    throw error;
  }
}

export default function Preview() {
  const { letter, frame } = useLoaderData<typeof loader>();
  if (!letter)
    return (
      <EmptyState act={<ButtonLink to="../newsletters">Back to the newsletter</ButtonLink>}>
        There is nothing to preview: nothing public is new, and there is no opening.
      </EmptyState>
    );
  return (
    <>
      <PageHead
        back={{ to: "../newsletters", words: "The newsletter" }}
        title="Preview"
        line={<span dir="auto">Subject: {letter.subject}</span>}
      />
      <div className="grid gap-10 lg:grid-cols-[minmax(0,1fr)_24.5rem]">
        <Framed title="On a wide screen" src={frame} className="hidden h-240 w-full sm:block" />
        <Framed title="On a phone" src={frame} className="h-180 w-full max-w-97.5 lg:h-240" />
      </div>
      <div className="mt-10">
        <Section title="As plain text" line="For those whose mail program shows no HTML.">
          <Fold line="Show it">
            <pre
              tabIndex={0}
              aria-label="The letter as plain text"
              className="overflow-x-auto rounded-small bg-shade p-4 font-source text-[0.8125rem] leading-5 whitespace-pre-wrap"
            >
              {letter.text}
            </pre>
          </Fold>
        </Section>
      </div>
    </>
  );
}

/** The letter alone, where nothing in it can run. */
function Framed({ title, src, className }: { title: string; src: string; className: string }) {
  return (
    <figure className={className.includes("hidden") ? "hidden sm:block" : ""}>
      <figcaption className="mb-2 text-sm text-quiet">{title}</figcaption>
      <iframe
        title={title}
        src={src}
        sandbox="allow-popups"
        className={`rounded-small border border-line-strong bg-sheet ${className}`}
      />
    </figure>
  );
}
