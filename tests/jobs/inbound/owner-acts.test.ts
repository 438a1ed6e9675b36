import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";

import { db } from "#app/db/client.ts";
import { now, setClock } from "#app/lib/clock.ts";
import { compose } from "#app/mailers/index.ts";
import { memberToken } from "#app/models/membership/links.ts";
import { action, loader } from "#app/routes/held.$token.tsx";
import { writeReplyAddress } from "#emails/writing/addresses.ts";
import { addressKey } from "#app/lib/keys.ts";
import { dayNumber } from "#emails/writing/token-bytes.ts";
import { processInbound } from "#jobs/handlers/process-inbound.ts";
import { readJudgement } from "#jobs/handlers/process-inbound/judge-by-mail.ts";
import { resolveAt } from "#jobs/handlers/process-inbound/authentication/names.ts";
import type { Community, InboundMessage } from "#prisma/generated/client.ts";
import { aCommunity, aMember, anOwner, aThread, type MemberOfTest } from "#tests/support/circle.ts";
import { openPage, press } from "#tests/support/pages.ts";
import { type NameServer, startNameServer } from "#tests/support/name-server.ts";
import { addressOf, arrive, domain, replyAddressOf } from "./arriving.ts";

let names: NameServer;
beforeAll(async () => {
  names = await startNameServer({ "TXT example.org": ["v=spf1 ip4:192.0.2.10 -all"] });
  resolveAt([names.address]);
});
afterAll(async () => {
  resolveAt(null);
  await names.close();
});

const theirServer = "192.0.2.10";
let community: Community;
let owner: MemberOfTest;
let ana: MemberOfTest;

beforeEach(async () => {
  community = await aCommunity();
  owner = await anOwner(community);
  ana = await aMember(community, { name: "Ana" });
});

const heldFromStranger = () =>
  arrive({ from: "eve@elsewhere.example", to: addressOf(community), text: "May I join?" });
/** A follower-like doubt: it seems to be Ana's. */
const heldFromAna = async () => {
  const thread = await aThread(community);
  const to = replyAddressOf(community, ana, "thread", thread.number);
  return arrive({ from: "ana@work.example", to, text: "From my other address." });
};

const decide = (
  held: InboundMessage,
  text: string,
  traits: { by?: MemberOfTest; remoteHost?: string } = {},
) => {
  const by = traits.by ?? owner;
  return arrive({
    from: by.address,
    to: replyAddressOf(community, by, "judge", held.number),
    text,
    remoteHost: traits.remoteHost ?? theirServer,
  });
};
const statusOf = async ({ id }: InboundMessage) =>
  (await db().inboundMessage.findUniqueOrThrow({ where: { id } })).status;
const receiptTo = async (address: string) => {
  const receipts = await db().delivery.findMany({
    where: { communityId: community.id, kind: "receipt", address },
    orderBy: { number: "desc" },
  });
  return receipts[0]?.facts as { done: string; replyTo: string; undo: { word: string } } | undefined;
};

describe("those who may decide about held mail", () => {
  test("each get a letter of their own about it, at most ten a day, and none once it is settled", async () => {
    const moderator = await aMember(community, { role: "moderator" });
    const held = await heldFromStranger();
    const told = await db().delivery.findMany({ where: { communityId: community.id, kind: "held_notice" } });
    expect(told.map(({ address }) => address).sort()).toEqual([moderator.address, owner.address].sort());

    const [letter] = (await compose(told)).values();
    const raw = letter && "raw" in letter ? letter.raw.toString() : "";
    expect(raw).toMatch(/^Reply-To: /m);
    expect(raw).toContain("May I join?");
    await decide(held, "reject");
    expect([...(await compose(told)).values()]).toEqual([
      { cancelled: "somebody settled it" },
      { cancelled: "somebody settled it" },
    ]);

    for (let at = 0; at < 12; at++)
      await arrive({
        from: `eve${String(at)}@elsewhere.example`,
        to: addressOf(community),
        text: `${String(at)} offers`,
      });
    expect(
      await db().delivery.count({
        where: { communityId: community.id, kind: "held_notice", address: owner.address },
      }),
    ).toBe(10);
  });

  test("approve by reply: it is read in the name that it seems to carry, audited, and undone by reply to the receipt", async () => {
    const held = await heldFromAna();
    expect(await decide(held, "approve")).toMatchObject({ status: "accepted" });
    await processInbound({ inboundMessageId: held.id });
    expect(await db().post.findMany({ where: { communityId: community.id } })).toMatchObject([
      { authorId: ana.id, removedAt: null },
    ]);
    expect(
      await db().auditEntry.findFirst({ where: { communityId: community.id, act: "inbound.released" } }),
    ).toMatchObject({ actorId: owner.personId, subjectId: held.id });

    const receipt = await receiptTo(owner.address);
    expect(receipt).toMatchObject({ done: "it is let pass", undo: { word: "undo" } });
    await arrive({ from: owner.address, to: receipt?.replyTo ?? "", text: "Undo", remoteHost: theirServer });
    expect(await db().post.findMany({ where: { communityId: community.id } })).toMatchObject([
      { removedAt: expect.any(Date) as Date },
    ]);
  });

  test("reject by reply, with words for the sender, and take it back", async () => {
    const held = await heldFromStranger();
    await decide(held, "Reject\n\nWe are full this year, please ask again in May.");
    expect(await statusOf(held)).toBe("rejected");
    const [notice] = await db().delivery.findMany({
      where: { communityId: community.id, kind: "rejection" },
    });
    expect(notice).toMatchObject({
      address: "eve@elsewhere.example",
      facts: { advice: "“We are full this year, please ask again in May.”" },
    });
    await decide(held, "undo");
    expect(await statusOf(held)).toBe("held");
  });

  test("approving what nobody here seems to have written changes nothing, and says where to choose a name", async () => {
    const held = await heldFromStranger();
    await decide(held, "approve");
    expect(await statusOf(held)).toBe("held");
    expect((await receiptTo(owner.address))?.done).toBe("nothing yet, for a name is missing");
  });

  test("a second one is told that it was decided before, and an unclear word that nothing was done", async () => {
    const moderator = await aMember(community, { role: "moderator" });
    const held = await heldFromStranger();
    await decide(held, "well, I do not know");
    expect((await receiptTo(owner.address))?.done).toContain("not clear");
    await decide(held, "reject");
    await decide(held, "approve", { by: moderator });
    expect((await receiptTo(moderator.address))?.done).toContain("decided before");
    expect(await statusOf(held)).toBe("rejected");
  });
});

describe("what is not enough to decide by mail", () => {
  test("a sender whom nothing proves", async () => {
    const held = await heldFromAna();
    const tried = await decide(held, "approve", { remoteHost: "198.51.100.7" });
    expect(tried).toMatchObject({ status: "rejected", reason: "act-unproven" });
    expect(await statusOf(held)).toBe("held");
    const [notice] = await db().delivery.findMany({
      where: { communityId: community.id, kind: "rejection" },
    });
    expect(notice).toMatchObject({ address: owner.address });
  });

  test("a sender whom nothing proves, to a proof", async () => {
    const tried = await arrive({
      from: owner.address,
      to: replyAddressOf(community, owner, "proof", 1),
      text: "ok",
      remoteHost: "198.51.100.7",
    });
    expect(tried).toMatchObject({ status: "rejected", reason: "act-unproven" });
  });

  test("a letter that is too old", async () => {
    const held = await heldFromAna();
    const to = writeReplyAddress({
      key: addressKey(),
      keyVersion: 1,
      slug: community.slug,
      domain,
      kind: "judge",
      issuedDay: dayNumber(now()) - 15,
      member: owner.number,
      target: held.number,
    });
    const tried = await arrive({ from: owner.address, to, text: "approve", remoteHost: theirServer });
    expect(tried).toMatchObject({ status: "rejected", reason: "act-stale" });
    expect(await statusOf(held)).toBe("held");
  });

  test("a member's role, or an owner's address in another's hands", async () => {
    const held = await heldFromAna();
    expect(await decide(held, "approve", { by: ana })).toMatchObject({
      status: "held",
      reason: "may-not-post",
    });
    const to = replyAddressOf(community, owner, "judge", held.number);
    const tried = await arrive({ from: ana.address, to, text: "approve", remoteHost: theirServer });
    expect(tried).toMatchObject({ status: "held", reason: "another-sender" });
    expect(await statusOf(held)).toBe("held");
  });

  test("another community's owner, with a genuine address of theirs", async () => {
    const held = await heldFromAna();
    const elsewhere = await aCommunity();
    const theirs = await anOwner(elsewhere);
    const to = replyAddressOf(elsewhere, theirs, "judge", held.number);
    expect(
      await arrive({ from: theirs.address, to, text: "approve", remoteHost: theirServer }),
    ).toMatchObject({
      status: "rejected",
      reason: "target-gone",
    });
    expect(await statusOf(held)).toBe("held");
  });

  test("a message that somebody let pass in an owner's name", async () => {
    const held = await heldFromAna();
    const tried = await decide(held, "approve", { remoteHost: "198.51.100.7" });
    await db().inboundMessage.update({
      where: { id: tried.id },
      data: { status: "received", membershipId: owner.id, outcome: [{ kind: "released" }] },
    });
    await processInbound({ inboundMessageId: tried.id });
    expect(await statusOf(tried)).toBe("rejected");
    expect(await statusOf(held)).toBe("held");
  });
});

describe("was this you, by the button", () => {
  const link = (held: InboundMessage, member = ana) => ({
    path: "/held/x",
    asked: { params: { token: memberToken(member, "held", held.number) } },
  });

  test("opening the page answers nothing; yes posts it, once", async () => {
    const held = await heldFromAna();
    const { path, asked } = link(held);
    const opened = await openPage(loader, path, asked);
    expect(opened.page).toMatchObject({ open: true, status: "held", words: "From my other address." });
    expect(await statusOf(held)).toBe("held");

    expect((await press(action, path, { intent: "yes" }, asked)).status).toBe(302);
    await processInbound({ inboundMessageId: held.id });
    expect(await db().post.count({ where: { communityId: community.id, authorId: ana.id } })).toBe(1);
    expect((await press(action, path, { intent: "no" }, asked)).status).toBe(400);
  });

  test("no sets it aside, and the address that was used proves nothing any more, but later ones do", async () => {
    const thread = await aThread(community);
    const to = replyAddressOf(community, ana, "thread", thread.number);
    const held = await arrive({ from: "thief@elsewhere.example", to, text: "In her name." });
    const { path, asked } = link(held);
    await press(action, path, { intent: "no" }, asked);
    expect(await statusOf(held)).toBe("rejected");

    const again = await arrive({ from: "thief@elsewhere.example", to, text: "Once more." });
    expect(again).toMatchObject({ reason: "unknown-sender", membershipId: null });
    expect(await arrive({ from: ana.address, to, text: "Me.", remoteHost: "198.51.100.7" })).toMatchObject({
      reason: "unproven-sender",
    });
    expect(
      await arrive({ from: ana.address, to, text: "Me, by my own server.", remoteHost: theirServer }),
    ).toMatchObject({
      status: "accepted",
    });
    setClock(new Date(now().getTime() + 2 * 86_400_000));
    const later = replyAddressOf(community, ana, "thread", thread.number);
    expect(
      await arrive({ from: ana.address, to: later, text: "Later.", remoteHost: "198.51.100.7" }),
    ).toMatchObject({
      status: "accepted",
    });
  });

  test("opens nothing for another member, another message, or after a month", async () => {
    const held = await heldFromAna();
    const statusWith = async (token: string) =>
      (await openPage(loader, "/held/x", { params: { token } })).status;
    expect(await statusWith(memberToken(owner, "held", held.number))).toBe(404);
    expect(await statusWith(memberToken(ana, "held", held.number + 1))).toBe(404);
    expect(await statusWith(memberToken(ana, "answer", held.number))).toBe(404);
    const token = memberToken(ana, "held", held.number);
    setClock(new Date(now().getTime() + 32 * 86_400_000));
    expect(await statusWith(token)).toBe(404);
  });
});

test("a decision is read from the first line, in any of our languages", () => {
  expect(readJudgement("Approve!")).toEqual({ kind: "approve" });
  expect(readJudgement("freigeben")).toEqual({ kind: "approve" });
  expect(readJudgement("reject: not for us")).toEqual({ kind: "reject", words: "not for us" });
  expect(readJudgement("Ablehnen\nLeider nein.")).toEqual({ kind: "reject", words: "Leider nein." });
  expect(readJudgement("no")).toEqual({ kind: "reject", words: "" });
  expect(readJudgement("I approve of none of this")).toBeNull();
  expect(readJudgement("")).toBeNull();
});
