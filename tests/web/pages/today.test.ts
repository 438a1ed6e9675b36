import { beforeAll, expect, it } from "vitest";
import { db } from "#app/db/client.ts";
import { now, setClock } from "#app/lib/clock.ts";
import { createCommunity } from "#app/models/community.ts";
import { editDraft, sendProof } from "#app/models/digest.ts";
import { inviteByAddress } from "#app/models/invitation.ts";
import { membershipBySlug, updateProfile, asActor } from "#app/models/membership.ts";
import { startSession } from "#app/models/session.ts";
import { updateCommunity } from "#app/models/community.ts";
import { action, loader } from "#app/routes/console.$slug._index.tsx";
import type { Community } from "#prisma/generated/client.ts";
import {
  actorOf,
  aCommunity,
  aMember,
  anOwner,
  aPost,
  aThread,
  type MemberOfTest,
} from "#tests/support/circle.ts";
import { countQueries } from "#tests/support/count-queries.ts";
import { openPage, press } from "#tests/support/pages.ts";

const DAY = 86_400_000;

async function cookieOf({ personId }: { personId: string }): Promise<string> {
  return `session=${(await startSession(db(), personId, "test")).token}`;
}

async function today(community: Community, cookie: string): Promise<Record<string, unknown>> {
  const params = { slug: community.slug };
  return (await openPage(loader, `/console/${community.slug}`, { cookie, params })).page;
}

it("the first steps tick themselves off by what the house can see, and are gone when all is done", async () => {
  const { community, owner } = await createCommunity({
    slug: "first-circle",
    name: "First Circle",
    timeZone: "Europe/Berlin",
    owner: { name: "Ana Ferreira", address: "ana@first.example" },
  });
  const cookie = await cookieOf(owner);
  const params = { slug: community.slug };
  const done = async () => {
    const { firstSteps } = (await today(community, cookie)) as {
      firstSteps: { steps: { name: string; done: boolean }[] } | null;
    };
    return firstSteps && firstSteps.steps.filter((step) => step.done).map(({ name }) => name);
  };
  const found = await membershipBySlug(community.slug, owner.personId);
  if (!found) throw new Error("the owner is a member");
  const actor = asActor(found);

  expect(await done()).toEqual([]);
  await updateCommunity(actor, { tagline: "Clay and patience" });
  await updateProfile(owner, { makes: "Bowls" });
  expect(await done()).toEqual(["look", "yourself"]);

  await press(action, "/?index", { intent: "welcome-me" }, { cookie, params });
  await db().delivery.updateMany({ where: { membershipId: owner.id }, data: { status: "sent" } });
  expect(await done()).toEqual(["look", "yourself"]);
  await db().inboundMessage.create({
    data: {
      ...{
        communityId: community.id,
        membershipId: owner.id,
        ingress: "smtp",
        envelopeFrom: "ana@first.example",
      },
      ...{
        recipient: "first-circle@roundletter.test",
        raw: Buffer.from("x"),
        fingerprint: "first",
        status: "accepted",
      },
    },
  });
  await inviteByAddress(actor, { address: "ben@first.example" });
  await editDraft(actor, { opening: "Dear all" });
  expect(await done()).toEqual(["look", "yourself", "mail", "invite", "opening"]);

  await sendProof(actor);
  expect(await done()).toBeNull();
});

it("who does not want the first steps puts them away, and can have them back", async () => {
  const circle = await aCommunity();
  const cookie = await cookieOf(await anOwner(circle));
  const params = { slug: circle.slug };
  expect(await today(circle, cookie)).toMatchObject({ firstSteps: { done: 0 } });
  await press(action, "/?index", { intent: "dismiss-steps" }, { cookie, params });
  expect(await today(circle, cookie)).toMatchObject({ firstSteps: null });
  await press(action, "/?index", { intent: "show-steps" }, { cookie, params });
  expect(await today(circle, cookie)).toMatchObject({ firstSteps: { done: 0 } });
});

let community: Community;
let owner: MemberOfTest;
let cookie: string;

beforeAll(async () => {
  community = await aCommunity({ memberLimit: 3 });
  owner = await anOwner(community);
  cookie = await cookieOf(owner);
});

it("what happened is told since the last visit, and looks within half an hour are one visit", async () => {
  const thread = await aThread(community);
  await aPost(thread, owner, { createdAt: new Date(now().getTime() - 3 * DAY) });
  const lately = async () =>
    ((await today(community, cookie)) as { today: { lately: unknown[] } }).today.lately.length;
  expect(await lately()).toBeGreaterThan(0);

  setClock(new Date(now().getTime() + DAY));
  expect(await lately()).toBe(0);
  await aPost(thread, owner, { createdAt: now() });
  setClock(new Date(now().getTime() + 10 * 60_000));
  expect(await lately()).toBe(1);
});

it("who was heard long ago is quiet; who never wrote, or came lately, is not called so", async () => {
  const old = new Date(now().getTime() - 200 * DAY);
  const [quiet, silent, lively] = await Promise.all(
    ["Quiet Q", "Silent S", "Lively L"].map((name) => aMember(community, { name, joinedAt: old })),
  );
  const thread = await aThread(community);
  if (!quiet || !silent || !lively) throw new Error("three members");
  await aPost(thread, quiet, { createdAt: new Date(now().getTime() - 90 * DAY) });
  await aPost(thread, lively, { createdAt: new Date(now().getTime() - 2 * DAY) });

  expect(await today(community, cookie)).toMatchObject({
    today: { quiet: [{ name: "Quiet Q", total: 1 }] },
  });
});

it("the waiting list, letters in doubt and a digest that leaves within three hours need somebody", async () => {
  const waiting = await aMember(community, {
    status: "waiting",
    waitingSince: now(),
    joinedAt: null,
    name: "Wanda",
  });
  await db().delivery.create({
    data: {
      ...{
        communityId: community.id,
        kind: "welcome",
        letterKey: `doubt:${waiting.id}`,
        address: "w@example.org",
      },
      ...{ status: "uncertain", notBefore: now(), notAfter: now() },
    },
  });
  await editDraft(actorOf(owner, community), { opening: "Dear all" });
  await db().membership.updateMany({
    where: { communityId: community.id, status: "active" },
    data: { nextDigestAt: new Date(now().getTime() + 2 * 3_600_000) },
  });
  expect(await today(community, cookie)).toMatchObject({
    today: {
      waiting: [{ name: "Wanda" }],
      freeSeats: 0,
      uncertain: 1,
      digest: { isSoon: true, hasOpening: true },
    },
  });
});

it("a day with much on it costs as many queries as one with little", async () => {
  await today(community, cookie);
  const before = await countQueries(() => today(community, cookie));
  for (let more = 0; more < 6; more += 1) {
    const member = await aMember(community, { joinedAt: now() });
    const thread = await aThread(community, { by: member });
    await aPost(thread, member);
    await aPost(thread, owner);
    await aMember(community, { status: "waiting", waitingSince: now() });
    await db().suppression.create({
      data: { communityId: community.id, address: member.address, reason: "hard_bounce" },
    });
  }
  expect(await countQueries(() => today(community, cookie))).toBe(before);
});
