import { expect, test } from "vitest";
import { db } from "#app/db/client.ts";
import { transaction } from "#app/db/transaction.ts";
import { enqueue } from "#app/outbox/enqueue.ts";
import { aCommunity, aMember, aPost, aThread } from "#tests/support/circle.ts";

test("a job without a committed reason cannot exist", async () => {
  const attempt = transaction(async (tx) => {
    await enqueue(tx, "send-deliveries", {});
    throw new Error("the reason is withdrawn");
  });

  await expect(attempt).rejects.toThrow("the reason is withdrawn");
  expect(await db().outboxJob.count()).toBe(0);
});

test("a committed reason has its job", async () => {
  await transaction((tx) => enqueue(tx, "send-deliveries", {}));

  expect(await db().outboxJob.findMany({ select: { name: true, status: true } })).toEqual([
    { name: "send-deliveries", status: "waiting" },
  ]);
});

test("a circle can be arranged", async () => {
  const community = await aCommunity();
  const member = await aMember(community);
  const thread = await aThread(community, { by: member });
  await aPost(thread, member);

  expect(await db().thread.findUnique({ where: { id: thread.id } })).toMatchObject({ postCount: 1 });
});
