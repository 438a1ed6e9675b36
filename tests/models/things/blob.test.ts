import sharp from "sharp";
import { expect, test } from "vitest";
import { db } from "#app/db/client.ts";
import { storage } from "#app/lib/storage.ts";
import { blobBytes, keepFile, keepImage, photo } from "#app/models/blob.ts";

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

test("any other file is kept as it came, and is never drawn", async () => {
  const blob = await keepFile(Buffer.from("glaze recipe"), "Text/Plain; charset=utf-8");
  expect(blob).toMatchObject({ mediaType: "text/plain", byteSize: 12, width: null });
  expect((await blobBytes(blob.id))?.toString()).toBe("glaze recipe");
  expect(await photo(blob.id, 160)).toBeNull();
});

async function bytesOf(id: string): Promise<Buffer> {
  return (await blobBytes(id)) ?? Buffer.alloc(0);
}
