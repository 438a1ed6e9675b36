import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { db } from "#app/db/client.ts";
import { createCommunity } from "#app/models/community.ts";
import { aMember, type MemberOfTest } from "#tests/support/circle.ts";
import { roundletter } from "#tests/support/command.ts";
import { engines, queueOf } from "#tests/support/engines.ts";
import { eventually, openHouse, type House } from "#tests/support/house.ts";
import { gmailAnswer, itemAddress, lettersTo, letterTo } from "#tests/support/inbox.ts";
import type { RunningRedis } from "#tests/support/redis.ts";
import type { Community } from "#prisma/generated/client.ts";

describe.each(engines)("with queues on $name", ({ open }) => {
  let redis: RunningRedis | null;
  let house: House;
  let community: Community;
  let ana: { address: string };
  let bea: MemberOfTest;
  let cem: MemberOfTest;

  beforeAll(async () => {
    redis = await open();
    house = await openHouse(queueOf(redis));
    ana = { address: "ana@example.org" };
    ({ community } = await createCommunity({
      slug: "kiln-circle",
      name: "Kiln Circle",
      timeZone: "Europe/Berlin",
      owner: { name: "Ana Ferreira", address: ana.address },
    }));
    bea = await aMember(community, { name: "Bea Okafor", address: "bea@example.org" });
    await db().community.update({ where: { id: community.id }, data: { instantGraceMinutes: 0 } });
    cem = await aMember(community, {
      name: "Cem Yıldız",
      address: "cem@example.org",
      instantPosts: true,
      quietHours: false,
    });
    await house.start();
  });

  afterAll(async () => {
    await house.close();
    await redis?.close();
  });

  test("a member starts a thread by writing to the community", async () => {
    await house.mail({
      from: "Bea Okafor <BEA@example.org>",
      to: "kiln-circle@roundletter.test",
      subject: "A glaze that crawls",
      text: "My tin white crawls on the rims. What do you do about it?\n\n-- \nBea Okafor\nRiver quarter",
    });

    const post = await eventually(() => db().post.findFirstOrThrow({ include: { thread: true } }));
    expect(post.thread.subject).toBe("A glaze that crawls");
    expect(post.authorId).toBe(bea.id);
    expect(post.text).toBe("My tin white crawls on the rims. What do you do about it?");
    expect(JSON.stringify(post.folded)).toContain("River quarter");
  });

  test("who asked for each post at once gets it, and answers it by replying", async () => {
    const letter = await letterTo(
      cem.address,
      ({ subject }) => subject?.includes("A glaze that crawls") ?? false,
    );
    expect(letter.words).toContain("My tin white crawls");

    await house.mail({
      from: `Cem <${cem.address}>`,
      to: letter.answerTo,
      subject: `Re: ${letter.subject ?? ""}`,
      inReplyTo: letter.messageId ?? "",
      text: gmailAnswer(letter, { onTop: "A thinner first coat, and no dust on the biscuit." }),
    });

    await eventually(async () => {
      const thread = await db().thread.findFirstOrThrow({
        where: { subject: "A glaze that crawls" },
        include: { posts: true },
      });
      expect(thread.posts.map((post) => post.text)).toContain(
        "A thinner first coat, and no dust on the biscuit.",
      );
    });
  });

  test("the digest goes out to everybody for whom something is new", async () => {
    await house.mail({
      from: bea.address,
      to: "kiln-circle@roundletter.test",
      subject: "Who drives to the winter market",
      text: "I have two seats and room for six crates.",
    });
    await eventually(async () => {
      expect(await db().thread.count({ where: { kind: "discussion" } })).toBe(2);
    });

    const sent = await roundletter(["digest", "send", "kiln-circle", "--json"], {
      env: house.env,
    });

    expect(sent.err).toBe("");
    expect(sent.code).toBe(0);
    const digest = await letterTo(ana.address, ({ words }) => words.includes("[2]"));
    expect(digest.words).toContain("A glaze that crawls");
    expect(digest.words).toContain("Who drives to the winter market");
    // Bea wrote all but one of the posts: she is told of Cem's only.
    const hers = await letterTo(bea.address, ({ words }) => words.includes("[1]"));
    expect(hers.words).toContain("no dust on the biscuit");
    expect(hers.words).not.toContain("room for six crates");
  });

  test("one reply to the digest answers an item and the letter as a whole, each where it belongs", async () => {
    const digest = await letterTo(ana.address, ({ words }) => words.includes("[2]"));

    await house.mail({
      from: `Ana Ferreira <${ana.address}>`,
      to: digest.answerTo,
      subject: `Re: ${digest.subject ?? ""}`,
      inReplyTo: digest.messageId ?? "",
      references: digest.messageId ?? "",
      text: gmailAnswer(digest, {
        onTop: "What a good letter this week.",
        below: { "Who drives to the winter market": "One seat for me, please, and two crates." },
      }),
    });

    await eventually(async () => {
      const posts = await db().post.findMany({
        where: { author: { name: "Ana Ferreira" } },
        include: { thread: true },
      });
      const filed = posts.map((post) => [post.thread.kind, post.thread.subject, post.text]);
      expect(filed).toContainEqual([
        "discussion",
        "Who drives to the winter market",
        "One seat for me, please, and two crates.",
      ]);
      expect(filed).toContainEqual(["digest", expect.any(String), "What a good letter this week."]);
      expect(filed).toHaveLength(2);
    });
  });

  test("an item's own address lands in its thread", async () => {
    const digest = await letterTo(ana.address, ({ words }) => words.includes("[2]"));

    await house.mail({
      from: ana.address,
      to: itemAddress(digest, "A glaze that crawls"),
      subject: "Re: A glaze that crawls",
      text: "I sieve it twice and add a little gum.",
    });

    await eventually(async () => {
      const thread = await db().thread.findFirstOrThrow({
        where: { subject: "A glaze that crawls" },
        include: { posts: true },
      });
      expect(thread.posts.map((post) => post.text)).toContain("I sieve it twice and add a little gum.");
    });
  });

  test("a delivery row stands for every letter, and every letter came once", async () => {
    await eventually(async () => {
      const open = await db().delivery.count({ where: { status: { notIn: ["sent", "cancelled"] } } });
      expect(open).toBe(0);
    });
    const rows = await db().delivery.findMany({
      where: { status: "sent" },
      select: { messageId: true, address: true },
    });
    const letters = await db().mailroomLetter.findMany({ select: { messageId: true, recipient: true } });
    const told = (one: { messageId: string | null }, address: string) => `${one.messageId ?? ""} ${address}`;
    expect(letters.map((one) => told(one, one.recipient)).sort()).toEqual(
      rows.map((one) => told(one, one.address)).sort(),
    );
    expect((await lettersTo("nobody@example.org")).length).toBe(0);
  });
});
