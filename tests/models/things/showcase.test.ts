import sharp from "sharp";
import { expect, test } from "vitest";
import { db } from "#app/db/client.ts";
import { keepImage } from "#app/models/blob.ts";
import {
  addPhotos,
  archiveShowcase,
  createShowcase,
  editShowcase,
  listShowcases,
  orderPhotos,
  publishShowcase,
  putPhoto,
  removePhoto,
  showcaseById,
} from "#app/models/showcase.ts";
import { setClock } from "#app/lib/clock.ts";
import { cropPhoto, uncropPhoto } from "#app/models/showcase.ts";
import { doToShowcases } from "#app/models/showcase/several.ts";
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
  const [first, , third] = await addPhotos(actor, id, [
    { blobId: red, alt: "Red" },
    { blobId: blue },
    { blobId: green },
  ]);

  await orderPhotos(actor, id, [third?.id ?? ""]);
  const hanging = async () => (await showcaseById(community.id, id))?.photos.map(({ blobId }) => blobId);
  expect(await hanging()).toEqual([green, red, blue]);

  const taken = await removePhoto(actor, first?.id ?? "");
  expect(await hanging()).toEqual([green, blue]);
  await putPhoto(actor, id, taken);
  expect(await hanging()).toEqual([green, red, blue]);
});

test("twelve photos are enough", async () => {
  const { actor } = await curated();
  const blobId = await aPhoto("orange");
  const photos = Array.from({ length: 12 }, () => ({ blobId }));
  const { id } = await createShowcase(actor, { title: "A whole firing", photos });
  await expect(addPhotos(actor, id, [{ blobId }])).rejects.toMatchObject({ reason: "too-many-photos" });
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

test("a part of a picture is shown, cut from the whole one each time, and the whole comes back", async () => {
  const { community, actor } = await curated();
  const { id } = await createShowcase(actor, { title: "Vase", photos: [{ blobId: await aPhoto("navy") }] });
  const shown = async () => (await showcaseById(community.id, id))?.photos[0];
  const before = await shown();

  await cropPhoto(actor, before?.id ?? "", { left: 0, top: 0, width: 0.5, height: 0.5 });
  expect((await shown())?.blob).toMatchObject({ width: 20, height: 15 });
  await cropPhoto(actor, before?.id ?? "", { left: 0, top: 0, width: 1, height: 0.5 });
  expect((await shown())?.blob).toMatchObject({ width: 40, height: 15 });
  await uncropPhoto(actor, before?.id ?? "");
  expect(await shown()).toMatchObject({ blobId: before?.blobId, wholeBlobId: null });

  const stranger = (await curated()).actor;
  await expect(
    cropPhoto(stranger, before?.id ?? "", { left: 0, top: 0, width: 1, height: 1 }),
  ).rejects.toMatchObject({ reason: "not-found" });
});

test("where the community wishes it, a member's first showcase waits for a curator; the second does not", async () => {
  const community = await aCommunity({ holdsFirstShowcases: true });
  const curator = actorOf(await anOwner(community), community);
  const maker = actorOf(await aMember(community), community);
  const first = await createShowcase(maker, { title: "Bread board" });

  expect(await publishShowcase(maker, first.id)).toMatchObject({ status: "draft", threadId: null });
  expect((await listShowcases(community.id, { status: "submitted" })).total).toBe(1);

  expect(await publishShowcase(curator, first.id)).toMatchObject({ status: "published", submittedAt: null });
  expect(await db().delivery.findMany({ where: { communityId: community.id } })).toMatchObject([
    { kind: "showcase_card", membershipId: maker.membership.id },
  ]);
  const second = await createShowcase(maker, { title: "Rolling pin" });
  expect(await publishShowcase(maker, second.id)).toMatchObject({ status: "published" });
});

test("counted stock goes down to sold, and what is sold is not counted", async () => {
  const { actor } = await curated();
  const { id } = await createShowcase(actor, { title: "Mugs", stockCount: 3 });
  expect(await editShowcase(actor, id, { stockCount: 2 })).toMatchObject({
    stock: "available",
    stockCount: 2,
  });
  expect(await editShowcase(actor, id, { stockCount: 0 })).toMatchObject({ stock: "sold", stockCount: null });
  expect(await editShowcase(actor, id, { stockCount: 5 })).toMatchObject({
    stock: "available",
    stockCount: 5,
  });
  expect(await editShowcase(actor, id, { stock: "made_to_order" })).toMatchObject({ stockCount: null });
});

test("a long wall is turned page by page in every order, and nothing is told twice or left out", async () => {
  const { community, actor } = await curated();
  for (let index = 0; index < 30; index++) {
    setClock(new Date(1_900_000_000_000 + (index % 7) * 1000));
    await createShowcase(actor, {
      title: `Bowl ${String(index % 11)}`,
      ...(index % 3 === 0 ? {} : { priceMinor: (index % 5) * 100 }),
    });
  }
  for (const sort of ["newest", "title", "cheapest"] as const) {
    const first = await listShowcases(community.id, { sort });
    const second = await listShowcases(community.id, { sort, after: first.next ?? "" });
    expect([first.showcases.length, second.showcases.length, second.next]).toEqual([24, 6, null]);
    expect(new Set([...first.showcases, ...second.showcases].map(({ id }) => id)).size).toBe(30);
    const back = await listShowcases(community.id, { sort, before: second.previous ?? "" });
    expect(back.showcases.map(({ id }) => id)).toEqual(first.showcases.map(({ id }) => id));
  }
});

test("several are sold, hung or taken down at once; another community's are left alone", async () => {
  const { community, actor } = await curated();
  const mine = [await createShowcase(actor, { title: "One" }), await createShowcase(actor, { title: "Two" })];
  const other = await createShowcase((await curated()).actor, { title: "Theirs" });
  const numbers = [...mine, other].map(({ number }) => number);

  expect(await doToShowcases(actor, "publish", numbers)).toEqual(mine.map(({ number }) => number));
  await doToShowcases(actor, "sold", numbers);

  const wall = await listShowcases(community.id, { stock: "sold", status: "published" });
  expect(wall.total).toBe(2);
  expect(await db().showcase.findUnique({ where: { id: other.id } })).toMatchObject({ status: "draft" });
});
