import { afterEach, describe, expect, test } from "vitest";

import { db } from "#app/db/client.ts";
import { transaction } from "#app/db/transaction.ts";
import { setClock } from "#app/lib/clock.ts";
import { enqueue } from "#app/outbox/enqueue.ts";
import { receiveInboundMessage } from "#app/models/inbound-message.ts";
import { carryAgain, sweep } from "#jobs/handlers/sweep.ts";
import { readInbound } from "#jobs/handlers/read-inbound.ts";
import { openQueues, type Queues } from "#jobs/queues.ts";
import { relayDueJobs } from "#jobs/relay.ts";
import { startWorker, type RunningWorker } from "#jobs/worker.ts";
import { aCommunity, aMember } from "#tests/support/circle.ts";
import { eventually } from "#tests/support/house.ts";
import { addressOf, writeMail } from "../inbound/arriving.ts";

const open: { close(): Promise<void> }[] = [];
const opened = <One extends { close(): Promise<void> }>(one: One): One => {
  open.push(one);
  return one;
};

afterEach(async () => {
  for (const one of open.splice(0).toReversed()) await one.close();
});

async function aMessage(text = "Hello from the queue."): Promise<string> {
  const community = await aCommunity();
  const ana = await aMember(community);
  const { id } = await receiveInboundMessage({
    ingress: "smtp",
    envelopeFrom: ana.address,
    recipient: addressOf(community),
    remoteHost: "127.0.0.1",
    raw: writeMail({ from: ana.address, to: addressOf(community), text }),
  });
  return id;
}

const statusOf = async (id: string) =>
  (await db().inboundMessage.findUniqueOrThrow({ where: { id } })).status;

describe("the relay", () => {
  test("a committed job is carried, done, and its row is gone", async () => {
    const id = await aMessage();
    opened<RunningWorker>(await startWorker());
    await eventually(async () => expect(await statusOf(id)).toBe("accepted"));
    await eventually(async () =>
      expect(
        await db().outboxJob.count({ where: { name: { in: ["read-inbound", "process-inbound"] } } }),
      ).toBe(0),
    );
  });

  test("a job is done soon after its commit, while the worker runs", async () => {
    opened<RunningWorker>(await startWorker());
    const id = await aMessage();
    await eventually(async () => expect(await statusOf(id)).toBe("accepted"));
  });

  test("what is not due yet waits in the outbox", async () => {
    const queues = opened<Queues>(await openQueues());
    setClock(new Date("2026-05-01T10:00:00Z"));
    await transaction((tx) => enqueue(tx, "sweep", {}, { runAt: new Date("2026-05-01T11:00:00Z") }));
    await relayDueJobs(queues);
    expect(await db().outboxJob.count({ where: { name: "sweep", status: "waiting" } })).toBe(1);

    setClock(new Date("2026-05-01T11:00:01Z"));
    await relayDueJobs(queues);
    expect(await db().outboxJob.count({ where: { name: "sweep", status: "relayed" } })).toBe(1);
    await db().outboxJob.deleteMany({ where: { name: "sweep" } });
    await queues.flush();
  });

  test("a flushed queue loses nothing: the sweeper has the job carried again", async () => {
    const queues = opened<Queues>(await openQueues());
    const id = await aMessage();
    await relayDueJobs(queues);
    expect(await queues.counts("inbound")).toMatchObject({ waiting: 1 });
    await queues.flush();
    expect(await queues.counts("inbound")).toMatchObject({ waiting: 0 });
    expect(await carryAgain()).toBe(0);

    await db().outboxJob.updateMany({
      where: { name: "read-inbound" },
      data: { relayedAt: new Date(Date.now() - 61_000) },
    });
    expect(await carryAgain()).toBe(1);
    opened<RunningWorker>(await startWorker());
    await eventually(async () => expect(await statusOf(id)).toBe("accepted"));
  });

  test("a job carried twice is in the queue once", async () => {
    const queues = opened<Queues>(await openQueues());
    await aMessage();
    await relayDueJobs(queues);
    await db().outboxJob.updateMany({ where: { name: "read-inbound" }, data: { status: "waiting" } });
    await relayDueJobs(queues);
    expect(await queues.counts("inbound")).toMatchObject({ waiting: 1 });
    await queues.flush();
    await db().outboxJob.deleteMany({});
  });

  test("connections that PostgreSQL cuts are made again", async () => {
    opened<RunningWorker>(await startWorker());
    const before = await aMessage();
    await eventually(async () => expect(await statusOf(before)).toBe("accepted"));
    await db().$queryRaw`
      SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid()`.catch(() => []);
    const id = await eventually(() => aMessage());
    await eventually(async () => expect(await statusOf(id)).toBe("accepted"), 30_000);
  }, 60_000);
});

describe("what crashes", () => {
  test("is tried again and set aside after the fifth time, with its error", async () => {
    const id = await aMessage();
    // No column takes what comes of it: the handler breaks each time.
    await db().$executeRaw`ALTER TABLE thread ADD CONSTRAINT nobody CHECK (subject <> 'Clay') NOT VALID`;
    const { runDueJobs } = await import("#jobs/run-job.ts");
    // The first time among others, then by itself.
    await db().outboxJob.deleteMany({ where: { name: "process-inbound" } });
    await readInbound();
    for (let attempt = 2; attempt <= 4; attempt++) {
      expect(await statusOf(id)).toBe("received");
      await expect(runDueJobs()).rejects.toThrow();
      await db().outboxJob.updateMany({ where: { name: "process-inbound" }, data: { status: "waiting" } });
    }
    await runDueJobs();
    await db().$executeRaw`ALTER TABLE thread DROP CONSTRAINT nobody`;

    const message = await db().inboundMessage.findUniqueOrThrow({ where: { id } });
    expect(message).toMatchObject({ status: "shunted", attempts: 5 });
    expect(message.error).toContain("nobody");
  });

  test("a reader that died is replaced: the message is read again", async () => {
    const id = await aMessage();
    await db().outboxJob.deleteMany({});
    await db().inboundMessage.update({
      where: { id },
      data: { status: "processing", attempts: 1, claimedAt: new Date(Date.now() - 121_000) },
    });
    await sweep();
    expect(await statusOf(id)).toBe("received");
    const { runDueJobs } = await import("#jobs/run-job.ts");
    await runDueJobs();
    expect(await statusOf(id)).toBe("accepted");
  });
});
