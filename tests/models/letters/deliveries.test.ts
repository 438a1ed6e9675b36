import { beforeEach, describe, expect, test } from "vitest";
import { db } from "#app/db/client.ts";
import { transaction } from "#app/db/transaction.ts";
import { setClock } from "#app/lib/clock.ts";
import {
  deliveryCounts,
  leaseDeliveries,
  type NewDelivery,
  prepareDeliveries,
  prepareDelivery,
  recoverLeases,
  releaseLeases,
  settleDeliveries,
} from "#app/models/delivery.ts";
import type { Community } from "#prisma/generated/client.ts";
import { aCommunity, aMember, aPost, aThread, anOwner } from "#tests/support/circle.ts";

const noon = new Date("2026-11-24T12:00:00Z");
const minutes = (count: number) => new Date(noon.getTime() + count * 60_000);

const letter = (community: Community | null, key: string, more: Partial<NewDelivery> = {}): NewDelivery => ({
  communityId: community?.id ?? null,
  kind: "receipt",
  letterKey: key,
  address: "ana@example.org",
  facts: {},
  notAfter: minutes(10_000),
  ...more,
});

const prepare = (...letters: NewDelivery[]) => transaction((tx) => prepareDeliveries(tx, letters));
const statusOf = async (key: string) =>
  (await db().delivery.findFirstOrThrow({ where: { letterKey: key } })).status;

beforeEach(async () => {
  setClock(noon);
  await db().delivery.deleteMany();
  await db().outboxJob.deleteMany();
});

describe("a letter", () => {
  test("is written once, however often it is asked for", async () => {
    const community = await aCommunity();
    expect(await transaction((tx) => prepareDelivery(tx, letter(community, "once")))).not.toBeNull();
    expect(
      await transaction((tx) =>
        prepareDelivery(tx, letter(community, "once", { address: "ANA@example.org" })),
      ),
    ).toBeNull();
    expect(await db().delivery.count()).toBe(1);
    expect(await db().outboxJob.count({ where: { name: "send-deliveries" } })).toBe(1);
  });

  test("to a suppressed address is never sent, unless the person asks for it to sign in", async () => {
    const community = await aCommunity();
    await db().suppression.create({
      data: { communityId: community.id, address: "ana@example.org", reason: "complaint" },
    });
    await prepare(letter(community, "kept"), letter(community, "wanted", { kind: "sign_in" }));

    expect(await statusOf("kept")).toBe("suppressed");
    expect(
      (await leaseDeliveries("w", 10)).map(({ letterKey, isSuppressed }) => ({ letterKey, isSuppressed })),
    ).toEqual([{ letterKey: "wanted", isSuppressed: false }]);
  });

  test("whose address was suppressed after it was written says so to its sender", async () => {
    const community = await aCommunity();
    await prepare(letter(community, "late"));
    await db().suppression.create({
      data: { communityId: community.id, address: "ana@example.org", reason: "by_hand" },
    });
    expect((await leaseDeliveries("w", 10)).map(({ isSuppressed }) => isSuppressed)).toEqual([true]);
  });
});

describe("leasing", () => {
  test("takes the urgent first, and nothing before its time", async () => {
    const community = await aCommunity();
    await prepare(
      letter(community, "digest", { urgency: 9 }),
      letter(null, "sign-in", { urgency: 0 }),
      letter(community, "tomorrow", { urgency: 0, notBefore: minutes(1440) }),
    );
    expect((await leaseDeliveries("w", 10)).map(({ letterKey }) => letterKey)).toEqual(["sign-in"]);
    expect((await leaseDeliveries("w", 10)).map(({ letterKey }) => letterKey)).toEqual(["digest"]);
    expect(await leaseDeliveries("w", 10)).toEqual([]);
  });

  test("lets communities take turns, so that none waits for a big one", async () => {
    const [big, small, other] = [await aCommunity(), await aCommunity(), await aCommunity()];
    await prepare(...Array.from({ length: 60 }, (_, at) => letter(big, `big ${String(at)}`)));
    await prepare(letter(small, "small 1"), letter(small, "small 2"), letter(other, "other 1"));

    const first = (await leaseDeliveries("w", 6)).map(({ letterKey }) => letterKey.split(" ")[0]);
    expect(first.filter((name) => name === "small")).toHaveLength(2);
    expect(first.filter((name) => name === "other")).toHaveLength(1);
    expect(first.filter((name) => name === "big")).toHaveLength(3);
  });

  test("serves each community in turn when there are more of them than a batch holds", async () => {
    const communities = await Promise.all(Array.from({ length: 9 }, () => aCommunity()));
    await prepare(
      ...communities.flatMap((community) =>
        [1, 2, 3].map((at) => letter(community, `${community.id} ${String(at)}`)),
      ),
    );
    const served = new Set<string | null>();
    for (let round = 0; round < 3; round += 1) {
      for (const { communityId } of await leaseDeliveries("w", 3)) served.add(communityId);
    }
    expect(served.size).toBe(9);
  });

  test("gives no letter to two workers", async () => {
    const community = await aCommunity();
    await prepare(...Array.from({ length: 50 }, (_, at) => letter(community, `l ${String(at)}`)));
    const batches = await Promise.all(
      Array.from({ length: 10 }, (_, at) => leaseDeliveries(`w${String(at)}`, 5)),
    );
    const ids = batches.flat().map(({ id }) => id);
    expect(ids).toHaveLength(50);
    expect(new Set(ids).size).toBe(50);
  });

  test("of a worker that died ends as uncertain, and is not sent again by itself", async () => {
    const community = await aCommunity();
    await prepare(letter(community, "in flight"));
    await leaseDeliveries("w", 10);
    expect(await recoverLeases()).toBe(0);
    setClock(minutes(6));
    expect(await recoverLeases()).toBe(1);
    expect(await statusOf("in flight")).toBe("uncertain");
    expect(await leaseDeliveries("w", 10)).toEqual([]);
  });

  test("of a worker that stops in order is handed back", async () => {
    const community = await aCommunity();
    await prepare(letter(community, "handed back"));
    await leaseDeliveries("w", 10);
    expect(await releaseLeases("w")).toBe(1);
    expect(await leaseDeliveries("other", 10)).toHaveLength(1);
  });
});

describe("settling", () => {
  test("writes down what the mail server said", async () => {
    const community = await aCommunity();
    await prepare(letter(community, "a"));
    const [a] = await leaseDeliveries("w", 10);
    await settleDeliveries("w", [
      { id: a?.id ?? "", status: "sent", response: "250 kept as 17", messageId: "<a@x>" },
    ]);
    expect(await db().delivery.findFirst()).toMatchObject({
      status: "sent",
      response: "250 kept as 17",
      messageId: "<a@x>",
      sentAt: noon,
      attempts: 1,
      leasedBy: null,
    });
  });

  test("is only for whom holds the lease, also when it ran out meanwhile", async () => {
    const community = await aCommunity();
    await prepare(letter(community, "slow"));
    const [slow] = await leaseDeliveries("w", 10);
    const sent = { id: slow?.id ?? "", status: "sent" as const, response: "250", messageId: "<a@x>" };
    await settleDeliveries("somebody else", [sent]);
    expect(await statusOf("slow")).toBe("leased");
    setClock(minutes(6));
    await recoverLeases();
    await settleDeliveries("w", [sent]);
    expect(await statusOf("slow")).toBe("sent");
  });

  test("tries a deferred letter again, each time later, and after two days counts it as come back", async () => {
    const community = await aCommunity();
    const member = await aMember(community);
    await prepare(letter(community, "deferred", { membershipId: member.id, address: member.address }));
    const waits: number[] = [];
    for (let at = noon, attempt = 0; attempt < 60; attempt += 1) {
      setClock(at);
      const [held] = await leaseDeliveries("w", 10);
      if (!held) break;
      await settleDeliveries("w", [{ id: held.id, status: "deferred", response: "451 4.7.1 later" }]);
      const row = await db().delivery.findUniqueOrThrow({ where: { id: held.id } });
      if (row.status === "bounced") break;
      waits.push(row.notBefore.getTime() - at.getTime());
      at = row.notBefore;
    }

    expect(await statusOf("deferred")).toBe("bounced");
    expect(waits[0]).toBeGreaterThanOrEqual(48_000);
    expect(waits[0]).toBeLessThanOrEqual(72_000);
    expect(Math.max(...waits)).toBeLessThanOrEqual(4.8 * 3_600_000);
    expect(waits.length).toBeGreaterThan(12);
    expect(waits.length).toBeLessThan(40);
    expect(await db().bounce.findFirst({ where: { communityId: community.id } })).toMatchObject({
      class: "transient",
      reason: "expired",
    });
    expect(await db().suppression.count({ where: { communityId: community.id } })).toBe(0);
  });

  test("gives back to the next digest what one that was cancelled would have told", async () => {
    const community = await aCommunity();
    const [owner, reader] = [await anOwner(community), await aMember(community, { toldUntil: minutes(60) })];
    const digest = await db().digest.create({
      data: { communityId: community.id, status: "issued", issue: 1 },
    });
    const thread = await aThread(community);
    const post = await aPost(thread, owner, { createdAt: minutes(10) });
    const item = await db().digestItem.create({
      data: { digestId: digest.id, kind: "thread", threadId: thread.id, position: 1 },
    });
    await prepare(
      letter(community, "stale", {
        kind: "digest",
        digestId: digest.id,
        membershipId: reader.id,
        facts: [{ itemId: item.id, postIds: [post.id] }],
      }),
    );
    const [stale] = await leaseDeliveries("w", 1);
    await settleDeliveries("w", [{ id: stale?.id ?? "", status: "cancelled", response: "too late" }]);

    const after = await db().membership.findUniqueOrThrow({ where: { id: reader.id } });
    expect(after.toldUntil.getTime()).toBe(minutes(10).getTime() - 1);
    expect(await deliveryCounts(digest.id)).toMatchObject({ cancelled: 1, sent: 0, prepared: 0 });
  });
});
