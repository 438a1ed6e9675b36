import sharp from "sharp";
import { expect, test } from "vitest";
import { db } from "#app/db/client.ts";
import { storage } from "#app/lib/storage.ts";
import { readFile } from "node:fs/promises";
import { blobBytes, cropImage, keepFile, keepImage, photo } from "#app/models/blob.ts";
import { keepPictures } from "#app/models/blob/several.ts";
import { amendConfig } from "#app/lib/config.ts";

function aPicture(width: number, height: number) {
  return sharp({ create: { width, height, channels: 3, background: "#b5651d" } });
}

test("a picture is kept upright, without what the camera wrote into it, at 2400 px at most", async () => {
  const bytes = await aPicture(3000, 1500)
    .withExif({ IFD0: { Copyright: "Ana" }, IFD3: { GPSLatitude: "38/1 42/1 0/1", GPSLatitudeRef: "N" } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();

  const blob = await keepImage(bytes);

  expect(blob).toMatchObject({ mediaType: "image/jpeg", width: 1200, height: 2400 });
  expect(blob.preview).toMatch(/^data:image\/jpeg;base64,/);
  expect(blob.preview?.length).toBeLessThan(1500);
  const kept = await sharp(await bytesOf(blob.id)).metadata();
  expect(kept).toMatchObject({ width: 1200, height: 2400, format: "jpeg" });
  expect(kept.exif).toBeUndefined();
  expect(kept.orientation ?? 1).toBe(1);
});

test("the same picture is kept once, also when two bring it at once", async () => {
  const bytes = await aPicture(50, 40).png().toBuffer();
  const [first, second] = await Promise.all([keepImage(bytes), keepImage(bytes)]);
  expect(second.id).toBe(first.id);
  expect(await db().blob.count({ where: { id: first.id } })).toBe(1);
});

test("a derivative is drawn once, at its width, and never larger than the picture", async () => {
  const { id } = await keepImage(await aPicture(1000, 500).webp().toBuffer());

  const [small, again] = await Promise.all([photo(id, 320), photo(id, 320)]);
  expect(small).toEqual(again);
  expect(await sharp(small ?? Buffer.alloc(0)).metadata()).toMatchObject({
    width: 320,
    height: 160,
    format: "jpeg",
  });
  expect(await sharp((await photo(id, 1200)) ?? Buffer.alloc(0)).metadata()).toMatchObject({ width: 1000 });
  expect(await storage().has(`${id}-320`)).toBe(true);
  expect(await photo("0".repeat(64), 320)).toBeNull();
  expect(await photo("../../secret-key", 320)).toBeNull();
});

test.each([
  ["words", Buffer.from("Not a picture at all")],
  ["nothing", Buffer.alloc(0)],
  [
    "a drawing that is a program",
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
  ],
  ["a head without a body", Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70, 73, 70])],
])("%s: refused with words", async (_, bytes) => {
  await expect(keepImage(bytes)).rejects.toMatchObject({ name: "Refusal", reason: "not-a-picture" });
});

test("a picture that was cut off on its way is refused, not shown half", async () => {
  const whole = await sharp({
    create: {
      width: 400,
      height: 400,
      channels: 3,
      background: "#fff",
      noise: { type: "gaussian", sigma: 60, mean: 128 },
    },
  })
    .jpeg()
    .toBuffer();
  await expect(keepImage(whole.subarray(0, whole.length / 2))).rejects.toMatchObject({
    reason: "not-a-picture",
  });
});

test("a small file that unfolds to more than fifty megapixels is refused before it unfolds", async () => {
  const bomb = await sharp({
    create: { width: 9000, height: 6000, channels: 3, background: "#000" },
    limitInputPixels: false,
  })
    .png()
    .toBuffer();
  await expect(keepImage(bomb)).rejects.toMatchObject({ reason: "picture-too-large" });
});

test("transparent ground becomes paper", async () => {
  const bytes = await sharp({ create: { width: 8, height: 8, channels: 4, background: "#0000" } })
    .png()
    .toBuffer();
  const { id } = await keepImage(bytes);
  const { dominant } = await sharp(await bytesOf(id)).stats();
  expect(dominant.r).toBeGreaterThan(240);
});

/** What a camera writes into a picture, as its bytes would tell it. */
const marks =
  /Exif|GPS|MakerNote|Apple|iPhone|<x:xmpmeta|ns\.adobe\.com|Photoshop|ICC_PROFILE|8BIM|Ana's yard/;
const tale = {
  IFD0: { Make: "Apple", Model: "iPhone 15", ImageDescription: "Ana's yard" },
  IFD2: { MakerNote: "iPhone" },
  IFD3: {
    GPSLatitude: "38/1 42/1 0/1",
    GPSLatitudeRef: "N",
    GPSLongitude: "9/1 8/1 0/1",
    GPSLongitudeRef: "W",
  },
};
const xmp = '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://ns.adobe.com/x"/></x:xmpmeta>';

/** A still life in two colours: upright, its blue corner is on the top left. */
function aStillLife(width = 96, height = 64) {
  const corner = {
    create: { width: width / 2, height: height / 2, channels: 3, background: "#1f4e79" },
  } as const;
  return sharp({ create: { width, height, channels: 3, background: "#c96f3b" } })
    .composite([{ input: corner, left: 0, top: 0 }])
    .withExif(tale)
    .withXmp(xmp);
}

test.each([
  ["JPEG", () => aStillLife().withIccProfile("p3").jpeg().toBuffer()],
  ["PNG", () => aStillLife().png().toBuffer()],
  ["WebP", () => aStillLife().webp().toBuffer()],
  ["AVIF", () => aStillLife().avif({ effort: 0 }).toBuffer()],
  ["TIFF", () => aStillLife().tiff().toBuffer()],
  ["HEIC", () => readFile("tests/fixtures/pictures/turned-with-place.heic")],
])("of a %s nothing that the camera wrote is left in any derivative", async (form, bytes) => {
  const original = await bytes();
  expect(original.toString("latin1")).toMatch(marks);

  const { id, width, height } = await keepImage(original);

  expect([width, height]).toEqual(form === "HEIC" ? [64, 96] : [96, 64]);
  const drawn = [
    await bytesOf(id),
    ...(await Promise.all(
      ([160, 320, 640, 1200, 2000] as const).flatMap((side) => [photo(id, side), photo(id, side, "webp")]),
    )),
    await bytesOf((await cropImage(id, { left: 0, top: 0, width: 0.5, height: 0.5 })).id),
  ];
  for (const picture of drawn) {
    const told = await sharp(picture ?? Buffer.alloc(0)).metadata();
    expect([told.exif, told.xmp, told.iptc, told.icc]).toEqual([undefined, undefined, undefined, undefined]);
    expect(picture?.toString("latin1")).not.toMatch(marks);
  }
});

test("a picture of an iPhone (HEIC) stands upright and keeps its colours", async () => {
  const { id } = await keepImage(await readFile("tests/fixtures/pictures/turned-with-place.heic"));
  // It lay on its side with the blue corner on the top left; turned clockwise that is the top right.
  const colours = await sharp(await bytesOf(id))
    .resize(2, 2, { fit: "fill", kernel: "nearest" })
    .raw()
    .toBuffer();
  const blue = [...colours]
    .map((value, at) => (at % 3 === 2 ? value : null))
    .filter((value) => value !== null);
  expect(blue.map((value) => value > 100)).toEqual([false, true, false, false]);
  // Display P3 is read as such: bare, the blue would be (44, 77, 118).
  expect(colours[3]).toBeLessThan(38);
});

test("a HEIC that is broken is refused, and the next one is read all the same", async () => {
  const whole = await readFile("tests/fixtures/pictures/turned-with-place.heic");
  const broken = Buffer.from(whole);
  broken.fill(0, broken.length - 60);
  const [first, second] = await Promise.allSettled([keepImage(broken.subarray(0, 1000)), keepImage(whole)]);
  expect(first).toMatchObject({ status: "rejected", reason: { reason: "not-a-picture" } });
  expect(second.status).toBe("fulfilled");
});

test("of several pictures that come together the same one hangs once, in its largest size", async () => {
  const small = await aStillLife(96, 64).jpeg({ quality: 50 }).toBuffer();
  const large = await aStillLife(480, 320).webp({ quality: 80 }).toBuffer();
  const turned = await sharp(large).flop().jpeg().toBuffer();
  const red = await aPicture(480, 320).jpeg().toBuffer();

  const { kept, merged, refused } = await keepPictures([
    { from: "small", bytes: small },
    { from: "red", bytes: red },
    { from: "large", bytes: large },
    { from: "words", bytes: Buffer.from("no picture") },
    { from: "turned", bytes: turned },
  ]);

  expect(kept.map(({ from }) => from)).toEqual(["large", "red", "turned"]);
  expect([merged, refused]).toEqual([["small"], ["words"]]);
});

test("a part of a picture is a picture of its own, and the whole one stays", async () => {
  const whole = await keepImage(await aStillLife(480, 320).png().toBuffer());
  const part = await cropImage(whole.id, { left: 0.5, top: 0, width: 0.5, height: 2 });
  expect([part.width, part.height]).toEqual([240, 320]);
  expect(await blobBytes(whole.id)).not.toBeNull();
  await expect(cropImage("0".repeat(64), { left: 0, top: 0, width: 1, height: 1 })).rejects.toMatchObject({
    reason: "not-found",
  });
});

test("what came from outside is kept only where the operator wishes it", async () => {
  const bytes = await aStillLife(48, 32).jpeg().toBuffer();
  const { id } = await keepImage(bytes);
  expect(await storage().has(`${id}-original`)).toBe(false);
  amendConfig({ keepsOriginals: true });
  try {
    await keepImage(bytes);
    expect(await storage().get(`${id}-original`)).toEqual(bytes);
  } finally {
    amendConfig({ keepsOriginals: false });
  }
});

test("any other file is kept as it came, and is never drawn", async () => {
  const blob = await keepFile(Buffer.from("glaze recipe"), "Text/Plain; charset=utf-8");
  expect(blob).toMatchObject({ mediaType: "text/plain", byteSize: 12, width: null });
  expect((await blobBytes(blob.id))?.toString()).toBe("glaze recipe");
  expect(await photo(blob.id, 160)).toBeNull();
});

async function bytesOf(id: string): Promise<Buffer> {
  return (await blobBytes(id)) ?? Buffer.alloc(0);
}
