import { simpleParser } from "mailparser";
import { describe, expect, test, vi } from "vitest";
import { db } from "#app/db/client.ts";
import { setClock } from "#app/lib/clock.ts";
import { previewDigest } from "#app/mailers/digest-preview.ts";
import { compose } from "#app/mailers/index.ts";
import { sentDigestOf } from "#app/mailers/sent-digest.ts";
import { leaseDeliveries, settleDeliveries } from "#app/models/delivery.ts";
import { digestAsSent, editDraft, issueDueDigests } from "#app/models/digest.ts";
import type { Thread } from "#prisma/generated/client.ts";
import {
  actorOf,
  aCommunity,
  aMember,
  anOwner,
  aPost,
  aThread,
  type MemberOfTest,
} from "#tests/support/circle.ts";

// Weeks pass in each of these: on a busy machine that takes a while.
vi.setConfig({ testTimeout: 60_000 });

const monday = new Date("2026-11-23T12:00:00Z");
const hours = (count: number) => new Date(monday.getTime() + count * 3_600_000);
/** Seven in Berlin, so many days after Monday. */
const morning = (day: number) => hours(24 * day - 6);

/** Ben reads every day at seven, Cleo on Fridays at seven; Ana writes the openings and something every day. */
async function aCircle() {
  setClock(monday);
  const community = await aCommunity({ digestRhythm: "daily", digestHour: 7 });
  const [ana, ben] = [await anOwner(community), await aMember(community)];
  const cleo = await aMember(community, { digestRhythm: "weekly", digestWeekday: 5 });
  const thread = await aThread(community, { by: ana });
  const owner = actorOf(ana, community);
  let today = 0;
  return {
    community,
    ana,
    ben,
    cleo,
    owner,
    /** The digests of one morning, with a post of the night before, and an opening where one is given. */
    issue: async (day: number, opening?: string) => {
      while (++today < day) {
        setClock(morning(today));
        await issueDueDigests();
      }
      setClock(morning(day));
      if (opening !== undefined) await editDraft(owner, { opening });
      await aNightsPost(thread, ana, day);
      await issueDueDigests();
    },
  };
}

const aNightsPost = (thread: Thread, by: MemberOfTest, day: number) =>
  aPost(thread, by, { createdAt: new Date(morning(day).getTime() - 3_600_000), text: `Day ${String(day)}.` });

const lettersTo = (member: MemberOfTest) =>
  db().delivery.findMany({ where: { membershipId: member.id, kind: "digest" }, orderBy: { number: "asc" } });

/** The openings of a member's digests in order, "" where one had none. */
async function openingsTold(member: MemberOfTest): Promise<string[]> {
  const letters = await lettersTo(member);
  const sent = await Promise.all(
    letters.map(({ digestId }) => digestAsSent(member.id, digestId ?? "").then((one) => one?.opening)),
  );
  return sent.map((opening) => opening ?? "not sent");
}

async function textOf(member: MemberOfTest): Promise<string> {
  const delivery = (await lettersTo(member)).at(-1);
  if (!delivery) throw new Error("no letter");
  const composed = (await compose([delivery])).get(delivery.id);
  if (!composed || !("raw" in composed)) throw new Error("the letter was not written");
  const { text = "", html } = await simpleParser(composed.raw);
  expect(typeof html).toBe("string");
  return text;
}

describe("the owner's opening", () => {
  test("reaches weekly readers with their own letter, after daily readers had it", async () => {
    const { ben, cleo, issue } = await aCircle();
    await issue(1, "The kiln is **mended**.");
    await issue(2);
    await issue(4);

    expect(await openingsTold(ben)).toEqual(["The kiln is **mended**.", "", ""]);
    expect(await openingsTold(cleo)).toEqual(["The kiln is **mended**."]);
    expect(await textOf(cleo)).toContain("The kiln is **mended**.");
    expect(await textOf(ben)).not.toContain("The kiln is");
  });

  test("stands in one edition's letters to some and not to others, each reproduced as it was", async () => {
    const { ben, cleo, issue } = await aCircle();
    await issue(1, "The kiln is mended.");
    await issue(4);
    const [, bens] = await lettersTo(ben);
    const [cleos] = await lettersTo(cleo);
    expect(cleos?.digestId).toBe(bens?.digestId);

    const [hers, his] = [await textOf(cleo), await textOf(ben)];
    setClock(hours(24 * 30));
    const digestId = cleos?.digestId ?? "";
    expect((await sentDigestOf(cleo.id, digestId))?.text.trim()).toBe(hers.trim());
    expect((await sentDigestOf(ben.id, digestId))?.text.trim()).toBe(his.trim());
    expect(hers).toContain("The kiln is mended.");
    expect(his).not.toContain("The kiln is mended.");
  });

  test("is told once: the week after it comes no more", async () => {
    const { cleo, issue } = await aCircle();
    await issue(3, "Soup on Saturday.");
    await issue(4);
    // Within eight days of the opening, another letter goes to her.
    await db().membership.update({ where: { id: cleo.id }, data: { nextDigestAt: morning(6) } });
    await issue(6);
    await issue(11);

    expect(await openingsTold(cleo)).toEqual(["Soup on Saturday.", "", ""]);
  });

  test("gives way to that of the letter's own edition, and to a newer one", async () => {
    const { cleo, issue } = await aCircle();
    await issue(1, "First.");
    await issue(2, "Second.");
    await issue(4);
    await issue(8, "Third.");
    await issue(11, "Fourth.");

    expect(await openingsTold(cleo)).toEqual(["Second.", "Fourth."]);
  });

  test("is old after eight days, and was not written to who came after it", async () => {
    const { community, issue } = await aCircle();
    const monthly = await aMember(community, { digestRhythm: "monthly", nextDigestAt: morning(10) });
    await issue(1, "The kiln is mended.");
    setClock(morning(2));
    const mei = await aMember(community, { nextDigestAt: morning(3) });
    await issue(3);
    await issue(10);

    expect(await openingsTold(mei)).toEqual(["", ""]);
    expect(await openingsTold(monthly)).toEqual([""]);
  });

  test("of an earlier edition is no news by itself", async () => {
    const { community, owner, ana, cleo } = await aCircle();
    setClock(morning(1));
    await editDraft(owner, { opening: "Only this." });
    await issueDueDigests();
    setClock(morning(4));
    await issueDueDigests();

    expect(await openingsTold(ana)).toEqual(["Only this."]);
    expect(await lettersTo(cleo)).toEqual([]);
    expect(await db().digest.count({ where: { communityId: community.id, status: "issued" } })).toBe(1);
  });

  test("comes again when the letter that had it was called off", async () => {
    const { cleo, issue } = await aCircle();
    await issue(3, "Soup on Saturday.");
    await db().delivery.deleteMany({ where: { membershipId: { not: cleo.id } } });
    await issue(4);
    const leased = await leaseDeliveries("w", 50);
    await settleDeliveries(
      "w",
      leased.map(({ id }) => ({ id, status: "cancelled", response: "too late" })),
    );
    await db().membership.update({ where: { id: cleo.id }, data: { nextDigestAt: morning(6) } });
    await issue(6);

    expect(await openingsTold(cleo)).toEqual(["Soup on Saturday.", "Soup on Saturday."]);
  });

  test("stays in a letter of which something was taken back", async () => {
    const { community, ana, cleo, issue } = await aCircle();
    await issue(1, "The kiln is mended.");
    const gone = await aPost(await aThread(community, { subject: "Gone" }), ana, { createdAt: morning(2) });
    await issue(4);
    await db().post.update({ where: { id: gone.id }, data: { removedAt: morning(4) } });

    expect(await textOf(cleo)).toContain("The kiln is mended.");
    expect(await openingsTold(cleo)).toEqual(["The kiln is mended."]);
    const [letter] = await lettersTo(cleo);
    expect(letter?.facts).toHaveLength(2);
  });

  test("is in the preview while there is somebody who has not had it", async () => {
    const { community, ana, ben, cleo, owner, issue } = await aCircle();
    await issue(1, "The kiln is mended.");
    await aPost(await aThread(community), ben, { createdAt: morning(2) });
    setClock(morning(3));
    expect((await previewDigest(owner, community.id)).text).toContain("The kiln is mended.");

    await issue(4);
    await aPost(await aThread(community), ben, { createdAt: morning(5) });
    setClock(morning(6));
    expect(await openingsTold(cleo)).toEqual(["The kiln is mended."]);
    expect((await previewDigest(owner, community.id)).text).not.toContain("The kiln is mended.");
    await editDraft(actorOf(ana, community), { opening: "A new one." });
    expect((await previewDigest(owner, community.id)).text).toContain("A new one.");
  });
});
