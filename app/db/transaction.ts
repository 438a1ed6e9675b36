import type { Prisma } from "#prisma/generated/client.ts";
import { db } from "./client.ts";

export type Tx = Prisma.TransactionClient;

/**
 * All of it or nothing. What must follow a write is enqueued with the same `tx`.
 * READ COMMITTED; who needs more locks rows (`FOR UPDATE`) or uses a unique key.
 */
export function transaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
  return db().$transaction(work, { maxWait: 10_000, timeout: 30_000 });
}
