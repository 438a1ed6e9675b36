import { describe, expect, it } from "vitest";
import { db } from "#app/db/client.ts";
import { transaction } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { prepareDelivery } from "#app/models/delivery.ts";
import { memberToken } from "#app/models/membership.ts";
import { action, loader } from "#app/routes/unsubscribe.$token.tsx";
import { aCommunity, aMember, anOwner, type MemberOfTest } from "#tests/support/circle.ts";
import { openPage, press } from "#tests/support/pages.ts";

const open = (token: string) => openPage(loader, `/unsubscribe/${token}`, { params: { token } });
const send = (token: string, fields: Record<string, string>) =>
  press(action, `/unsubscribe/${token}`, fields, { params: { token } });

const oneClick = { "List-Unsubscribe": "One-Click" };
const statusOf = async ({ id }: MemberOfTest) =>
  (await db().membership.findUniqueOrThrow({ where: { id } })).status;

describe("unsubscribing", () => {
  it("changes nothing when the link is opened", async () => {
    const member = await aMember(await aCommunity());

    expect(await open(memberToken(member, "unsubscribe"))).toMatchObject({
      status: 200,
      page: { state: "active" },
    });
    expect(await statusOf(member)).toBe("active");
  });

  it("is one post without a cookie, answered with 200 and no redirect (RFC 8058)", async () => {
    const member = await aMember(await aCommunity());
    const token = memberToken(member, "unsubscribe");

    expect(await send(token, oneClick)).toMatchObject({ status: 200, location: null });
    expect(await send(token, oneClick)).toMatchObject({ status: 200, location: null });
    const { status, pausedUntil, nextDigestAt } = await db().membership.findUniqueOrThrow({
      where: { id: member.id },
    });
    expect({ status, pausedUntil, nextDigestAt }).toEqual({
      status: "paused",
      pausedUntil: null,
      nextDigestAt: null,
    });
    expect(await open(token)).toMatchObject({ page: { state: "stopped" } });
  });

  it("withdraws the letters that wait to be sent", async () => {
    const community = await aCommunity();
    const member = await aMember(community);
    await transaction((tx) =>
      prepareDelivery(tx, {
        communityId: community.id,
        kind: "digest",
        letterKey: "digest:for-this-test",
        address: member.address,
        membershipId: member.id,
        facts: {},
        notAfter: new Date(now().getTime() + 3_600_000),
      }),
    );

    await send(memberToken(member, "unsubscribe"), oneClick);
    expect(
      await db().delivery.findMany({ where: { membershipId: member.id }, select: { status: true } }),
    ).toEqual([{ status: "cancelled" }]);
  });

  it("can be taken back on the page", async () => {
    const member = await aMember(await aCommunity());
    const token = memberToken(member, "unsubscribe");
    await send(token, { intent: "stop" });

    expect(await send(token, { intent: "resume" })).toMatchObject({ status: 302 });
    const { status, nextDigestAt } = await db().membership.findUniqueOrThrow({ where: { id: member.id } });
    expect({ status, due: nextDigestAt !== null }).toEqual({ status: "active", due: true });
  });

  it("works for the only owner, who stays the owner", async () => {
    const owner = await anOwner(await aCommunity());

    expect(await send(memberToken(owner, "unsubscribe"), oneClick)).toMatchObject({ status: 200 });
    expect(await db().membership.findUniqueOrThrow({ where: { id: owner.id } })).toMatchObject({
      role: "owner",
      status: "paused",
    });
  });

  it("gives up the place of who waits for a seat", async () => {
    const member = await aMember(await aCommunity(), { status: "waiting", waitingSince: now() });
    await send(memberToken(member, "unsubscribe"), oneClick);

    expect(await statusOf(member)).toBe("left");
  });

  it("does nothing for a form that asks for something else", async () => {
    const member = await aMember(await aCommunity());

    expect(await send(memberToken(member, "unsubscribe"), { hello: "world" })).toMatchObject({ status: 400 });
    expect(await statusOf(member)).toBe("active");
  });

  it("takes no token of another purpose, and none that was revoked or changed", async () => {
    const member = await aMember(await aCommunity());
    const token = memberToken(member, "unsubscribe");
    await db().person.update({ where: { id: member.personId }, data: { keyVersion: 2 } });

    const others = [
      memberToken(member, "preferences"),
      token,
      `${token.slice(0, -1)}${token.endsWith("0") ? "1" : "0"}`,
      "nonsense",
    ];
    for (const other of others) {
      expect(await open(other)).toMatchObject({ status: 404 });
      expect(await send(other, oneClick)).toMatchObject({ status: 404 });
    }
    expect(await statusOf(member)).toBe("active");
  });
});
