import { describe, expect, test } from "vitest";
import { simpleParser } from "mailparser";
import { db } from "#app/db/client.ts";
import { setClock } from "#app/lib/clock.ts";
import { compose } from "#app/mailers/index.ts";
import type { LetterKind } from "#app/models/delivery.ts";
import { lintLetter, type LintContext } from "#emails/writing/letter-lint.ts";
import type { Community, Prisma } from "#prisma/generated/client.ts";
import { aCommunity, aMember, anOwner, type MemberOfTest } from "#tests/support/circle.ts";

const noon = new Date("2026-11-24T12:00:00Z");
let key = 0;

async function aLetter(kind: LetterKind, { community, member }: Circle, facts: Prisma.InputJsonValue) {
  const delivery = await db().delivery.create({
    data: {
      communityId: community.id,
      kind,
      letterKey: `notice ${String(++key)}`,
      address: member.address,
      membershipId: member.id,
      notBefore: noon,
      notAfter: new Date(noon.getTime() + 86_400_000),
      facts,
    },
  });
  const composed = (await compose([delivery])).get(delivery.id);
  if (!composed) throw new Error("the mailer forgot it");
  return composed;
}

interface Circle {
  community: Community;
  member: MemberOfTest;
}

async function aCircle(locale = "en"): Promise<Circle> {
  setClock(noon);
  const community = await aCommunity();
  await anOwner(community);
  return { community, member: await aMember(community, { locale, name: "Ben Okri" }) };
}

async function aHeldMessage({ community, member }: Circle) {
  return db().inboundMessage.create({
    data: {
      communityId: community.id,
      ingress: "smtp",
      envelopeFrom: "ben@elsewhere.example",
      recipient: `${community.slug}@roundletter.test`,
      raw: Buffer.from("Subject: Clay\r\n\r\nFrom the pit.\r\n"),
      fingerprint: `print ${String(++key)}`,
      status: "held",
      fromAddress: "ben@elsewhere.example",
      subject: "Clay",
      preview: "From the pit.",
      membershipId: member.id,
      receivedAt: noon,
    },
  });
}

async function read(letter: Awaited<ReturnType<typeof aLetter>>, kind: LintContext["kind"]) {
  if ("cancelled" in letter) throw new Error(letter.cancelled);
  expect(
    lintLetter(letter.raw, { kind, domain: "roundletter.test", webHosts: ["roundletter.test"] }),
  ).toEqual([]);
  return { ...(await simpleParser(letter.raw)), envelope: letter.envelope };
}

describe.each(["en", "de", "fr", "es"])("in %s", (locale) => {
  test("a rejection gives the text back, and can be answered by no machine", async () => {
    const letter = await aLetter("rejection", await aCircle(locale), {
      receivedAt: noon.toISOString(),
      subject: "Re: Clay",
      reason: "The thread is closed.",
      advice: null,
      written: "My long answer.",
    });
    const { text, envelope } = await read(letter, "rejection");
    expect(text).toContain("My long answer.");
    expect(envelope.from).toBe("");
  });

  test("a receipt says what was done and how to undo it", async () => {
    const letter = await aLetter("receipt", await aCircle(locale), {
      done: "paused until Sunday",
      sentence: "Your letters are paused.",
      asked: "pause until Sunday",
      undo: { word: "undo", url: "http://roundletter.test/preferences/abc" },
    });
    expect((await read(letter, "receipt")).text).toContain("undo");
  });

  test("a question offers what it may belong to, and is answered by reply", async () => {
    const circle = await aCircle(locale);
    const inbound = await aHeldMessage(circle);
    const question = await db().question.create({
      data: {
        communityId: circle.community.id,
        membershipId: circle.member.id,
        inboundMessageId: inbound.id,
        text: "Count me in.",
        candidates: [{ number: 2, title: "Raku in the yard", threadId: inbound.id }],
      },
    });
    const { text, replyTo } = await read(
      await aLetter("question", circle, { questionId: question.id }),
      "question",
    );
    expect(text).toContain("2 – Raku in the yard");
    expect(text).toContain("Count me in.");
    expect(replyTo?.value[0]?.address).toContain("+");
  });

  test("what came in a member's name is shown to them", async () => {
    const circle = await aCircle(locale);
    const inbound = await aHeldMessage(circle);
    const letter = await aLetter("held", circle, {
      inboundMessageId: inbound.id,
      sender: "ben@elsewhere.example",
      written: "From the pit.",
    });
    expect((await read(letter, "held")).text).toContain("From the pit.");
  });

  test("the owner reads whose mail comes back", async () => {
    const circle = await aCircle(locale);
    await db().suppression.create({
      data: {
        communityId: circle.community.id,
        address: circle.member.address,
        reason: "hard_bounce",
        words: "unknown",
      },
    });
    const letter = await aLetter("bounce_notice", circle, { addresses: [circle.member.address] });
    expect((await read(letter, "bounce-notice")).text).toContain("Ben Okri");
  });
});

test("what was settled meanwhile is not asked any more", async () => {
  const circle = await aCircle();
  const inbound = await aHeldMessage(circle);
  await db().inboundMessage.update({ where: { id: inbound.id }, data: { status: "accepted" } });
  expect(await aLetter("held", circle, { inboundMessageId: inbound.id })).toHaveProperty("cancelled");
  expect(await aLetter("bounce_notice", circle, { addresses: ["released@example.org"] })).toHaveProperty(
    "cancelled",
  );
});
