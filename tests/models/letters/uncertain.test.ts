import { describe, expect, test } from "vitest";
import { db } from "#app/db/client.ts";
import { transaction } from "#app/db/transaction.ts";
import { setClock } from "#app/lib/clock.ts";
import { messageIdOf } from "#app/mailers/letter.ts";
import { leaseDeliveries, prepareDelivery, recoverLeases } from "#app/models/delivery.ts";
import {
  countUncertain,
  sendAgain,
  sendAllAgain,
  sendUncertainAgain,
} from "#app/models/delivery/uncertain.ts";
import type { Community } from "#prisma/generated/client.ts";
import { actorOf, aCommunity, aMember, anOwner } from "#tests/support/circle.ts";

const noon = new Date("2026-11-24T12:00:00Z");
const minutes = (count: number) => new Date(noon.getTime() + count * 60_000);

/** A worker took it and died. */
async function anUncertainLetter(community: Community, notAfter = minutes(600)) {
  setClock(noon);
  const id = await transaction((tx) =>
    prepareDelivery(tx, {
      communityId: community.id,
      kind: "receipt",
      letterKey: `receipt ${community.id}`,
      address: "ben@example.org",
      facts: {},
      notAfter,
    }),
  );
  await leaseDeliveries("dies", 50);
  setClock(minutes(6));
  await recoverLeases();
  const letter = await db().delivery.findUniqueOrThrow({ where: { id: id ?? "" } });
  expect(letter.status).toBe("uncertain");
  return letter;
}

const stateOf = (id: string) => db().delivery.findUniqueOrThrow({ where: { id } });

describe("a letter that may have arrived", () => {
  test("is counted, and not sent again by itself", async () => {
    const community = await aCommunity();
    const { id } = await anUncertainLetter(community);
    expect(await countUncertain(community.id)).toBe(1);
    expect(await sendUncertainAgain()).toBe(0);
    expect((await stateOf(id)).status).toBe("uncertain");
  });

  test("is sent once more when the owner says so, as the same letter, even when its time was over", async () => {
    const community = await aCommunity();
    const ana = await anOwner(community);
    const before = await anUncertainLetter(community, minutes(5));
    await sendAgain(actorOf(ana, community), before.id);
    const after = await stateOf(before.id);
    expect(after).toMatchObject({
      status: "prepared",
      notBefore: minutes(6),
      notAfter: minutes(6 + 1440),
      sentAgainAt: minutes(6),
    });
    expect(messageIdOf(after)).toBe(messageIdOf(before));
    expect((await leaseDeliveries("w", 10)).map(({ id }) => id)).toContain(before.id);
    expect(
      await db().auditEntry.findFirst({ where: { communityId: community.id, act: "delivery.sent-again" } }),
    ).toMatchObject({ actorId: ana.personId, subjectId: before.id });
    await expect(sendAgain(actorOf(ana, community), before.id)).rejects.toMatchObject({
      reason: "not-found",
    });
  });

  test("goes with all the others of its community, and with no other's, when the owner sends all", async () => {
    const [community, elsewhere] = [await aCommunity(), await aCommunity()];
    const ana = await anOwner(community);
    const [here, there] = [await anUncertainLetter(community), await anUncertainLetter(elsewhere)];
    expect(await sendAllAgain(actorOf(ana, community))).toBe(1);
    expect([(await stateOf(here.id)).status, (await stateOf(there.id)).status]).toEqual([
      "prepared",
      "uncertain",
    ]);
  });

  test("is not for members to send again, nor for another community's owner", async () => {
    const community = await aCommunity();
    const { id } = await anUncertainLetter(community);
    const member = await aMember(community);
    const elsewhere = await aCommunity();
    const owner = await anOwner(elsewhere);
    await expect(sendAgain(actorOf(member, community), id)).rejects.toMatchObject({ reason: "not-allowed" });
    await expect(sendAgain(actorOf(owner, elsewhere), id)).rejects.toMatchObject({ reason: "not-found" });
  });

  test("is sent once more by itself where the community wishes so: once, and not when its time is over", async () => {
    const community = await aCommunity({ sendsUncertainAgain: true });
    const stale = await anUncertainLetter(community, minutes(5));
    expect(await sendUncertainAgain()).toBe(0);
    expect((await stateOf(stale.id)).status).toBe("uncertain");

    await db().delivery.update({ where: { id: stale.id }, data: { notAfter: minutes(600) } });
    expect(await sendUncertainAgain()).toBe(1);
    await leaseDeliveries("dies again", 50);
    setClock(minutes(20));
    await recoverLeases();
    expect(await sendUncertainAgain()).toBe(0);
    expect((await stateOf(stale.id)).status).toBe("uncertain");
  });
});
