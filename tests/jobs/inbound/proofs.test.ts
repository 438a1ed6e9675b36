import { simpleParser } from "mailparser";
import { describe, expect, test, vi } from "vitest";
import { db } from "#app/db/client.ts";
import { setClock } from "#app/lib/clock.ts";
import { compose } from "#app/mailers/index.ts";
import {
  changeDigestRules,
  draftOf,
  editDraft,
  issueDueDigests,
  publishDigest,
  scheduleDraft,
  sendProof,
  withdrawOk,
} from "#app/models/digest.ts";
import { askForOks } from "#app/models/digest/ask-for-oks.ts";
import { frozenItems } from "#app/models/digest/edition.ts";
import { issueDigests } from "#jobs/handlers/issue-digests.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import {
  actorOf,
  aCommunity,
  aMember,
  anOwner,
  aPost,
  aThread,
  type MemberOfTest,
} from "#tests/support/circle.ts";
import { arrive, replyAddressOf } from "./arriving.ts";

// The first proof draws a letter from nothing: on a busy machine that takes a while.
vi.setConfig({ testTimeout: 60_000 });

const monday = new Date("2026-11-23T12:00:00Z");
const hours = (count: number) => new Date(monday.getTime() + count * 3_600_000);
/** Seven in Berlin on Tuesday. */
const tuesday = hours(18);

async function aCircle(traits: Partial<Prisma.CommunityUncheckedCreateInput> = {}) {
  setClock(monday);
  const community = await aCommunity({ digestRhythm: "daily", digestHour: 7, ...traits });
  const [ana, ben] = [await anOwner(community), await aMember(community)];
  // Long enough among them that her letter does not introduce the place.
  const cleo = await aMember(community, { joinedAt: hours(-24 * 200) });
  const thread = await aThread(community, { by: ben, subject: "Glaze tests" });
  const post = await aPost(thread, ben, { createdAt: hours(1), text: "The blue one held." });
  setClock(hours(2));
  return { community, ana, ben, cleo, thread, post, owner: actorOf(ana, community) };
}

const proofsTo = (member: MemberOfTest) =>
  db().proof.findMany({ where: { membershipId: member.id }, orderBy: { number: "asc" } });
const digestsTo = (member: MemberOfTest) =>
  db().delivery.findMany({ where: { membershipId: member.id, kind: "digest" }, orderBy: { number: "asc" } });

/** The letters of the latest proof to a member, as a mail program reads them: the list, and the letter itself. */
async function lettersOf(member: MemberOfTest) {
  const proof = (await proofsTo(member)).at(-1);
  const read = async (part: string) => {
    const [delivery] = await db().delivery.findMany({
      where: { letterKey: `proof:${proof?.id ?? ""}:${part}` },
    });
    const composed = delivery && (await compose([delivery])).get(delivery.id);
    if (!composed || !("raw" in composed)) return null;
    const parsed = await simpleParser(composed.raw);
    return {
      subject: parsed.subject ?? "",
      text: parsed.text ?? "",
      replyTo: parsed.replyTo?.value[0]?.address ?? "",
      id: parsed.messageId ?? "",
    };
  };
  return { list: await read("list"), letter: await read("letter") };
}

async function say(member: MemberOfTest, to: string, text: string) {
  const inbound = await arrive({ from: member.address, to, text });
  const receipt = await db().delivery.findFirst({ where: { letterKey: `receipt:${inbound.id}` } });
  return {
    inbound,
    receipt: receipt?.facts as { done: string; sentence: string; asked: string | null } | undefined,
  };
}

async function proofAddress(member: MemberOfTest): Promise<string> {
  const { list } = await lettersOf(member);
  if (!list) throw new Error("no proof was mailed");
  return list.replyTo;
}

describe("a proof", () => {
  test("shows the owner the list and the very letter, and both are answered at one address", async () => {
    const { owner, ana, cleo, community } = await aCircle();
    await editDraft(owner, { opening: "The kiln is mended." });
    await sendProof(owner);
    const { list, letter } = await lettersOf(ana);
    expect(list?.subject).toBe("Proof of letter no. 1: Kiln Circle");
    expect(list?.text).toContain("[1] Glaze tests – 1 new post");
    expect(letter?.subject).toMatch(/^Test: Glaze tests/);
    expect(letter?.replyTo).toBe(list?.replyTo);
    expect(list?.replyTo).toMatch(new RegExp(`^${community.slug}\\+`));

    await publishDigest(owner, community.id);
    const [delivery] = await digestsTo(cleo);
    const composed = delivery && (await compose([delivery])).get(delivery.id);
    const sent = composed && "raw" in composed ? await simpleParser(composed.raw) : null;
    const said = (text: string | undefined) =>
      /The kiln is mended\.[\s\S]*The blue one held\./.exec(text ?? "")?.[0];
    expect(said(letter?.text)).toBe(said(sent?.text));
    expect(said(sent?.text)).toBeDefined();
    expect(letter?.id).not.toBe(sent?.messageId);
  });

  test("answered with ok lets exactly what it showed go out at its hour", async () => {
    const { owner, ana, ben, cleo, thread, post } = await aCircle();
    await sendProof(owner);
    const address = await proofAddress(ana);
    await aPost(thread, ben, { createdAt: hours(3) });
    setClock(hours(4));
    const { receipt, inbound } = await say(ana, address, "Ok!\n\nAna");
    expect(inbound).toMatchObject({ status: "accepted", outcome: [{ kind: "command", name: "ok" }] });
    expect(receipt?.done).toBe("the letter goes out");
    expect(receipt?.sentence).toContain("Tuesday");
    expect(await digestsTo(cleo)).toEqual([]);

    setClock(tuesday);
    await issueDueDigests();
    const told = async () =>
      (await digestsTo(cleo)).map(({ facts }) => frozenItems(facts).flatMap(({ postIds }) => postIds));
    expect(await told()).toEqual([[post.id]]);
    // What was said later is told the day after.
    setClock(hours(42));
    await issueDueDigests();
    expect((await told())[1]).toHaveLength(1);
  });

  test("is worth nothing when the draft was changed: a new one comes, and says so", async () => {
    const { owner, ana, cleo } = await aCircle();
    await sendProof(owner);
    const address = await proofAddress(ana);
    await editDraft(owner, { opening: "Another thing." });
    const { receipt } = await say(ana, address, "ok");
    expect(receipt?.done).toBe("a new proof is on its way");
    expect(await proofsTo(ana)).toMatchObject([{ reason: "asked", approvedAt: null }, { reason: "changed" }]);
    expect((await lettersOf(ana)).list?.text).toContain("was changed after the proof");

    await say(ana, await proofAddress(ana), "ok");
    setClock(tuesday);
    await issueDueDigests();
    expect(await digestsTo(cleo)).toHaveLength(1);
  });

  test("is worth nothing after a week", async () => {
    const { owner, ana } = await aCircle({ digestRhythm: "monthly" });
    await sendProof(owner);
    const address = await proofAddress(ana);
    setClock(hours(2 + 7 * 24 + 1));
    const { receipt } = await say(ana, address, "ok");
    expect(receipt?.sentence).toContain("more than a week old");
    expect(await proofsTo(ana)).toMatchObject([{ reason: "asked" }, { reason: "expired" }]);
  });

  test("is answered by whom it was written to, who may, and once it has left by nobody", async () => {
    const { owner, ana, ben, community } = await aCircle();
    const proof = await sendProof(owner);
    const stolen = await arrive({ from: ben.address, to: await proofAddress(ana), text: "ok" });
    expect(stolen.status).toBe("held");
    const own = await say(ben, replyAddressOf(community, ben, "proof", proof.number), "ok");
    expect(own.receipt?.done).toBe("this is for owners and moderators");

    await publishDigest(owner, community.id);
    const { receipt } = await say(
      ana,
      await Promise.resolve(replyAddressOf(community, ana, "proof", proof.number)),
      "ok",
    );
    expect(receipt?.done).toBe("it is settled already");
  });

  test("answered with other words changes nothing, and gives them back", async () => {
    const { owner, ana, community } = await aCircle();
    await sendProof(owner);
    const { receipt } = await say(ana, await proofAddress(ana), "Could we drop the second one?");
    expect(receipt).toMatchObject({
      done: "your answer was not understood",
      asked: "Could we drop the second one?",
    });
    expect((await draftOf(community.id)).digest.approvedAt).toBeNull();
    expect(await db().post.count({ where: { communityId: community.id } })).toBe(1);
  });

  test("answered with no lets the letter wait, and nobody is unsubscribed by 'stop'", async () => {
    const { owner, ana, community } = await aCircle();
    await sendProof(owner);
    await say(ana, await proofAddress(ana), "stop");
    expect((await draftOf(community.id)).digest.heldFor).toBe("by_owner");
    expect(await db().membership.findUnique({ where: { id: ana.id } })).toMatchObject({ status: "active" });
  });

  test("where nobody has an hour, ok means now", async () => {
    const { owner, ana, cleo } = await aCircle({ digestRhythm: "on_publish" });
    await sendProof(owner);
    const { receipt } = await say(ana, await proofAddress(ana), "ok");
    expect(receipt?.sentence).toContain("goes out now");
    await issueDigests();
    expect(await digestsTo(cleo)).toHaveLength(1);
  });

  test("an ok can be taken back", async () => {
    const { owner, ana, community } = await aCircle();
    await sendProof(owner);
    await say(ana, await proofAddress(ana), "ok");
    await withdrawOk(owner);
    expect((await draftOf(community.id)).digest).toMatchObject({ approvedAt: null, newsUntil: null });
  });
});

describe("where every digest needs an ok", () => {
  test("a proof comes half a day before the hour, one reminder after it, and nothing goes out without", async () => {
    const { owner, ana, cleo } = await aCircle();
    await changeDigestRules(owner, { holdMinutes: 0, proofRequired: true });
    setClock(hours(5));
    expect(await askForOks()).toBe(0);
    setClock(hours(7));
    await issueDigests();
    await issueDigests();
    expect(await proofsTo(ana)).toMatchObject([{ reason: "required" }]);

    for (const at of [18, 19, 20, 23]) {
      setClock(hours(at));
      await issueDigests();
    }
    expect(await digestsTo(cleo)).toEqual([]);
    expect(await proofsTo(ana)).toMatchObject([{ reason: "required" }, { reason: "reminder" }]);

    const { receipt } = await say(ana, await proofAddress(ana), "ok");
    expect(receipt?.sentence).toContain("goes out now");
    await issueDigests();
    expect(await digestsTo(cleo)).toHaveLength(1);
    expect(
      await db().digest.count({
        where: { communityId: owner.community.id, status: "draft", approvedAt: null },
      }),
    ).toBe(1);
  });

  test("a schedule waits for it too, and is kept from the ok on", async () => {
    const { owner, ana, cleo } = await aCircle();
    await changeDigestRules(owner, { holdMinutes: 0, proofRequired: true });
    await scheduleDraft(owner, { local: "2026-11-23T20:00", everyonesOwn: false });
    await issueDigests();
    expect(await proofsTo(ana)).toHaveLength(1);
    setClock(hours(20));
    await issueDigests();
    expect(await digestsTo(cleo)).toEqual([]);
    await say(ana, await proofAddress(ana), "ok");
    await issueDigests();
    expect(await digestsTo(cleo)).toHaveLength(1);
  });

  test("what its owner sends by hand needs no other", async () => {
    const { owner, cleo, community } = await aCircle({ proofRequired: true });
    await publishDigest(owner, community.id);
    expect(await digestsTo(cleo)).toHaveLength(1);
  });
});
