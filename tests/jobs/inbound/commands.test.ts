import { describe, expect, test } from "vitest";

import { db } from "#app/db/client.ts";
import { setClock } from "#app/lib/clock.ts";
import type { Community, Membership } from "#prisma/generated/client.ts";
import { aCommunity, aMember, anOwner, aPost, aThread, type MemberOfTest } from "#tests/support/circle.ts";
import { addressOf, arrive, replyAddressOf } from "./arriving.ts";

const again = (member: MemberOfTest): Promise<Membership> =>
  db().membership.findUniqueOrThrow({ where: { id: member.id } });

async function receiptsOf(community: Community) {
  const receipts = await db().delivery.findMany({ where: { communityId: community.id, kind: "receipt" } });
  return receipts.map(({ address, facts }) => ({
    address,
    ...(facts as { done: string; sentence: string; undo: { word: string } | null }),
  }));
}

describe("a word that is the whole mail", () => {
  test("daily changes the rhythm, says so, and how to take it back", async () => {
    const community = await aCommunity();
    const ana = await aMember(community, { digestRhythm: "weekly" });
    const inbound = await arrive({
      from: ana.address,
      to: addressOf(community),
      text: "Daily, please.\n\nAna",
    });

    expect(inbound).toMatchObject({ status: "accepted", outcome: [{ kind: "command", name: "rhythm" }] });
    expect((await again(ana)).digestRhythm).toBe("daily");
    expect(await receiptsOf(community)).toMatchObject([
      { address: ana.address, done: "a letter each day", undo: { word: "weekly" } },
    ]);
    expect(await db().post.count({ where: { communityId: community.id } })).toBe(0);
  });

  test("pause until a day pauses until then, in the member's zone and language", async () => {
    setClock(new Date("2026-04-20T10:00:00Z"));
    const community = await aCommunity();
    const ana = await aMember(community, { locale: "de", timeZone: "Europe/Berlin" });
    await arrive({ from: ana.address, to: addressOf(community), text: "Pause until 3 May" });

    expect(await again(ana)).toMatchObject({
      status: "paused",
      pausedUntil: new Date("2026-05-02T22:00:00Z"),
    });
    expect(await receiptsOf(community)).toMatchObject([
      { done: "Pause bis 3. Mai 2026", undo: { word: "weiter" } },
    ]);
  });

  test("stop in the subject of an empty mail, to the address of the unsubscribe header, ends it at once", async () => {
    const community = await aCommunity();
    const ana = await aMember(community);
    await arrive({
      from: ana.address,
      to: replyAddressOf(community, ana, "unsubscribe", ana.number),
      subject: "stop",
    });
    expect(await again(ana)).toMatchObject({ status: "paused", pausedUntil: null });
  });

  test("the only owner can stop their letters too, and take it back with a word", async () => {
    const community = await aCommunity();
    const owner = await anOwner(community);
    await arrive({ from: owner.address, to: addressOf(community), text: "stop" });
    expect(await again(owner)).toMatchObject({ status: "paused" });
    await arrive({ from: owner.address, to: addressOf(community), text: "resume" });
    expect(await again(owner)).toMatchObject({ status: "active" });
  });

  test("mute is about the thread that was answered", async () => {
    const community = await aCommunity();
    const ana = await aMember(community);
    const thread = await aThread(community);
    await arrive({
      from: ana.address,
      to: replyAddressOf(community, ana, "thread", thread.number),
      text: "mute",
    });
    expect(
      await db().threadPreference.count({
        where: { threadId: thread.id, membershipId: ana.id, wish: "mute" },
      }),
    ).toBe(1);
  });

  test("yes +1 to an event takes two seats; to a thread it is a nod", async () => {
    const community = await aCommunity();
    const [ana, ben] = [await aMember(community), await aMember(community)];
    const [talk, thread] = [await aThread(community), await aThread(community)];
    const post = await aPost(thread, ben);
    const event = await db().event.create({
      data: {
        communityId: community.id,
        organizerId: ben.id,
        threadId: talk.id,
        title: "Raku day",
        startsAt: new Date(Date.now() + 86_400_000),
        endsAt: new Date(Date.now() + 90_000_000),
        timeZone: "Europe/Berlin",
        status: "published",
        capacity: 2,
      },
    });
    await arrive({
      from: ana.address,
      to: replyAddressOf(community, ana, "event", event.number),
      text: "Yes +1",
    });
    await arrive({
      from: ana.address,
      to: replyAddressOf(community, ana, "thread", thread.number),
      text: "yes",
    });

    expect(await db().rsvp.findMany({ where: { eventId: event.id } })).toMatchObject([
      { answer: "yes", guests: 1, waiting: false },
    ]);
    expect(await db().reaction.count({ where: { postId: post.id } })).toBe(1);
    expect((await receiptsOf(community)).map(({ done }) => done)).toEqual(["you are coming"]);
  });

  test("a word that is not done by mail yet is answered kindly, and nothing is posted", async () => {
    const community = await aCommunity();
    const ana = await aMember(community);
    await arrive({ from: ana.address, to: addressOf(community), text: "share" });
    expect(await receiptsOf(community)).toMatchObject([{ done: "nothing, for this is not known here" }]);
    expect(await db().post.count({ where: { communityId: community.id } })).toBe(0);
  });

  test("in a sentence it is no command", async () => {
    const community = await aCommunity();
    const ana = await aMember(community);
    await arrive({
      from: ana.address,
      to: addressOf(community),
      text: "We should stop selling seconds at full price.",
    });
    expect((await again(ana)).status).toBe("active");
    expect(await db().post.count({ where: { communityId: community.id } })).toBe(1);
  });
});
