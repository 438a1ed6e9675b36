import { describe, expect, it } from "vitest";
import { db } from "#app/db/client.ts";
import { now } from "#app/lib/clock.ts";
import { createEvent, publishEvent } from "#app/models/event.ts";
import { memberToken } from "#app/models/membership.ts";
import { action as sayAnswer, loader as openAnswer } from "#app/routes/answer.$token.tsx";
import { action as rsvp, loader as openRsvp } from "#app/routes/rsvp.$token.tsx";
import {
  actorOf,
  aCommunity,
  aMember,
  anOwner,
  aPost,
  aThread,
  type MemberOfTest,
} from "#tests/support/circle.ts";
import { openPage, press } from "#tests/support/pages.ts";
import type { Community } from "#prisma/generated/client.ts";

async function anEvent(community: Community, by: MemberOfTest, capacity: number | null = null) {
  const actor = actorOf(by, community);
  const startsAt = new Date(now().getTime() + 86_400_000);
  const { id } = await createEvent(actor, {
    title: "Raku in the yard",
    startsAt,
    endsAt: new Date(startsAt.getTime() + 7_200_000),
    timeZone: "Europe/Berlin",
    capacity,
  });
  return publishEvent(actor, id);
}

async function anItem(community: Community, threadId: string) {
  const digest = await db().digest.create({
    data: { communityId: community.id, status: "issued", issue: 1 },
  });
  return db().digestItem.create({ data: { digestId: digest.id, kind: "thread", threadId, position: 1 } });
}

describe("an event's page", () => {
  const send = (token: string, intent: string, guests = "0") =>
    press(rsvp, `/rsvp/${token}`, { intent, guests }, { params: { token } });
  const open = (token: string) => openPage(openRsvp, `/rsvp/${token}`, { params: { token } });

  it("answers nothing when it is opened, and takes yes, maybe and no by a press", async () => {
    const community = await aCommunity();
    const [owner, member] = [await anOwner(community), await aMember(community)];
    const event = await anEvent(community, owner);
    const token = memberToken(member, "rsvp", event.number);

    expect(await open(token)).toMatchObject({ status: 200, page: { mine: null, coming: [] } });
    expect(await db().rsvp.count({ where: { eventId: event.id } })).toBe(0);
    expect(await send(token, "yes", "2")).toMatchObject({ status: 302 });
    expect(await open(token)).toMatchObject({
      page: { mine: { answer: "yes", guests: 2 }, coming: [{ name: member.name, guests: 2 }] },
    });
    await send(token, "no");
    expect(await open(token)).toMatchObject({ page: { mine: { answer: "no" }, coming: [] } });
  });

  it("puts a yes in line when every seat is taken, and tells the place", async () => {
    const community = await aCommunity();
    const [owner, first, second] = [
      await anOwner(community),
      await aMember(community),
      await aMember(community),
    ];
    const event = await anEvent(community, owner, 1);
    await send(memberToken(first, "rsvp", event.number), "yes");

    const token = memberToken(second, "rsvp", event.number);
    await send(token, "yes");
    expect(await open(token)).toMatchObject({
      page: { mine: { answer: "yes", place: 1 }, event: { left: 0 } },
    });
  });

  it("is not found with another community's event, or with a link of another purpose", async () => {
    const [here, elsewhere] = [await aCommunity(), await aCommunity()];
    const member = await aMember(here);
    const event = await anEvent(elsewhere, await anOwner(elsewhere));
    const token = memberToken(member, "rsvp", event.number);

    expect(await open(token)).toMatchObject({ status: 404 });
    expect(await send(token, "yes")).toMatchObject({ status: 404 });
    expect(await open(memberToken(member, "preferences"))).toMatchObject({ status: 404 });
    expect(await db().rsvp.count({ where: { eventId: event.id } })).toBe(0);
  });
});

describe("answering an item on the web", () => {
  const send = (token: string, text: string) =>
    press(sayAnswer, `/answer/${token}`, { intent: "answer", text }, { params: { token } });
  const open = (token: string) => openPage(openAnswer, `/answer/${token}`, { params: { token } });

  it("shows what was said, and files the answer in the item's thread", async () => {
    const community = await aCommunity();
    const [ana, ben] = [await anOwner(community), await aMember(community, { name: "Ben" })];
    const thread = await aThread(community, { by: ana });
    await aPost(thread, ana, { text: "From the pit." });
    const token = memberToken(ben, "answer", (await anItem(community, thread.id)).number);

    expect(await open(token)).toMatchObject({
      status: 200,
      page: { thread: { title: thread.subject }, posts: [{ text: "From the pit." }] },
    });
    expect(await send(token, "Mine, too.")).toMatchObject({ status: 302 });
    expect(await db().post.findMany({ where: { threadId: thread.id, source: "web" } })).toMatchObject([
      { text: "Mine, too.", authorId: ben.id },
    ]);
    expect(await send(token, "  ")).toMatchObject({
      status: 400,
      page: { errors: { text: "Nothing is written here yet." } },
    });
  });

  it("keeps the words when the thread was closed meanwhile", async () => {
    const community = await aCommunity();
    const ben = await aMember(community);
    const thread = await aThread(community, { by: ben, closedAt: now() });
    const token = memberToken(ben, "answer", (await anItem(community, thread.id)).number);

    expect(await send(token, "Too late?")).toMatchObject({
      status: 400,
      page: {
        errors: { "": "This thread is closed. You can start a new one." },
        typed: { text: "Too late?" },
      },
    });
  });

  it("is not found with another community's item, or by somebody who has left", async () => {
    const [here, elsewhere] = [await aCommunity(), await aCommunity()];
    const [ben, gone] = [await aMember(here), await aMember(here, { status: "left" })];
    const [own, other] = [await aThread(here), await aThread(elsewhere)];

    const foreign = memberToken(ben, "answer", (await anItem(elsewhere, other.id)).number);
    const late = memberToken(gone, "answer", (await anItem(here, own.id)).number);
    for (const token of [foreign, late]) {
      expect(await open(token)).toMatchObject({ status: 404 });
      expect(await send(token, "Hello?")).toMatchObject({ status: 404 });
    }
    expect(await db().post.count({ where: { threadId: { in: [own.id, other.id] } } })).toBe(0);
  });
});
