import { createTransport } from "nodemailer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { db } from "#app/db/client.ts";
import { createCommunity } from "#app/models/community.ts";
import { publishDigest } from "#app/models/digest.ts";
import { openQueues } from "#jobs/queues.ts";
import { aMoodyServer } from "#tests/faults/moody-server.ts";
import { aMember, aPost, aThread, type MemberOfTest } from "#tests/support/circle.ts";
import { engines, queueOf } from "#tests/support/engines.ts";
import { eventually, openHouse, type House } from "#tests/support/house.ts";
import type { RunningRedis } from "#tests/support/redis.ts";

describe.each(engines)("with queues on $name", ({ open }) => {
  let redis: RunningRedis | null;
  let house: House;
  let members: MemberOfTest[];

  beforeAll(async () => {
    redis = await open();
    house = await openHouse(queueOf(redis));
    const { community } = await createCommunity({
      slug: "kiln-circle",
      name: "Kiln Circle",
      timeZone: "Europe/Berlin",
      owner: { name: "Ana Ferreira", address: "ana@example.org" },
    });
    members = await Promise.all(Array.from({ length: 8 }, () => aMember(community)));
  });

  afterAll(async () => {
    await house.close();
    await redis?.close();
  });

  test("the ingress and the worker are killed in the middle: nothing is lost, nothing doubled", async () => {
    let ingress = await house.start("ingress");
    let worker = await house.start("worker");
    const words = Array.from({ length: 120 }, (_, index) => `kiln-note-${String(index)}`);
    const acknowledged = new Set<string>();

    const sending = Promise.all(
      members.map(async (member, index) => {
        for (const word of words.filter((_, turn) => turn % members.length === index)) {
          await sendUntilTaken(house, member.address, word);
          acknowledged.add(word);
        }
      }),
    );
    for (const share of [20, 50, 80]) {
      await eventually(() => {
        if (acknowledged.size < share) throw new Error("not there yet");
        return Promise.resolve();
      }, 60_000);
      await Promise.all([ingress.kill(), worker.kill()]);
      [ingress, worker] = await Promise.all([house.start("ingress"), house.start("worker")]);
    }
    await sending;

    expect(acknowledged.size).toBe(words.length);
    await hurryAfterCrash();
    await eventually(async () => {
      const posts = await db().post.findMany({ select: { text: true } });
      expect(posts.map(({ text }) => text).sort()).toEqual([...words].sort());
    }, 60_000);
    await Promise.all([ingress.stop(), worker.stop()]);
  });

  test("a queue that lost everything is filled again from the outbox", async () => {
    const before = await db().post.count();
    const ingress = await house.start("ingress");
    const [member] = members;
    if (!member) throw new Error("nobody is there");
    for (let index = 0; index < 10; index++)
      await sendUntilTaken(house, member.address, `flushed-${String(index)}`);

    // What a relay had carried to the queue, and the queue forgot.
    const queues = await openQueues();
    await db().outboxJob.updateMany({
      data: { status: "relayed", relayedAt: new Date(Date.now() - 3_600_000) },
    });
    await queues.flush();
    await queues.close();
    const worker = await house.start("worker");

    await eventually(async () => {
      expect(await db().post.count()).toBe(before + 10);
    }, 60_000);
    await Promise.all([ingress.stop(), worker.stop()]);
  });

  test("every connection to the database is cut: each process goes on", async () => {
    const before = await db().post.count();
    const everything = await house.start("web,worker,ingress");
    const [member] = members;
    if (!member) throw new Error("nobody is there");

    for (let round = 0; round < 3; round++) {
      await cutConnections();
      await sendUntilTaken(house, member.address, `cut-${String(round)}`);
    }
    await hurryAfterCrash();

    await eventually(async () => {
      expect(await db().post.count()).toBe(before + 3);
    }, 60_000);
    expect(isAlive(everything.pid)).toBe(true);
    expect((await fetch(`${house.appUrl}/readyz`)).status).toBe(200);
    expect(await everything.stop()).toBe(0);
  });

  test("the queue's server dies and comes back empty: each process goes on", async ({ skip }) => {
    if (!redis) skip("queues are on PostgreSQL");
    const before = await db().post.count();
    const everything = await house.start("web,worker,ingress");
    const [member] = members;
    if (!member || !redis) throw new Error("nobody is there");

    await redis.kill();
    await sendUntilTaken(house, member.address, "while the queue was away");
    await redis.start();
    await hurryAfterCrash();

    await eventually(async () => {
      expect(await db().post.count()).toBe(before + 1);
    }, 60_000);
    expect(isAlive(everything.pid)).toBe(true);
    expect(await everything.stop()).toBe(0);
  });
});

test("the sender is killed in the middle of a digest: nobody gets it twice, and who is in doubt is known", async () => {
  const server = await aMoodyServer({ random: () => 0.5 });
  const house = await openHouse({ SMTP_URL: `${server.url}?connections=3` });
  try {
    const { community } = await createCommunity({
      slug: "kiln-circle",
      name: "Kiln Circle",
      timeZone: "Europe/Berlin",
      owner: { name: "Ana Ferreira", address: "ana@example.org" },
    });
    const ago = new Date(Date.now() - 3_600_000);
    const members: MemberOfTest[] = [];
    for (let index = 0; index < 60; index++)
      members.push(await aMember(community, { joinedAt: ago, toldUntil: ago }));
    const [author] = members;
    if (!author) throw new Error("nobody is there");
    await aPost(await aThread(community), author);
    await publishDigest(null, community.id);
    await db().delivery.updateMany({ where: { status: "prepared" }, data: { notBefore: ago } });

    for (const share of [8, 25]) {
      const worker = await house.start("worker");
      await eventually(() => {
        if (server.took.size < share) throw new Error("not there yet");
        return Promise.resolve();
      }, 60_000);
      await worker.kill();
      await db().delivery.updateMany({ where: { status: "leased" }, data: { leasedUntil: ago } });
      await hurryAfterCrash();
    }
    const worker = await house.start("worker");
    await eventually(async () => {
      expect(await db().delivery.count({ where: { status: { in: ["prepared", "leased"] } } })).toBe(0);
    }, 60_000);
    await worker.stop();

    expect([...server.took.values()].every((times) => times === 1)).toBe(true);
    const sent = await db().delivery.findMany({ where: { status: "sent" } });
    expect(sent.every(({ messageId }) => server.took.has(messageId ?? ""))).toBe(true);
    const uncertain = await db().delivery.count({ where: { status: "uncertain" } });
    // Twice the connections for each kill.
    expect(uncertain).toBeLessThanOrEqual(12);
    expect(sent.length + uncertain).toBe(await db().delivery.count({ where: { kind: "digest" } }));
  } finally {
    await house.close();
    await server.close();
  }
});

/** A mail server of the world: the same message again until somebody takes it. */
async function sendUntilTaken(house: House, from: string, word: string): Promise<void> {
  const message = {
    from,
    to: "kiln-circle@roundletter.test",
    subject: word,
    text: word,
    messageId: `<${word}@example.org>`,
    date: new Date("2026-11-24T08:00:00Z"),
  };
  await eventually(async () => {
    const transport = createTransport({
      host: "127.0.0.1",
      port: house.smtpPort,
      ignoreTLS: true,
      connectionTimeout: 5_000,
      socketTimeout: 10_000,
    });
    try {
      await transport.sendMail(message);
    } finally {
      transport.close();
    }
  }, 60_000);
}

/** The sweeper waits a while before it believes that nobody is at it: what it waits for is made older. */
async function hurryAfterCrash(): Promise<void> {
  const ago = new Date(Date.now() - 3_600_000);
  await db().outboxJob.updateMany({ where: { status: "relayed" }, data: { relayedAt: ago } });
  await db().inboundMessage.updateMany({ where: { status: "processing" }, data: { claimedAt: ago } });
}

async function cutConnections(): Promise<void> {
  await db().$executeRaw`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()`;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
