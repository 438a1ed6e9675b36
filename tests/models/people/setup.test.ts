import { describe, expect, it } from "vitest";

import { db } from "#app/db/client.ts";
import { setClock } from "#app/lib/clock.ts";
import {
  communitiesOf,
  communityAddress,
  createCommunity,
  findCommunity,
  updateCommunity,
} from "#app/models/community.ts";
import { asActor, firstOwner, membershipOf } from "#app/models/membership.ts";
import { findSession } from "#app/models/session.ts";
import { finishSetup, isSetUp, isSetupToken, mintSetupToken } from "#app/models/setup.ts";

const wanted = {
  slug: "potters",
  name: "Kiln Circle",
  accent: "#2F6F5E",
  timeZone: "Europe/Lisbon",
  owner: { name: "Ana Ferreira", address: "ana@example.org" },
  userAgent: "Firefox",
};

describe("the first run", () => {
  it("is one door, opened once by the link on the terminal", async () => {
    expect(await isSetUp()).toBe(false);
    const first = await mintSetupToken();
    const token = await mintSetupToken();
    if (first === null || token === null) throw new Error("a fresh house has a link");
    expect(await isSetupToken(first)).toBe(false);
    expect(await isSetupToken(token)).toBe(true);

    await expect(finishSetup(first, wanted)).rejects.toThrow("expired");
    await expect(finishSetup(token, { ...wanted, slug: "-" })).rejects.toThrow("small letters");
    expect(await isSetupToken(token)).toBe(true);

    const presses = await Promise.allSettled([
      finishSetup(token, wanted),
      finishSetup(token, { ...wanted, slug: "others" }),
    ]);
    const done = presses.flatMap((press) => (press.status === "fulfilled" ? [press.value] : []));

    expect(done).toHaveLength(1);
    expect(await db().community.count()).toBe(1);
    expect((await findSession(done[0]?.sessionToken ?? ""))?.name).toBe("Ana Ferreira");
    expect(await isSetUp()).toBe(true);
    expect(await mintSetupToken()).toBeNull();
    expect(await isSetupToken(token)).toBe(false);
  });
});

describe("a community", () => {
  it("begins with its owner, and a digest that drafts itself", async () => {
    setClock(new Date("2026-03-02T12:00:00Z"));
    const { community, owner } = await createCommunity({ ...wanted, slug: "bakers", accent: "#B5651D" });

    expect(community).toMatchObject({ slug: "bakers", accent: "#b5651d", memberLimit: 150 });
    expect(communityAddress(community)).toBe("bakers@roundletter.test");
    expect(owner).toMatchObject({ role: "owner", status: "active", timeZone: "Europe/Lisbon" });
    expect(owner.nextDigestAt).toEqual(new Date("2026-03-06T07:00:00Z"));
    expect(await db().digest.count({ where: { communityId: community.id, status: "draft" } })).toBe(1);
    expect((await communitiesOf(owner.personId)).map(({ community: { slug } }) => slug)).toContain("bakers");
    expect((await firstOwner(community.id))?.membership.id).toBe(owner.id);
  });

  it("has an address of its own that nothing else needs", async () => {
    await createCommunity({ ...wanted, slug: "weavers" });

    await expect(createCommunity({ ...wanted, slug: "Weavers" })).rejects.toThrow("has this address already");
    await expect(createCommunity({ ...wanted, slug: "postmaster" })).rejects.toThrow(
      "has this address already",
    );
    for (const slug of ["x", "a".repeat(25), "two words", "-dash", "dash-", "ünder"]) {
      await expect(createCommunity({ ...wanted, slug })).rejects.toThrow("small letters");
    }
    await expect(createCommunity({ ...wanted, slug: "nowhere", timeZone: "Mars/Olympus" })).rejects.toThrow(
      "time zone",
    );
    await expect(createCommunity({ ...wanted, slug: "colour", accent: "red" })).rejects.toThrow("#9a4a2f");
    await expect(
      createCommunity({ ...wanted, slug: "nobody", owner: { name: " ", address: "a@b.example" } }),
    ).rejects.toThrow("name is missing");
    expect(await findCommunity("nobody")).toBeNull();
  });

  it("is changed by its owner, and by nobody else", async () => {
    const { community, owner } = await createCommunity({ ...wanted, slug: "printers" });
    const full = await membershipOf(community.id, owner.personId);
    if (!full) throw new Error("the owner is a member");

    const changed = await updateCommunity(asActor(full), { tagline: "Ink and patience", publicHome: true });

    expect(changed).toMatchObject({ tagline: "Ink and patience", publicHome: true, name: "Kiln Circle" });
    await expect(updateCommunity(asActor({ ...full, role: "moderator" }), { name: "Mine" })).rejects.toThrow(
      "does not allow",
    );
    await expect(updateCommunity(asActor(full), { memberLimit: 0 })).rejects.toThrow("whole number");
  });
});
