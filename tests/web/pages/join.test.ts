import { describe, expect, it } from "vitest";
import { db } from "#app/db/client.ts";
import { now, setClock } from "#app/lib/clock.ts";
import { invitationUrl, inviteByAddress, makeInvitationLink } from "#app/models/invitation.ts";
import { confirmJoinToken } from "#app/models/membership/joining.ts";
import { action as confirm, loader as openConfirm } from "#app/routes/confirm.$token.tsx";
import { action, loader } from "#app/routes/join.$token.tsx";
import { actorOf, aCommunity, anOwner } from "#tests/support/circle.ts";
import { openPage, press } from "#tests/support/pages.ts";

const DAY = 86_400_000;
const tokenOf = (invitation: { number: number }) => invitationUrl(invitation).split("/").at(-1) ?? "";
const open = (token: string, query = "") => openPage(loader, `/join/${token}${query}`, { params: { token } });
const send = (token: string, fields: Record<string, string>) =>
  press(
    action,
    `/join/${token}`,
    { intent: "join", name: "Mireille", makes: "", timeZone: "", address: "", ...fields },
    { params: { token } },
  );

async function aCircle(traits: Parameters<typeof aCommunity>[0] = {}) {
  const community = await aCommunity(traits);
  return { community, owner: actorOf(await anOwner(community), community) };
}

async function aLink({
  seats = 3,
  traits = {},
}: { seats?: number; traits?: Parameters<typeof aCommunity>[0] } = {}) {
  const { community, owner } = await aCircle(traits);
  const invitation = await makeInvitationLink(owner, {
    seats,
    expiresAt: new Date(now().getTime() + 7 * DAY),
  });
  return { community, invitation, token: tokenOf(invitation) };
}

describe("an invitation", () => {
  it("tells who invites to what, and changes nothing when it is opened", async () => {
    const { community, owner } = await aCircle({ tagline: "Potters of the valley" });
    const invitation = await inviteByAddress(owner, {
      address: "mireille@example.org",
      name: "Mireille",
      note: "Come and sit with us.",
    });

    expect(await open(tokenOf(invitation))).toMatchObject({
      status: 200,
      page: {
        inviter: { name: "Ana Ferreira" },
        community: { name: "Kiln Circle", tagline: "Potters of the valley" },
        invitee: { name: "Mireille", address: "mireille@example.org" },
        note: "Come and sit with us.",
        memberCount: 1,
      },
    });
    expect(await db().membership.count({ where: { communityId: community.id } })).toBe(1);
    expect(await db().joinRequest.count({ where: { communityId: community.id } })).toBe(0);
    expect(await db().invitation.findUniqueOrThrow({ where: { id: invitation.id } })).toMatchObject({
      seatsTaken: 0,
      acceptedAt: null,
    });
  });

  it("lets in at once whom it was mailed to, in the zone that their browser told", async () => {
    const { community, owner } = await aCircle();
    const token = tokenOf(await inviteByAddress(owner, { address: "mireille@example.net" }));

    const answer = await send(token, {
      address: "mireille@example.net",
      makes: "trays",
      timeZone: "Europe/Lisbon",
    });
    expect(answer).toMatchObject({ status: 200, page: { arrival: { kind: "joined", name: "Mireille" } } });
    expect(
      await db().membership.findFirst({ where: { communityId: community.id, name: "Mireille" } }),
    ).toMatchObject({
      status: "active",
      makes: "trays",
      timeZone: "Europe/Lisbon",
    });
    expect(await open(token)).toMatchObject({ status: 410, page: { refused: { reason: "already-member" } } });
  });

  it("asks any other address to confirm by a letter, and a press behind it lets in", async () => {
    const { community, token } = await aLink();

    expect(await send(token, { address: "sam@example.org" })).toMatchObject({
      page: { arrival: { kind: "confirm", address: "sam@example.org" } },
    });
    const confirming = confirmJoinToken(
      await db().joinRequest.findFirstOrThrow({ where: { communityId: community.id } }),
    );
    const where = { params: { token: confirming } };
    expect(await openPage(openConfirm, `/confirm/${confirming}`, where)).toMatchObject({
      status: 200,
      page: { kind: "confirm" },
    });
    expect(await db().membership.count({ where: { communityId: community.id } })).toBe(1);

    expect(await press(confirm, `/confirm/${confirming}`, {}, where)).toMatchObject({
      page: { arrival: { kind: "joined" } },
    });
    expect(await db().membership.count({ where: { communityId: community.id } })).toBe(2);
    expect(await press(confirm, `/confirm/${confirming}`, {}, where)).toMatchObject({ status: 302 });
    expect(await openPage(openConfirm, `/confirm/${confirming}`, where)).toMatchObject({
      status: 410,
      page: { refused: { reason: "already-member" } },
    });
  });

  it("tells the place in the waiting list when every seat is taken", async () => {
    const { owner } = await aCircle({ memberLimit: 1 });
    const token = tokenOf(await inviteByAddress(owner, { address: "late@example.org" }));

    expect(await send(token, { address: "late@example.org" })).toMatchObject({
      page: { arrival: { kind: "waiting", place: 1 } },
    });
  });

  it("keeps every word when something is missing", async () => {
    const { token } = await aLink();
    const answer = await send(token, { name: " ", address: "sam@example.org", makes: "bread" });

    expect(answer).toMatchObject({
      status: 400,
      page: {
        errors: { name: "Your name is missing." },
        typed: { address: "sam@example.org", makes: "bread" },
      },
    });
    expect(await send(token, { address: "sam@nowhere" })).toMatchObject({
      status: 400,
      page: { errors: { address: "This does not look like an email address." } },
    });
  });

  it("says kindly that it is over, withdrawn or unknown", async () => {
    const { token, invitation } = await aLink();
    await db().invitation.update({ where: { id: invitation.id }, data: { revokedAt: now() } });
    expect(await open(token)).toMatchObject({
      status: 410,
      page: { refused: { reason: "invitation-revoked" } },
    });

    const other = await aLink();
    setClock(new Date(now().getTime() + 8 * DAY));
    expect(await open(other.token)).toMatchObject({
      status: 410,
      page: { refused: { reason: "invitation-expired" } },
    });
    expect(await open("nonsense")).toMatchObject({
      status: 404,
      page: { refused: { reason: "invitation-unknown" } },
    });
  });

  it("can be declined by whom it was mailed to: no further letter comes", async () => {
    const { community, owner } = await aCircle();
    const token = tokenOf(await inviteByAddress(owner, { address: "busy@example.org" }));

    expect(await open(token, "?answer=no")).toMatchObject({ page: { declining: true } });
    expect(await send(token, { intent: "decline" })).toMatchObject({
      status: 200,
      page: { declined: community.name },
    });
    expect(await open(token)).toMatchObject({ status: 410 });
    expect(
      await db().suppression.count({ where: { communityId: community.id, address: "busy@example.org" } }),
    ).toBe(1);
  });
});
