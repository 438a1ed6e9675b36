import type { Tx } from "#app/db/transaction.ts";
import { db } from "#app/db/client.ts";
import { now } from "#app/lib/clock.ts";
import type { AuditEntry, Prisma } from "#prisma/generated/client.ts";

const PAGE = 50;

/** An act of someone, in words of the domain: `member.removed`, `digest.issued`. */
export interface Recorded {
  communityId: string | null;
  /** The person; null when the house itself acted. */
  actorId: string | null;
  act: `${string}.${string}`;
  subjectId?: string;
  details?: Prisma.InputJsonObject;
}

export interface ListedEntry extends AuditEntry {
  actorName: string | null;
}

/** Written in the transaction of the act itself: what did not happen is not recorded, what happened is. */
export async function record(tx: Tx, entry: Recorded): Promise<void> {
  await tx.auditEntry.create({
    data: {
      communityId: entry.communityId,
      actorId: entry.actorId,
      act: entry.act,
      subjectId: entry.subjectId ?? null,
      details: entry.details ?? {},
      at: now(),
    },
  });
}

/** The latest acts first, fifty a page; pages count from 1. */
export async function listAudit(
  communityId: string,
  { page = 1 }: { page?: number } = {},
): Promise<{ entries: ListedEntry[]; total: number }> {
  const where = { communityId };
  const [entries, total] = await Promise.all([
    db().auditEntry.findMany({
      where,
      orderBy: [{ at: "desc" }, { id: "desc" }],
      skip: (page - 1) * PAGE,
      take: PAGE,
      include: { actor: { select: { name: true } } },
    }),
    db().auditEntry.count({ where }),
  ]);

  return {
    entries: entries.map(({ actor, ...entry }) => ({ ...entry, actorName: actor?.name ?? null })),
    total,
  };
}
