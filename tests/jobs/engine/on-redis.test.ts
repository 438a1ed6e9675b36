import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";

import { db } from "#app/db/client.ts";
import { amendConfig } from "#app/lib/config.ts";
import { receiveInboundMessage } from "#app/models/inbound-message.ts";
import { carryAgain } from "#jobs/handlers/sweep.ts";
import { openQueues } from "#jobs/queues.ts";
import { relayDueJobs } from "#jobs/relay.ts";
import { startWorker, type RunningWorker } from "#jobs/worker.ts";
import { aCommunity, aMember } from "#tests/support/circle.ts";
import { eventually } from "#tests/support/house.ts";
import { findRedisServer, openRedis, type RunningRedis } from "#tests/support/redis.ts";
import { addressOf, writeMail } from "../inbound/arriving.ts";

const binary = findRedisServer();
if (binary === null) console.log("No redis-server on this machine: queues on Redis are not tried here.");

describe.skipIf(binary === null)("queues on Redis", () => {
  let redis: RunningRedis;
  let worker: RunningWorker | null = null;

  beforeAll(async () => {
    redis = await openRedis(binary ?? "");
    amendConfig({ redisUrl: redis.url });
  });
  afterEach(async () => {
    await worker?.close();
    worker = null;
  });
  afterAll(async () => {
    amendConfig({ redisUrl: null });
    await redis.close();
  });

  async function aMessage(): Promise<string> {
    const community = await aCommunity();
    const ana = await aMember(community);
    const recipient = addressOf(community);
    const raw = writeMail({ from: ana.address, to: recipient, text: "Hello by way of Redis." });
    const arrived = { ingress: "smtp", envelopeFrom: ana.address, recipient, remoteHost: "127.0.0.1", raw };
    return (await receiveInboundMessage(arrived)).id;
  }
  const statusOf = async (id: string) =>
    (await db().inboundMessage.findUniqueOrThrow({ where: { id } })).status;

  test("a committed job is carried and done", async () => {
    const id = await aMessage();
    worker = await startWorker();
    expect(worker.queues.engine).toBe("Redis");
    await eventually(async () => expect(await statusOf(id)).toBe("accepted"));
    await eventually(async () =>
      expect(
        await db().outboxJob.count({ where: { name: { in: ["read-inbound", "process-inbound"] } } }),
      ).toBe(0),
    );
  });

  test("a flushed Redis loses nothing", async () => {
    const id = await aMessage();
    const queues = await openQueues();
    await relayDueJobs(queues);
    expect(await queues.counts("inbound")).toMatchObject({ waiting: 1 });
    await queues.close();
    await redis.flush();
    await db().outboxJob.updateMany({
      where: { name: "read-inbound" },
      data: { relayedAt: new Date(Date.now() - 61_000) },
    });
    expect(await carryAgain()).toBe(1);
    worker = await startWorker();
    await eventually(async () => expect(await statusOf(id)).toBe("accepted"));
  });

  test("a Redis that dies and comes back empty ends no process, and what came meanwhile is done", async () => {
    worker = await startWorker();
    const before = await aMessage();
    await eventually(async () => expect(await statusOf(before)).toBe("accepted"));
    await redis.kill();
    const meanwhile = await aMessage();
    await redis.start();
    await eventually(async () => expect(await statusOf(meanwhile)).toBe("accepted"), 40_000);
  }, 90_000);
});
