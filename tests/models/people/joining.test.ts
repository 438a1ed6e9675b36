import { describe, expect, it } from "vitest";

import { db } from "#app/db/client.ts";
import { setClock } from "#app/lib/clock.ts";
import { addressKey } from "#app/lib/keys.ts";
import {
  findInvitation,
  inviteByAddress,
  invitationUrl,
  makeInvitationLink,
  revokeInvitation,
} from "#app/models/invitation.ts";
import {
  acceptInvitation,
  confirmJoin,
  confirmJoinToken,
  findJoinRequest,
} from "#app/models/membership/joining.ts";
import {
  leaveCommunity,
  membershipByAddress,
  placeInWaitingList,
  removeMember,
} from "#app/models/membership.ts";
import { writeLinkToken } from "#emails/writing/link-tokens.ts";
import { aCommunity, actorOf, aMember, anOwner, aPost, aThread } from "#tests/support/circle.ts";
import type { Community, Invitation } from "#prisma/generated/client.ts";

const monday = new Date("2026-03-02T09:00:00Z");
const later = (days: number) => new Date(monday.getTime() + days * 86_400_000);

async function aCircle(traits: Parameters<typeof aCommunity>[0] = {}) {
  setClock(monday);
  const community = await aCommunity(traits);
  const owner = await anOwner(community);
  return { community, owner, actor: actorOf(owner, community) };
}

function tokenOf(invitation: Pick<Invitation, "number">): string {
  return invitationUrl(invitation).split("/").at(-1) ?? "";
}

async function confirmationTo(community: Community, address: string): Promise<string> {
  const request = await db().joinRequest.findFirstOrThrow({
    where: { communityId: community.id, address },
    orderBy: { number: "desc" },
  });
  return confirmJoinToken(request);
}

/** A membership that came by a seat link, all the way. */
async function joinByLink(community: Community, link: Invitation, address: string) {
  await acceptInvitation({ token: tokenOf(link), name: "Sam Okoro", address });
  return confirmJoin(await confirmationTo(community, address));
}

describe("a personal invitation", () => {
  it("lets its receiver in at once, for the link proves the address", async () => {
    const { community, owner, actor } = await aCircle();
    const invitation = await inviteByAddress(actor, {
      address: "sam@example.org",
      note: "Come and fire with us.",
    });

    const came = await acceptInvitation({
      token: tokenOf(invitation),
      name: " Sam  Okoro ",
      address: "SAM@Example.org",
      makes: "bowls",
      timeZone: "Europe/Lisbon",
    });

    expect(came.kind).toBe("joined");
    const sam = await membershipByAddress(community.id, "sam@example.org");
    expect(sam).toMatchObject({
      name: "Sam Okoro",
      status: "active",
      role: "member",
      makes: "bowls",
      timeZone: "Europe/Lisbon",
      invitedById: owner.id,
      joinedAt: monday,
    });
    expect(sam?.nextDigestAt?.getTime()).toBeGreaterThan(monday.getTime());
    expect(await lettersTo("sam@example.org")).toEqual(["invitation", "welcome"]);
  });

  it("changes nothing by being opened", async () => {
    const { community, actor } = await aCircle();
    const invitation = await inviteByAddress(actor, { address: "sam-opens@example.org" });
    const before = await db().invitation.findUnique({ where: { id: invitation.id } });

    const found = await findInvitation(tokenOf(invitation));

    expect(found.community.id).toBe(community.id);
    expect(found.inviter.name).toBe("Ana Ferreira");
    expect(await db().invitation.findUnique({ where: { id: invitation.id } })).toEqual(before);
    expect(await db().membership.count({ where: { communityId: community.id } })).toBe(1);
  });

  it("asks another address first, by a letter whose button joins", async () => {
    const { community, actor } = await aCircle();
    const invitation = await inviteByAddress(actor, { address: "sam@work.example" });

    const came = await acceptInvitation({
      token: tokenOf(invitation),
      name: "Sam",
      address: "sam@home.example",
    });
    expect(came).toEqual({ kind: "confirm", address: "sam@home.example" });
    expect(await membershipByAddress(community.id, "sam@home.example")).toBeNull();

    const token = await confirmationTo(community, "sam@home.example");
    expect(await findJoinRequest(token)).toMatchObject({
      kind: "confirm",
      name: "Sam",
      address: "sam@home.example",
    });
    expect(await membershipByAddress(community.id, "sam@home.example")).toBeNull();

    expect((await confirmJoin(token)).kind).toBe("joined");
    expect(await membershipByAddress(community.id, "sam@home.example")).toMatchObject({ status: "active" });
  });

  it("says kindly why it does not let in", async () => {
    const { actor } = await aCircle();
    const [expired, revoked, used] = await Promise.all(
      ["a@late.example", "b@revoked.example", "c@used.example"].map((address) =>
        inviteByAddress(actor, { address }),
      ),
    );
    if (!expired || !revoked || !used) throw new Error("three were invited");
    await revokeInvitation(actor, revoked.id);
    await acceptInvitation({ token: tokenOf(used), name: "Cem", address: "c@used.example" });

    await expect(findInvitation(tokenOf(revoked))).rejects.toThrow("withdrawn");
    await expect(findInvitation(tokenOf(used))).rejects.toThrow("You are a member here already.");
    setClock(later(31));
    await expect(findInvitation(tokenOf(expired))).rejects.toThrow("expired");
    await expect(
      acceptInvitation({ token: tokenOf(expired), name: "Al", address: "a@late.example" }),
    ).rejects.toThrow("expired");
    await expect(findInvitation("nonsense")).rejects.toThrow("not known here");
  });

  it("is not opened by a token for something else", async () => {
    const { actor } = await aCircle();
    const { number } = await inviteByAddress(actor, { address: "d@example.org" });
    const forged = writeLinkToken({
      key: addressKey(),
      keyVersion: 1,
      purpose: "unsubscribe",
      subject: number,
    });
    const guessed = writeLinkToken({
      key: "another key",
      keyVersion: 1,
      purpose: "invitation",
      subject: number,
    });

    await expect(findInvitation(forged)).rejects.toThrow("not known here");
    await expect(findInvitation(guessed)).rejects.toThrow("not known here");
  });
});

describe("a link with seats", () => {
  it("confirms the address first, and then counts a seat", async () => {
    const { community, actor } = await aCircle();
    const link = await makeInvitationLink(actor, { seats: 2, expiresAt: later(7) });

    await acceptInvitation({ token: tokenOf(link), name: "Ida", address: "ida@example.org" });
    expect((await db().invitation.findUniqueOrThrow({ where: { id: link.id } })).seatsTaken).toBe(0);
    await confirmJoin(await confirmationTo(community, "ida@example.org"));

    expect((await db().invitation.findUniqueOrThrow({ where: { id: link.id } })).seatsTaken).toBe(1);
  });

  it("never gives away more seats than it has, however many confirm at once", async () => {
    const { community, actor } = await aCircle();
    const link = await makeInvitationLink(actor, { seats: 5, expiresAt: later(7) });
    const tokens = await twentyConfirmations(community, link, "seat");

    const outcomes = await Promise.allSettled(tokens.map((token) => confirmJoin(token)));

    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(5);
    expect(await db().membership.count({ where: { communityId: community.id, status: "active" } })).toBe(6);
    expect(await db().invitation.findUniqueOrThrow({ where: { id: link.id } })).toMatchObject({
      seatsTaken: 5,
      acceptedAt: monday,
    });
    await expect(findInvitation(tokenOf(link))).rejects.toThrow("Every seat of this invitation is taken");
  });

  it("lets in who asked in time and confirms after the expiry", async () => {
    const { community, actor } = await aCircle();
    const link = await makeInvitationLink(actor, { seats: 2, expiresAt: later(1) });
    await acceptInvitation({ token: tokenOf(link), name: "Ida", address: "ida-late@example.org" });
    setClock(later(2));

    expect((await confirmJoin(await confirmationTo(community, "ida-late@example.org"))).kind).toBe("joined");
    setClock(later(4));
    await expect(findJoinRequest(await confirmationTo(community, "ida-late@example.org"))).rejects.toThrow(
      "expired",
    );
  });

  it("writes to one address three times a day at most", async () => {
    const { actor } = await aCircle();
    const link = await makeInvitationLink(actor, { seats: 9, expiresAt: later(7) });
    const ask = () => acceptInvitation({ token: tokenOf(link), name: "Ida", address: "often@example.org" });
    await ask();
    await ask();
    await ask();

    await expect(ask()).rejects.toThrow("several times today");
    setClock(later(1.01));
    expect((await ask()).kind).toBe("confirm");
  });
});

describe("the member limit", () => {
  it("holds when twenty come in the same moment: the others wait, and a letter tells their place", async () => {
    const { community, actor } = await aCircle({ memberLimit: 8 });
    const link = await makeInvitationLink(actor, { seats: 50, expiresAt: later(7) });
    const tokens = await twentyConfirmations(community, link, "limit");

    const outcomes = await Promise.all(tokens.map((token) => confirmJoin(token)));

    expect(outcomes.filter(({ kind }) => kind === "joined")).toHaveLength(7);
    expect(await db().membership.count({ where: { communityId: community.id, status: "active" } })).toBe(8);
    const waiting = outcomes.filter(({ kind }) => kind === "waiting").map(({ membership }) => membership);
    const places = await Promise.all(waiting.map((membership) => placeInWaitingList(membership)));
    expect(places.sort((a, b) => a - b)).toEqual(Array.from({ length: 13 }, (_, at) => at + 1));
    expect(await db().delivery.count({ where: { communityId: community.id, kind: "waiting_list" } })).toBe(
      13,
    );
    expect(await db().delivery.count({ where: { communityId: community.id, kind: "welcome" } })).toBe(7);
  });

  it("is not touched by followers", async () => {
    const { community, actor } = await aCircle({ memberLimit: 1 });
    const link = await makeInvitationLink(actor, { seats: 5, expiresAt: later(7), role: "follower" });

    expect((await joinByLink(community, link, "follower@example.org")).kind).toBe("joined");
  });
});

describe("who was here before", () => {
  it("is told that they are a member, and a seat is not spent", async () => {
    const { community, actor } = await aCircle();
    const member = await aMember(community);
    const link = await makeInvitationLink(actor, { seats: 2, expiresAt: later(7) });

    await expect(joinByLink(community, link, member.address)).rejects.toThrow(
      "You are a member here already.",
    );
    expect((await db().invitation.findUniqueOrThrow({ where: { id: link.id } })).seatsTaken).toBe(0);
  });

  it("is told so too when they press twice", async () => {
    const { community, actor } = await aCircle();
    const link = await makeInvitationLink(actor, { seats: 5, expiresAt: later(7) });
    await joinByLink(community, link, "twice@example.org");

    const again = confirmJoin(await confirmationTo(community, "twice@example.org"));

    await expect(again).rejects.toThrow("You are a member here already.");
  });

  it("comes back after leaving and finds their posts", async () => {
    const { community, actor } = await aCircle();
    const sam = await aMember(community, { story: "I throw large bowls.", instantPosts: true });
    const post = await aPost(await aThread(community, { by: sam }), sam);
    await leaveCommunity(sam);
    setClock(later(3));
    const invitation = await inviteByAddress(actor, { address: sam.address });

    const came = await acceptInvitation({
      token: tokenOf(invitation),
      name: "Sam again",
      address: sam.address,
    });

    expect(came).toMatchObject({
      kind: "joined",
      membership: {
        id: sam.id,
        status: "active",
        name: "Sam again",
        story: "I throw large bowls.",
        joinedAt: later(3),
        toldUntil: later(3),
        endedAt: null,
      },
    });
    expect(await db().post.findUnique({ where: { id: post.id } })).toMatchObject({
      authorId: sam.id,
      removedAt: null,
    });
  });

  it("comes back after a removal only by an owner's own invitation", async () => {
    const { community, actor } = await aCircle();
    const sam = await aMember(community);
    await removeMember(actor, sam.id);
    const link = await makeInvitationLink(actor, { seats: 2, expiresAt: later(7) });

    await expect(joinByLink(community, link, sam.address)).rejects.toThrow("invitation of your own");
    const invitation = await inviteByAddress(actor, { address: sam.address });
    const came = await acceptInvitation({ token: tokenOf(invitation), name: "Sam", address: sam.address });
    expect(came.kind).toBe("joined");
  });

  it("is written to again, though their letters were stopped before", async () => {
    const { community, actor } = await aCircle();
    const invitation = await inviteByAddress(actor, { address: "stopped@example.org" });
    await db().suppression.create({
      data: { communityId: community.id, address: "stopped@example.org", reason: "soft_bounces" },
    });

    await acceptInvitation({ token: tokenOf(invitation), name: "Sam", address: "stopped@example.org" });

    const welcome = await db().delivery.findFirstOrThrow({
      where: { address: "stopped@example.org", kind: "welcome" },
    });
    expect(welcome.status).toBe("prepared");
  });

  it("may have declined once: the letter that asks still reaches them", async () => {
    const { community, actor } = await aCircle();
    await db().suppression.create({
      data: { communityId: community.id, address: "declined@example.org", reason: "unsubscribed" },
    });
    const link = await makeInvitationLink(actor, { seats: 2, expiresAt: later(7) });

    await joinByLink(community, link, "declined@example.org");

    const letters = await db().delivery.findMany({
      where: { address: "declined@example.org" },
      orderBy: { number: "asc" },
    });
    expect(letters.map(({ kind, status }) => [kind, status])).toEqual([
      ["confirm_join", "prepared"],
      ["welcome", "prepared"],
    ]);
  });

  it("is one person in two communities", async () => {
    const here = await aCircle();
    const there = await aCircle();
    const invitations = await Promise.all(
      [here, there].map(({ actor }) => inviteByAddress(actor, { address: "both@example.org" })),
    );

    await Promise.all(
      invitations.map((invitation) =>
        acceptInvitation({ token: tokenOf(invitation), name: "Bo", address: "both@example.org" }),
      ),
    );

    const memberships = await db().membership.findMany({
      where: { person: { addresses: { some: { address: "both@example.org" } } } },
    });
    expect(memberships).toHaveLength(2);
    expect(new Set(memberships.map(({ personId }) => personId)).size).toBe(1);
  });
});

async function twentyConfirmations(community: Community, link: Invitation, name: string): Promise<string[]> {
  const addresses = Array.from({ length: 20 }, (_, at) => `${name}-${String(at)}@example.org`);
  for (const address of addresses)
    await acceptInvitation({ token: tokenOf(link), name: `Newcomer of ${name}`, address });
  return Promise.all(addresses.map((address) => confirmationTo(community, address)));
}

async function lettersTo(address: string): Promise<string[]> {
  const letters = await db().delivery.findMany({ where: { address }, orderBy: { number: "asc" } });
  return letters.map(({ kind }) => kind);
}
