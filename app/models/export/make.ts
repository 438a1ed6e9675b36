import { db } from "#app/db/client.ts";
import { transaction } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { localDate } from "#app/lib/local-time.ts";
import { prepareDelivery } from "#app/models/delivery.ts";
import { primaryAddress } from "#app/models/person.ts";
import type { Community, Export } from "#prisma/generated/client.ts";
import type { ExportKind } from "#prisma/generated/enums.ts";
import { archiveOf } from "./archive.ts";
import { communityAsJson } from "./everything.ts";
import { membersAsCsv } from "./members.ts";
import { keepParts } from "../kept-parts.ts";
import { threadsAsMbox } from "./threads.ts";

const FETCHED_WITHIN = 7 * 86_400_000;

const forms = {
  members: { ending: "members.csv", write: membersAsCsv },
  everything: { ending: "everything.json", write: communityAsJson },
  threads: { ending: "threads.mbox", write: threadsAsMbox },
  archive: { ending: "archive.zip", write: archiveOf },
} as const satisfies Record<
  ExportKind,
  { ending: string; write: (community: Community) => AsyncIterable<Uint8Array> }
>;

/** For the worker. Packed again from the beginning when a worker died over it; told once. */
export async function makeExport(exportId: string): Promise<void> {
  const asked = await db().export.findFirst({
    where: { id: exportId, status: "waiting" },
    include: { community: true },
  });
  if (!asked) return;
  const { community, ...wanted } = asked;
  const { ending, write } = forms[wanted.kind];
  const { parts, byteSize } = await keepParts(wanted.id, write(community));

  const filename = `${community.slug}-${localDate(now(), community.timeZone)}-${ending}`;
  await settle(wanted, community, { parts, byteSize: BigInt(byteSize), filename });
}

async function settle(
  { id, personId }: Export,
  community: Community,
  made: Pick<Export, "parts" | "byteSize" | "filename">,
): Promise<void> {
  const expiresAt = new Date(now().getTime() + FETCHED_WITHIN);
  await transaction(async (tx) => {
    const { count } = await tx.export.updateMany({
      where: { id, status: "waiting" },
      data: { ...made, status: "ready", readyAt: now(), expiresAt },
    });
    if (count === 0) return;
    const membership = await tx.membership.findUnique({
      where: { communityId_personId: { communityId: community.id, personId } },
    });
    await prepareDelivery(tx, {
      communityId: community.id,
      kind: "export_ready",
      letterKey: `export:${id}`,
      address: await primaryAddress(personId, tx),
      membershipId: membership?.id ?? null,
      facts: { exportId: id },
      urgency: 1,
      notAfter: expiresAt,
    });
  });
}
