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

export interface AuditSearch {
  page?: number;
  /** Who did it; null: the house itself. */
  actorId?: string | null;
  act?: string;
}

/** Who has done what here, ever: for the filters of the log. Two queries. */
export async function auditFilters(
  communityId: string,
): Promise<{ people: { id: string; name: string }[]; acts: string[] }> {
  const [people, acts] = await Promise.all([
    db().person.findMany({
      where: { auditEntries: { some: { communityId } } },
      select: { id: true, name: true },
      orderBy: { name: "asc" },
      take: 200,
    }),
    db().auditEntry.findMany({
      where: { communityId },
      distinct: ["act"],
      select: { act: true },
      orderBy: { act: "asc" },
    }),
  ]);
  return { people, acts: acts.map(({ act }) => act) };
}

/** The latest acts first, fifty a page; pages count from 1. */
export async function listAudit(
  communityId: string,
  { page = 1, actorId, act }: AuditSearch = {},
): Promise<{ entries: ListedEntry[]; total: number }> {
  const where = { communityId, ...(actorId === undefined ? {} : { actorId }), ...(act ? { act } : {}) };
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
