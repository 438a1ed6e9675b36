import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, useLoaderData, useSearchParams, useSubmit } from "@remix-run/react";
import { Button, ButtonLink } from "#app/components/button.tsx";
import { EmptyState } from "#app/components/empty-state.tsx";
import { Select } from "#app/components/field.tsx";
import { LetterPreview } from "#app/components/letter-preview.tsx";
import { PageHead } from "#app/components/page-head.tsx";
import { isRefusal } from "#app/lib/refusal.ts";
import { previewDigest } from "#app/mailers/digest-preview.ts";
import { readersOf } from "#app/models/digest/readers.ts";
import { requireActor } from "#app/web/current.ts";

export const meta: MetaFunction = () => [{ title: "Preview of the digest" }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, params.slug, "edit-digest");
  const readers = await readersOf(actor.community.id);
  const wanted = new URL(request.url).searchParams.get("as");
  const as = readers.find(({ id }) => id === wanted)?.id;
  const frame = `/console/${actor.community.slug}/digests/draft/letter${as ? `?as=${as}` : ""}`;
  try {
    const { subject, text, html } = await previewDigest(actor, actor.community.id, { as });
    return { letter: { subject, text, size: Buffer.byteLength(html) }, frame, readers, as };
  } catch (error) {
    if (isRefusal(error)) return { letter: null, frame, readers, as };
    throw error;
  }
}

export default function Preview() {
  const { letter, frame, as } = useLoaderData<typeof loader>();
  if (!letter && as === undefined)
    return (
      <EmptyState act={<ButtonLink to="../digests">Back to the digest</ButtonLink>}>
        There is nothing to preview: the digest has neither an opening nor news.
      </EmptyState>
    );
  return (
    <>
      <PageHead
        back={{ to: "../digests", words: "The next digest" }}
        title="Preview"
        line={letter ? <span dir="auto">Subject: {letter.subject}</span> : undefined}
      />
      {letter ? (
        <LetterPreview letter={letter} frame={frame} beside={<ReaderChoice />} />
      ) : (
        <>
          <ReaderChoice />
          <p className="mt-8 text-soft">
            Nothing of this is new to them: they wrote it themselves, had it already, or want to hear nothing
            of it. They get no letter.
          </p>
        </>
      )}
    </>
  );
}

/** As whom: everybody gets what is new to them, in their own language and by their own clock. */
function ReaderChoice() {
  const { readers, as } = useLoaderData<typeof loader>();
  const [search] = useSearchParams();
  const submit = useSubmit();
  return (
    <Form
      method="get"
      className="flex w-full items-end gap-2 sm:w-auto"
      onChange={(event) => submit(event.currentTarget, { replace: true, preventScrollReset: true })}
    >
      {["view", "width", "light"].map((name) => {
        const value = search.get(name);
        return value === null ? null : <input key={name} type="hidden" name={name} value={value} />;
      })}
      <div className="min-w-60 flex-1">
        <Select
          label="As it comes to"
          name="as"
          defaultValue={as ?? ""}
          options={[
            ["", "somebody who has read nothing since"],
            ...readers.map(({ id, name }) => [id, name] as const),
          ]}
        />
      </div>
      <noscript>
        <Button>Look</Button>
      </noscript>
    </Form>
  );
}
