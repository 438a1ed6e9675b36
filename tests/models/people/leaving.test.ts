import { describe, expect, it } from "vitest";

import { db } from "#app/db/client.ts";
import { transaction } from "#app/db/transaction.ts";
import { now, setClock } from "#app/lib/clock.ts";
import { listAudit } from "#app/models/audit.ts";
import { prepareDelivery } from "#app/models/delivery.ts";
import { resumeDueMembers } from "#app/models/membership/pausing.ts";
import {
  activeMembers,
  changeRole,
  leaveCommunity,
  pauseMember,
  removeMember,
  resumeMember,
} from "#app/models/membership.ts";
import { aCommunity, actorOf, aMember, anOwner, type MemberOfTest } from "#tests/support/circle.ts";

const noon = new Date("2026-03-02T12:00:00Z");
const days = (count: number) => new Date(noon.getTime() + count * 86_400_000);

async function aCircle() {
  setClock(noon);
  const community = await aCommunity();
  const owner = await anOwner(community);
  return { community, owner, actor: actorOf(owner, community) };
}

function reload({ id }: MemberOfTest) {
  return db().membership.findUniqueOrThrow({ where: { id } });
}

describe("leaving", () => {
  it("is at once: no digest is due, and no letter that waits is sent", async () => {
    const { community } = await aCircle();
    const sam = await aMember(community);
    await transaction((tx) =>
      prepareDelivery(tx, {
        communityId: community.id,
        kind: "instant_post",
        letterKey: "a-post",
        address: sam.address,
        membershipId: sam.id,
        facts: {},
        notAfter: days(1),
      }),
    );

    await leaveCommunity(sam);
    await leaveCommunity(sam);

    expect(await reload(sam)).toMatchObject({ status: "left", nextDigestAt: null, endedAt: noon });
    expect(await db().delivery.findFirst({ where: { membershipId: sam.id } })).toMatchObject({
      status: "cancelled",
    });
    const { entries } = await listAudit(community.id);
    expect(entries).toMatchObject([{ act: "member.left", actorId: sam.personId, actorName: sam.name }]);
  });

  it("is not for the last owner, who can neither go, nor be removed, nor become a member", async () => {
    const { owner, actor } = await aCircle();

    await expect(leaveCommunity(owner)).rejects.toThrow("A community needs an owner");
    await expect(removeMember(actor, owner.id)).rejects.toThrow("A community needs an owner");
    await expect(changeRole(actor, owner.id, "member")).rejects.toThrow("A community needs an owner");
    expect(await reload(owner)).toMatchObject({ role: "owner", status: "active" });
  });

  it("leaves one owner when two go in the same moment", async () => {
    const { community, owner } = await aCircle();
    const other = await anOwner(community);

    const outcomes = await Promise.allSettled([leaveCommunity(owner), leaveCommunity(other)]);

    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const owners = await db().membership.count({
      where: { communityId: community.id, role: "owner", status: "active" },
    });
    expect(owners).toBe(1);
  });
});

describe("an owner", () => {
  it("removes a member and changes a role, and both are on record", async () => {
    const { community, actor } = await aCircle();
    const [sam, ida] = [await aMember(community), await aMember(community)];

    await removeMember(actor, sam.id);
    await changeRole(actor, ida.id, "moderator");

    expect((await reload(sam)).status).toBe("removed");
    expect((await reload(ida)).role).toBe("moderator");
    const { entries, total } = await listAudit(community.id);
    expect(total).toBe(2);
    expect(new Set(entries.map(({ act }) => act))).toEqual(
      new Set(["member.removed", "member.role-changed"]),
    );
  });

  it("does not find members of another community", async () => {
    const { actor } = await aCircle();
    const elsewhere = await aMember(await aCommunity());

    await expect(removeMember(actor, elsewhere.id)).rejects.toThrow("not here");
    await expect(changeRole(actor, elsewhere.id, "moderator")).rejects.toThrow("not here");
    await expect(pauseMember(elsewhere, { actor })).rejects.toThrow("not here");
    await expect(removeMember(actor, "no-id")).rejects.toThrow("not here");
    expect(await reload(elsewhere)).toMatchObject({ status: "active", role: "member" });
  });

  it("does what members and moderators may not", async () => {
    const { community } = await aCircle();
    const sam = await aMember(community);
    for (const role of ["moderator", "member", "follower"] as const) {
      const actor = actorOf(await aMember(community, { role }), community);

      await expect(removeMember(actor, sam.id)).rejects.toThrow("does not allow");
      await expect(changeRole(actor, sam.id, "owner")).rejects.toThrow("does not allow");
      await expect(pauseMember(sam, { actor })).rejects.toThrow("does not allow");
    }
  });

  it("has no rights left after leaving", async () => {
    const { community } = await aCircle();
    const gone = await anOwner(community, { status: "left" });
    const sam = await aMember(community);

    await expect(removeMember(actorOf(gone, community), sam.id)).rejects.toThrow("does not allow");
  });
});

describe("a pause", () => {
  it("keeps letters away until its day, and then they come again", async () => {
    const { community } = await aCircle();
    const sam = await aMember(community);

    await pauseMember(sam, { until: days(3) });
    expect(await reload(sam)).toMatchObject({ status: "paused", pausedUntil: days(3), nextDigestAt: null });
    expect((await activeMembers(db(), community.id)).map(({ id }) => id)).not.toContain(sam.id);

    setClock(days(2));
    expect(await resumeDueMembers()).toBe(0);
    setClock(days(3));
    expect(await resumeDueMembers()).toBe(1);
    const back = await reload(sam);
    expect(back).toMatchObject({ status: "active", pausedUntil: null });
    expect(back.nextDigestAt?.getTime()).toBeGreaterThan(now().getTime());
  });

  it("without a day lasts until they say so", async () => {
    const { community, actor } = await aCircle();
    const sam = await aMember(community);
    await pauseMember(sam, { actor });
    setClock(days(900));
    expect(await resumeDueMembers()).toBe(0);

    await resumeMember(sam);

    expect((await reload(sam)).status).toBe("active");
    const { entries } = await listAudit(community.id);
    expect(entries.map(({ act, actorId }) => [act, actorId])).toEqual([
      ["member.resumed", sam.personId],
      ["member.paused", actor.person.id],
    ]);
  });

  it("does not bring back who has left", async () => {
    const { community } = await aCircle();
    const sam = await aMember(community);
    await leaveCommunity(sam);

    await expect(resumeMember(sam)).rejects.toThrow("not here");
    await expect(pauseMember(sam)).rejects.toThrow("not here");
    await expect(pauseMember(await aMember(community), { until: days(-1) })).rejects.toThrow("over already");
  });
});
