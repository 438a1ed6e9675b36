import { describe, expect, it } from "vitest";
import { db } from "#app/db/client.ts";
import { transaction } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { memberToken } from "#app/models/membership.ts";
import { startSession } from "#app/models/session.ts";
import { followThread, wishFor } from "#app/models/thread.ts";
import { action as onLetters, loader as openLetters } from "#app/routes/console.$slug.deliveries._index.tsx";
import { loader as openProgress } from "#app/routes/console.$slug.deliveries.progress.$digestId.ts";
import { action as onStopped, loader as openStopped } from "#app/routes/console.$slug.deliveries.stopped.tsx";
import { action as onPreferences } from "#app/routes/preferences.$token.tsx";
import { sessionCookie } from "#app/web/session-cookie.ts";
import type { Community, Prisma } from "#prisma/generated/client.ts";
import { aCommunity, aMember, anOwner, aThread, type MemberOfTest } from "#tests/support/circle.ts";
import { openPage, press } from "#tests/support/pages.ts";

let key = 0;

async function signedIn({ person }: MemberOfTest): Promise<string> {
  const { token } = await transaction((tx) => startSession(tx, person.id, "test"));
  return sessionCookie(token).split(";")[0] ?? "";
}

function aLetter(community: Community, traits: Partial<Prisma.DeliveryUncheckedCreateInput> = {}) {
  return db().delivery.create({
    data: {
      communityId: community.id,
      kind: "digest",
      letterKey: `letter ${String(++key)}`,
      address: "ben@example.org",
      status: "sent",
      notBefore: now(),
      notAfter: new Date(now().getTime() + 86_400_000),
      ...traits,
    },
  });
}

async function aConsole() {
  const community = await aCommunity();
  const ana = await anOwner(community);
  const asked = async (member: MemberOfTest, more: Record<string, string> = {}) => ({
    params: { slug: community.slug, ...more },
    cookie: await signedIn(member),
  });
  return { community, ana, asked, path: `/console/${community.slug}/deliveries` };
}

describe("the list of letters", () => {
  it("is narrowed by what stands in the URL, and knows nothing of other communities", async () => {
    const { community, ana, asked, path } = await aConsole();
    const ben = await aMember(community, { name: "Ben Okri" });
    await aLetter(community, { membershipId: ben.id, address: ben.address });
    await aLetter(community, { status: "bounced", kind: "welcome" });
    await aLetter(await aCommunity());
    const idsAt = async (search: string) => {
      const { page } = await openPage(openLetters, path + search, await asked(ana));
      return page["total"];
    };
    expect(await idsAt("")).toBe(2);
    expect(await idsAt("?status=bounced")).toBe(1);
    expect(await idsAt("?kind=digest&status=bounced")).toBe(0);
    expect(await idsAt("?search=okri")).toBe(1);
    expect(await idsAt(`?member=${ben.id}`)).toBe(1);
    expect(await idsAt("?member=nobody&status=odd&page=-3")).toBe(2);
  });

  it("lets the owner send once more what may have arrived; a moderator only looks", async () => {
    const { community, ana, asked, path } = await aConsole();
    const letter = await aLetter(community, { status: "uncertain" });
    const moderator = await aMember(community, { role: "moderator" });
    expect((await openPage(openLetters, path, await asked(moderator))).page).toMatchObject({
      uncertain: 1,
      maySend: false,
    });
    const again = { intent: "again", letter: letter.id };
    expect((await press(onLetters, path, again, await asked(moderator))).status).toBe(400);
    expect((await press(onLetters, path, again, await asked(ana))).status).toBe(302);
    expect((await db().delivery.findUniqueOrThrow({ where: { id: letter.id } })).status).toBe("prepared");
  });

  it("is not for members", async () => {
    const { community, asked, path } = await aConsole();
    const member = await aMember(community);
    expect((await openPage(openLetters, path, await asked(member))).status).toBe(403);
    expect((await openPage(openStopped, `${path}/stopped`, await asked(member))).status).toBe(403);
  });
});

it("how far a digest has come is told in numbers, to its own community only", async () => {
  const { community, ana, asked, path } = await aConsole();
  const digest = await db().digest.create({
    data: { communityId: community.id, status: "issued", issue: 1 },
  });
  for (const status of ["sent", "sent", "leased", "prepared", "bounced"] as const)
    await aLetter(community, { digestId: digest.id, status, address: `${String(++key)}@example.org` });
  const open = async (id: string) =>
    openPage(openProgress, `${path}/progress/${id}`, await asked(ana, { digestId: id }));
  const { response } = await open(digest.id);
  expect(response?.headers.get("cache-control")).toBe("no-store");
  expect(await response?.json()).toMatchObject({
    counts: { sent: 2, leased: 1, prepared: 1, bounced: 1, uncertain: 0 },
    total: 5,
    settled: 3,
  });

  const elsewhere = await db().digest.create({
    data: { communityId: (await aCommunity()).id, status: "issued", issue: 1 },
  });
  expect((await open(elsewhere.id)).status).toBe(404);
  expect((await open("odd")).status).toBe(404);
});

it("a stopped address is listed with its reason, and released by the owner", async () => {
  const { community, ana, asked, path } = await aConsole();
  const ben = await aMember(community, { name: "Ben Okri", invitedById: ana.id });
  await db().suppression.create({
    data: { communityId: community.id, address: ben.address, reason: "hard_bounce", words: "550 no" },
  });
  const { page } = await openPage(openStopped, `${path}/stopped`, await asked(ana));
  // The owner invited them: there is nobody else to ask.
  expect(page["stopped"]).toMatchObject([
    { address: ben.address, reason: "hard_bounce", words: "550 no", inviter: null },
  ]);
  const release = { intent: "release", address: ben.address };
  expect((await press(onStopped, `${path}/stopped`, release, await asked(ana))).status).toBe(302);
  expect(await db().suppression.count({ where: { communityId: community.id } })).toBe(0);
  expect((await press(onStopped, `${path}/stopped`, release, await asked(ana))).status).toBe(404);
});

describe("a member's own page", () => {
  it("keeps their night, what they follow and whether they are reminded", async () => {
    const member = await aMember(await aCommunity());
    const token = memberToken(member, "preferences");
    const send = (fields: Record<string, string>) =>
      press(onPreferences, `/preferences/${token}`, fields, { params: { token } });
    const kept = () => db().membership.findUniqueOrThrow({ where: { id: member.id } });
    const night = { intent: "wishes", quietFrom: "22", quietUntil: "6" };
    expect((await send({ ...night, quietHours: "yes", followsOwn: "yes" })).status).toBe(302);
    expect(await kept()).toMatchObject({
      quietHours: true,
      quietFrom: 22,
      quietUntil: 6,
      followsOwn: true,
      eventReminders: false,
    });
    expect((await send({ ...night, quietFrom: "25" })).status).toBe(400);
  });

  it("takes back what they said of a thread, of their own only", async () => {
    const community = await aCommunity();
    const [member, other] = [await aMember(community), await aMember(community)];
    const thread = await aThread(community);
    await followThread(member.id, thread.id);
    await followThread(other.id, thread.id);
    const token = memberToken(member, "preferences");
    await press(
      onPreferences,
      `/preferences/${token}`,
      { intent: "forget-wish", thread: thread.id },
      { params: { token } },
    );
    expect(await wishFor(member.id, thread.id)).toBeNull();
    expect(await wishFor(other.id, thread.id)).toBe("follow");
  });
});
