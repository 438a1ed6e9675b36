import { describe, expect, it } from "vitest";
import { db } from "#app/db/client.ts";
import { setClock } from "#app/lib/clock.ts";
import {
  changeNewsletterRhythm,
  issueDueNewsletters,
  newsletterArchive,
  newsletterByIssue,
  newsletterDraft,
  newsletterKey,
  newsletterReport,
  publishNewsletter,
  stopNewsletter,
  writeNewsletterOpening,
} from "#app/models/newsletter.ts";
import { makePrivate, makePublic } from "#app/models/public-mark.ts";
import { suppress } from "#app/models/suppression.ts";
import type { Community } from "#prisma/generated/client.ts";
import { aMember, actorOf, aPost, aThread } from "#tests/support/circle.ts";
import { aFollower, anEvent, anIssuedDigest, aPublicCircle, aShowcase } from "./public-circle.ts";

const minute = 60_000;
const morning = new Date("2026-11-24T07:00:00Z");
const later = (minutes: number) => new Date(morning.getTime() + minutes * minute);

/** Those of this community only: other tests have theirs in the same database. */
async function issuedFor(community: Community, at: Date) {
  const issued = await issueDueNewsletters(at);
  return issued.filter(({ newsletter }) => newsletter.communityId === community.id);
}

const lettersOf = (id: string) =>
  db().delivery.findMany({ where: { letterKey: newsletterKey(id) }, orderBy: { number: "asc" } });

describe("a newsletter", () => {
  it("tells followers what is marked public, and nothing else, ten minutes after its digest has left", async () => {
    setClock(morning);
    const { community, owner, actor } = await aPublicCircle();
    const [shown, hidden] = [await aShowcase(community, owner), await aShowcase(community, owner)];
    const thread = await aThread(community, { by: owner });
    const said = await aPost(thread, owner);
    await aPost(await aThread(community, { by: owner }), owner);
    const event = await anEvent(community, owner);
    await anEvent(community, owner);
    await makePublic(actor, "showcase", shown.id);
    await makePublic(actor, "thread", thread.id);
    await makePublic(actor, "event", event.id);
    const petra = await aFollower(community);
    await aMember(community);
    await anIssuedDigest(community);

    const [one, ...others] = await issuedFor(community, morning);

    expect(others).toEqual([]);
    expect(one?.newsletter).toMatchObject({ issue: 1, status: "issued", sendsAt: later(10) });
    expect(one?.newsletter.contents).toEqual([
      { kind: "showcase", id: shown.id },
      { kind: "event", id: event.id },
      { kind: "thread", id: thread.id, postIds: [said.id] },
    ]);
    expect(JSON.stringify(one?.newsletter.contents)).not.toContain(hidden.id);
    expect(await lettersOf(one?.newsletter.id ?? "")).toMatchObject([
      { address: petra.address, kind: "newsletter", status: "prepared", notBefore: later(10) },
    ]);
  });

  it("goes once with each digest, however often and by however many it is looked for", async () => {
    setClock(morning);
    const { community, owner, actor } = await aPublicCircle();
    await makePublic(actor, "showcase", (await aShowcase(community, owner)).id);
    await aFollower(community);
    await anIssuedDigest(community);

    const runs = await Promise.all([1, 2, 3, 4].map(() => issuedFor(community, morning)));
    expect(runs.flat()).toHaveLength(1);
    expect(await issuedFor(community, later(1))).toEqual([]);
    await makePublic(actor, "showcase", (await aShowcase(community, owner)).id);
    expect(await issuedFor(community, later(2))).toEqual([]);
    expect(await db().delivery.count({ where: { communityId: community.id } })).toBe(1);
  });

  it("is not written when nothing public is new, and the next digest is looked at all the same", async () => {
    setClock(morning);
    const { community, owner, actor } = await aPublicCircle();
    await aShowcase(community, owner);
    await aPost(await aThread(community, { by: owner }), owner);
    await aFollower(community);
    await anIssuedDigest(community);
    expect(await issuedFor(community, morning)).toEqual([]);

    await makePublic(actor, "showcase", (await aShowcase(community, owner)).id);
    expect(await issuedFor(community, later(5))).toEqual([]);
    await anIssuedDigest(community, { issue: 2, issuedAt: later(6), holdsUntil: later(16) });
    setClock(later(20));
    expect(await issuedFor(community, later(20))).toHaveLength(1);
  });

  it("waits for the digest's own hold, and does not go with one that was stopped, paused or long past", async () => {
    setClock(morning);
    const circle = async (digest: Parameters<typeof anIssuedDigest>[1]) => {
      const { community, owner, actor } = await aPublicCircle();
      await makePublic(actor, "showcase", (await aShowcase(community, owner)).id);
      await anIssuedDigest(community, digest);
      return community;
    };
    const held = await circle({ issuedAt: morning, holdsUntil: later(10) });
    const stopped = await circle({ status: "stopped" });
    const paused = await circle({ status: "paused" });
    const old = await circle({ issuedAt: later(-4 * 24 * 60), holdsUntil: later(-4 * 24 * 60) });

    for (const community of [held, stopped, paused, old])
      expect(await issuedFor(community, later(5))).toEqual([]);
    expect(await issuedFor(held, later(10))).toHaveLength(1);
  });

  it("accounts for everybody who follows", async () => {
    setClock(morning);
    const { community, actor, owner } = await aPublicCircle();
    await aFollower(community);
    await aFollower(community, { status: "paused" });
    const gone = await aFollower(community);
    await suppress(db(), { communityId: community.id, address: gone.address, reason: "hard_bounce" });
    await aFollower(community, { status: "left" });
    await aMember(community);
    await makePublic(actor, "showcase", (await aShowcase(community, owner)).id);

    const { newsletter, audience } = await publishNewsletter(actor);

    expect(audience).toEqual({ candidates: 3, prepared: 1, excluded: { paused: 1, suppressed: 1 } });
    expect((await newsletterReport(community.id, newsletter.id))?.newsletter.audience).toEqual(audience);
  });

  it("carries the owner's public opening, which is not the members', and begins a new draft without one", async () => {
    setClock(morning);
    const { community, actor } = await aPublicCircle();
    await db().digest.create({
      data: { communityId: community.id, status: "draft", opening: "For members only" },
    });
    await writeNewsletterOpening(actor, "Come and see the kiln.");
    await aFollower(community);

    const { newsletter } = await publishNewsletter(actor);

    expect(newsletter).toMatchObject({ opening: "Come and see the kiln.", contents: [] });
    expect(await newsletterDraft(community.id)).toMatchObject({ opening: "", items: [], followers: 1 });
    await expect(publishNewsletter(actor)).rejects.toMatchObject({ reason: "nothing-new" });
  });

  it("is stopped within its hold: nobody gets it, and what it told is news again", async () => {
    setClock(morning);
    const { community, owner, actor } = await aPublicCircle();
    const showcase = await aShowcase(community, owner);
    await makePublic(actor, "showcase", showcase.id);
    await writeNewsletterOpening(actor, "A first word.");
    await aFollower(community);
    const { newsletter } = await publishNewsletter(actor);

    setClock(later(9));
    await stopNewsletter(actor, newsletter.id);

    expect(await lettersOf(newsletter.id)).toMatchObject([{ status: "cancelled" }]);
    setClock(later(60));
    expect(await newsletterByIssue(community.id, 1)).toBeNull();
    const draft = await newsletterDraft(community.id);
    expect(draft.opening).toBe("A first word.");
    expect(draft.items).toMatchObject([{ kind: "showcase", showcase: { id: showcase.id } }]);
    const again = await publishNewsletter(actor);
    setClock(later(71));
    await expect(stopNewsletter(actor, again.newsletter.id)).rejects.toMatchObject({
      reason: "newsletter-gone",
    });
  });

  it("comes once a month where the owner wants that: on the first of its weekdays, at its hour", async () => {
    setClock(new Date("2026-11-24T07:00:00Z"));
    const { community, owner, actor } = await aPublicCircle({ digestWeekday: 5, digestHour: 7 });
    await changeNewsletterRhythm(actor, "monthly");
    await makePublic(actor, "showcase", (await aShowcase(community, owner)).id);
    await anIssuedDigest(community);
    const hour = new Date("2026-12-04T06:00:00Z");

    expect(await issuedFor(community, new Date(hour.getTime() - 1))).toEqual([]);
    setClock(hour);
    expect(await issuedFor(community, hour)).toHaveLength(1);
    expect(await issuedFor(community, hour)).toEqual([]);
    expect(await db().community.findUnique({ where: { id: community.id } })).toMatchObject({
      nextNewsletterAt: new Date("2027-01-01T06:00:00Z"),
    });
  });

  it("never comes where it is off, where the community shows itself to nobody, or after a sleep of days", async () => {
    setClock(morning);
    const off = await aPublicCircle();
    await changeNewsletterRhythm(off.actor, "off");
    const hidden = await aPublicCircle({ publicHome: false });
    const asleep = await aPublicCircle({
      newsletterRhythm: "monthly",
      nextNewsletterAt: later(-4 * 24 * 60),
    });
    for (const { community, owner, actor } of [off, hidden, asleep]) {
      await makePublic(actor, "showcase", (await aShowcase(community, owner)).id);
      await anIssuedDigest(community);
    }

    for (const { community } of [off, hidden, asleep])
      expect(await issuedFor(community, morning)).toEqual([]);
    await expect(publishNewsletter(hidden.actor)).rejects.toMatchObject({ reason: "nothing-new" });
  });

  it("is for its owner to send and to stop, and for nobody of another community", async () => {
    setClock(morning);
    const { community, owner, actor } = await aPublicCircle();
    const other = await aPublicCircle();
    const moderator = await aMember(community, { role: "moderator" });
    await makePublic(actor, "showcase", (await aShowcase(community, owner)).id);

    await expect(publishNewsletter(actorOf(moderator, community))).rejects.toMatchObject({
      reason: "not-allowed",
    });
    const { newsletter } = await publishNewsletter(actor);
    await expect(stopNewsletter(other.actor, newsletter.id)).rejects.toMatchObject({ reason: "not-found" });
    expect(await newsletterReport(other.community.id, newsletter.id)).toBeNull();
  });
});

describe("the archive", () => {
  it("shows an issue when its letters leave, as it was frozen", async () => {
    setClock(morning);
    const { community, owner, actor } = await aPublicCircle();
    const showcase = await aShowcase(community, owner);
    await makePublic(actor, "showcase", showcase.id);
    await publishNewsletter(actor);
    await makePublic(actor, "showcase", (await aShowcase(community, owner, { title: "Later" })).id);

    expect((await newsletterArchive(community.id)).newsletters).toEqual([]);
    setClock(later(10));
    const { newsletters } = await newsletterArchive(community.id);
    expect(newsletters).toMatchObject([{ issue: 1, date: later(10) }]);
    expect(newsletters[0]?.items).toMatchObject([{ kind: "showcase", showcase: { id: showcase.id } }]);
  });

  it("shows no longer what was taken back, archived, cancelled or removed since", async () => {
    setClock(morning);
    const { community, owner, actor } = await aPublicCircle();
    const [kept, hidden, archived] = [
      await aShowcase(community, owner, { title: "Kept" }),
      await aShowcase(community, owner),
      await aShowcase(community, owner),
    ];
    const event = await anEvent(community, owner);
    const thread = await aThread(community, { by: owner });
    const [said, removed] = [await aPost(thread, owner, { text: "Stays" }), await aPost(thread, owner)];
    for (const { id } of [kept, hidden, archived]) await makePublic(actor, "showcase", id);
    await makePublic(actor, "event", event.id);
    await makePublic(actor, "thread", thread.id);
    await publishNewsletter(actor);
    setClock(later(10));
    expect((await newsletterByIssue(community.id, 1))?.items).toHaveLength(5);

    await makePrivate(actor, "showcase", hidden.id);
    await db().showcase.update({ where: { id: archived.id }, data: { status: "archived" } });
    await db().event.update({ where: { id: event.id }, data: { status: "cancelled" } });
    await db().post.update({ where: { id: removed.id }, data: { removedAt: later(10) } });

    const items = (await newsletterByIssue(community.id, 1))?.items;
    expect(items).toHaveLength(2);
    expect(items).toMatchObject([{ showcase: { title: "Kept" } }, { posts: [{ id: said.id }] }]);
    await makePrivate(actor, "thread", thread.id);
    await makePrivate(actor, "showcase", kept.id);
    expect(await newsletterByIssue(community.id, 1)).toBeNull();
    expect((await newsletterArchive(community.id)).newsletters).toEqual([]);
  });
});
