import sharp from "sharp";
import { expect, test } from "vitest";
import { db } from "#app/db/client.ts";
import { keepImage } from "#app/models/blob.ts";
import {
  addPhoto,
  archiveShowcase,
  createShowcase,
  editShowcase,
  listShowcases,
  orderPhotos,
  publishShowcase,
  removePhoto,
  showcaseById,
} from "#app/models/showcase.ts";
import { actorOf, aCommunity, aMember, anOwner } from "#tests/support/circle.ts";

async function curated() {
  const community = await aCommunity();
  return { community, actor: actorOf(await anOwner(community), community) };
}

async function aPhoto(colour: string) {
  const bytes = await sharp({ create: { width: 40, height: 30, channels: 3, background: colour } })
    .png()
    .toBuffer();
  return (await keepImage(bytes)).id;
}

test("a draft is published once, with a thread to talk about it", async () => {
  const { community, actor } = await curated();
  const { id } = await createShowcase(actor, {
    title: "Four  bowls",
    tags: ["#Stoneware", "stoneware", " bowl "],
  });

  await Promise.all([publishShowcase(actor, id), publishShowcase(actor, id)]);

  const showcase = await showcaseById(community.id, id);
  expect(showcase).toMatchObject({ title: "Four bowls", tags: ["stoneware", "bowl"], status: "published" });
  expect(await db().thread.findMany({ where: { communityId: community.id } })).toMatchObject([
    { id: showcase?.threadId, kind: "showcase", subject: "Four bowls" },
  ]);
});

test("archived it is off the wall, and publishing brings it back with its first hour", async () => {
  const { community, actor } = await curated();
  const { id } = await createShowcase(actor, { title: "Walnut stool" });
  const published = await publishShowcase(actor, id);

  await archiveShowcase(actor, id);
  expect((await listShowcases(community.id)).total).toBe(0);

  const again = await publishShowcase(actor, id);
  expect(again).toMatchObject({ publishedAt: published.publishedAt, threadId: published.threadId });
});

test("photos hang in the order they are put, and one that was taken down can hang again", async () => {
  const { community, actor } = await curated();
  const { id } = await createShowcase(actor, { title: "Tiles" });
  const [red, blue, green] = [await aPhoto("red"), await aPhoto("blue"), await aPhoto("green")];
  const first = await addPhoto(actor, id, { blobId: red, alt: "Red" });
  await addPhoto(actor, id, { blobId: blue });
  const third = await addPhoto(actor, id, { blobId: green });

  await orderPhotos(actor, id, [third.id]);
  const hanging = async () => (await showcaseById(community.id, id))?.photos.map(({ blobId }) => blobId);
  expect(await hanging()).toEqual([green, red, blue]);

  const taken = await removePhoto(actor, first.id);
  expect(await hanging()).toEqual([green, blue]);
  await addPhoto(actor, id, taken);
  expect(await hanging()).toEqual([green, blue, red]);
});

test("twelve photos are enough", async () => {
  const { actor } = await curated();
  const blobId = await aPhoto("orange");
  const photos = Array.from({ length: 12 }, () => ({ blobId }));
  const { id } = await createShowcase(actor, { title: "A whole firing", photos });
  await expect(addPhoto(actor, id, { blobId })).rejects.toMatchObject({ reason: "too-many-photos" });
});

test("makers change their own, curators every one, and another community's is not found", async () => {
  const { community, actor } = await curated();
  const maker = actorOf(await aMember(community), community);
  const other = actorOf(await aMember(community), community);
  const { id } = await createShowcase(maker, { title: "Shirt", priceMinor: 9000 });

  await editShowcase(maker, id, { stock: "sold" });
  await editShowcase(actor, id, { title: "Indigo shirt" });
  await expect(editShowcase(other, id, { title: "Mine" })).rejects.toMatchObject({ reason: "not-allowed" });
  await expect(editShowcase((await curated()).actor, id, { title: "Ours" })).rejects.toMatchObject({
    reason: "not-found",
  });
  expect(await showcaseById(community.id, id)).toMatchObject({ title: "Indigo shirt", stock: "sold" });

  const audit = await db().auditEntry.findMany({ where: { subjectId: id, act: "showcase.edited" } });
  expect(audit.map(({ details }) => details)).toContainEqual(
    expect.objectContaining({ before: expect.objectContaining({ title: "Shirt" }) as object }),
  );
});

test("a wall can be searched by words, tag and maker", async () => {
  const { community, actor } = await curated();
  const maker = actorOf(await aMember(community, { name: "Noor Haddad" }), community);
  await createShowcase(actor, { title: "Bowls", story: "Ash glaze, 100% local", tags: ["glaze"] });
  await createShowcase(maker, { title: "Spoons", tags: ["wood"] });
  const titles = async (search: Parameters<typeof listShowcases>[1]) =>
    (await listShowcases(community.id, search)).showcases.map(({ title }) => title);

  expect(await titles({ search: "ASH" })).toEqual(["Bowls"]);
  expect(await titles({ search: "haddad" })).toEqual(["Spoons"]);
  expect(await titles({ tag: "Wood" })).toEqual(["Spoons"]);
  expect(await titles({ makerId: actor.membership.id })).toEqual(["Bowls"]);
  expect(await titles({ search: "100%" })).toEqual(["Bowls"]);
  expect(await titles({ search: "1_0%" })).toEqual([]);
});
