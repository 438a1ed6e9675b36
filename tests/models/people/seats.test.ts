import { describe, expect, it } from "vitest";

import { db } from "#app/db/client.ts";
import { setClock } from "#app/lib/clock.ts";
import { updateCommunity } from "#app/models/community.ts";
import { confirmJoin, findJoinRequest } from "#app/models/membership/joining.ts";
import { memberToken } from "#app/models/membership/links.ts";
import { offerFreeSeats, seatToken } from "#app/models/membership/seats.ts";
import { changeRole, leaveCommunity, placeInWaitingList, removeMember } from "#app/models/membership.ts";
import { aCommunity, actorOf, aMember, anOwner, type MemberOfTest } from "#tests/support/circle.ts";
import type { Community } from "#prisma/generated/client.ts";

const noon = new Date("2026-03-02T12:00:00Z");
const hours = (count: number) => new Date(noon.getTime() + count * 3_600_000);

/** Full: an owner and a member; Ida and then Jo wait. */
async function aFullCircle() {
  setClock(noon);
  const community = await aCommunity({ memberLimit: 2 });
  const owner = await anOwner(community);
  const member = await aMember(community);
  const ida = await aWaiting(community, "Ida", hours(-2));
  const jo = await aWaiting(community, "Jo", hours(-1));
  return { community, owner, actor: actorOf(owner, community), member, ida, jo };
}

function aWaiting(community: Community, name: string, waitingSince: Date): Promise<MemberOfTest> {
  return aMember(community, { name, status: "waiting", waitingSince, joinedAt: null, nextDigestAt: null });
}

function reload({ id }: MemberOfTest) {
  return db().membership.findUniqueOrThrow({ where: { id } });
}

async function offersTo({ id }: MemberOfTest): Promise<number> {
  return db().delivery.count({ where: { membershipId: id, kind: "seat_offered" } });
}

describe("a seat that is free", () => {
  it("is held for the first in line for three days, and a letter tells them", async () => {
    const { member, ida, jo } = await aFullCircle();
    expect(await placeInWaitingList(jo)).toBe(2);

    await leaveCommunity(member);

    expect(await reload(ida)).toMatchObject({ status: "waiting", seatHeldUntil: hours(72) });
    expect(await offersTo(ida)).toBe(1);
    expect(await offersTo(jo)).toBe(0);
    expect(await placeInWaitingList(jo)).toBe(1);
  });

  it("is theirs by a button; opening the link changes nothing", async () => {
    const { member, ida } = await aFullCircle();
    await removeMemberAsOwner(member);
    const token = seatToken(ida);

    expect(await findJoinRequest(token)).toMatchObject({
      kind: "seat",
      name: "Ida",
      address: ida.address,
      expiresAt: hours(72),
    });
    expect((await reload(ida)).status).toBe("waiting");

    expect(await confirmJoin(token)).toMatchObject({ kind: "joined", membership: { id: ida.id } });
    expect(await reload(ida)).toMatchObject({
      status: "active",
      seatHeldUntil: null,
      waitingSince: null,
      joinedAt: noon,
    });
    await expect(confirmJoin(token)).rejects.toThrow("You are a member here already.");
  });

  it("goes to the next when nobody has taken it in three days", async () => {
    const { community, member, ida, jo } = await aFullCircle();
    await leaveCommunity(member);
    setClock(hours(72));

    await offerFreeSeats();

    expect(await reload(ida)).toMatchObject({ status: "left", waitingSince: null });
    expect(await reload(jo)).toMatchObject({ status: "waiting", seatHeldUntil: hours(144) });
    await expect(confirmJoin(seatToken(ida))).rejects.toThrow("expired");
    expect(await activeIn(community)).toBe(1);
  });

  it("goes to the next when the first lets it go", async () => {
    const { member, ida, jo } = await aFullCircle();
    await leaveCommunity(member);

    await leaveCommunity(ida);

    expect((await reload(jo)).seatHeldUntil).toEqual(hours(72));
  });

  it("comes from a higher limit, too", async () => {
    const { actor, ida, jo } = await aFullCircle();

    await updateCommunity(actor, { memberLimit: 4 });

    expect((await reload(ida)).seatHeldUntil).toEqual(hours(72));
    expect((await reload(jo)).seatHeldUntil).toEqual(hours(72));
  });

  it("is not offered to somebody by a link for something else", async () => {
    const { member, ida } = await aFullCircle();
    await leaveCommunity(member);

    await expect(confirmJoin(memberToken(ida, "preferences"))).rejects.toThrow("expired");
    await db().person.update({ where: { id: ida.personId }, data: { keyVersion: 2 } });
    await expect(confirmJoin(seatToken(ida))).rejects.toThrow("expired");
  });

  it("comes from a member who becomes a follower, and a follower needs one to become a member", async () => {
    const { community, actor, member, ida } = await aFullCircle();
    const follower = await aMember(community, { role: "follower" });

    await expect(changeRole(actor, follower.id, "member")).rejects.toThrow("Every seat is taken");
    await changeRole(actor, member.id, "follower");

    expect((await reload(ida)).seatHeldUntil).toEqual(hours(72));
  });
});

async function removeMemberAsOwner(member: MemberOfTest): Promise<void> {
  const community = await db().community.findUniqueOrThrow({ where: { id: member.communityId } });
  const owner = await db().membership.findFirstOrThrow({
    where: { communityId: community.id, role: "owner" },
    include: { person: true },
  });
  const { person, ...membership } = owner;
  await removeMember({ community, membership, person }, member.id);
}

function activeIn(community: Community): Promise<number> {
  return db().membership.count({ where: { communityId: community.id, status: "active" } });
}
