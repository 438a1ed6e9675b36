import { beforeAll, describe, expect, test } from "vitest";

import { db } from "#app/db/client.ts";
import { compose } from "#app/mailers/index.ts";
import { digestAsSent, publishDigest } from "#app/models/digest.ts";
import { receiveInboundMessage } from "#app/models/inbound-message.ts";
import { mailClients, type MailClient, type QuotePlace } from "#app/models/mailroom.ts";
import { writeAnswer } from "#app/models/mailroom/write-answer.ts";
import { parseMessage, type ReadMessage } from "#emails/reading/parse-message.ts";
import { processInbound } from "#jobs/handlers/process-inbound.ts";
import type { Community, Delivery } from "#prisma/generated/client.ts";
import {
  actorOf,
  aCommunity,
  aMember,
  anOwner,
  aPost,
  aThread,
  type MemberOfTest,
} from "#tests/support/circle.ts";
import { addressOf, arrive, replyAddressOf } from "./arriving.ts";

let community: Community;
let ana: MemberOfTest;
let ben: MemberOfTest;
let delivery: Delivery;
let letter: ReadMessage;
const subjects = ["A market on Saturday", "Wood ash glazes", "Who has a spare shelf?"];

beforeAll(async () => {
  community = await aCommunity();
  const owner = await anOwner(community);
  [ana, ben] = [await aMember(community, { name: "Ana" }), await aMember(community, { name: "Ben" })];
  for (const subject of subjects) {
    const thread = await aThread(community, { by: ana, subject });
    await aPost(thread, ana, { text: `About ${subject.toLowerCase()}: here is what I found out this week.` });
  }
  await publishDigest(actorOf(owner, community), community.id);
  delivery = await db().delivery.findFirstOrThrow({ where: { membershipId: ben.id, kind: "digest" } });
  const composed = (await compose([delivery])).get(delivery.id);
  if (!composed || !("raw" in composed)) throw new Error("no letter was composed");
  await db().delivery.update({
    where: { id: delivery.id },
    data: { status: "sent", messageId: composed.messageId },
  });
  letter = await parseMessage(composed.raw);
});

let minute = 0;

async function answer(client: MailClient, place: QuotePlace, body: string, to?: string) {
  const recipient = to ?? letter.replyTo[0]?.address ?? "";
  const date = new Date(Date.UTC(2026, 10, 24, 12, ++minute));
  const raw = await writeAnswer(letter, {
    from: { name: "Ben", address: ben.address },
    to: recipient,
    body,
    client,
    place,
    date,
  });
  const { id } = await receiveInboundMessage({
    ingress: "smtp",
    envelopeFrom: ben.address,
    recipient,
    remoteHost: "127.0.0.1",
    raw,
  });
  await processInbound({ inboundMessageId: id });
  const inbound = await db().inboundMessage.findUniqueOrThrow({ where: { id } });
  const posts = await db().post.findMany({
    where: { inboundMessageId: id },
    include: { thread: true },
    orderBy: { answer: "asc" },
  });
  return {
    inbound,
    posts: posts.map(({ text, thread }) => ({
      text,
      thread: thread.kind === "digest" ? "digest" : thread.subject,
    })),
  };
}

describe.each(mailClients)("an answer to a digest, by %s", (client) => {
  test("on top is a remark in the digest's own thread", async () => {
    const { inbound, posts } = await answer(
      client,
      "top",
      `What a fine letter, said ${client}.\nIt made my week.`,
    );
    expect(inbound.status).toBe("accepted");
    const [remark, ...others] = posts;
    expect(remark?.text.split(/\n+/)).toEqual([`What a fine letter, said ${client}.`, "It made my week."]);
    expect([remark?.thread, others]).toEqual(["digest", []]);
  });

  test("under an item lands in that item's thread", async () => {
    const sent = await digestAsSent(ben.id, delivery.digestId ?? "");
    const second = sent?.items[1];
    const { posts } = await answer(
      client,
      { under: `About ${second?.title.toLowerCase() ?? ""}` },
      `I would like to try that, says ${client}.`,
    );
    expect(posts).toEqual([{ text: `I would like to try that, says ${client}.`, thread: second?.title }]);
  });
});

test("a line that begins with a number answers that item", async () => {
  const sent = await digestAsSent(ben.id, delivery.digestId ?? "");
  const { posts } = await answer("gmail", "top", "3: You can have one of mine.");
  expect(posts).toEqual([{ text: "You can have one of mine.", thread: sent?.items[2]?.title }]);
});

test("an item's own address needs no quote", async () => {
  const sent = await digestAsSent(ben.id, delivery.digestId ?? "");
  const first = sent?.items[0];
  const to = replyAddressOf(community, ben, "item", first?.itemNumber ?? 0);
  await arrive({ from: ben.address, to, text: "Straight to the item, without any quote." });
  const posts = await db().post.findMany({
    where: { communityId: community.id, text: { startsWith: "Straight" } },
    include: { thread: true },
  });
  expect(posts.map(({ thread }) => thread.subject)).toEqual([first?.title]);
});

test("what cannot be placed with certainty is asked, and goes where its author says", async () => {
  const item = letter.text?.split("\n") ?? [];
  const sent = await digestAsSent(ben.id, delivery.digestId ?? "");
  const third = sent?.items[2];
  // Only one item is left of what is quoted, and the words stand above it.
  const quoted = item
    .filter((line) => line.includes(`About ${third?.title.toLowerCase() ?? ""}`))
    .map((line) => `> ${line}`);
  const inbound = await arrive({
    from: ben.address,
    to: letter.replyTo[0]?.address ?? "",
    text: `I have one in the cellar, come and see.\n\nOn Tue, Nov 24, 2026 at 9:00 AM Kiln Circle <${addressOf(community)}> wrote:\n\n${quoted.join("\n")}`,
  });
  const [question] = await db().question.findMany({ where: { inboundMessageId: inbound.id } });
  expect(question).toMatchObject({ text: "I have one in the cellar, come and see.", answeredAt: null });
  expect(await db().delivery.count({ where: { kind: "question", membershipId: ben.id } })).toBe(1);

  await arrive({
    from: ben.address,
    to: replyAddressOf(community, ben, "question", question?.number ?? 0),
    text: "3",
  });
  const [post] = await db().post.findMany({
    where: { inboundMessageId: inbound.id },
    include: { thread: true },
  });
  expect(post).toMatchObject({
    text: "I have one in the cellar, come and see.",
    thread: { subject: third?.title },
  });
  const late = await arrive({
    from: ben.address,
    to: replyAddressOf(community, ben, "question", question?.number ?? 0),
    text: "2",
  });
  expect(late).toMatchObject({ status: "rejected", reason: "nothing-asked" });
});

test("a digest answered at the community's address is known by its headers", async () => {
  const { posts } = await answer(
    "thunderbird",
    "top",
    "By the community's address this time, all the same.",
    addressOf(community),
  );
  expect(posts).toEqual([{ text: "By the community's address this time, all the same.", thread: "digest" }]);
});
