import type { Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import type { Digest, DigestItem, Prisma } from "#prisma/generated/client.ts";

export type DigestWithItems = Digest & { items: DigestItem[] };

export const itemsInOrder = {
  items: { orderBy: [{ position: "asc" }, { number: "asc" }] },
} satisfies Prisma.DigestInclude;

/** The community's one digest to come: made when there is none. */
export async function ensureDraft(tx: Tx, communityId: string): Promise<DigestWithItems> {
  const where = { communityId, status: "draft" } as const;
  const draft = await tx.digest.findFirst({ where, include: itemsInOrder });
  if (draft) return draft;

  // Two at once: the index `digest_one_draft_key` lets one in, and both find it.
  await tx.digest.createMany({ data: [{ communityId, createdAt: now() }], skipDuplicates: true });
  return tx.digest.findFirstOrThrow({ where, include: itemsInOrder });
}
