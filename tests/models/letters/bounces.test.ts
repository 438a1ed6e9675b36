import { describe, expect, test } from "vitest";
import { db } from "#app/db/client.ts";
import { transaction } from "#app/db/transaction.ts";
import { setClock } from "#app/lib/clock.ts";
import { type BounceReport, recordBounce } from "#app/models/bounce.ts";
import { isSuppressed, releaseSuppression } from "#app/models/suppression.ts";
import type { Community, Delivery } from "#prisma/generated/client.ts";
import { actorOf, aCommunity, aMember, anOwner, type MemberOfTest } from "#tests/support/circle.ts";

const noon = new Date("2026-11-24T12:00:00Z");
const days = (count: number) => new Date(noon.getTime() + count * 86_400_000);
let key = 0;

function aSentLetter(community: Community, member: MemberOfTest): Promise<Delivery> {
  return db().delivery.create({
    data: {
      communityId: community.id,
      kind: "digest",
      letterKey: `letter ${String(++key)}`,
      address: member.address,
      membershipId: member.id,
      status: "sent",
      notBefore: noon,
      notAfter: days(30),
    },
  });
}

const gone: BounceReport = {
  outcome: "permanent",
  status: "5.1.1",
  reason: "unknown",
  remoteText: "550 5.1.1 no such user",
};
const full: BounceReport = {
  outcome: "transient",
  status: "4.2.2",
  reason: "full",
  remoteText: "452 4.2.2 mailbox full",
};

const report = (delivery: Delivery, recipient: BounceReport) =>
  transaction((tx) => recordBounce(tx, { delivery, recipient }));

async function aCircle() {
  setClock(noon);
  const community = await aCommunity();
  return { community, ana: await anOwner(community), ben: await aMember(community) };
}

describe("a letter that comes back", () => {
  test("for good stops mail to its address, and the owner is told once", async () => {
    const { community, ana, ben } = await aCircle();
    const delivery = await aSentLetter(community, ben);
    expect(await report(delivery, gone)).toBe(true);
    expect(await report(delivery, gone)).toBe(false);

    expect(await isSuppressed(community.id, ben.address)).toBe(true);
    expect((await db().delivery.findUniqueOrThrow({ where: { id: delivery.id } })).status).toBe("bounced");
    const notices = await db().delivery.findMany({
      where: { communityId: community.id, kind: "bounce_notice" },
    });
    expect(notices.map(({ address }) => address)).toEqual([ana.address]);
  });

  test("three times within fifteen days stops it too; once a letter is counted", async () => {
    const { community, ben } = await aCircle();
    for (const day of [0, 4, 8]) {
      setClock(days(day));
      expect(await isSuppressed(community.id, ben.address)).toBe(false);
      const delivery = await aSentLetter(community, ben);
      await report(delivery, full);
      await report(delivery, full);
    }
    expect(await db().suppression.findFirst({ where: { communityId: community.id } })).toMatchObject({
      reason: "soft_bounces",
    });
  });

  test("three times, but long apart, stops nothing", async () => {
    const { community, ben } = await aCircle();
    for (const day of [0, 10, 20]) {
      setClock(days(day));
      await report(await aSentLetter(community, ben), full);
    }
    expect(await isSuppressed(community.id, ben.address)).toBe(false);
  });

  test("is not meant by a delay", async () => {
    const { community, ben } = await aCircle();
    const delivery = await aSentLetter(community, ben);
    await report(delivery, { ...full, outcome: "delayed" });
    expect((await db().delivery.findUniqueOrThrow({ where: { id: delivery.id } })).status).toBe("sent");
  });

  test("because of what it said is not charged to who should have read it", async () => {
    const { community, ben } = await aCircle();
    await report(await aSentLetter(community, ben), {
      outcome: "permanent",
      status: "5.7.1",
      reason: "policy",
      remoteText: "550 5.7.1 not allowed",
    });
    expect(await isSuppressed(community.id, ben.address)).toBe(false);
  });

  test("is forgiven when the owner releases the address; others may not", async () => {
    const { community, ana, ben } = await aCircle();
    await report(await aSentLetter(community, ben), gone);
    await expect(releaseSuppression(actorOf(ben, community), ben.address)).rejects.toMatchObject({
      reason: "not-allowed",
    });
    await releaseSuppression(actorOf(ana, community), ben.address);
    expect(await isSuppressed(community.id, ben.address)).toBe(false);
    await expect(releaseSuppression(actorOf(ana, community), ben.address)).rejects.toMatchObject({
      reason: "not-found",
    });
  });
});
