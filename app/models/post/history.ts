import { db } from "#app/db/client.ts";

/** What a post said before one of its edits, and who changed it then. */
export interface Edit {
  at: Date;
  by: string | null;
  before: string;
}

/** The edits of these posts, the first one first: one query. */
export async function editsOf(communityId: string, postIds: readonly string[]): Promise<Map<string, Edit[]>> {
  const entries = await db().auditEntry.findMany({
    where: { communityId, act: { in: ["post.edited", "post.reverted"] }, subjectId: { in: [...postIds] } },
    select: { subjectId: true, at: true, details: true, actor: { select: { name: true } } },
    orderBy: [{ at: "asc" }, { id: "asc" }],
  });
  const edits = new Map<string, Edit[]>();
  for (const { subjectId, at, details, actor } of entries) {
    const { text } = (details ?? {}) as { text?: unknown };
    if (subjectId === null || typeof text !== "string") continue;
    edits.set(subjectId, [...(edits.get(subjectId) ?? []), { at, by: actor?.name ?? null, before: text }]);
  }
  return edits;
}
