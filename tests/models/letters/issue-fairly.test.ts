import pg from "pg";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { db } from "#app/db/client.ts";
import { setClock } from "#app/lib/clock.ts";
import { leaseDeliveries } from "#app/models/delivery.ts";
import { issueDueDigests } from "#app/models/digest.ts";
import type { Community } from "#prisma/generated/client.ts";
import { aCommunity, aMember, anOwner, aPost, aThread } from "#tests/support/circle.ts";

const monday = new Date("2026-11-23T12:00:00Z");
const hours = (count: number) => new Date(monday.getTime() + count * 3_600_000);

beforeEach(async () => {
  await db().community.deleteMany();
});

/** So many members, all due at hour 6, with so many posts of news. */
async function aDueCommunity({ members, posts }: { members: number; posts: number }): Promise<Community> {
  setClock(monday);
  const community = await aCommunity({ digestRhythm: "daily" });
  const owner = await anOwner(community, { nextDigestAt: null });
  for (let count = 0; count < members; count += 1) await aMember(community, { nextDigestAt: hours(6) });
  const thread = await aThread(community);
  for (let count = 0; count < posts; count += 1) await aPost(thread, owner, { createdAt: hours(1) });
  return community;
}

describe("issuing", () => {
  test("costs the same number of statements for few as for many, members and posts", async () => {
    const statements = async (size: { members: number; posts: number }) => {
      await db().community.deleteMany();
      await aDueCommunity(size);
      setClock(hours(6));
      const asked = vi.spyOn(pg.Client.prototype, "query");
      const [run] = await issueDueDigests();
      const count = asked.mock.calls.length;
      asked.mockRestore();
      expect(run?.audience.prepared).toBe(size.members);
      return count;
    };
    const few = await statements({ members: 2, posts: 1 });
    expect(await statements({ members: 30, posts: 25 })).toBe(few);
  });

  test("begins with the communities that have the fewest to write to, so that none waits for a big one", async () => {
    const big = await aDueCommunity({ members: 9, posts: 2 });
    for (let count = 0; count < 5; count += 1) await aDueCommunity({ members: 1, posts: 1 });
    setClock(hours(6));
    const asked = vi.spyOn(pg.Client.prototype, "query");
    await issueDueDigests();
    const locked = asked.mock.calls.flatMap(([statement]) => {
      const { text, values } = statement as unknown as { text?: string; values?: unknown[] };
      return text?.includes("FOR NO KEY UPDATE") ? [values?.[0]] : [];
    });
    asked.mockRestore();
    expect(locked).toHaveLength(6);
    // Three are issued side by side: the big one begins when three of the five small ones have ended.
    expect(locked.indexOf(big.id)).toBeGreaterThanOrEqual(3);
  });

  test("and sending take turns between communities", async () => {
    const big = await aDueCommunity({ members: 12, posts: 1 });
    const small = await aDueCommunity({ members: 2, posts: 1 });
    setClock(hours(6));
    await issueDueDigests();
    setClock(hours(7));
    const first = await leaseDeliveries("w", 4);
    const count = (community: Community) =>
      first.filter(({ communityId }) => communityId === community.id).length;
    expect([count(big), count(small)]).toEqual([2, 2]);
  });

  test("in several processes at once writes to everybody once", async () => {
    const communities = [];
    for (let count = 0; count < 5; count += 1)
      communities.push(await aDueCommunity({ members: 3, posts: 1 }));
    setClock(hours(6));
    await Promise.all([issueDueDigests(), issueDueDigests(), issueDueDigests()]);
    expect(await db().delivery.count({ where: { kind: "digest" } })).toBe(15);
    expect(await db().digest.count({ where: { status: "issued" } })).toBe(5);
  });
});

test("what several letters are frozen with is in each of them, and what differs, too", async () => {
  const community = await aDueCommunity({ members: 3, posts: 2 });
  const [thread] = await db().thread.findMany({ where: { communityId: community.id } });
  const members = await db().membership.findMany({
    where: { communityId: community.id, role: "member" },
    orderBy: { number: "asc" },
  });
  const [writer] = members;
  if (!thread || !writer) throw new Error("nobody writes");
  const own = await aPost(thread, writer, { createdAt: hours(2) });
  setClock(hours(6));
  await issueDueDigests();
  const letters = await db().delivery.findMany({ where: { communityId: community.id, kind: "digest" } });
  expect(letters).toHaveLength(3);
  for (const { membershipId, facts } of letters)
    expect(JSON.stringify(facts).includes(own.id)).toBe(membershipId !== writer.id);
});
