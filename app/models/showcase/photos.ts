import type { Prisma, ShowcasePhoto } from "#prisma/generated/client.ts";
import { db } from "#app/db/client.ts";
import { transaction, type Tx } from "#app/db/transaction.ts";
import { isUuid } from "#app/lib/ids.ts";
import { Refusal } from "#app/lib/refusal.ts";
import { record } from "../audit.ts";
import { cropImage, type Crop } from "../blob.ts";
import type { Actor } from "../roles.ts";
import { lockShowcase } from "./lock.ts";

export interface NewPhoto {
  /** From `keepImage` or `keepPictures`. */
  blobId: string;
  /** What one sees, for who cannot see it. */
  alt?: string;
  /** The picture that it is a part of. */
  wholeBlobId?: string | null;
}

const mostPhotos = 12;

/** Hangs pictures behind those that hang. @throws Refusal `too-many-photos` */
export async function addPhotos(
  actor: Actor,
  showcaseId: string,
  photos: readonly NewPhoto[],
): Promise<ShowcasePhoto[]> {
  return transaction(async (tx) => {
    await lockShowcase(tx, actor, showcaseId);
    const hung = await placePhotos(tx, showcaseId, photos);
    const blobIds = photos.map(({ blobId }) => blobId);
    await note(tx, actor, "showcase.photos-added", showcaseId, { blobIds });
    return hung;
  });
}

/** Hangs one at its place (0 is the first), the others behind it move on. */
export async function putPhoto(
  actor: Actor,
  showcaseId: string,
  photo: NewPhoto & { position: number },
): Promise<void> {
  await transaction(async (tx) => {
    await lockShowcase(tx, actor, showcaseId);
    const others = await tx.showcasePhoto.findMany({ where: { showcaseId }, orderBy: hanging });
    const [hung] = await placePhotos(tx, showcaseId, [photo]);
    if (!hung) return;
    const ids = others.map(({ id }) => id);
    await arrange(tx, showcaseId, ids.toSpliced(Math.max(0, photo.position), 0, hung.id));
    await note(tx, actor, "showcase.photos-added", showcaseId, { blobIds: [photo.blobId] });
  });
}

/** Takes a photo down. Its bytes stay: `putPhoto` with what comes back hangs it again. */
export async function removePhoto(actor: Actor, photoId: string): Promise<NewPhoto & { position: number }> {
  return transaction(async (tx) => {
    const photo = await insistPhoto(tx, actor, photoId);
    const { blobId, wholeBlobId, alt, showcaseId } = photo;
    const before = await tx.showcasePhoto.findMany({ where: { showcaseId }, orderBy: hanging });
    const position = before.findIndex(({ id }) => id === photoId);
    await tx.showcasePhoto.delete({ where: { id: photoId } });
    await note(tx, actor, "showcase.photo-removed", showcaseId, { blobId, alt, position });
    return { blobId, wholeBlobId, alt, position };
  });
}

/** Another picture in the place of one that hangs: "swap photo 2". The caller holds the showcase. */
export async function swapPhoto(
  tx: Tx,
  { showcaseId, place, blobId }: { showcaseId: string; place: number; blobId: string },
): Promise<boolean> {
  const photos = await tx.showcasePhoto.findMany({ where: { showcaseId }, orderBy: hanging });
  const photo = photos[place - 1];
  if (!photo) return false;
  await tx.showcasePhoto.update({ where: { id: photo.id }, data: { blobId, wholeBlobId: null, alt: "" } });
  return true;
}

/** Takes the nth down. The caller holds the showcase. */
export async function dropPhoto(tx: Tx, showcaseId: string, place: number): Promise<boolean> {
  const photos = await tx.showcasePhoto.findMany({ where: { showcaseId }, orderBy: hanging });
  const photo = photos[place - 1];
  if (photo) await tx.showcasePhoto.delete({ where: { id: photo.id } });
  return photo !== undefined;
}

/** Shows the nth first. The caller holds the showcase. */
export async function photoFirst(tx: Tx, showcaseId: string, place: number): Promise<boolean> {
  const photos = await tx.showcasePhoto.findMany({ where: { showcaseId }, orderBy: hanging });
  const photo = photos[place - 1];
  if (!photo) return false;
  const others = photos.filter((each) => each !== photo);
  await arrange(
    tx,
    showcaseId,
    [photo, ...others].map(({ id }) => id),
  );
  return true;
}

/** Shows a part of the picture as it came. The box is of the whole one, in parts of its width and height. */
export async function cropPhoto(actor: Actor, photoId: string, crop: Crop): Promise<void> {
  const photo = isUuid(photoId)
    ? await db().showcasePhoto.findFirst({
        where: { id: photoId, showcase: { communityId: actor.community.id } },
      })
    : null;
  if (!photo) throw new Refusal("not-found");
  const wholeBlobId = photo.wholeBlobId ?? photo.blobId;
  const part = await cropImage(wholeBlobId, crop);
  await reframe(actor, photoId, { blobId: part.id, wholeBlobId });
}

/** Shows the whole picture again. */
export async function uncropPhoto(actor: Actor, photoId: string): Promise<void> {
  await transaction(async (tx) => {
    const photo = await insistPhoto(tx, actor, photoId);
    if (!photo.wholeBlobId) return;
    const { wholeBlobId: blobId, showcaseId } = photo;
    await tx.showcasePhoto.update({ where: { id: photoId }, data: { blobId, wholeBlobId: null } });
    await note(tx, actor, "showcase.photo-cropped", showcaseId, { blobId });
  });
}

async function reframe(
  actor: Actor,
  photoId: string,
  frame: { blobId: string; wholeBlobId: string },
): Promise<void> {
  await transaction(async (tx) => {
    const { showcaseId } = await insistPhoto(tx, actor, photoId);
    await tx.showcasePhoto.update({ where: { id: photoId }, data: frame });
    await note(tx, actor, "showcase.photo-cropped", showcaseId, frame);
  });
}

export async function describePhoto(actor: Actor, photoId: string, alt: string): Promise<void> {
  await transaction(async (tx) => {
    await insistPhoto(tx, actor, photoId);
    await tx.showcasePhoto.update({ where: { id: photoId }, data: { alt: tidyAlt(alt) } });
  });
}

/** The first is the one that is shown large. Photos that are not named keep their order behind the others. */
export async function orderPhotos(
  actor: Actor,
  showcaseId: string,
  photoIds: readonly string[],
): Promise<void> {
  await transaction(async (tx) => {
    await lockShowcase(tx, actor, showcaseId);
    const photos = await tx.showcasePhoto.findMany({ where: { showcaseId }, orderBy: hanging });
    const rank = (id: string) => (photoIds.includes(id) ? photoIds.indexOf(id) : photoIds.length);
    const ordered = photos.toSorted((a, b) => rank(a.id) - rank(b.id)).map(({ id }) => id);
    await arrange(tx, showcaseId, ordered);
  });
}

const hanging = [
  { position: "asc" },
  { id: "asc" },
] as const satisfies Prisma.ShowcasePhotoOrderByWithRelationInput[];

async function arrange(tx: Tx, showcaseId: string, ordered: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE showcase_photo SET position = wanted.position - 1
    FROM unnest(${[...ordered]}::uuid[]) WITH ORDINALITY AS wanted (id, position)
    WHERE showcase_photo.id = wanted.id AND showcase_photo.showcase_id = ${showcaseId}::uuid`;
}

/** Puts photos behind those that hang already. The caller holds the showcase. */
export async function placePhotos(
  tx: Tx,
  showcaseId: string,
  photos: readonly NewPhoto[],
): Promise<ShowcasePhoto[]> {
  if (photos.length === 0) return [];
  const there = await tx.showcasePhoto.findMany({ where: { showcaseId }, orderBy: hanging });
  if (there.length + photos.length > mostPhotos) throw new Refusal("too-many-photos");

  const next = (there.at(-1)?.position ?? -1) + 1;
  return tx.showcasePhoto.createManyAndReturn({
    data: photos.map(({ blobId, alt = "", wholeBlobId = null }, index) => ({
      showcaseId,
      blobId,
      wholeBlobId,
      alt: tidyAlt(alt),
      position: next + index,
    })),
  });
}

async function insistPhoto(tx: Tx, actor: Actor, photoId: string): Promise<ShowcasePhoto> {
  const photo = isUuid(photoId)
    ? await tx.showcasePhoto.findFirst({
        where: { id: photoId, showcase: { communityId: actor.community.id } },
      })
    : null;
  if (!photo) throw new Refusal("not-found");
  await lockShowcase(tx, actor, photo.showcaseId);
  return photo;
}

function note(
  tx: Tx,
  actor: Actor,
  act: "showcase.photos-added" | "showcase.photo-removed" | "showcase.photo-cropped",
  showcaseId: string,
  details: object,
) {
  return record(tx, {
    communityId: actor.community.id,
    actorId: actor.person.id,
    act,
    subjectId: showcaseId,
    details: { ...details },
  });
}

function tidyAlt(alt: string): string {
  return alt.replace(/\s+/g, " ").trim().slice(0, 300);
}
