import { db } from "#app/db/client.ts";

/** Whether this member has said something here before, whatever became of it. */
export async function hasWritten(membershipId: string): Promise<boolean> {
  return (await db().post.findFirst({ where: { authorId: membershipId }, select: { id: true } })) !== null;
}

/** Followers may answer where everybody may read. */
export async function isOpenToFollowers(communityId: string, threadId: string): Promise<boolean> {
  return (await db().thread.count({ where: { id: threadId, communityId, publicAt: { not: null } } })) > 0;
}
