import { db } from "#app/db/client.ts";
import { transaction, type Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { isUuid } from "#app/lib/ids.ts";
import { Refusal } from "#app/lib/refusal.ts";
import { enqueue } from "#app/outbox/enqueue.ts";
import type { PeopleImport } from "#prisma/generated/client.ts";
import { record } from "./audit.ts";
import { type Columns, columnsFrom, guessColumns } from "./people-import/columns.ts";
import { foreseeLines, type ForeseenLine } from "./people-import/foresee.ts";
import { readList, textOfList } from "./people-import/read-list.ts";
import { insistMay, type Actor } from "./roles.ts";

export type { PeopleImport };

const KEPT_FOR = 30 * 86_400_000;
const LISTED = 20;
const SHOWN = 8;

/** Somebody brought a list, as a file or pasted. Nothing happens yet. @throws Refusal "list-empty", "list-too-long" */
export async function beginImport(
  actor: Actor,
  brought: { filename: string; bytes: Uint8Array } | { text: string },
): Promise<PeopleImport> {
  insistMay(actor, "manage-members");
  const source =
    "bytes" in brought ? textOfList(brought.bytes) : brought.text.replace(/^\uFEFF/, "").replaceAll("\0", "");
  const columns = guessColumns(readList(source));

  return db().peopleImport.create({
    data: {
      communityId: actor.community.id,
      membershipId: actor.membership.id,
      filename: "filename" in brought ? brought.filename.slice(0, 200) : "",
      source,
      columns: { ...columns },
      createdAt: now(),
    },
  });
}

/** @throws Refusal "not-found", "already-settled" (it has run) */
export async function chooseColumns(actor: Actor, id: string, columns: Columns): Promise<void> {
  const found = await insistImport(actor, id);
  if (found.status !== "draft") throw new Refusal("already-settled");
  await db().peopleImport.update({ where: { id: found.id }, data: { columns: { ...columns } } });
}

export interface ImportPreview {
  columns: Columns;
  width: number;
  /** The heads, where there are any. */
  head: string[] | null;
  /** The first lines as they stand in the list. */
  sample: string[][];
  /** The dry run: what would come of each line; empty while nobody has said where the addresses are. */
  lines: ForeseenLine[];
}

/** Reads the list again and says what would happen. Changes nothing. */
export async function previewImport(found: PeopleImport): Promise<ImportPreview> {
  const list = readList(found.source);
  const columns = columnsFrom(found.columns);
  const body = columns.hasHead ? list.lines.slice(1) : list.lines;
  return {
    columns,
    width: list.width,
    head: columns.hasHead ? (list.lines[0]?.cells ?? null) : null,
    sample: body.slice(0, SHOWN).map(({ cells }) => cells),
    lines: columns.address === null ? [] : await foreseeLines(found.communityId, list, columns),
  };
}

/**
 * A worker goes through the lines and invites whom it may. Pressed twice, it begins once.
 * @throws Refusal "no-address-column", "already-settled", "community-closed"
 */
export async function startImport(actor: Actor, id: string, note: string): Promise<void> {
  const found = await insistImport(actor, id);
  if (actor.community.closedAt) throw new Refusal("community-closed");
  if (columnsFrom(found.columns).address === null) throw new Refusal("no-address-column");
  const { lines } = await previewImport(found);

  await transaction(async (tx) => {
    const { count } = await tx.peopleImport.updateMany({
      where: { id: found.id, status: "draft" },
      data: { status: "running", note: note.trim().slice(0, 1000), startedAt: now() },
    });
    if (count === 0) throw new Refusal("already-settled");
    await tx.peopleImportRow.createMany({
      data: lines.map(({ line, address, name, outcome }) => ({
        ...{ importId: found.id, line, address, name },
        outcome: outcome === "invited" ? null : outcome,
      })),
    });
    await enqueue(tx, "import-people", { importId: found.id });
    await recordImport(tx, actor, found.id, "import.started", { lines: lines.length });
  });
}

export interface ImportProgress {
  total: number;
  waiting: number;
  invited: number;
  /** Of those who were invited: who has come in since. */
  accepted: number;
  /** By outcome, what was left out. */
  left: { outcome: string; count: number }[];
}

export async function importProgress(importId: string): Promise<ImportProgress> {
  const [groups, accepted] = await Promise.all([
    db().peopleImportRow.groupBy({ by: ["outcome"], where: { importId }, _count: true }),
    db().peopleImportRow.count({ where: { importId, invitation: { acceptedAt: { not: null } } } }),
  ]);
  const countOf = (wanted: string | null) => groups.find(({ outcome }) => outcome === wanted)?._count ?? 0;
  return {
    total: groups.reduce((sum, { _count }) => sum + _count, 0),
    waiting: countOf(null),
    invited: countOf("invited"),
    accepted,
    left: groups.flatMap(({ outcome, _count }) =>
      outcome === null || outcome === "invited" ? [] : [{ outcome, count: _count }],
    ),
  };
}

/**
 * Withdraws what nobody has accepted: links end, letters that still wait are not sent. Who came in stays.
 * Returns how many invitations were withdrawn. @throws Refusal "not-found", "already-settled"
 */
export async function undoImport(actor: Actor, id: string): Promise<number> {
  const found = await insistImport(actor, id);
  return transaction(async (tx) => {
    const { count } = await tx.peopleImport.updateMany({
      where: { id: found.id, status: { in: ["running", "done"] } },
      data: { status: "undone", undoneAt: now(), finishedAt: found.finishedAt ?? now() },
    });
    if (count === 0) throw new Refusal("already-settled");
    await tx.peopleImportRow.updateMany({
      where: { importId: found.id, outcome: null },
      data: { outcome: "undone" },
    });
    const withdrawn = await tx.invitation.updateManyAndReturn({
      where: { importRow: { importId: found.id }, acceptedAt: null, revokedAt: null },
      data: { revokedAt: now() },
      select: { id: true },
    });
    await tx.delivery.updateMany({
      where: {
        letterKey: { in: withdrawn.map((invitation) => `invitation:${invitation.id}`) },
        status: { in: ["prepared", "deferred"] },
      },
      data: { status: "cancelled", response: "the import was undone" },
    });
    await recordImport(tx, actor, found.id, "import.undone", { withdrawn: withdrawn.length });
    return withdrawn.length;
  });
}

/** Lines that came to nothing, with their own cells and why, for a table program. */
export async function linesLeftOut(found: PeopleImport): Promise<{ cells: string[]; outcome: string }[]> {
  const { lines } = readList(found.source);
  const columns = columnsFrom(found.columns);
  const rows = await db().peopleImportRow.findMany({
    where: { importId: found.id, NOT: { outcome: "invited" } },
    select: { line: true, outcome: true },
  });
  const told = new Map(rows.map(({ line, outcome }) => [line, outcome]));
  const head = columns.hasHead && lines[0] ? [{ cells: lines[0].cells, outcome: "" }] : [];
  return [
    ...head,
    ...lines.flatMap(({ line, cells }) => {
      const outcome = told.get(line);
      return outcome ? [{ cells, outcome }] : [];
    }),
  ];
}

export async function findImport(actor: Actor, id: string): Promise<PeopleImport | null> {
  insistMay(actor, "manage-members");
  if (!isUuid(id)) return null;
  return db().peopleImport.findFirst({ where: { id, communityId: actor.community.id } });
}

/** The newest first; the lists themselves stay where they are. */
export function listImports(communityId: string) {
  return db().peopleImport.findMany({
    where: { communityId, status: { not: "draft" } },
    omit: { source: true },
    orderBy: { createdAt: "desc" },
    take: LISTED,
    include: { membership: { select: { name: true } } },
  });
}

/** For the clock: lists of people are not kept longer than they are needed. */
export async function forgetImports(): Promise<void> {
  const before = new Date(now().getTime() - KEPT_FOR);
  await db().peopleImport.deleteMany({ where: { status: "draft", createdAt: { lt: before } } });
  await db().peopleImport.updateMany({
    where: { finishedAt: { lt: before }, NOT: { source: "" } },
    data: { source: "" },
  });
}

async function insistImport(actor: Actor, id: string): Promise<PeopleImport> {
  const found = await findImport(actor, id);
  if (!found) throw new Refusal("not-found");
  return found;
}

function recordImport(
  tx: Tx,
  actor: Actor,
  subjectId: string,
  act: "import.started" | "import.undone",
  details: Record<string, number>,
): Promise<void> {
  return record(tx, {
    communityId: actor.community.id,
    actorId: actor.person.id,
    act,
    subjectId,
    details,
  });
}
