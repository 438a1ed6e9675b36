import { describe, expect, test } from "vitest";
import { db } from "#app/db/client.ts";
import { now, setClock } from "#app/lib/clock.ts";
import { askSignIn } from "#app/models/session.ts";
import {
  listMembers,
  memberToken,
  membershipByLink,
  removeMember,
  restoreMember,
} from "#app/models/membership.ts";
import {
  addAddress,
  confirmAddress,
  disownAddress,
  makePrimary,
  removeAddress,
} from "#app/models/membership/addresses.ts";
import { eraseMember } from "#app/models/membership/erasing.ts";
import { mergeMembers } from "#app/models/membership/merging.ts";
import { noteOn } from "#app/models/membership/notes.ts";
import { actOnMembers } from "#app/models/membership/several.ts";
import { everythingAbout } from "#app/models/membership/taking-along.ts";
import { timelineOf } from "#app/models/membership/timeline.ts";
import { addressesOf, ensurePerson, primaryAddress } from "#app/models/person.ts";
import { transaction } from "#app/db/transaction.ts";
import { react } from "#app/models/reaction.ts";
import { addressOf, arrive, replyAddressOf } from "#tests/jobs/inbound/arriving.ts";
import { actorOf, aCommunity, aMember, anOwner, aPost, aThread } from "#tests/support/circle.ts";
import { countQueries } from "#tests/support/count-queries.ts";

async function aHouse() {
  const community = await aCommunity();
  const owner = await anOwner(community);
  const noor = await aMember(community, { name: "Noor" });
  return { community, owner, actor: actorOf(owner, community), noor };
}

describe("addresses", () => {
  test("one that an owner adds counts by mail, signs nobody in, and is the member's when they say so", async () => {
    const { community, actor, noor } = await aHouse();
    await addAddress(actor, noor, "noor@work.example");
    const [, added] = await addressesOf(noor.personId);
    expect(added).toMatchObject({ address: "noor@work.example", verifiedAt: null });
    expect(
      await arrive({ from: "noor@work.example", to: addressOf(community), text: "From work." }),
    ).toMatchObject({ status: "accepted", membershipId: noor.id });
    await askSignIn("noor@work.example");
    expect(await db().signIn.count({ where: { personId: noor.personId } })).toBe(0);

    await confirmAddress(noor, added?.id ?? "");
    await askSignIn("noor@work.example");
    expect(await db().signIn.count({ where: { personId: noor.personId } })).toBe(1);
  });

  test("letters go to the one that is chosen; what is chosen is not taken away, and another's is not taken", async () => {
    const { actor, noor, owner } = await aHouse();
    await addAddress(actor, noor, "noor@studio.example");
    const [first, second] = await addressesOf(noor.personId);
    await makePrimary(actor, noor, second?.id ?? "");
    expect(await primaryAddress(noor.personId)).toBe("noor@studio.example");
    await expect(removeAddress(actor, noor, second?.id ?? "")).rejects.toMatchObject({
      reason: "address-primary",
    });
    await removeAddress(actor, noor, first?.id ?? "");
    expect(await addressesOf(noor.personId)).toHaveLength(1);
    await expect(addAddress(actor, noor, owner.address)).rejects.toMatchObject({ reason: "address-taken" });
    await expect(disownAddress(noor, second?.id ?? "")).resolves.toBeUndefined();
    expect(await addressesOf(noor.personId)).toHaveLength(1);
  });

  test("of who belongs to two communities, neither decides where letters go", async () => {
    const { actor, noor } = await aHouse();
    const there = await aCommunity();
    await db().membership.create({
      data: {
        ...{ communityId: there.id, personId: noor.personId, status: "active", name: "Noor" },
        ...{ timeZone: "Europe/Berlin", digestRhythm: "weekly", digestWeekday: 5, digestHour: 7 },
      },
    });
    await addAddress(actor, noor, "noor@market.example");
    const [, second] = await addressesOf(noor.personId);
    await expect(makePrimary(actor, noor, second?.id ?? "")).rejects.toMatchObject({
      reason: "belongs-elsewhere",
    });
    await removeAddress(actor, noor, second?.id ?? "");
  });

  test("whoever holds a mailbox that others vouched for comes in as themselves", async () => {
    const { actor, noor } = await aHouse();
    await addAddress(actor, noor, "eve@elsewhere.example");
    const eve = await transaction((tx) =>
      ensurePerson(tx, { name: "Eve", address: "eve@elsewhere.example", verified: true }),
    );
    expect(eve.id).not.toBe(noor.personId);
    expect(await addressesOf(noor.personId)).toHaveLength(1);
  });
});

describe("lists", () => {
  test("who is quiet, whose letters come back, who reads how: found, in every order, page by page", async () => {
    const { community, noor } = await aHouse();
    setClock(new Date("2030-06-01T10:00:00Z"));
    const long = { joinedAt: new Date("2030-01-01") };
    const [quiet, loud] = [
      await aMember(community, { name: "Quiet", digestRhythm: "daily", ...long }),
      await aMember(community, { name: "Loud", ...long }),
    ];
    await db().membership.update({ where: { id: noor.id }, data: { joinedAt: now() } });
    await aPost(await aThread(community, { by: loud }), loud);
    await db().suppression.create({
      data: { communityId: community.id, address: noor.address, reason: "hard_bounce" },
    });
    const names = async (search: Parameters<typeof listMembers>[1]) =>
      (await listMembers(community.id, search)).members.map(({ name }) => name);

    expect(await names({ care: "quiet", role: "member" })).toEqual(["Quiet"]);
    expect(await names({ care: "failing" })).toEqual(["Noor"]);
    expect(await names({ rhythm: "daily" })).toEqual(["Quiet"]);
    expect((await names({ sort: "wrote" }))[0]).toBe("Loud");
    expect((await names({ sort: "silent" })).at(-1)).toBe("Loud");

    for (let n = 0; n < 60; n++) await aMember(community, { name: `Émile ${String(n).padStart(2, "0")}` });
    const first = await listMembers(community.id);
    const second = await listMembers(community.id, { after: first.next ?? "" });
    expect([first.members.length, second.members.length, first.total, second.next]).toEqual([
      50,
      14,
      64,
      null,
    ]);
    expect(new Set([...first.members, ...second.members].map(({ id }) => id)).size).toBe(64);
    const back = await listMembers(community.id, { before: second.previous ?? "" });
    expect(back.members.map(({ id }) => id)).toEqual(first.members.map(({ id }) => id));
    const asked = await countQueries(() => listMembers(community.id));
    expect(await countQueries(() => listMembers(community.id, { search: "Quiet" }))).toBe(asked);
    expect(quiet.id).not.toBe(noor.id);
  });

  test("several are paused at once; who was paused before stays so when it is undone", async () => {
    const { community, actor, noor, owner } = await aHouse();
    const tom = await aMember(community, { status: "paused" });
    const acted = await actOnMembers(actor, "pause", [noor.number, tom.number]);
    expect(acted).toMatchObject({ done: 1, left: 0, undo: new Map([["resume", [noor.number]]]) });
    expect(await actOnMembers(actor, "make-member", [owner.number])).toMatchObject({ done: 0, left: 1 });
    await expect(actOnMembers(actorOf(noor, community), "pause", [tom.number])).rejects.toMatchObject({
      reason: "not-allowed",
    });
  });

  test("a timeline has every letter and answer, in one question", async () => {
    const { community, noor } = await aHouse();
    const thread = await aThread(community, { by: noor, subject: "Clay" });
    const post = await aPost(thread, noor);
    await react(null, { communityId: community.id, postId: post.id, membershipId: noor.id, emoji: "👍" });
    await arrive({
      from: noor.address,
      to: replyAddressOf(community, noor, "thread", thread.number),
      text: "weekly",
    });
    const { rows } = await timelineOf(noor);
    expect(rows.map(({ kind }) => kind).toSorted()).toEqual(["letter", "mail", "post", "reaction"]);
    expect(rows.find(({ kind }) => kind === "post")).toMatchObject({ words: "Clay", subjectId: thread.id });
    expect(await countQueries(() => timelineOf(noor))).toBe(1);
  });
});

describe("one person twice", () => {
  test("becomes one with everything of both, and old letters of the double lead to them", async () => {
    const { community, actor, noor } = await aHouse();
    const double = await aMember(community, { name: "Noor again", makes: "Bowls", role: "moderator" });
    const thread = await aThread(community, { by: double });
    const post = await aPost(thread, double, { text: "As my double" });
    const give = (membershipId: string) =>
      react(null, { communityId: community.id, postId: post.id, membershipId, emoji: "👍" });
    await give(noor.id);
    await give(double.id);
    const oldAddress = replyAddressOf(community, double, "thread", thread.number);
    const oldLink = memberToken({ ...double, lettersRevoked: 0 }, "preferences");

    await mergeMembers(actor, double.id, noor.id);
    expect(await db().post.findUnique({ where: { id: post.id } })).toMatchObject({ authorId: noor.id });
    expect(await db().reaction.count({ where: { postId: post.id } })).toBe(1);
    expect((await addressesOf(noor.personId)).map(({ address }) => address)).toEqual([
      noor.address,
      double.address,
    ]);
    expect((await listMembers(community.id)).members).toMatchObject([
      { name: "Ana Ferreira" },
      { name: "Noor", makes: "Bowls", role: "moderator" },
    ]);
    for (const from of [double.address, noor.address])
      expect(await arrive({ from, to: oldAddress, text: `To the old address, from ${from}.` })).toMatchObject(
        {
          status: "accepted",
          membershipId: noor.id,
        },
      );
    expect((await membershipByLink("preferences", oldLink))?.membership.id).toBe(noor.id);
    await expect(mergeMembers(actor, noor.id, noor.id)).rejects.toMatchObject({ reason: "same-thing" });
    const audit = await db().auditEntry.findFirst({ where: { act: "member.merged", subjectId: noor.id } });
    expect(audit?.details).toMatchObject({ double: double.id, kept: { post: 1 } });
  });
});

describe("parting", () => {
  test("a removal is taken back, with the role that they had", async () => {
    const { community, actor } = await aHouse();
    const tom = await aMember(community, { role: "moderator" });
    await removeMember(actor, tom.id);
    await restoreMember(actor, tom.id);
    expect(await db().membership.findUnique({ where: { id: tom.id } })).toMatchObject({
      status: "active",
      role: "moderator",
      endedAt: null,
    });
    await removeMember(actor, tom.id);
    await db().community.update({ where: { id: community.id }, data: { memberLimit: 2 } });
    await expect(restoreMember(actor, tom.id)).rejects.toMatchObject({ reason: "community-full" });
  });

  test("everything about a member goes into one file, for themselves or an owner", async () => {
    const { community, actor, noor } = await aHouse();
    await arrive({
      from: noor.address,
      to: addressOf(community),
      subject: "Clay",
      text: "From me.\nFrom the pit.",
    });
    await noteOn(actor, noor.id, "Lent me a wheel");
    const bytes: Uint8Array[] = [];
    for await (const piece of await everythingAbout(actorOf(noor, community), noor)) bytes.push(piece);
    const zip = Buffer.concat(bytes);
    expect(zip.subarray(0, 2).toString()).toBe("PK");
    for (const name of ["README.txt", "person.json", "mail.mbox"]) expect(zip.includes(name)).toBe(true);
    const tom = await aMember(community);
    await expect(everythingAbout(actorOf(tom, community), noor)).rejects.toMatchObject({
      reason: "not-allowed",
    });
    expect(await db().auditEntry.count({ where: { act: "member.exported", subjectId: noor.id } })).toBe(1);
  });

  test.each([
    ["kept", "From the pit."],
    ["removed", ""],
  ] as const)("who is erased leaves no trace; their posts are %s", async (posts, text) => {
    const { community, owner, actor, noor } = await aHouse();
    const { membershipId } = await arrive({
      from: noor.address,
      to: addressOf(community),
      text: "From the pit.",
    });
    expect(membershipId).toBe(noor.id);
    await noteOn(actor, noor.id, "Lent me a wheel");
    await db().delivery.create({
      data: {
        ...{
          communityId: community.id,
          kind: "welcome",
          letterKey: `welcome:${noor.id}`,
          membershipId: noor.id,
        },
        ...{ address: noor.address, facts: { name: "Noor" }, notBefore: now(), notAfter: now() },
      },
    });
    await eraseMember(actor, noor.id, posts);

    const traces = await db().$queryRaw<{ table: string }[]>`
      SELECT 'delivery' AS table FROM delivery WHERE address = ${noor.address}::citext
      UNION ALL SELECT 'email' FROM email_address WHERE address = ${noor.address}::citext
      UNION ALL SELECT 'inbound' FROM inbound_message WHERE from_address = ${noor.address}::citext
      UNION ALL SELECT 'membership' FROM membership WHERE community_id = ${community.id}::uuid AND name = 'Noor'
      UNION ALL SELECT 'person' FROM person WHERE id = ${noor.personId}::uuid AND name = 'Noor'
      UNION ALL SELECT 'notes' FROM membership WHERE community_id = ${community.id}::uuid AND notes <> ''`;
    expect(traces).toEqual([]);
    const [post] = await db().post.findMany({ where: { authorId: noor.id }, include: { author: true } });
    expect(post).toMatchObject({ text, author: { name: "A former member" }, inboundMessageId: null });
    expect(post?.removedAt === null).toBe(posts === "kept");
    expect(
      await db().auditEntry.findFirst({ where: { act: "member.erased" }, orderBy: { at: "desc" } }),
    ).toMatchObject({
      actorId: owner.personId,
      subjectId: noor.id,
    });
    await expect(eraseMember(actor, owner.id, "kept")).rejects.toMatchObject({ reason: "last-owner" });
  });
});
