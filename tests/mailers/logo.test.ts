import { randomBytes } from "node:crypto";
import sharp from "sharp";
import { describe, expect, it } from "vitest";

import { db } from "#app/db/client.ts";
import { communityLook } from "#app/mailers/community-look.ts";
import { photo } from "#app/models/blob.ts";
import { changeLogo } from "#app/models/community/logo.ts";
import { actorOf, aCommunity, aMember, anOwner } from "#tests/support/circle.ts";

const aPicture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: "#b5651d" } })
    .png()
    .toBuffer();

async function aCircle() {
  const community = await aCommunity();
  const owner = await anOwner(community);
  const look = async () =>
    communityLook(await db().community.findUniqueOrThrow({ where: { id: community.id } }));
  return { community, actor: actorOf(owner, community), look };
}

describe("a community's logo", () => {
  it("stands in its letters in its own proportion, from a page of ours", async () => {
    const { actor, look } = await aCircle();
    expect((await look()).logo).toBeNull();

    await changeLogo(actor, await aPicture(600, 200));

    const { logo } = await look();
    expect(logo).toMatchObject({ width: 600, height: 200 });
    const [, blobId = ""] =
      /^http:\/\/roundletter\.test\/photos\/([0-9a-f]{64})\/320$/.exec(logo?.url ?? "") ?? [];
    expect((await photo(blobId, 320))?.byteLength).toBeGreaterThan(100);

    await changeLogo(actor, null);
    expect((await look()).logo).toBeNull();
  });

  it("is chosen by the owner, and must be a picture", async () => {
    const { community, actor } = await aCircle();
    const member = await aMember(community);

    await expect(changeLogo(actor, Buffer.from("<svg></svg>"))).rejects.toThrow("not a picture");
    await expect(changeLogo(actorOf(member, community), await aPicture(9, 9))).rejects.toThrow(
      "does not allow",
    );
  });
});

describe("a picture in a letter", () => {
  it("weighs at most 200 KB, however rich it is", async () => {
    const { actor, community } = await aCircle();
    const noise = sharp(randomBytes(1400 * 1000 * 3), { raw: { width: 1400, height: 1000, channels: 3 } });
    await changeLogo(actor, await noise.blur(1.2).jpeg({ quality: 95 }).toBuffer());
    const { logoId } = await db().community.findUniqueOrThrow({ where: { id: community.id } });

    for (const width of [640, 1200] as const)
      expect((await photo(logoId ?? "", width))?.byteLength).toBeLessThanOrEqual(200_000);
  });
});
