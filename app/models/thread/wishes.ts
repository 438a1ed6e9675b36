import { db } from "#app/db/client.ts";
import { now } from "#app/lib/clock.ts";
import { Refusal } from "#app/lib/refusal.ts";
import type { ThreadWish } from "#prisma/generated/enums.ts";

/** Spares a member this thread in digests and instant letters. Who followed it follows it no more. */
export function muteThread(membershipId: string, threadId: string): Promise<void> {
  return wish(membershipId, threadId, "mute");
}

export function unmuteThread(membershipId: string, threadId: string): Promise<void> {
  return forget(membershipId, threadId, "mute");
}

/** Each of its posts comes at once, also to a member who reads the rest in digests. Who muted it hears of it again. */
export function followThread(membershipId: string, threadId: string): Promise<void> {
  return wish(membershipId, threadId, "follow");
}

export function unfollowThread(membershipId: string, threadId: string): Promise<void> {
  return forget(membershipId, threadId, "follow");
}

export async function isMuted(membershipId: string, threadId: string): Promise<boolean> {
  return (await wishFor(membershipId, threadId)) === "mute";
}

/** What this member said of this thread; null: nothing, it is as all the others. */
export async function wishFor(membershipId: string, threadId: string): Promise<ThreadWish | null> {
  const found = await db().threadPreference.findUnique({
    where: { membershipId_threadId: { membershipId, threadId } },
    select: { wish: true },
  });
  return found?.wish ?? null;
}

/** @throws Refusal "not-found": a thread of another community */
async function wish(membershipId: string, threadId: string, wanted: ThreadWish): Promise<void> {
  const kept = await db().$executeRaw`
    INSERT INTO thread_preference (membership_id, thread_id, wish, created_at)
    SELECT membership.id, thread.id, ${wanted}::"ThreadWish", ${now()}
    FROM thread JOIN membership ON membership.community_id = thread.community_id
    WHERE thread.id = ${threadId}::uuid AND membership.id = ${membershipId}::uuid
    ON CONFLICT (membership_id, thread_id) DO UPDATE SET wish = excluded.wish`;
  if (kept === 0) throw new Refusal("not-found");
}

async function forget(membershipId: string, threadId: string, kept: ThreadWish): Promise<void> {
  await db().threadPreference.deleteMany({ where: { membershipId, threadId, wish: kept } });
}

export interface ThreadWished {
  threadId: string;
  subject: string;
  wish: ThreadWish;
}

/** The threads of which this member wants to hear more or less than of all, the latest wish first. */
export async function threadWishes(membershipId: string): Promise<ThreadWished[]> {
  const found = await db().threadPreference.findMany({
    where: { membershipId },
    select: { threadId: true, wish: true, thread: { select: { subject: true } } },
    orderBy: { createdAt: "desc" },
    take: 100,
  });
  return found.map(({ threadId, wish: wished, thread }) => ({
    threadId,
    subject: thread.subject,
    wish: wished,
  }));
}

/** What they said of a thread is taken back: it is as all the others. */
export async function forgetWish(membershipId: string, threadId: string): Promise<void> {
  await db().threadPreference.deleteMany({ where: { membershipId, threadId } });
}
