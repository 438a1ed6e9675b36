import { describe, expect, it } from "vitest";

import { db } from "#app/db/client.ts";
import { transaction } from "#app/db/transaction.ts";
import { amendConfig, config } from "#app/lib/config.ts";
import { startSession } from "#app/models/session.ts";
import { currentPerson, pathAfterSignIn, requireActor, requirePerson } from "#app/web/current.ts";
import { countPost } from "#app/web/rate-limit.ts";
import { endedSessionCookie, readSessionToken, sessionCookie } from "#app/web/session-cookie.ts";
import { aCommunity, aMember, anOwner, type MemberOfTest } from "#tests/support/circle.ts";

function aRequest(path: string, cookie = ""): Request {
  return new Request(`http://roundletter.test${path}`, { headers: { cookie } });
}

async function signedIn({ personId }: MemberOfTest, path = "/"): Promise<Request> {
  const { token } = await transaction((tx) => startSession(tx, personId, "Firefox"));
  return aRequest(path, `theme=dark; ${sessionCookie(token).split(";")[0] ?? ""}`);
}

/** What was thrown: a Response. */
async function thrownBy(work: Promise<unknown>): Promise<Response> {
  const thrown: unknown = await work.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(thrown instanceof Response)) throw new Error("no Response was thrown");
  return thrown;
}

describe("who asks", () => {
  it("is known by the cookie, or sent to the sign-in and back", async () => {
    const owner = await anOwner(await aCommunity());

    expect((await requirePerson(await signedIn(owner))).id).toBe(owner.personId);
    expect(await currentPerson(aRequest("/", "session=guessed-guessed-guessed-1"))).toBeNull();
    const away = await thrownBy(requirePerson(aRequest("/console/kiln?page=2")));
    expect(away.status).toBe(302);
    expect(away.headers.get("location")).toBe("/sign-in?to=%2Fconsole%2Fkiln%3Fpage%3D2");
  });

  it("acts in their own community by their role, and learns nothing of another", async () => {
    const [here, there] = [await aCommunity(), await aCommunity()];
    const [owner, member, gone] = [
      await anOwner(here),
      await aMember(here),
      await aMember(here, { status: "left" }),
    ];
    const asOwner = await signedIn(owner);

    expect(await requireActor(asOwner, here.slug, "edit-community")).toMatchObject({
      person: { id: owner.personId },
      community: { id: here.id },
      membership: { id: owner.id, role: "owner" },
    });
    expect((await thrownBy(requireActor(asOwner, there.slug, "open-console"))).status).toBe(404);
    expect((await thrownBy(requireActor(asOwner, undefined, "open-console"))).status).toBe(404);
    expect((await thrownBy(requireActor(await signedIn(gone), here.slug, "read-community"))).status).toBe(
      404,
    );
    expect((await thrownBy(requireActor(await signedIn(member), here.slug, "open-console"))).status).toBe(
      403,
    );
    expect((await thrownBy(requireActor(aRequest("/"), here.slug, "open-console"))).status).toBe(302);
  });

  it("comes back to a page of this site only", () => {
    expect(pathAfterSignIn("/console/kiln?page=2")).toBe("/console/kiln?page=2");
    for (const elsewhere of [
      null,
      "",
      "https://evil.example",
      "//evil.example",
      "/\\evil.example",
      "/a\r\nb",
      "console",
    ]) {
      expect(pathAfterSignIn(elsewhere)).toBe("/");
    }
  });
});

describe("the session cookie", () => {
  it("is out of reach for scripts and other sites, and in production for plain HTTP", () => {
    expect(sessionCookie("token")).toMatch(/^session=token; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/);
    const before = config();
    amendConfig({ production: true });
    try {
      expect(sessionCookie("token")).toMatch(/^__Host-session=token; .*; Secure$/);
      expect(endedSessionCookie()).toMatch(/^__Host-session=; Max-Age=0; .*; Secure$/);
      expect(readSessionToken(aRequest("/", "session=aaaaaaaaaaaaaaaaaaaaaaaa"))).toBeNull();
    } finally {
      amendConfig(before);
    }
  });
});

describe("posts without a sign-in", () => {
  it("are counted for each network, and each door, and then have to wait", async () => {
    for (let at = 0; at < 30; at++)
      expect(await countPost("setup", `2001:db8:1:2::${at.toString(16)}`)).toBe(0);

    const wait = await countPost("setup", "2001:db8:1:2:ffff::1");
    expect(wait).toBeGreaterThan(800);
    expect(wait).toBeLessThanOrEqual(900);
    expect(await countPost("setup", "2001:db8:1:3::1")).toBe(0);
    expect(await countPost("setup", "192.0.2.1")).toBe(0);
    expect(await countPost("sign-in", "2001:db8:1:2::1")).toBe(0);
  });
});

it("signing in leaves one row", async () => {
  const member = await aMember(await aCommunity());
  await signedIn(member);

  expect(await db().session.count({ where: { personId: member.personId } })).toBe(1);
});
