import { expect, test } from "vitest";
import { seedDemo } from "#prisma/seed.ts";
import { db } from "#app/db/client.ts";
import { now } from "#app/lib/clock.ts";
import { compose } from "#app/mailers/index.ts";
import { draftOf, listDigests } from "#app/models/digest.ts";
import { listEvents } from "#app/models/event.ts";
import { newsletterArchive } from "#app/models/newsletter.ts";
import { listShowcases } from "#app/models/showcase.ts";
import { listThreads } from "#app/models/thread.ts";

test("the demo's circle has lived for five weeks, and a second seeding changes nothing", async () => {
  await seedDemo(() => undefined);
  const circle = await db().community.findUniqueOrThrow({ where: { slug: "kiln-circle" } });
  const communityId = circle.id;
  const count = async () => ({ posts: await db().post.count(), letters: await db().delivery.count() });
  const before = await count();

  const members = await db().membership.findMany({ where: { communityId } });
  expect(members).toHaveLength(16);
  const profiled = members.filter(({ name }) => name !== "Petra Novak");
  expect(profiled.every(({ story, makes }) => story.length > 60 && makes !== "")).toBe(true);
  expect(new Set(members.map(({ status }) => status))).toEqual(new Set(["active", "paused"]));

  const { threads, total } = await listThreads(communityId, { kind: "discussion" });
  expect(total).toBe(6);
  expect(threads.every(({ postCount }) => postCount >= 5 && postCount <= 12)).toBe(true);
  const wall = await listShowcases(communityId, { status: "published" });
  expect(wall.showcases.map(({ photos }) => photos.length)).toEqual(Array(8).fill(1));
  expect((await listEvents(communityId, { when: "coming" })).events).toHaveLength(2);
  expect((await listEvents(communityId, { when: "coming" })).events[0]?.turnout).toMatchObject({
    seatsTaken: 12,
    waiting: 1,
  });
  expect((await listEvents(communityId, { when: "past" })).events).toHaveLength(1);

  expect((await listDigests(communityId)).total).toBe(5);
  const { newsletters } = await newsletterArchive(communityId);
  expect(newsletters.length).toBeGreaterThanOrEqual(2);
  expect(newsletters.flatMap(({ items }) => items.map(({ kind }) => kind))).toEqual(
    expect.arrayContaining(["showcase", "event", "thread"]),
  );
  const draft = await draftOf(communityId);
  expect(draft.opening).toMatch(/printing press/);
  expect(draft.items.length).toBeGreaterThan(2);
  const waiting = await db().delivery.groupBy({
    by: ["kind", "status"],
    where: { communityId },
    _count: true,
  });
  expect(waiting).toContainEqual(expect.objectContaining({ kind: "digest", status: "prepared" }));
  expect(waiting).toContainEqual(expect.objectContaining({ kind: "invitation", status: "prepared" }));
  expect(waiting).toContainEqual({ kind: "newsletter", status: "prepared", _count: 2 });
  expect(await db().inboundMessage.count({ where: { status: "received" } })).toBe(1);
  const latest = await db().post.aggregate({ _max: { createdAt: true } });
  expect(latest._max.createdAt?.getTime()).toBeLessThan(now().getTime());

  const prepared = await db().delivery.findMany({ where: { communityId, status: "prepared" } });
  const letters = [...(await compose(prepared)).values()];
  expect(letters).toHaveLength(prepared.length);
  expect(letters.filter((letter) => "cancelled" in letter)).toEqual([]);

  await seedDemo(() => undefined);
  expect(await count()).toEqual(before);
}, 180_000);
