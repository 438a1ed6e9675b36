import { describe, expect, it } from "vitest";
import { db } from "#app/db/client.ts";
import { mintOneClickSignIn } from "#app/models/session.ts";
import { loader as openFirst } from "#app/routes/_index.tsx";
import { action as ask, loader as openSignIn } from "#app/routes/sign-in.tsx";
import { action, loader } from "#app/routes/sign-in_.$token.tsx";
import { action as signOut } from "#app/routes/sign-out.tsx";
import { aCommunity, aMember, anOwner } from "#tests/support/circle.ts";
import { openPage, press } from "#tests/support/pages.ts";

describe("signing in", () => {
  it("answers the same for everybody, and writes only to whom it knows", async () => {
    const owner = await anOwner(await aCommunity());
    const known = await press(ask, "/sign-in", { intent: "ask", address: owner.address });
    const unknown = await press(ask, "/sign-in", { intent: "ask", address: "nobody@example.org" });

    expect(known).toMatchObject({ status: 200, page: { ok: true, asked: owner.address } });
    expect(unknown).toMatchObject({ status: 200, page: { ok: true, asked: "nobody@example.org" } });
    expect(await db().delivery.count({ where: { kind: "sign_in", address: owner.address } })).toBe(1);
    expect(await db().delivery.count({ where: { kind: "sign_in", address: "nobody@example.org" } })).toBe(0);
  });

  it("keeps the address when the code is wrong", async () => {
    const owner = await anOwner(await aCommunity());
    const answer = await press(ask, "/sign-in", { intent: "code", address: owner.address, code: "000 000" });

    expect(answer).toMatchObject({
      status: 400,
      page: { typed: { address: owner.address }, errors: { code: expect.any(String) as string } },
    });
  });

  it("opens a link as often as one likes, and signs in by one press", async () => {
    const community = await aCommunity();
    const owner = await anOwner(community);
    const token = await mintOneClickSignIn(owner.personId);
    const where = { params: { token } };
    await openPage(loader, `/sign-in/${token}`, where);
    expect(await openPage(loader, `/sign-in/${token}`, where)).toMatchObject({
      status: 200,
      page: { name: owner.name },
    });

    const pressed = await press(action, `/sign-in/${token}`, {}, where);
    expect(pressed).toMatchObject({ status: 302, location: "/" });
    const cookie = cookieOf(pressed.headers);
    expect(await openPage(openFirst, "/", { cookie })).toMatchObject({
      location: `/console/${community.slug}`,
    });
    expect(await openPage(loader, `/sign-in/${token}`, where)).toMatchObject({ status: 410 });
    expect((await press(action, `/sign-in/${token}`, {}, where)).headers.get("set-cookie")).toBeNull();

    await press(signOut, "/sign-out", {}, { cookie });
    expect(await openPage(openFirst, "/", { cookie })).toMatchObject({
      status: 200,
      page: { kind: "stranger" },
    });
  });

  it("leads a member to their community's page, and nobody to another site", async () => {
    const community = await aCommunity();
    const member = await aMember(community);
    const token = await mintOneClickSignIn(member.personId);
    const { headers } = await press(action, `/sign-in/${token}`, {}, { params: { token } });
    const cookie = cookieOf(headers);

    expect(await openPage(openFirst, "/", { cookie })).toMatchObject({ location: `/${community.slug}` });
    expect(await openPage(openSignIn, "/sign-in?to=https://elsewhere.example/", { cookie })).toMatchObject({
      location: "/",
    });
  });
});

function cookieOf(headers: Headers): string {
  return headers.get("set-cookie")?.split(";")[0] ?? "";
}
