import { describe, expect, it } from "vitest";
import { db } from "#app/db/client.ts";
import { transaction } from "#app/db/transaction.ts";
import { setClock } from "#app/lib/clock.ts";
import { draftOf, pauseDigest, publishDigest, resumeDigest } from "#app/models/digest.ts";
import { phaseOf, scheduleExamples } from "#app/models/digest/standing.ts";
import { startSession } from "#app/models/session.ts";
import type { Today } from "#app/models/today.ts";
import { loader as openToday } from "#app/routes/console.$slug._index.tsx";
import { action as onDraft, loader as openDraft } from "#app/routes/console.$slug.digests._index.tsx";
import { action as onIssue, loader as openIssue } from "#app/routes/console.$slug.digests.$id.tsx";
import { sessionCookie } from "#app/web/session-cookie.ts";
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

const monday = new Date("2026-11-23T12:00:00Z");

async function aConsole() {
  setClock(monday);
  const community = await aCommunity({ holdMinutes: 10 });
  const [ana, tom, ben] = [
    await anOwner(community),
    await aMember(community, { role: "moderator" }),
    await aMember(community),
  ];
  await aPost(await aThread(community, { subject: "Clay" }), ben, {
    createdAt: new Date("2026-11-23T12:30:00Z"),
  });
  setClock(new Date("2026-11-23T13:00:00Z"));
  const asked = async ({ person }: MemberOfTest, more: Record<string, string> = {}) => {
    const { token } = await transaction((tx) => startSession(tx, person.id, "test"));
    return { params: { slug: community.slug, ...more }, cookie: sessionCookie(token).split(";")[0] ?? "" };
  };
  const path = `/console/${community.slug}/digests`;
  const act = async (member: MemberOfTest, fields: Record<string, string>) =>
    press(onDraft, path, fields, await asked(member));
  const draft = async () => (await draftOf(community.id)).digest;
  return { community, ana, tom, ben, asked, path, act, draft, owner: actorOf(ana, community) };
}

describe("the composer", () => {
  it("says when it goes out, and does nothing by being opened", async () => {
    const { ana, path, asked } = await aConsole();
    const { page } = await openPage(openDraft, path, await asked(ana));
    expect(page).toMatchObject({
      hasNews: true,
      standing: { waits: null, readers: 3, hadOneToday: 0 },
      rules: { holdMinutes: 10, proofRequired: false },
    });
  });

  it("schedules by each member's clock or the community's, and gives back what was mistyped", async () => {
    const { ana, act, draft } = await aConsole();
    await act(ana, { intent: "schedule", local: "2026-11-27T07:00", clock: "own" });
    expect(await draft()).toMatchObject({ scheduledLocal: "2026-11-27T07:00" });
    await act(ana, { intent: "schedule", local: "2026-11-27T07:00", clock: "ours" });
    expect(await draft()).toMatchObject({
      scheduledLocal: null,
      scheduledAt: new Date("2026-11-27T06:00:00Z"),
    });
    const bad = await act(ana, { intent: "schedule", local: "", clock: "own" });
    expect(bad).toMatchObject({ status: 400, page: { errors: { local: "Choose a day and an hour." } } });
    const past = await act(ana, { intent: "schedule", local: "2026-11-20T07:00", clock: "own" });
    expect(past).toMatchObject({ status: 400, page: { errors: { "": "This time is over already." } } });
    await act(ana, { intent: "unschedule" });
    expect(await draft()).toMatchObject({ scheduledAt: null });
  });

  it("holds, releases, skips, and takes each back", async () => {
    const { tom, act, draft } = await aConsole();
    await act(tom, { intent: "hold" });
    expect((await draft()).heldFor).toBe("by_owner");
    await act(tom, { intent: "release" });
    expect((await draft()).heldAt).toBeNull();
    await act(tom, { intent: "skip" });
    expect((await draft()).skippedAt).not.toBeNull();
    expect((await act(tom, { intent: "skip" })).status).toBe(400);
    await act(tom, { intent: "unskip" });
    expect((await draft()).skippedAt).toBeNull();
  });

  it("mails a test, or a proof with it, to the one who asks", async () => {
    const { tom, act } = await aConsole();
    const parts = async () =>
      (
        await db().delivery.findMany({
          where: { membershipId: tom.id, kind: "proof" },
          orderBy: { number: "asc" },
        })
      ).map(({ letterKey }) => letterKey.split(":")[2]);
    await act(tom, { intent: "test" });
    expect(await parts()).toEqual(["letter"]);
    await act(tom, { intent: "proof" });
    expect(await parts()).toEqual(["letter", "list", "letter"]);
  });

  it("lets owners alone send it, and say how digests leave", async () => {
    const { community, ana, tom, act } = await aConsole();
    for (const intent of ["publish", "rules"])
      expect((await act(tom, { intent, holdMinutes: "0" })).status).toBe(400);
    expect((await act(ana, { intent: "rules", holdMinutes: "500" })).status).toBe(400);
    await act(ana, { intent: "rules", holdMinutes: "30", proofRequired: "yes" });
    expect(await db().community.findUnique({ where: { id: community.id } })).toMatchObject({
      holdMinutes: 30,
      proofRequired: true,
    });
    expect((await act(ana, { intent: "publish" })).location).toMatch(/\/digests\/[0-9a-f-]{36}$/);
  });
});

describe("an issue", () => {
  it("is paused, goes on and is stopped from its page, which says how it stands", async () => {
    const { ana, community, asked, path, owner } = await aConsole();
    const { digest } = await publishDigest(owner, community.id);
    const here = `${path}/${digest.id}`;
    const given = await asked(ana, { id: digest.id });
    const phase = async () => (await openPage(openIssue, here, given)).page.phase;
    expect(await phase()).toBe("holding");
    for (const [intent, then] of [
      ["pause", "paused"],
      ["resume", "holding"],
      ["let-go", "sending"],
      ["stop", "stopped"],
    ] as const) {
      expect((await press(onIssue, here, { intent }, given)).location).toBe(here);
      expect(await phase()).toBe(then);
    }
    expect((await press(onIssue, here, { intent: "pause" }, given)).status).toBe(400);
  });

  it("that is paused is among what needs somebody today, until it goes on", async () => {
    const { ana, community, asked, owner } = await aConsole();
    const { digest } = await publishDigest(owner, community.id);
    const paused = async () => {
      const { page } = await openPage(openToday, `/console/${community.slug}`, await asked(ana));
      return (page.today as Today).paused.map(({ id }) => id);
    };
    expect(await paused()).toEqual([]);
    await pauseDigest(owner, digest.id);
    expect(await paused()).toEqual([digest.id]);
    await resumeDigest(owner, digest.id);
    expect(await paused()).toEqual([]);
  });

  it("tells who answered it by mail, in what it told", async () => {
    const { ana, tom, ben, community, asked, path, owner } = await aConsole();
    const { digest } = await publishDigest(owner, community.id);
    const sentAt = new Date("2026-11-23T13:30:00Z");
    await db().delivery.updateMany({ where: { digestId: digest.id }, data: { status: "sent", sentAt } });
    const clay = await db().thread.findFirstOrThrow({
      where: { communityId: community.id, subject: "Clay" },
    });
    const later = { createdAt: new Date("2026-11-24T08:00:00Z") };
    await aPost(clay, tom, later);
    await aPost(clay, ana, { ...later, source: "web" });
    await aPost(await aThread(community), ben, later);
    const { page } = await openPage(openIssue, path, await asked(ana, { id: digest.id }));
    expect(page.answering).toEqual([{ id: tom.id, name: tom.name, posts: 1 }]);
  });

  it("of another community is not found", async () => {
    const mine = await aConsole();
    const other = await aConsole();
    const { digest } = await publishDigest(other.owner, other.community.id);
    const given = await mine.asked(mine.ana, { id: digest.id });
    expect((await press(onIssue, `${mine.path}/${digest.id}`, { intent: "stop" }, given)).status).toBe(404);
    expect((await openPage(openIssue, `${mine.path}/${digest.id}`, given)).status).toBe(404);
  });
});

it("an issue's phase is told by its status, its hold and its letters", () => {
  const issued = { status: "issued" as const, holdsUntil: monday };
  const before = new Date(monday.getTime() - 1);
  expect(phaseOf(issued, { prepared: 2 }, before)).toBe("holding");
  expect(phaseOf(issued, { prepared: 2, sent: 1 }, monday)).toBe("sending");
  expect(phaseOf(issued, { deferred: 1, sent: 8 }, monday)).toBe("sending");
  expect(phaseOf(issued, { sent: 8, bounced: 1 }, monday)).toBe("sent");
  expect(phaseOf({ ...issued, status: "stopped" }, { cancelled: 3 }, monday)).toBe("stopped");
});

it("a schedule's examples are tomorrow, the next Friday and the next Sunday, by the community's calendar", () => {
  expect(
    scheduleExamples("Pacific/Auckland", new Date("2026-11-26T12:00:00Z")).map(({ local }) => local),
  ).toEqual(["2026-11-28T07:00", "2026-12-04T07:00", "2026-11-29T18:00"]);
});
