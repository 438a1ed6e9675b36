import { describe, expect, it } from "vitest";

import { db } from "#app/db/client.ts";
import { setClock } from "#app/lib/clock.ts";
import { addressesOf, findPersonByAddress } from "#app/models/person.ts";
import { memberToken } from "#app/models/membership/links.ts";
import {
  changeRhythm,
  listMembers,
  membershipByAddress,
  membershipById,
  membershipByLink,
  membershipByNumber,
  updateProfile,
} from "#app/models/membership.ts";
import { aCommunity, aMember, anOwner, aPost, aThread } from "#tests/support/circle.ts";

const monday = new Date("2026-03-02T12:00:00Z");

describe("the list of members", () => {
  it("is ordered as people order names, with what the owner wants to know", async () => {
    setClock(monday);
    const community = await aCommunity();
    const owner = await anOwner(community, { name: "Zoë" });
    const ana = await aMember(community, {
      name: "ana",
      makes: "raku bowls",
      invitedById: owner.id,
      address: "ana@kiln.example",
    });
    await aMember(community, { name: "Émile", place: "Lyon" });
    await aMember(community, { name: "Gone", status: "left" });
    await aPost(await aThread(community, { by: ana }), ana);
    await db().suppression.create({
      data: { communityId: community.id, address: "ANA@kiln.example", reason: "hard_bounce" },
    });

    const { members, total } = await listMembers(community.id);

    expect(members.map(({ name }) => name)).toEqual(["ana", "Émile", "Zoë"]);
    expect(total).toBe(3);
    expect(members[0]).toMatchObject({
      address: "ana@kiln.example",
      suppression: { reason: "hard_bounce" },
      lastPostAt: monday,
      invitedByName: "Zoë",
    });
    expect(members[1]).toMatchObject({ suppression: null, lastPostAt: null, invitedByName: null });
  });

  it("is searched by words in name, address, craft and place", async () => {
    const community = await aCommunity();
    await aMember(community, { name: "Ana Ferreira", makes: "raku bowls", place: "Porto" });
    await aMember(community, { name: "Ana Moser", makes: "bread", address: "moser@bakers.example" });
    const names = async (search: Parameters<typeof listMembers>[1]) =>
      (await listMembers(community.id, search)).members.map(({ name }) => name);

    expect(await names({ search: "ana porto" })).toEqual(["Ana Ferreira"]);
    expect(await names({ search: "BAKERS" })).toEqual(["Ana Moser"]);
    expect(await names({ search: "%" })).toEqual([]);
    expect(await names({ search: "ana" })).toEqual(["Ana Ferreira", "Ana Moser"]);
    expect(await names({ role: "owner" })).toEqual([]);
    expect(await names({ status: "left" })).toEqual([]);
  });

  it("never shows another community's people", async () => {
    const [here, there] = [await aCommunity(), await aCommunity()];
    const stranger = await aMember(there, { name: "Stranger" });

    expect(await listMembers(here.id, { search: "Stranger" })).toMatchObject({ members: [], total: 0 });
    expect(await membershipById(here.id, stranger.id)).toBeNull();
    expect(await membershipByAddress(here.id, stranger.address)).toBeNull();
    expect((await membershipById(there.id, stranger.id))?.community.id).toBe(there.id);
  });
});

describe("a member", () => {
  it("is found by number, by any address and by the link in a letter", async () => {
    const community = await aCommunity();
    const sam = await aMember(community);
    await db().emailAddress.create({
      data: { personId: sam.personId, address: "sam-second@example.org", isPrimary: false },
    });

    expect((await membershipByNumber(sam.number))?.id).toBe(sam.id);
    expect((await membershipByAddress(community.id, "SAM-SECOND@example.org"))?.id).toBe(sam.id);
    expect((await findPersonByAddress("sam-second@example.org"))?.id).toBe(sam.personId);
    expect((await addressesOf(sam.personId)).map(({ address }) => address)).toEqual([
      sam.address,
      "sam-second@example.org",
    ]);

    const token = memberToken(sam, "rsvp", 7);
    expect(await membershipByLink("rsvp", token)).toMatchObject({ membership: { id: sam.id }, extra: 7 });
    expect(await membershipByLink("preferences", token)).toBeNull();
    expect(await membershipByLink("rsvp", "nonsense")).toBeNull();
    await db().person.update({ where: { id: sam.personId }, data: { keyVersion: { increment: 1 } } });
    expect(await membershipByLink("rsvp", token)).toBeNull();
  });

  it("gets the next digest by a new rhythm at once", async () => {
    setClock(monday);
    const sam = await aMember(await aCommunity());

    const daily = await changeRhythm(sam, {
      digestRhythm: "daily",
      digestHour: 18,
      timeZone: "America/New_York",
    });
    expect(daily.nextDigestAt).toEqual(new Date("2026-03-02T23:00:00Z"));

    const off = await changeRhythm(sam, { digestRhythm: "off", instantPosts: true });
    expect(off).toMatchObject({ nextDigestAt: null, instantPosts: true });
    await expect(changeRhythm(sam, { timeZone: "Mars/Olympus" })).rejects.toThrow("time zone");
    await expect(changeRhythm(sam, { digestHour: 24 })).rejects.toThrow("not a day or an hour");
  });

  it("gets none while they pause, whatever the rhythm", async () => {
    const sam = await aMember(await aCommunity(), { status: "paused", nextDigestAt: null });

    expect((await changeRhythm(sam, { digestRhythm: "daily" })).nextDigestAt).toBeNull();
  });

  it("tells about themselves, with links that lead to the web", async () => {
    const sam = await aMember(await aCommunity());

    const changed = await updateProfile(sam, {
      name: " Sam \n Okoro ",
      makes: "bowls",
      links: ["https://sam.example"],
    });

    expect(changed).toMatchObject({ name: "Sam Okoro", makes: "bowls", links: ["https://sam.example"] });
    await expect(updateProfile(sam, { links: ["javascript:alert(1)"] })).rejects.toThrow("https://");
    await expect(updateProfile(sam, { name: "  " })).rejects.toThrow("name is missing");
  });
});
