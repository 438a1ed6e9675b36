import type { ShowcasePhoto } from "#prisma/generated/client.ts";
import { transaction, type Tx } from "#app/db/transaction.ts";
import { isUuid } from "#app/lib/ids.ts";
import { Refusal } from "#app/lib/refusal.ts";
import { record } from "../audit.ts";
import type { Actor } from "../roles.ts";
import { lockShowcase } from "./lock.ts";

export interface NewPhoto {
  /** From `keepImage`. */
  blobId: string;
  /** What one sees, for who cannot see it. */
  alt?: string;
}

const mostPhotos = 12;

/** @throws Refusal `too-many-photos` */
export async function addPhoto(actor: Actor, showcaseId: string, photo: NewPhoto): Promise<ShowcasePhoto> {
  return transaction(async (tx) => {
    await lockShowcase(tx, actor, showcaseId);
    const photos = await placePhotos(tx, showcaseId, [photo]);
    const added = photos.at(-1);
    if (!added) throw new Refusal("not-found");
    await note(tx, actor, "showcase.photo-added", showcaseId, { blobId: photo.blobId });
    return added;
  });
}

/** Takes a photo down. Its bytes stay: `addPhoto` with the same blob puts it up again. */
export async function removePhoto(actor: Actor, photoId: string): Promise<NewPhoto> {
  return transaction(async (tx) => {
    const photo = await insistPhoto(tx, actor, photoId);
    const { blobId, alt, position } = photo;
    await tx.showcasePhoto.delete({ where: { id: photoId } });
    await note(tx, actor, "showcase.photo-removed", photo.showcaseId, { blobId, alt, position });
    return { blobId, alt };
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
    const photos = await tx.showcasePhoto.findMany({ where: { showcaseId }, orderBy: { position: "asc" } });
    const rank = (id: string) => (photoIds.includes(id) ? photoIds.indexOf(id) : photoIds.length);
    const ordered = photos.toSorted((a, b) => rank(a.id) - rank(b.id)).map(({ id }) => id);
    await tx.$executeRaw`
      UPDATE showcase_photo SET position = wanted.position - 1
      FROM unnest(${ordered}::uuid[]) WITH ORDINALITY AS wanted (id, position)
      WHERE showcase_photo.id = wanted.id AND showcase_photo.showcase_id = ${showcaseId}::uuid`;
  });
}

/** Puts photos behind those that hang already. The caller holds the showcase. */
export async function placePhotos(
  tx: Tx,
  showcaseId: string,
  photos: readonly NewPhoto[],
): Promise<ShowcasePhoto[]> {
  if (photos.length === 0) return [];
  const hanging = await tx.showcasePhoto.findMany({ where: { showcaseId }, orderBy: { position: "asc" } });
  if (hanging.length + photos.length > mostPhotos) throw new Refusal("too-many-photos");

  const next = (hanging.at(-1)?.position ?? -1) + 1;
  return tx.showcasePhoto.createManyAndReturn({
    data: photos.map(({ blobId, alt = "" }, index) => ({
      showcaseId,
      blobId,
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
  act: `showcase.photo-${"added" | "removed"}`,
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
