import { db } from "#app/db/client.ts";
import { transaction } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { isUuid } from "#app/lib/ids.ts";
import { Refusal } from "#app/lib/refusal.ts";
import { enqueue } from "#app/outbox/enqueue.ts";
import type { Export } from "#prisma/generated/client.ts";
import type { ExportKind } from "#prisma/generated/enums.ts";
import { record } from "./audit.ts";
import { forgetParts, readParts } from "./kept-parts.ts";
import { insistMay, type Actor } from "./roles.ts";

export type { ExportKind };

const LISTED = 10;

/** A worker packs it, and a letter says when it can be fetched. What is being packed already is not packed twice. */
export async function requestExport(actor: Actor, kind: ExportKind): Promise<Export> {
  insistMay(actor, "edit-community");
  const whose = { communityId: actor.community.id, personId: actor.person.id, kind };

  return transaction(async (tx) => {
    const waiting = await tx.export.findFirst({ where: { ...whose, status: "waiting" } });
    if (waiting) return waiting;
    const made = await tx.export.create({ data: { ...whose, createdAt: now() } });
    await enqueue(tx, "make-export", { exportId: made.id });
    await recordExport(tx, made, "export.asked");
    return made;
  });
}

/** One's own, the newest first: another owner asks for theirs. */
export function listExports(actor: Actor): Promise<Export[]> {
  return db().export.findMany({
    where: { communityId: actor.community.id, personId: actor.person.id },
    orderBy: { createdAt: "desc" },
    take: LISTED,
  });
}

/** Its bytes, for who asked for it and while its time lasts; fetching is recorded. @throws Refusal "not-found" */
export async function fetchExport(
  actor: Actor,
  id: string,
): Promise<{ made: Export; bytes: AsyncIterable<Uint8Array> }> {
  insistMay(actor, "edit-community");
  if (!isUuid(id)) throw new Refusal("not-found");
  const mine = { id, communityId: actor.community.id, personId: actor.person.id };

  const made = await transaction(async (tx) => {
    const { count } = await tx.export.updateMany({
      where: { ...mine, status: "ready", expiresAt: { gt: now() } },
      data: { fetchedAt: now() },
    });
    if (count === 0) throw new Refusal("not-found");
    const found = await tx.export.findUniqueOrThrow({ where: { id } });
    await recordExport(tx, found, "export.fetched");
    return found;
  });
  return { made, bytes: readParts(made) };
}

/** What letters tell of exports, by their id. */
export async function exportsToTell(ids: readonly string[]): Promise<Map<string, Export>> {
  const made = await db().export.findMany({ where: { id: { in: ids.filter(isUuid) }, status: "ready" } });
  return new Map(made.map((one) => [one.id, one]));
}

/** For the clock: whose time is over is deleted. */
export async function expireExports(): Promise<void> {
  const over = await db().export.findMany({ where: { status: "ready", expiresAt: { lte: now() } } });
  for (const made of over) {
    await forgetParts(made);
    await db().export.update({ where: { id: made.id }, data: { status: "expired" } });
  }
}

function recordExport(
  tx: Parameters<typeof record>[0],
  { id, communityId, personId, kind }: Export,
  act: "export.asked" | "export.fetched",
): Promise<void> {
  return record(tx, { communityId, actorId: personId, act, subjectId: id, details: { kind } });
}
