import type { Tx } from "#app/db/transaction.ts";

/**
 * The thread in which posts of this thread are now, when somebody moved them, or split them off; else the thread itself.
 * What answers them goes where they went; when they parted, it stays.
 */
export async function threadOfPosts(tx: Tx, threadId: string, postIds: readonly string[]): Promise<string> {
  const places = await tx.post.findMany({
    where: { id: { in: [...postIds] } },
    select: { threadId: true },
    distinct: ["threadId"],
    take: 2,
  });
  return places.length === 1 && places[0] ? places[0].threadId : threadId;
}

/** Which posts of a digest's item this member was told, as frozen in their letter. */
export async function postsTold(
  tx: Tx,
  { membershipId, digestId, itemId }: { membershipId: string; digestId: string; itemId: string },
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT told.id FROM delivery
    CROSS JOIN LATERAL jsonb_array_elements(
      CASE jsonb_typeof(facts) WHEN 'array' THEN facts ELSE '[]'::jsonb END) AS entry
    CROSS JOIN LATERAL jsonb_array_elements_text(coalesce(entry -> 'postIds', '[]')) AS told (id)
    WHERE delivery.digest_id = ${digestId}::uuid AND delivery.membership_id = ${membershipId}::uuid
      AND delivery.kind = 'digest' AND entry ->> 'itemId' = ${itemId}`;
  return rows.map(({ id }) => id);
}

/** Whether this post was taken out of this thread: by moving it, splitting it off, or merging all of it. */
export async function leftThread(
  tx: Tx,
  post: { id: string; threadId: string },
  threadId: string,
): Promise<boolean> {
  const from = { path: ["from"], equals: threadId };
  const left = await tx.auditEntry.count({
    where: {
      OR: [
        { act: "post.moved", subjectId: post.id, details: from },
        { act: "thread.split", subjectId: post.threadId, details: from },
        { act: "thread.merged", subjectId: threadId, details: { path: ["into"], equals: post.threadId } },
      ],
    },
  });
  return left > 0;
}
