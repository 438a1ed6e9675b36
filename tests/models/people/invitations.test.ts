import { describe, expect, it } from "vitest";

import { db } from "#app/db/client.ts";
import { setClock } from "#app/lib/clock.ts";
import { listAudit } from "#app/models/audit.ts";
import {
  declineInvitation,
  findInvitation,
  inviteByAddress,
  invitationUrl,
  listInvitations,
  makeInvitationLink,
  remindInvitees,
  revokeInvitation,
} from "#app/models/invitation.ts";
import { acceptInvitation } from "#app/models/membership/joining.ts";
import { aCommunity, actorOf, aMember, anOwner } from "#tests/support/circle.ts";

const monday = new Date("2026-03-02T09:00:00Z");
const later = (days: number) => new Date(monday.getTime() + days * 86_400_000);

async function aCircle() {
  setClock(monday);
  const community = await aCommunity();
  const owner = await anOwner(community);
  return { community, owner, actor: actorOf(owner, community) };
}

const tokenOf = (invitation: { number: number }) => invitationUrl(invitation).split("/").at(-1) ?? "";

describe("inviting", () => {
  it("writes one letter, and the list says how it fares", async () => {
    const { community, actor } = await aCircle();

    const invitation = await inviteByAddress(actor, {
      address: "sam@example.org ",
      name: "Sam",
      note: " Do come. ",
    });
    await makeInvitationLink(actor, { seats: 3, expiresAt: later(7) });

    expect(invitation).toMatchObject({ address: "sam@example.org", note: "Do come.", expiresAt: later(30) });
    const listed = await listInvitations(community.id);
    expect(listed).toMatchObject([
      {
        kind: "link",
        state: "open",
        letter: null,
        inviterName: "Ana Ferreira",
        url: expect.stringContaining("http://roundletter.test/join/") as string,
      },
      { kind: "personal", state: "open", letter: "prepared", url: null },
    ]);
    const { entries } = await listAudit(community.id);
    expect(entries.map(({ act }) => act)).toEqual(["invitation.made", "invitation.sent"]);
  });

  it("does not write twice to somebody, nor to a member", async () => {
    const { community, actor } = await aCircle();
    const member = await aMember(community);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 4 }, () => inviteByAddress(actor, { address: "once@example.org" })),
    );

    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await expect(inviteByAddress(actor, { address: "ONCE@example.org" })).rejects.toThrow(
      "on its way already",
    );
    await expect(inviteByAddress(actor, { address: member.address.toUpperCase() })).rejects.toThrow(
      "a member here already",
    );
    await expect(inviteByAddress(actor, { address: "not an address" })).rejects.toThrow("does not look like");
  });

  it("gives away no more than the inviter's role may", async () => {
    const { community, actor } = await aCircle();
    const moderator = actorOf(await aMember(community, { role: "moderator" }), community);
    const member = actorOf(await aMember(community), community);

    await expect(inviteByAddress(actor, { address: "x@example.org", role: "owner" })).rejects.toThrow(
      "does not allow",
    );
    await expect(inviteByAddress(moderator, { address: "x@example.org", role: "moderator" })).rejects.toThrow(
      "does not allow",
    );
    await expect(inviteByAddress(member, { address: "x@example.org" })).rejects.toThrow("does not allow");
    expect(await inviteByAddress(moderator, { address: "x@example.org" })).toMatchObject({ role: "member" });
  });

  it("asks for seats and a day that make sense", async () => {
    const { actor } = await aCircle();

    await expect(makeInvitationLink(actor, { seats: 0, expiresAt: later(1) })).rejects.toThrow(
      "1 to 1,000 seats",
    );
    await expect(makeInvitationLink(actor, { seats: 3, expiresAt: later(-1) })).rejects.toThrow(
      "over already",
    );
  });

  it("cannot be withdrawn from another community", async () => {
    const { actor } = await aCircle();
    const elsewhere = await aCircle();
    const invitation = await inviteByAddress(elsewhere.actor, { address: "there@example.org" });

    await expect(revokeInvitation(actor, invitation.id)).rejects.toThrow("not here");
    expect((await findInvitation(tokenOf(invitation))).invitation.revokedAt).toBeNull();
  });
});

describe("the clock", () => {
  it("reminds once, after five days, of what nobody answered", async () => {
    const { actor } = await aCircle();
    const [open, answered, withdrawn] = [
      await inviteByAddress(actor, { address: "open@remind.example" }),
      await inviteByAddress(actor, { address: "answered@remind.example" }),
      await inviteByAddress(actor, { address: "withdrawn@remind.example" }),
    ];
    await acceptInvitation({ token: tokenOf(answered), name: "Al", address: "answered@remind.example" });
    await revokeInvitation(actor, withdrawn.id);
    const reminders = () =>
      db().delivery.findMany({
        where: { kind: "invitation_reminder", address: { endsWith: "@remind.example" } },
      });

    setClock(later(4));
    await remindInvitees();
    expect(await reminders()).toEqual([]);
    setClock(later(5));
    await remindInvitees();
    await remindInvitees();

    expect(await reminders()).toMatchObject([
      { address: "open@remind.example", facts: { invitationId: open.id } },
    ]);
  });
});

describe("declining", () => {
  it("ends the invitation, and no further letter goes there", async () => {
    const { community, actor } = await aCircle();
    const invitation = await inviteByAddress(actor, { address: "no@example.org" });

    await declineInvitation(tokenOf(invitation));

    await expect(findInvitation(tokenOf(invitation))).rejects.toThrow("withdrawn");
    await inviteByAddress(actor, { address: "no@example.org" });
    const [again] = await listInvitations(community.id);
    expect(again).toMatchObject({ state: "open", letter: "suppressed" });
  });
});
