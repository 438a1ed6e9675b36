import { expect, test } from "vitest";

import { db } from "#app/db/client.ts";
import { blobBytes } from "#app/models/blob.ts";
import { inboundById, listHeld } from "#app/models/inbound-message.ts";
import { memberToken } from "#app/models/membership/links.ts";
import { aCommunity, aMember, aThread } from "#tests/support/circle.ts";
import { addressOf, arrive, replyAddressOf } from "./arriving.ts";

/** A member answers below the whole letter that they got, with every right that is in it. */
async function quotedByMember() {
  const community = await aCommunity();
  const ana = await aMember(community, { name: "Ana Ferreira" });
  const thread = await aThread(community, { by: ana });
  const address = replyAddressOf(community, ana, "thread", thread.number);
  const unsubscribe = replyAddressOf(community, ana, "unsubscribe", ana.number);
  const links = (["preferences", "unsubscribe", "rsvp", "answer"] as const).map(
    (purpose) => `http://roundletter.test/${purpose}/${memberToken(ana, purpose, 7)}`,
  );
  const rights = [address, unsubscribe, ...links];
  const tokens = rights.map((right) => /[a-z0-9]{24,}/.exec(right)?.[0] ?? "");
  return { community, ana, thread, address, rights, tokens };
}

const quote = (rights: readonly string[]) =>
  ["On Tuesday Kiln Circle wrote:", ...rights.map((right) => `> Write to ${right}`)].join("\n");

test("what others see of an answer lets nobody act in its author's name", async () => {
  const { community, ana, thread, address, rights, tokens } = await quotedByMember();
  const html = `<p>River clay, as ${rights[2] ?? ""} told.</p><blockquote type="cite">${rights
    .map(
      (right) =>
        `<a href="${right.includes("@") ? `mailto:${encodeURIComponent(right)}` : right}">${right}</a>`,
    )
    .join("<br>")}</blockquote>`;
  await arrive({ from: ana.address, to: address, text: `See ${rights.join(" and ")}\n\n${quote(rights)}` });
  await arrive({ from: ana.address, to: address, html });
  await arrive({
    from: ana.address,
    to: address,
    body: {
      type: 'multipart/mixed; boundary="b"',
      content: [
        "--b",
        "Content-Type: text/plain",
        "",
        "The letter itself, for who has not got it.",
        "--b",
        "Content-Type: message/rfc822",
        'Content-Disposition: attachment; filename="letter.eml"',
        "",
        "From: kiln@roundletter.test",
        "Subject: Clay",
        "",
        ...rights,
        "--b--",
      ].join("\n"),
    },
  });

  const posts = await db().post.findMany({ where: { threadId: thread.id }, include: { attachments: true } });
  expect(posts).toHaveLength(3);
  const attached = await Promise.all(
    posts.flatMap(({ attachments }) => attachments.map(({ blobId }) => blobBytes(blobId))),
  );
  expect(attached.length).toBeGreaterThan(0);
  const seen = JSON.stringify(posts) + attached.map((bytes) => bytes?.toString() ?? "").join("\n");
  for (const token of tokens) expect(seen).not.toContain(token);
  expect(seen).toContain(addressOf(community));
  expect(seen).toContain("http://roundletter.test/preferences/…");
});

test("a subject, and the beginning of a letter as lists show it, neither", async () => {
  const { community, ana, rights, tokens } = await quotedByMember();
  const inbound = await arrive({
    from: ana.address,
    to: addressOf(community),
    subject: `Fwd: ${rights[3] ?? ""}`,
    text: rights.join(" "),
  });

  const thread = await db().thread.findFirstOrThrow({
    where: { communityId: community.id },
    orderBy: { number: "desc" },
  });
  for (const token of tokens) {
    expect(thread.subject).not.toContain(token);
    expect(`${inbound.subject ?? ""} ${inbound.preview ?? ""}`).not.toContain(token);
  }
});

test("whoever judges held mail does not get what it quotes, nor whom it was written to", async () => {
  const { community, ana, address, rights, tokens } = await quotedByMember();
  const held = await arrive({
    from: "eve@elsewhere.example",
    to: address,
    text: `Hello!\n\n${quote(rights)}`,
  });
  const [asked] = await db().delivery.findMany({ where: { kind: "held", membershipId: ana.id } });

  const seen = JSON.stringify([
    await inboundById(community.id, held.id),
    await listHeld(community.id),
    asked,
  ]);
  for (const token of tokens) expect(seen).not.toContain(token);
  expect(seen).toContain("Hello!");
});
