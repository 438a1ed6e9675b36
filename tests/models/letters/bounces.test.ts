import { describe, expect, test } from "vitest";
import { db } from "#app/db/client.ts";
import { transaction } from "#app/db/transaction.ts";
import { setClock } from "#app/lib/clock.ts";
import {
  type BounceReport,
  clearProvenAddresses,
  proveAlive,
  recordBounce,
  recordComplaint,
  stoppedAddresses,
} from "#app/models/bounce.ts";
import { issueDueDigests } from "#app/models/digest.ts";
import { isSuppressed, releaseSuppression, stopAddress } from "#app/models/suppression.ts";
import type { Community, Delivery } from "#prisma/generated/client.ts";
import {
  actorOf,
  aCommunity,
  aMember,
  anOwner,
  aPost,
  aThread,
  type MemberOfTest,
} from "#tests/support/circle.ts";

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

/** Three letters that failed softly, the last of them on the day that is told. */
async function aPausedAddress(community: Community, member: MemberOfTest) {
  for (const day of [-2, -1, 0]) {
    setClock(days(day));
    await report(await aSentLetter(community, member), full);
  }
  expect(await isSuppressed(community.id, member.address)).toBe(true);
}

describe("proof of life", () => {
  test("is a mail that they write: a pause ends, and what counted counts no more", async () => {
    const { community, ben } = await aCircle();
    await aPausedAddress(community, ben);
    await transaction((tx) => proveAlive(tx, community.id, ben.address.toUpperCase()));
    expect(await isSuppressed(community.id, ben.address)).toBe(false);
    expect(
      await db().auditEntry.findFirst({ where: { communityId: community.id, act: "suppression.ended" } }),
    ).toMatchObject({ actorId: null, details: { reason: "soft_bounces", proof: "reply" } });

    for (const day of [1, 2]) {
      setClock(days(day));
      await report(await aSentLetter(community, ben), full);
    }
    expect(await isSuppressed(community.id, ben.address)).toBe(false);
  });

  test("does not take back that a mailbox does not exist, nor a complaint", async () => {
    const { community, ben } = await aCircle();
    const cleo = await aMember(community);
    await report(await aSentLetter(community, ben), gone);
    await transaction((tx) => recordComplaint(tx, { communityId: community.id, address: cleo.address }, ""));
    for (const { address } of [ben, cleo]) {
      await transaction((tx) => proveAlive(tx, community.id, address));
      expect(await isSuppressed(community.id, address)).toBe(true);
    }
  });

  test("is also a letter of another kind that was taken thirty days later, not sooner", async () => {
    const { community, ben } = await aCircle();
    await aPausedAddress(community, ben);
    const aSignIn = (day: number) =>
      db().delivery.create({
        data: {
          kind: "sign_in",
          letterKey: `sign-in ${String(++key)}`,
          address: ben.address,
          status: "sent",
          sentAt: days(day),
          notBefore: days(day),
          notAfter: days(day),
        },
      });
    await aSignIn(20);
    setClock(days(40));
    await clearProvenAddresses();
    expect(await isSuppressed(community.id, ben.address)).toBe(true);

    await aSignIn(31);
    await clearProvenAddresses();
    expect(await isSuppressed(community.id, ben.address)).toBe(false);
    expect(await db().bounce.count({ where: { communityId: community.id, clearedAt: null } })).toBe(0);
  });
});

describe("an address", () => {
  test("that is new starts clean, and letters go there", async () => {
    const { community, ana, ben } = await aCircle();
    await report(await aSentLetter(community, ben), gone);
    await db().emailAddress.updateMany({ where: { personId: ben.personId }, data: { isPrimary: false } });
    await db().emailAddress.create({
      data: { personId: ben.personId, address: "ben@new.example", isPrimary: true, verifiedAt: noon },
    });
    const thread = await aThread(community);
    await aPost(thread, ana, { createdAt: days(1.1) });
    await db().membership.update({ where: { id: ben.id }, data: { nextDigestAt: days(1.2) } });
    setClock(days(1.2));
    await issueDueDigests();
    expect(
      await db().delivery.findFirst({
        where: { membershipId: ben.id, kind: "digest", digestId: { not: null } },
      }),
    ).toMatchObject({ address: "ben@new.example", status: "prepared" });
  });

  test("that was released starts clean: it takes three more failures to pause it", async () => {
    const { community, ana, ben } = await aCircle();
    await aPausedAddress(community, ben);
    await releaseSuppression(actorOf(ana, community), ben.address);
    for (const day of [1, 2]) {
      setClock(days(day));
      await report(await aSentLetter(community, ben), full);
      expect(await isSuppressed(community.id, ben.address)).toBe(false);
    }
    setClock(days(3));
    await report(await aSentLetter(community, ben), full);
    expect(await isSuppressed(community.id, ben.address)).toBe(true);
  });

  test("that is only paused is stopped for good by a complaint, and the other way round nothing changes", async () => {
    const { community, ben } = await aCircle();
    await aPausedAddress(community, ben);
    const complain = () =>
      transaction((tx) => recordComplaint(tx, { communityId: community.id, address: ben.address }, ""));
    expect(await complain()).toBe(true);
    expect(await complain()).toBe(false);
    await report(await aSentLetter(community, ben), gone);
    expect(await stoppedAddresses([community.id])).toMatchObject([
      { address: ben.address, reason: "complaint", member: { id: ben.id } },
    ]);
  });

  test("may be stopped by hand, by who may release it", async () => {
    const { community, ana, ben } = await aCircle();
    await expect(stopAddress(actorOf(ben, community), ben.address)).rejects.toMatchObject({
      reason: "not-allowed",
    });
    await stopAddress(actorOf(ana, community), ben.address);
    expect(await stoppedAddresses([community.id])).toMatchObject([{ reason: "by_hand", failure: null }]);
    expect(
      await db().auditEntry.findFirst({ where: { communityId: community.id, act: "suppression.begun" } }),
    ).toMatchObject({ actorId: ana.personId });
  });

  test("which fails names who invited its owner, as long as they are here", async () => {
    const { community, ana, ben } = await aCircle();
    const invited = await aMember(community, { invitedById: ben.id, name: "Mei Tan" });
    await report(await aSentLetter(community, invited), gone);
    expect(await stoppedAddresses([community.id])).toMatchObject([
      {
        member: { name: "Mei Tan" },
        inviter: { id: ben.id, address: ben.address },
        failure: "unknown",
        words: "550 5.1.1 no such user",
      },
    ]);
    await db().membership.update({ where: { id: ben.id }, data: { status: "left" } });
    expect(await stoppedAddresses([community.id])).toMatchObject([{ inviter: null }]);
    expect(await stoppedAddresses([ana.communityId], { addresses: ["elsewhere@example.org"] })).toEqual([]);
  });
});

test("addresses that fail together are told to the owner in one letter; later ones in another", async () => {
  const { community, ana, ben } = await aCircle();
  const others = [await aMember(community), await aMember(community)];
  for (const member of [ben, ...others]) await report(await aSentLetter(community, member), gone);
  const notices = () =>
    db().delivery.findMany({
      where: { communityId: community.id, kind: "bounce_notice" },
      orderBy: { number: "asc" },
    });
  expect(await notices()).toMatchObject([
    {
      membershipId: ana.id,
      facts: { addresses: [ben, ...others].map(({ address }) => address) },
      notBefore: new Date(noon.getTime() + 300_000),
    },
  ]);

  await db().delivery.updateMany({ where: { kind: "bounce_notice" }, data: { status: "leased" } });
  const late = await aMember(community);
  setClock(days(0.01));
  await report(await aSentLetter(community, late), gone);
  expect(await notices()).toMatchObject([{ status: "leased" }, { facts: { addresses: [late.address] } }]);
});
