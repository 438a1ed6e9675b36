import { db } from "#app/db/client.ts";
import { transaction } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { isRefusal } from "#app/lib/refusal.ts";
import { inviteByAddressIn } from "#app/models/invitation.ts";
import { asActor } from "#app/models/membership.ts";
import { actorMay, type Actor } from "#app/models/roles.ts";
import { enqueue } from "#app/outbox/enqueue.ts";
import type { PeopleImport, PeopleImportRow } from "#prisma/generated/client.ts";
import { foreseeLines } from "./foresee.ts";
import type { ImportOutcome } from "./outcomes.ts";

/** So many lines a job: others get their turn between, and progress is seen. */
const AT_ONCE = 40;

/**
 * For the worker: the next lines of a running import, then the next job, until none waits. A line, its invitation and its
 * letter are one transaction: a worker that dies leaves each done or waiting, and none is done twice.
 */
export async function importPeople(importId: string): Promise<void> {
  const found = await db().peopleImport.findFirst({
    where: { id: importId, status: "running" },
    include: { membership: { include: { person: true, community: true } } },
  });
  if (!found) return;
  const rows = await db().peopleImportRow.findMany({
    where: { importId, outcome: null },
    orderBy: { line: "asc" },
    take: AT_ONCE,
  });

  const actor = asActor(found.membership);
  for (const row of rows) await inviteLine(actor, found, row);
  await goOnOrFinish(importId);
}

function inviteLine(actor: Actor, { note }: Pick<PeopleImport, "note">, row: PeopleImportRow): Promise<void> {
  const { importId, line, address, name } = row;
  return transaction(async (tx) => {
    const [claimed] = await tx.$queryRaw<unknown[]>`
      SELECT 1 FROM people_import_row row JOIN people_import ON people_import.id = row.import_id
       WHERE row.import_id = ${importId}::uuid AND row.line = ${line} AND row.outcome IS NULL
         AND people_import.status = 'running'
         FOR UPDATE OF row SKIP LOCKED`;
    if (!claimed) return;

    const outcome = await outcomeNow(actor, address);
    const invitation =
      outcome === "invited"
        ? await inviteByAddressIn(tx, actor, { address, name, note }).catch(refused)
        : null;
    await tx.peopleImportRow.update({
      where: { importId_line: { importId, line } },
      data: {
        outcome: typeof invitation === "string" ? invitation : outcome,
        invitationId: invitation && typeof invitation !== "string" ? invitation.id : null,
      },
    });
  });
}

/** Looked at once more: somebody may have left, or joined, since the list was brought. */
async function outcomeNow({ community, membership }: Actor, address: string): Promise<ImportOutcome> {
  if (community.closedAt) return "community-closed";
  if (!actorMay({ membership }, "manage-members")) return "not-allowed";
  const columns = { hasHead: false, address: 0, name: null, firstName: null, lastName: null };
  const list = { lines: [{ line: 1, cells: [address] }], width: 1 };
  const [foreseen] = await foreseeLines(community.id, list, columns);
  return foreseen?.outcome ?? "no-address";
}

/** What the house says no to is an outcome of the line; nothing was written when it said so. */
function refused(error: unknown): string {
  if (!isRefusal(error)) throw error;
  return error.reason;
}

async function goOnOrFinish(importId: string): Promise<void> {
  await transaction(async (tx) => {
    const waiting = await tx.peopleImportRow.count({ where: { importId, outcome: null } });
    if (waiting > 0) {
      await enqueue(tx, "import-people", { importId });
      return;
    }
    await tx.peopleImport.updateMany({
      where: { id: importId, status: "running" },
      data: { status: "done", finishedAt: now() },
    });
  });
}
