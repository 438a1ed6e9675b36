import { readFile } from "node:fs/promises";
import sharp from "sharp";
import { expect, test } from "vitest";
import { db } from "#app/db/client.ts";
import { compose } from "#app/mailers/index.ts";
import { photo } from "#app/models/blob.ts";
import { parseMessage } from "#emails/reading/parse-message.ts";
import type { Community } from "#prisma/generated/client.ts";
import { aCommunity, aMember, anOwner, type MemberOfTest } from "#tests/support/circle.ts";
import { addressOf, arrive, replyAddressOf } from "./arriving.ts";

const iphone = () => readFile("tests/fixtures/pictures/turned-with-place.heic");
const aPicture = (colour: string, width = 90) =>
  sharp({ create: { width, height: 60, channels: 3, background: colour } })
    .jpeg()
    .toBuffer();

interface Sent {
  subject?: string;
  text: string;
  pictures?: readonly (readonly [name: string, bytes: Buffer])[];
}

function mixed({ text, pictures = [] }: Sent) {
  const parts = pictures.map(([name, bytes]) => {
    const encoded = bytes.toString("base64").replaceAll(/(.{76})/g, "$1\n");
    const type = name.endsWith("heic") ? "application/octet-stream" : "image/jpeg";
    return `--m\nContent-Type: ${type}; name="${name}"\nContent-Disposition: attachment; filename="${name}"\nContent-Transfer-Encoding: base64\n\n${encoded}`;
  });
  return {
    type: 'multipart/mixed; boundary="m"',
    content: [`--m\nContent-Type: text/plain; charset=utf-8\n\n${text}`, ...parts, "--m--"].join("\n"),
  };
}

function submit(community: Community, maker: MemberOfTest, sent: Sent) {
  const to = addressOf(community).replace("@", "+showcase@");
  return arrive({ from: maker.address, to, subject: sent.subject ?? "Bowl", body: mixed(sent) });
}

async function answer(community: Community, by: MemberOfTest, sent: Sent) {
  const { number } = await theShowcase(community);
  const to = replyAddressOf(community, by, "showcase", number);
  return arrive({ from: by.address, to, subject: "Re: Bowl", body: mixed(sent) });
}

function theShowcase({ id: communityId }: Community) {
  return db().showcase.findFirstOrThrow({
    where: { communityId },
    include: { photos: { include: { blob: true }, orderBy: { position: "asc" } } },
  });
}

async function lastCard({ id: communityId }: Community) {
  const delivery = await db().delivery.findFirstOrThrow({
    where: { communityId, kind: "showcase_card" },
    orderBy: { number: "desc" },
  });
  const letter = (await compose([delivery])).get(delivery.id);
  if (!letter || "cancelled" in letter) throw new Error("no card was written");
  return { ...(await parseMessage(letter.raw)), to: letter.envelope.to };
}

test("a potter mails three photos of her phone: a card comes back, she publishes by reply, changes it, and sells", async () => {
  const community = await aCommunity();
  const maker = await aMember(community, { name: "Noor Haddad" });

  await submit(community, maker, {
    subject: "Ash-glazed bowl",
    text: "Thrown in March, fired with the ash of our own apple tree.\n\n45 €, three left\n#stoneware #ash-glaze",
    pictures: [
      ["IMG_1.heic", await iphone()],
      ["IMG_2.jpg", await aPicture("#446688")],
      ["IMG_2 small.jpg", await aPicture("#446688", 45 * 2)],
    ],
  });

  expect(await theShowcase(community)).toMatchObject({
    title: "Ash-glazed bowl",
    story: "Thrown in March, fired with the ash of our own apple tree.",
    priceMinor: 4500,
    currency: "EUR",
    stock: "available",
    stockCount: 3,
    tags: ["stoneware", "ash-glaze"],
    status: "draft",
    makerId: maker.id,
    photos: [{ blob: { width: 64, height: 96 } }, { blob: { width: 90 } }],
  });
  const card = await lastCard(community);
  expect(card.to).toBe(maker.address);
  for (const words of ["Ash-glazed bowl", "€45", "3 left", "stoneware", "took the largest"])
    expect(card.text).toContain(words);
  const first = (await theShowcase(community)).photos[0]?.blobId ?? "";
  expect((await photo(first, 640))?.toString("latin1")).not.toMatch(/GPS|iPhone|Exif/);

  await answer(community, maker, { text: "price 48\ntitle: Wide bowl\npublish" });
  expect(await theShowcase(community)).toMatchObject({
    title: "Wide bowl",
    priceMinor: 4800,
    status: "published",
  });
  expect((await lastCard(community)).subject).toBe("“Wide bowl” is published");

  await answer(community, maker, { text: "two left" });
  expect(await theShowcase(community)).toMatchObject({ stockCount: 2 });
  await answer(community, maker, { text: "Sold!" });
  expect(await theShowcase(community)).toMatchObject({ stock: "sold", stockCount: null });
  await answer(community, maker, { text: "back in stock" });
  expect(await theShowcase(community)).toMatchObject({ stock: "available" });
  await answer(community, maker, { text: "archive" });
  expect(await theShowcase(community)).toMatchObject({ status: "archived" });
  expect(await db().post.count({ where: { communityId: community.id } })).toBe(0);
});

test("photos are swapped, dropped and put first by reply; what cannot be done is said on the card", async () => {
  const community = await aCommunity();
  const maker = await aMember(community);
  const names = [
    ["1.jpg", await aPicture("red")],
    ["2.jpg", await aPicture("green")],
    ["3.jpg", await aPicture("blue")],
  ] as const;
  await submit(community, maker, { text: "Tiles", pictures: names });
  const blobs = async () => (await theShowcase(community)).photos.map(({ blobId }) => blobId);
  const [red, green, blue] = await blobs();

  await answer(community, maker, {
    text: "swap photo 2\nphoto 3 first",
    pictures: [["new.jpg", await aPicture("orange")]],
  });
  const after = await blobs();
  expect(after[0]).toBe(blue);
  expect(after[1]).toBe(red);
  expect([red, green, blue]).not.toContain(after[2]);

  await answer(community, maker, { text: "swap photo 1\nremove photo 9" });
  const card = await lastCard(community);
  expect(card.text).toContain("no new photo");
  expect(card.text).toContain("There is no photo 9");
  expect(await blobs()).toEqual(after);
});

test("words in answer to a draft's card are its text anew, and pictures hang beside the others", async () => {
  const community = await aCommunity();
  const maker = await aMember(community, { locale: "de" });
  await submit(community, maker, { subject: "Schale", text: "Gedreht.\n60 € oder 40 €" });
  const words = (await lastCard(community)).text?.replaceAll(/\s+/g, " ");
  expect(words).toMatch(/kein Foto dabei.* mehr als einen Preis gefunden \(60 EUR, 40 EUR\)/);

  await answer(community, maker, {
    text: "Gedreht im März, mit Asche glasiert.\nPreis: 40 €",
    pictures: [["schale.jpg", await aPicture("teal")]],
  });
  expect(await theShowcase(community)).toMatchObject({
    status: "draft",
    story: "Gedreht im März, mit Asche glasiert.",
    priceMinor: 4000,
    photos: [{}],
  });
  await answer(community, maker, { text: "verwerfen" });
  expect(await theShowcase(community)).toMatchObject({ status: "archived" });
});

test("congratulations and questions are posts in its own thread, also those of its maker", async () => {
  const community = await aCommunity();
  const [maker, friend] = [await aMember(community), await aMember(community)];
  await submit(community, maker, { text: "A bowl", pictures: [["1.jpg", await aPicture("red")]] });
  await answer(community, maker, { text: "publish" });

  await answer(community, friend, { text: "What a bowl! Is it for soup?" });
  await answer(community, maker, { text: "It is, and the dishwasher does not hurt it." });
  await answer(community, friend, { text: "price 5" });

  const { threadId, priceMinor } = await theShowcase(community);
  const posts = await db().post.findMany({
    where: { communityId: community.id },
    orderBy: { number: "asc" },
  });
  expect(posts.map(({ threadId: where, text }) => [where, text])).toEqual([
    [threadId, "What a bowl! Is it for soup?"],
    [threadId, "It is, and the dishwasher does not hurt it."],
    [threadId, "price 5"],
  ]);
  expect(priceMinor).toBeNull();
});

test("where first ones wait for a curator, the card says so; nobody but the maker reaches a draft", async () => {
  const community = await aCommunity({ holdsFirstShowcases: true });
  await anOwner(community);
  const [maker, other] = [await aMember(community), await aMember(community)];
  await submit(community, maker, { text: "A bowl", pictures: [["1.jpg", await aPicture("red")]] });

  await answer(community, maker, { text: "publish" });
  expect(await theShowcase(community)).toMatchObject({
    status: "draft",
    submittedAt: expect.any(Date) as Date,
  });
  expect((await lastCard(community)).subject).toContain("waits for a look");
  const refused = await answer(community, other, { text: "publish" });
  expect(refused).toMatchObject({ status: "rejected", reason: "target-gone" });
});

test("a card whose reply address was lost is known by its Message-ID", async () => {
  const community = await aCommunity();
  const maker = await aMember(community);
  await submit(community, maker, { text: "A bowl", pictures: [["1.jpg", await aPicture("red")]] });
  const card = await db().delivery.findFirstOrThrow({
    where: { communityId: community.id, kind: "showcase_card" },
  });
  await db().delivery.update({
    where: { id: card.id },
    data: { messageId: "<card@roundletter.test>", status: "sent" },
  });

  await arrive({
    from: maker.address,
    to: addressOf(community),
    text: "publish",
    headers: { "In-Reply-To": "<card@roundletter.test>" },
  });
  expect(await theShowcase(community)).toMatchObject({ status: "published" });
});
