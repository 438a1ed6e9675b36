import { describe, expect, test } from "vitest";

import { db } from "#app/db/client.ts";
import { addressKey } from "#app/lib/keys.ts";
import { writeReplyAddress } from "#emails/writing/addresses.ts";
import { dayNumber } from "#emails/writing/token-bytes.ts";
import type { Community, Delivery } from "#prisma/generated/client.ts";
import { aCommunity, aMember, type MemberOfTest } from "#tests/support/circle.ts";
import { addressOf, arrive, domain } from "./arriving.ts";

function aDelivery(community: Community, member: MemberOfTest): Promise<Delivery> {
  return db().delivery.create({
    data: {
      communityId: community.id,
      kind: "digest",
      letterKey: `digest:of-${member.id}`,
      address: member.address,
      membershipId: member.id,
      status: "sent",
      messageId: `<rl.${member.id.replaceAll("-", "")}@${domain}>`,
      notBefore: new Date(),
      notAfter: new Date(),
    },
  });
}

function returnPathOf(community: Community, delivery: Delivery): string {
  return writeReplyAddress({
    key: addressKey(),
    keyVersion: 1,
    slug: community.slug,
    domain,
    kind: "delivery",
    issuedDay: dayNumber(new Date()),
    member: 0,
    target: delivery.number,
  });
}

function aReport(address: string, status: string, messageId: string, returnPath?: string) {
  const content = [
    "--b",
    "Content-Type: text/plain",
    "",
    "I am sorry to have to tell you that your mail could not be delivered.",
    "--b",
    "Content-Type: message/delivery-status",
    "",
    "Reporting-MTA: dns; mx.example.org",
    "",
    `Final-Recipient: rfc822; ${address}`,
    "Action: failed",
    `Status: ${status}`,
    "Diagnostic-Code: smtp; 550 no such mailbox",
    "",
    "--b",
    "Content-Type: text/rfc822-headers",
    "",
    ...(returnPath === undefined ? [] : [`Return-Path: <${returnPath}>`]),
    `Message-ID: ${messageId}`,
    `To: ${address}`,
    "",
    "--b--",
  ].join("\n");
  return { type: 'multipart/report; report-type=delivery-status; boundary="b"', content };
}

describe("a letter that comes back", () => {
  test("a hard bounce at the return path stops mail to the address", async () => {
    const community = await aCommunity();
    const ana = await aMember(community);
    const delivery = await aDelivery(community, ana);
    const inbound = await arrive({
      from: "MAILER-DAEMON@mx.example.org",
      envelopeFrom: "",
      to: returnPathOf(community, delivery),
      body: aReport(ana.address, "5.1.1", "<unknown@mx.example.org>"),
    });

    expect(inbound).toMatchObject({ status: "accepted", outcome: [{ kind: "bounce", id: delivery.id }] });
    expect(await db().suppression.findMany({ where: { communityId: community.id } })).toMatchObject([
      { address: ana.address, reason: "hard_bounce" },
    ]);
  });

  test("a report that names our letter and its receiver counts without the return path", async () => {
    const community = await aCommunity();
    const ana = await aMember(community);
    const delivery = await aDelivery(community, ana);
    await arrive({
      from: "MAILER-DAEMON@mx.example.org",
      envelopeFrom: "",
      to: addressOf(community),
      body: aReport(ana.address, "4.4.7", delivery.messageId ?? ""),
    });
    expect(await db().bounce.findMany({ where: { communityId: community.id } })).toMatchObject([
      { class: "transient" },
    ]);
    expect(await db().suppression.count({ where: { communityId: community.id } })).toBe(0);
  });

  test("a report about a letter of nobody's, or about another receiver, stops nothing", async () => {
    const community = await aCommunity();
    const [ana, ben] = [await aMember(community), await aMember(community)];
    const delivery = await aDelivery(community, ana);
    const inbound = await arrive({
      from: "MAILER-DAEMON@evil.example",
      envelopeFrom: "",
      to: addressOf(community),
      body: aReport(ben.address, "5.1.1", delivery.messageId ?? ""),
    });
    expect(inbound).toMatchObject({ status: "ignored", reason: "bounce-unknown" });
    expect(await db().suppression.count({ where: { communityId: community.id } })).toBe(0);
  });

  test("a report to the community's address counts when it repeats the sealed return path", async () => {
    const community = await aCommunity();
    const ana = await aMember(community);
    const delivery = await aDelivery(community, ana);
    const report = (path: string) => aReport(ana.address, "5.1.1", "<hidden@relay.example>", path);
    const from = { from: "MAILER-DAEMON@mx.example.org", envelopeFrom: "", to: addressOf(community) };
    const path = returnPathOf(community, delivery);

    const forged = await arrive({
      ...from,
      body: report(path.replace(/.(?=@)/, (last) => (last === "a" ? "b" : "a"))),
    });
    expect(forged).toMatchObject({ status: "ignored", reason: "bounce-unknown" });
    const known = await arrive({ ...from, body: report(path) });
    expect(known).toMatchObject({ status: "accepted", outcome: [{ kind: "bounce", id: delivery.id }] });
  });

  test("a complaint stops mail at once", async () => {
    const community = await aCommunity();
    const ana = await aMember(community);
    const delivery = await aDelivery(community, ana);
    const content = `--b\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\nUser-Agent: x/1\n\n--b\nContent-Type: message/rfc822\n\nMessage-ID: ${delivery.messageId ?? ""}\nFrom: ${addressOf(community)}\nTo: ${ana.address}\nSubject: Letter\n\nHello\n--b--`;
    const inbound = await arrive({
      from: "fbl@provider.example",
      to: addressOf(community),
      body: { type: 'multipart/report; report-type=feedback-report; boundary="b"', content },
    });
    expect(inbound.status).toBe("accepted");
    expect(await db().suppression.findMany({ where: { communityId: community.id } })).toMatchObject([
      { reason: "complaint" },
    ]);
  });
});

describe("machines never post and are never answered", () => {
  const cases = [
    [
      "an out-of-office note",
      "auto-reply",
      { headers: { "Auto-Submitted": "auto-replied" }, subject: "Automatic reply: Clay" },
    ],
    ["an out-of-office note without headers", "auto-reply", { subject: "Out of Office: Clay" }],
    ["our own letter", "own-mail", { headers: { "List-Id": "Kiln <SLUG.roundletter.test>" } }],
    ["a mailing list", "mailing-list", { headers: { "List-Id": "<clay.lists.example.org>" } }],
    ["something without a return path", "machine-mail", { envelopeFrom: "" }],
    ["something that has gone round", "loop", { headers: { "X-Loop": "kiln@roundletter.test" } }],
  ] as const;

  test.each(cases)("%s", async (_what, reason, written) => {
    const community = await aCommunity();
    const ana = await aMember(community);
    const headers: Record<string, string> = "headers" in written ? { ...written.headers } : {};
    for (const [name, value] of Object.entries(headers))
      headers[name] = value.replace("SLUG", community.slug);
    const inbound = await arrive({
      from: ana.address,
      to: addressOf(community),
      text: "I am away.",
      ...written,
      headers,
    });

    expect(inbound).toMatchObject({ status: "ignored", reason });
    expect(await db().post.count({ where: { communityId: community.id } })).toBe(0);
    expect(await db().delivery.count({ where: { communityId: community.id } })).toBe(0);
  });
});
