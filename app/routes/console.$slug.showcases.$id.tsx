import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/button.tsx";
import { Chip } from "#app/components/chip.tsx";
import { TextField } from "#app/components/field.tsx";
import { RefusalLine, useMistakes } from "#app/components/mistakes.tsx";
import { PageHead, Section } from "#app/components/page-head.tsx";
import { PublicSwitch } from "#app/components/public-switch.tsx";
import { Photo } from "#app/components/photo.tsx";
import { PicturesField, ShowcaseFields } from "#app/components/showcase-fields.tsx";
import { count } from "#app/components/words.ts";
import { editablePrice } from "#app/lib/price.ts";
import { publicPath } from "#app/lib/public-paths.ts";
import {
  addPhoto,
  archiveShowcase,
  describePhoto,
  editShowcase,
  orderPhotos,
  publishShowcase,
  removePhoto,
  showcaseById,
} from "#app/models/showcase.ts";
import { requireActor } from "#app/web/current.ts";
import { doIntent, textOf } from "#app/web/intents.ts";
import { readPictures, readShowcase } from "#app/web/showcase-form.ts";
import { publicDeeds } from "#app/web/public-deeds.ts";
import { redirectWithToast } from "#app/web/toast.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? data.showcase.title : "Showcases" },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, params.slug, "open-console");
  const showcase = await showcaseById(actor.community.id, params.id ?? "");
  if (!showcase) throw new Response(null, { status: 404 });
  const price =
    showcase.priceMinor === null
      ? ""
      : `${editablePrice(showcase.priceMinor, showcase.currency)} ${showcase.currency}`;
  const isShown = showcase.status === "published" && actor.community.publicHome;
  const publicPage = isShown ? publicPath(actor.community.slug, "showcases", showcase) : null;
  return { showcase, price, publicPage };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, params.slug, "edit-showcases");
  const id = params.id ?? "";
  const here = new URL(request.url).pathname;
  const told = (words: string, undo?: Record<string, string>) =>
    redirectWithToast(here, { words, ...(undo && { undo: { path: here, fields: undo } }) });

  return doIntent(request, {
    ...publicDeeds(actor, { kind: "showcase", id, here }),
    edit: async (form) => {
      await editShowcase(actor, id, readShowcase(form));
      return told("Saved.");
    },
    publish: async () => {
      await publishShowcase(actor, id);
      return told("Published. It comes with the next digest.", { intent: "archive" });
    },
    archive: async () => {
      await archiveShowcase(actor, id);
      return told("Taken off the wall.", { intent: "publish" });
    },
    "add-photos": async (form) => {
      const pictures = await readPictures(form);
      for (const picture of pictures) await addPhoto(actor, id, picture);
      return told(`${count(pictures.length, "picture")} added.`);
    },
    "put-back": async (form) => {
      await addPhoto(actor, id, { blobId: textOf(form, "blob"), alt: textOf(form, "alt") });
      return told("The picture hangs again.");
    },
    "remove-photo": async (form) => {
      const { blobId, alt = "" } = await removePhoto(actor, textOf(form, "photo"));
      return told("The picture is taken down.", { intent: "put-back", blob: blobId, alt });
    },
    "describe-photo": async (form) => {
      await describePhoto(actor, textOf(form, "photo"), textOf(form, "alt"));
      return told("Saved.");
    },
    "photo-first": async (form) => {
      await orderPhotos(actor, id, [textOf(form, "photo")]);
      return told("This one is shown first now.");
    },
  });
}

export default function Showcase() {
  const { showcase, price, publicPage } = useLoaderData<typeof loader>();
  const edit = useMistakes("edit");
  const add = useMistakes("add-photos");
  return (
    <>
      <PageHead
        back={{ to: "../showcases", words: "Showcases" }}
        title={<span dir="auto">{showcase.title}</span>}
        line={<About />}
        acts={<Publication />}
      />
      <PublicSwitch isPublic={showcase.publicAt !== null} to={publicPage} />
      <div className="grid gap-x-16 gap-y-12 lg:grid-cols-[minmax(0,1fr)_minmax(0,26rem)]">
        <div>
          <Photos />
          <Form
            method="post"
            encType="multipart/form-data"
            className="mt-8 space-y-4"
            key={showcase.photos.length}
          >
            <RefusalLine words={add.refusal} />
            <PicturesField error={add.error("pictures")} required />
            <Button name="intent" value="add-photos">
              Add pictures
            </Button>
          </Form>
        </div>
        <Section title="What it says" first>
          <Form method="post" className="space-y-6">
            <RefusalLine words={edit.refusal} />
            <ShowcaseFields
              form={edit}
              kept={{
                title: showcase.title,
                story: showcase.story,
                price,
                stock: showcase.stock,
                tags: showcase.tags.join(", "),
              }}
            />
            <Button look={showcase.status === "draft" ? "plain" : "primary"} name="intent" value="edit" wide>
              Save the changes
            </Button>
          </Form>
        </Section>
      </div>
    </>
  );
}

function About() {
  const { showcase } = useLoaderData<typeof loader>();
  return (
    <span className="flex flex-wrap items-baseline gap-x-3">
      <span>
        By{" "}
        <Link className="link" to={`../members/${showcase.maker.id}`}>
          {showcase.maker.name}
        </Link>
      </span>
      <Chip tone={showcase.status === "published" ? "well" : "accent"}>{showcase.status}</Chip>
      {showcase.thread ? (
        <Link className="link" to={`../threads/${showcase.thread.id}`}>
          {showcase.thread.postCount === 0
            ? "Its thread"
            : `${count(showcase.thread.postCount, "post")} about it`}
        </Link>
      ) : null}
    </span>
  );
}

function Publication() {
  const { showcase } = useLoaderData<typeof loader>();
  return (
    <Form method="post">
      {showcase.status === "published" ? (
        <Button name="intent" value="archive">
          Archive
        </Button>
      ) : (
        <Button look="primary" name="intent" value="publish">
          {showcase.status === "draft" ? "Publish to everyone" : "Put it back on the wall"}
        </Button>
      )}
    </Form>
  );
}

function Photos() {
  const { showcase } = useLoaderData<typeof loader>();
  if (showcase.photos.length === 0)
    return (
      <p className="rounded-small bg-shade px-6 py-16 text-center text-quiet">
        No picture yet. One good photo says more than the story.
      </p>
    );
  return (
    <ul className="space-y-8">
      {showcase.photos.map((photo, index) => (
        <li key={photo.id}>
          <Photo
            picture={photo.blob}
            alt={photo.alt}
            eager={index === 0}
            sizes="(min-width: 64rem) 36rem, 92vw"
          />
          <Form method="post" className="mt-2 flex flex-wrap items-end gap-2" preventScrollReset>
            <input type="hidden" name="photo" value={photo.id} />
            <div className="min-w-48 flex-1">
              <TextField
                label="What one sees, for who cannot see it"
                name="alt"
                maxLength={300}
                defaultValue={photo.alt}
              />
            </div>
            <Button small name="intent" value="describe-photo">
              Save
            </Button>
            {index > 0 ? (
              <Button look="quiet" small name="intent" value="photo-first">
                Show first
              </Button>
            ) : null}
            <Button look="quiet" small name="intent" value="remove-photo">
              Take down
            </Button>
          </Form>
        </li>
      ))}
    </ul>
  );
}
