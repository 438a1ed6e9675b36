import type { ActionFunctionArgs, LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import cropStyle from "react-image-crop/dist/ReactCrop.css?url";
import { Button } from "#app/components/button.tsx";
import { Chip } from "#app/components/chip.tsx";
import { CropForm } from "#app/components/crop-form.tsx";
import { TextField } from "#app/components/field.tsx";
import { RefusalLine, useMistakes } from "#app/components/mistakes.tsx";
import { PageHead, Section } from "#app/components/page-head.tsx";
import { Photo } from "#app/components/photo.tsx";
import { PhotoOrder } from "#app/components/photo-order.tsx";
import { PublicSwitch } from "#app/components/public-switch.tsx";
import { PicturesField, ShowcaseFields } from "#app/components/showcase-fields.tsx";
import { count } from "#app/components/words.ts";
import { editablePrice } from "#app/lib/price.ts";
import { publicPath } from "#app/lib/public-paths.ts";
import { listMemberNames } from "#app/models/membership/names.ts";
import {
  addPhotos,
  archiveShowcase,
  cropPhoto,
  describePhoto,
  editShowcase,
  orderPhotos,
  publishShowcase,
  putPhoto,
  removePhoto,
  reviveDraft,
  showcaseById,
  uncropPhoto,
} from "#app/models/showcase.ts";
import { requireActor } from "#app/web/current.ts";
import { doIntent, FormMistakes, textOf } from "#app/web/intents.ts";
import { publicDeeds } from "#app/web/public-deeds.ts";
import { photoFields, photoOf, readCrop, readPictures, readShowcase } from "#app/web/showcase-form.ts";
import { redirectWithToast } from "#app/web/toast.ts";

export const links: LinksFunction = () => [{ rel: "stylesheet", href: cropStyle }];

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? data.showcase.title : "Showcases" },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, params.slug, "open-console");
  const showcase = await showcaseById(actor.community.id, params.id ?? "");
  if (!showcase) throw new Response(null, { status: 404 });
  const makers = await listMemberNames(actor.community.id);
  const { priceMinor, currency } = showcase;
  const kept = {
    title: showcase.title,
    story: showcase.story,
    price: priceMinor === null ? "" : editablePrice(priceMinor, currency),
    currency,
    stock: showcase.stock,
    left: showcase.stockCount === null ? "" : String(showcase.stockCount),
    tags: showcase.tags.join(", "),
    maker: showcase.maker.id,
  };
  const isShown = showcase.status === "published" && actor.community.publicHome;
  const publicPage = isShown ? publicPath(actor.community.slug, "showcases", showcase) : null;
  // Who has left is still the maker of what they made.
  const isAmong = makers.some(({ id }) => id === showcase.maker.id);
  const choice = isAmong ? makers : [...makers, showcase.maker];
  return { showcase, kept, publicPage, makers: choice.map(({ id, name }) => ({ id, name })) };
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
      const { status } = await publishShowcase(actor, id);
      return status === "published"
        ? told("Published. It comes with the next digest.", { intent: "archive" })
        : told("Sent. A curator looks at it before it hangs.");
    },
    archive: async () => {
      const { publishedAt } = await archiveShowcase(actor, id);
      return told("Taken off the wall.", { intent: publishedAt ? "publish" : "revive" });
    },
    revive: async () => {
      await reviveDraft(actor, id);
      return told("It is a draft again.");
    },
    sold: async () => {
      const before = await showcaseById(actor.community.id, id);
      await editShowcase(actor, id, { stock: "sold" });
      const fields = { intent: "available", left: String(before?.stockCount ?? "") };
      return told("Marked as sold.", { ...fields, stock: before?.stock ?? "available" });
    },
    available: async (form) => {
      const left = Math.trunc(Number(textOf(form, "left")));
      const stock = textOf(form, "stock") === "made_to_order" ? "made_to_order" : "available";
      await editShowcase(actor, id, { stock, ...(stock === "available" && { stockCount: left || null }) });
      return told("Available again.", { intent: "sold" });
    },
    "add-photos": async (form) => {
      const { photos, words } = await readPictures(form);
      if (photos.length === 0) throw new FormMistakes({ pictures: words || "Choose a picture." });
      await addPhotos(actor, id, photos);
      return told(`${count(photos.length, "picture")} added. ${words}`.trim());
    },
    "put-back": async (form) => {
      await putPhoto(actor, id, photoOf(form));
      return told("The picture hangs again.");
    },
    "remove-photo": async (form) => {
      const removed = await removePhoto(actor, textOf(form, "photo"));
      return told("The picture is taken down.", { intent: "put-back", ...photoFields(removed) });
    },
    "describe-photo": async (form) => {
      await describePhoto(actor, textOf(form, "photo"), textOf(form, "alt"));
      return told("Saved.");
    },
    "order-photos": async (form) => {
      const before = await showcaseById(actor.community.id, id);
      await orderPhotos(actor, id, textOf(form, "order").split(","));
      const order = before?.photos.map((photo) => photo.id).join(",") ?? "";
      return told("They hang in this order now.", { intent: "order-photos", order });
    },
    "crop-photo": async (form) => {
      const photo = textOf(form, "photo");
      await cropPhoto(actor, photo, readCrop(form));
      return told("Only this part is shown now.", { intent: "uncrop-photo", photo });
    },
    "uncrop-photo": async (form) => {
      await uncropPhoto(actor, textOf(form, "photo"));
      return told("The whole picture is shown.");
    },
  });
}

export default function Showcase() {
  const { showcase, kept, makers, publicPage } = useLoaderData<typeof loader>();
  const edit = useMistakes("edit");
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
          <AddPictures />
        </div>
        <Section title="What it says" first>
          <Form method="post" className="space-y-6">
            <RefusalLine words={edit.refusal} />
            <ShowcaseFields form={edit} kept={kept} makers={makers} />
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
        <Link className="link" to={`../members/${showcase.maker.id}`} dir="auto">
          {showcase.maker.name}
        </Link>
      </span>
      {showcase.submittedAt ? (
        <Chip tone="accent">waits for a look</Chip>
      ) : (
        <Chip tone={showcase.status === "published" ? "well" : "accent"}>{showcase.status}</Chip>
      )}
      {showcase.stock === "sold" ? <Chip>sold</Chip> : null}
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
  const isHung = showcase.status === "published";
  return (
    <Form method="post" className="flex flex-wrap gap-3">
      {isHung ? (
        <Button name="intent" value={showcase.stock === "sold" ? "available" : "sold"}>
          {showcase.stock === "sold" ? "Available again" : "Sold"}
        </Button>
      ) : null}
      {showcase.status === "archived" ? null : (
        <Button look={isHung ? "plain" : "quiet"} name="intent" value="archive">
          Take off the wall
        </Button>
      )}
      {isHung ? null : (
        <Button look="primary" name="intent" value="publish">
          {showcase.status === "draft" ? "Publish to everyone" : "Put it back on the wall"}
        </Button>
      )}
    </Form>
  );
}

function AddPictures() {
  const { showcase } = useLoaderData<typeof loader>();
  const add = useMistakes("add-photos");
  return (
    <Form method="post" encType="multipart/form-data" className="mt-8 space-y-4" key={showcase.photos.length}>
      <RefusalLine words={add.refusal} />
      <PicturesField error={add.error("pictures")} required />
      <Button name="intent" value="add-photos">
        Add pictures
      </Button>
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
    <>
      {showcase.photos.length > 1 ? <PhotoOrder photos={showcase.photos} /> : null}
      <ul className="space-y-8">
        {showcase.photos.map((photo, index) => (
          <li key={`${photo.id} ${photo.blobId}`}>
            <Photo
              picture={photo.blob}
              alt={photo.alt}
              eager={index === 0}
              sizes="(min-width: 64rem) 36rem, 92vw"
            />
            <PhotoActs photo={photo} isFirst={index === 0} />
            <CropForm
              photoId={photo.id}
              alt={photo.alt}
              whole={photo.whole ?? photo.blob}
              isCropped={photo.whole !== null}
            />
          </li>
        ))}
      </ul>
    </>
  );
}

type Hung = ReturnType<typeof useLoaderData<typeof loader>>["showcase"]["photos"][number];

function PhotoActs({ photo, isFirst }: { photo: Hung; isFirst: boolean }) {
  const { showcase } = useLoaderData<typeof loader>();
  const ids = showcase.photos.map(({ id }) => id);
  const at = ids.indexOf(photo.id);
  const earlier = ids.toSpliced(at, 1).toSpliced(Math.max(0, at - 1), 0, photo.id);
  return (
    <Form method="post" className="mt-2 flex flex-wrap items-end gap-2" preventScrollReset>
      <input type="hidden" name="photo" value={photo.id} />
      <input type="hidden" name="order" value={earlier.join(",")} />
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
      {isFirst ? null : (
        <Button look="quiet" small name="intent" value="order-photos">
          Earlier
        </Button>
      )}
      <Button look="quiet" small name="intent" value="remove-photo">
        Take down
      </Button>
    </Form>
  );
}
