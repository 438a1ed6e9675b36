import sharp from "sharp";
import { expect, test } from "vitest";

import { db } from "#app/db/client.ts";
import { aCommunity, aMember } from "#tests/support/circle.ts";
import { addressOf, arrive } from "./arriving.ts";

test("pictures are kept as pictures, papers as files, and what does harm is left out and told", async () => {
  const community = await aCommunity();
  const ana = await aMember(community);
  const noise = sharp({
    create: {
      width: 300,
      height: 200,
      channels: 3,
      background: "#884422",
      noise: { type: "gaussian", mean: 128, sigma: 40 },
    },
  });
  const photo = await noise.png().toBuffer();
  await arrive({
    from: ana.address,
    to: addressOf(community),
    subject: "Glaze test",
    body: mixed([
      part("text/plain; charset=utf-8", "See the tile, and the recipe."),
      attached("image/png", "tile.png", photo),
      attached("application/pdf", "recipe.pdf", Buffer.from("%PDF-1.4 nothing")),
      attached("application/octet-stream", "invoice.pdf.exe", Buffer.from("MZ")),
      attached("text/html", "page.html", Buffer.from("<script>1</script>")),
      attached("application/pgp-signature", "signature.asc", Buffer.from("-----BEGIN")),
    ]),
  });

  const [post] = await db().post.findMany({
    where: { communityId: community.id },
    include: { attachments: { include: { blob: true }, orderBy: { position: "asc" } } },
  });
  expect(post?.text).toBe("See the tile, and the recipe.");
  expect(post?.attachments.map(({ filename, blob }) => [filename, blob.mediaType, blob.width])).toEqual([
    ["tile.png", "image/jpeg", 300],
    ["recipe.pdf", "application/pdf", null],
  ]);
  const [receipt] = await db().delivery.findMany({ where: { communityId: community.id, kind: "receipt" } });
  expect(receipt?.facts).toMatchObject({
    sentence: expect.stringContaining("invoice.pdf.exe, page.html") as string,
  });
});

test("a picture without a word is posted", async () => {
  const community = await aCommunity();
  const ana = await aMember(community);
  const photo = await sharp({ create: { width: 60, height: 40, channels: 3, background: "#246" } })
    .jpeg()
    .toBuffer();
  const inbound = await arrive({
    from: ana.address,
    to: addressOf(community),
    subject: "New kiln",
    body: mixed([part("text/plain", "\n"), attached("image/jpeg", "kiln.jpg", photo)]),
  });
  expect(inbound.status).toBe("accepted");
  expect(await db().attachment.count({ where: { communityId: community.id } })).toBe(1);
});

function mixed(parts: string[]): { type: string; content: string } {
  return {
    type: 'multipart/mixed; boundary="m"',
    content: [...parts.map((each) => `--m\n${each}`), "--m--"].join("\n"),
  };
}

function part(type: string, content: string): string {
  return `Content-Type: ${type}\n\n${content}`;
}

function attached(type: string, name: string, bytes: Buffer): string {
  const encoded = bytes.toString("base64").replaceAll(/(.{76})/g, "$1\n");
  return `Content-Type: ${type}; name="${name}"\nContent-Disposition: attachment; filename="${name}"\nContent-Transfer-Encoding: base64\n\n${encoded}`;
}
